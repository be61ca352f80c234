"""Commands about the words that the coding knows."""

from typing import Annotated

import typer

from onrecord.cli.terminal import AsJson, console, make_coder, print_json

app = typer.Typer(help="The words that the coding knows: count and check them.", no_args_is_help=True)


@app.command("stats")
def lexicon_stats(as_json: AsJson = False) -> None:
    """Count the frames, verbs, nouns and cues that the lexicon holds."""
    from onrecord.evaluate.lexicon import count_lexicon
    from onrecord.show.tables import lay_out_counts

    counts = count_lexicon()
    if as_json:
        print_json(counts)
    else:
        console().print(lay_out_counts(counts))


@app.command("test")
def lexicon_test(
    file: Annotated[str | None, typer.Argument(metavar="FILE", help="Only this file, such as verbs/accuse.toml.")] = None,
    as_json: AsJson = False,
) -> None:
    """Code the examples and near misses that stand in the lexicon, and list those that come out wrong."""
    from onrecord.evaluate.lexicon import check_lexicon
    from onrecord.show.tables import lay_out_failures

    checked = check_lexicon(make_coder(None), file)
    if as_json:
        print_json(checked)
    else:
        console().print(lay_out_failures(checked))
    raise typer.Exit(int(bool(checked["failures"])))


def register(program: typer.Typer) -> None:
    """Hangs the commands of this file into the program."""
    program.add_typer(app, name="lexicon")
