"""Commands about the words that the coding knows."""

from typing import Annotated

import typer

from onrecord.cli.inputs import Inputs
from onrecord.cli.terminal import (
    AsJson,
    Knowledge,
    Published,
    checked_folders,
    console,
    dated,
    make_coder,
    print_json,
)

app = typer.Typer(help="The words that the coding knows: count and check them.", no_args_is_help=True)


@app.command("stats")
def lexicon_stats(knowledge: Knowledge = None, as_json: AsJson = False) -> None:
    """Count the frames, verbs, nouns and cues that the lexicon holds."""
    from onrecord.evaluate.lexicon import count_lexicon
    from onrecord.show.tables import lay_out_counts

    counts = count_lexicon(*checked_folders(knowledge or ()))
    if as_json:
        print_json(counts)
    else:
        console().print(lay_out_counts(counts))


@app.command("test")
def lexicon_test(
    file: Annotated[str | None, typer.Argument(metavar="FILE", help="Only this file, such as verbs/accuse.toml.")] = None,
    knowledge: Knowledge = None,
    as_json: AsJson = False,
) -> None:
    """Code the examples and near misses that stand in the lexicon, and list those that come out wrong."""
    from onrecord.evaluate.lexicon import check_lexicon
    from onrecord.show.tables import lay_out_failures

    checked = check_lexicon(make_coder(None, knowledge), file, *checked_folders(knowledge or ()))
    if as_json:
        print_json(checked)
    else:
        console().print(lay_out_failures(checked))
    raise typer.Exit(int(bool(checked["failures"])))


@app.command("diff")
def lexicon_diff(
    other: Annotated[str, typer.Argument(metavar="FOLDER", help="The other version: a knowledge folder that overlays the built-in one.")],
    inputs: Inputs,
    published: Published = None,
    knowledge: Knowledge = None,
    as_json: AsJson = False,
) -> None:
    """Code articles with the lexicon and with another version of it, and show which events come, go and change.

    Example: onrecord lexicon diff my-frames/ examples/articles.jsonl
    """
    from onrecord.evaluate.lexicon import compare_coders
    from onrecord.read import read_all
    from onrecord.show.tables import lay_out_changes

    articles = [reading.article for reading in dated(read_all(*inputs), published) if not reading.missing]
    before, after = make_coder(None, knowledge), make_coder(None, [*(knowledge or ()), other])
    changes = compare_coders(before, after, articles)
    if as_json:
        print_json(changes)
    else:
        console().print(lay_out_changes(changes))


def register(program: typer.Typer) -> None:
    """Hangs the commands of this file into the program."""
    program.add_typer(app, name="lexicon")
