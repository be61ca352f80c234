"""Commands that code articles: code, read, explain, demo, and doctor for what they need."""

from itertools import islice
from typing import Annotated

import typer

from onrecord.cli.inputs import AllowPrivate, Columns, Copies, DayFirst, Follow, Inputs, Language, reading_options
from onrecord.cli.terminal import (
    Actors,
    AsJson,
    Knowledge,
    Published,
    checked_day,
    code_all,
    console,
    dated,
    make_coder,
    present,
    print_json,
    say,
    show_records,
    tell_problems,
    with_progress,
)
from onrecord.errors import OnRecordError


def code(
    inputs: Inputs,
    output: Annotated[str, typer.Option("-o", "--output", metavar="OUT.jsonl", help="Where the records go; - is standard output.")],
    processes: Annotated[int, typer.Option("--processes", "-p", min=1, max=256, help="How many processes code at once.")] = 1,
    actors: Actors = None,
    knowledge: Knowledge = None,
    published: Published = None,
    columns: Columns = None,
    language: Language = None,
    day_first: DayFirst = None,
    follow: Follow = False,
    copies: Copies = False,
    allow_private: AllowPrivate = False,
    as_json: AsJson = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar and no summary.")] = False,
) -> None:
    """Code articles and write one record a line.

    Inputs: text, HTML, JSON Lines, CSV/TSV, RSS/Atom, WARC, EML/MBOX, DOCX, PDF; packed with gzip or ZIP; on disk or at http(s) addresses.

    Examples: onrecord code news/ more.jsonl -o records.jsonl --processes 2

    onrecord code table.csv -o records.jsonl --map text=body,published=pubDate --day-first

    onrecord code https://news.example/feed.xml -o records.jsonl --follow
    """
    from onrecord.read import read_all
    from onrecord.run.output import open_output
    from onrecord.show import Tally, lay_out_tally

    tally = Tally()
    options = reading_options(columns, language, day_first, follow, copies, allow_private)
    readings = present(dated(read_all(*inputs, options=options), published), tally)
    coder = make_coder(actors, knowledge)
    with open_output(output) as stream:
        for record in with_progress(code_all(coder, readings, processes), quiet):
            stream.write(record.to_json() + b"\n")
            tell_problems(record, tally)
            tally.add(record)
    if as_json and output != "-":
        print_json(tally.to_dict())
    elif not quiet:
        say(lay_out_tally(tally) + ("" if output == "-" else f" -> {output}"))
    raise typer.Exit(tally.exit_code)


def read(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A file, an address, or - for standard input.")],
    number: Annotated[int, typer.Option("--number", "-n", min=1, help="Which article of the file.")] = 1,
    published: Published = None,
    actors: Actors = None,
    knowledge: Knowledge = None,
    columns: Columns = None,
    language: Language = None,
    day_first: DayFirst = None,
    follow: Follow = False,
    allow_private: AllowPrivate = False,
    as_json: AsJson = False,
) -> None:
    """Show one article, coded: who did what to whom, who said what, with the words.

    Examples: onrecord read news/strait.txt --published 2031-03-04

    onrecord read https://news.example/2031/03/04/strait.html

    onrecord read letters.mbox --number 3
    """
    from onrecord.read import read_all
    from onrecord.show import Tally

    tally = Tally()
    options = reading_options(columns, language, day_first, follow, copies=True, allow_private=allow_private)
    found = list(islice(present(dated(read_all(file, options=options), published), tally), number - 1, number + 1))
    if not found:
        raise typer.Exit(2) if tally.missing else OnRecordError(f"{file}: it has no article number {number}")
    (record,) = code_all(make_coder(actors, knowledge), found[:1], 1)
    show_records([record], as_json)
    tally.add(record)
    if len(found) > 1 and not as_json:
        say(f"{file} has more articles: --number {number + 1} shows the next one")
    raise typer.Exit(tally.exit_code)


def explain(
    sentence: Annotated[str, typer.Argument(help="A sentence, in quotation marks.")],
    published: Published = None,
    type_: Annotated[str | None, typer.Option("--type", metavar="TYPE", help="Only rules of this event type, such as ACCUSE.")] = None,
    actors: Actors = None,
    knowledge: Knowledge = None,
    as_json: AsJson = False,
) -> None:
    """Show which rules fired on a sentence, on which words, and the nearest rule that did not.

    Example: onrecord explain "Norway accused Sweden of spying."
    """
    from onrecord.show.explanation import lay_out_explanation

    explanation = make_coder(actors, knowledge).explain(sentence, published=checked_day(published), type=type_.upper() if type_ else None)
    if as_json:
        print_json(explanation.to_dict())
    else:
        console().print(lay_out_explanation(explanation))


def demo(as_json: AsJson = False) -> None:
    """Code the example articles and show them."""
    from onrecord.read import read_all
    from onrecord.read.examples import example_articles
    from onrecord.show import Tally, lay_out_tally

    tally = Tally()
    records = []
    for record in with_progress(code_all(make_coder(None), read_all(example_articles()), 1), as_json):
        tally.add(record)
        records.append(record)
    show_records(records, as_json)
    if not as_json:
        console().print(lay_out_tally(tally), style="bold", highlight=False)
    raise typer.Exit(tally.exit_code)


def doctor(as_json: AsJson = False) -> None:
    """Check what is installed: versions, language model, knowledge files, gazetteer; say what is wrong and how to mend it."""
    from onrecord.doctor import examine
    from onrecord.show.tables import lay_out_findings

    findings = examine()
    if as_json:
        print_json([finding.to_dict() for finding in findings])
    else:
        console().print(lay_out_findings(findings))
    raise typer.Exit(int(not all(finding.good for finding in findings)))


def register(app: typer.Typer) -> None:
    """Hangs the commands of this file into the program."""
    for command in (code, read, explain, demo, doctor):
        app.command()(command)
