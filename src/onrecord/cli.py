"""The command line: parses arguments, calls one function, prints. An error is one line and an exit code.

Everything heavy is imported inside the command that needs it, so that help comes at once.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.errors import OnRecordError

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.coder import Coder
    from onrecord.read import Reading
    from onrecord.records import Record
    from onrecord.show import Tally

app = typer.Typer(
    name="onrecord",
    help="Turns news into a record: who did what to whom, who said so, with the exact words behind every value.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
)
lexicon_app = typer.Typer(help="The words that the coding knows: count and check them.", no_args_is_help=True)
actors_app = typer.Typer(help="The actors that are known: ask about them.", no_args_is_help=True)
app.add_typer(lexicon_app, name="lexicon")
app.add_typer(actors_app, name="actors")

Inputs = Annotated[list[str], typer.Argument(metavar="INPUT", help="Files, folders, globs, or - for standard input.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of a layout.")]
Actors = Annotated[str | None, typer.Option("--actors", metavar="FILE", help="A file of further actors.")]
Published = Annotated[str | None, typer.Option("--published", metavar="DATE", help="The date of articles without one, such as 2031-03-04.")]
_PROBLEMS_SHOWN = 20


@app.command()
def code(
    inputs: Inputs,
    output: Annotated[str, typer.Option("-o", "--output", metavar="OUT.jsonl", help="Where the records go; - is standard output.")],
    processes: Annotated[int, typer.Option("--processes", "-p", min=1, max=256, help="How many processes code at once.")] = 1,
    actors: Actors = None,
    published: Published = None,
    as_json: AsJson = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar and no summary.")] = False,
) -> None:
    """Code articles and write one record a line.

    Example: onrecord code news/ more.jsonl -o records.jsonl --processes 2
    """
    from onrecord.read import read_all
    from onrecord.run.output import open_output
    from onrecord.show import Tally, lay_out_tally

    tally = Tally()
    readings = _present(_dated(read_all(*inputs), published), tally)
    coder = _coder(actors)
    with open_output(output) as stream:
        for record in _progress(_run(coder, readings, processes), quiet):
            stream.write(record.to_json() + b"\n")
            _tell_problems(record, tally)
            tally.add(record)
    if as_json and output != "-":
        _print_json(tally.to_dict())
    elif not quiet:
        _say(lay_out_tally(tally) + ("" if output == "-" else f" -> {output}"))
    raise typer.Exit(tally.exit_code)


@app.command()
def read(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A file, or - for standard input.")],
    number: Annotated[int, typer.Option("--number", "-n", min=1, help="Which article of the file.")] = 1,
    published: Published = None,
    actors: Actors = None,
    as_json: AsJson = False,
) -> None:
    """Show one article, coded: who did what to whom, who said what, with the words.

    Example: onrecord read news/strait.txt --published 2031-03-04
    """
    from onrecord.read import read_all
    from onrecord.show import Tally

    tally = Tally()
    found = list(islice(_present(_dated(read_all(file), published), tally), number - 1, number + 1))
    if not found:
        raise typer.Exit(2) if tally.missing else OnRecordError(f"{file}: it has no article number {number}")
    (record,) = _run(_coder(actors), found[:1], 1)
    _show_records([record], as_json)
    tally.add(record)
    if len(found) > 1 and not as_json:
        _say(f"{file} has more articles: --number {number + 1} shows the next one")
    raise typer.Exit(tally.exit_code)


@app.command()
def explain(
    sentence: Annotated[str, typer.Argument(help="A sentence, in quotation marks.")],
    published: Published = None,
    type_: Annotated[str | None, typer.Option("--type", metavar="TYPE", help="Only rules of this event type, such as ACCUSE.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show which rules fired on a sentence, on which words, and the nearest rule that did not.

    Example: onrecord explain "Norway accused Sweden of spying."
    """
    from onrecord.show.explanation import lay_out_explanation

    explanation = _coder(None).explain(sentence, published=_day(published), type=type_.upper() if type_ else None)
    if as_json:
        _print_json(explanation.to_dict())
    else:
        _console().print(lay_out_explanation(explanation))


@app.command()
def demo(as_json: AsJson = False) -> None:
    """Code the example articles and show them."""
    from onrecord.read import read_all
    from onrecord.read.examples import example_articles
    from onrecord.show import Tally, lay_out_tally

    tally = Tally()
    records = []
    for record in _progress(_run(_coder(None), read_all(example_articles()), 1), as_json):
        tally.add(record)
        records.append(record)
    _show_records(records, as_json)
    if not as_json:
        _console().print(lay_out_tally(tally), style="bold", highlight=False)
    raise typer.Exit(tally.exit_code)


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Check what is installed: versions, language model, knowledge files, gazetteer; say what is wrong and how to mend it."""
    from onrecord.doctor import examine
    from onrecord.show.tables import lay_out_findings

    findings = examine()
    if as_json:
        _print_json([finding.to_dict() for finding in findings])
    else:
        _console().print(lay_out_findings(findings))
    raise typer.Exit(int(not all(finding.good for finding in findings)))


@lexicon_app.command("stats")
def lexicon_stats(as_json: AsJson = False) -> None:
    """Count the frames, verbs, nouns and cues that the lexicon holds."""
    from onrecord.evaluate.lexicon import count_lexicon
    from onrecord.show.tables import lay_out_counts

    counts = count_lexicon()
    if as_json:
        _print_json(counts)
    else:
        _console().print(lay_out_counts(counts))


@lexicon_app.command("test")
def lexicon_test(
    file: Annotated[str | None, typer.Argument(metavar="FILE", help="Only this file, such as verbs/accuse.toml.")] = None,
    as_json: AsJson = False,
) -> None:
    """Code the examples and near misses that stand in the lexicon, and list those that come out wrong."""
    from onrecord.evaluate.lexicon import check_lexicon
    from onrecord.show.tables import lay_out_failures

    checked = check_lexicon(_coder(None), file)
    if as_json:
        _print_json(checked)
    else:
        _console().print(lay_out_failures(checked))
    raise typer.Exit(int(bool(checked["failures"])))


@actors_app.command("show")
def actors_show(
    name: Annotated[str, typer.Argument(help="A name, office or description, as a text may have it.")],
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="The date on which the name is read, such as 2022-02-01.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show which actor a name means, with codes and offices.

    Example: onrecord actors show "Angela Merkel" --on 2015-06-01
    """
    from onrecord.show.actors import describe_actor
    from onrecord.show.tables import lay_out_actor

    found = describe_actor(name, _day(on))
    if as_json:
        _print_json(found)
    else:
        _console().print(lay_out_actor(name, found))
    raise typer.Exit(int(not found))


def main() -> None:
    """Runs the command line; every error a user can meet is one line on standard error."""
    for stream in (sys.stdout, sys.stderr):  # a console of another encoding must not stop us
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")
    sys.exit(_run_app())


def _run_app() -> int:
    try:
        return int(app(standalone_mode=False) or 0)
    except OnRecordError as error:
        _say(f"onrecord: {error}")
    except BrokenPipeError:  # the reader of our output has had enough
        sys.stderr.close()
    except (KeyboardInterrupt, typer.Abort):
        _say("onrecord: interrupted")
        return 130
    except typer.TyperException as error:
        _say(f"onrecord: {error.format_message()}")
    return 2


def _coder(actors: str | None) -> "Coder":
    from onrecord.coder import Coder

    return Coder(actors=actors) if actors else Coder()


def _run(coder: "Coder", readings: Iterable["Reading"], processes: int) -> Iterator["Record"]:
    from onrecord.run import code_readings

    return code_readings(coder, readings, processes=processes)


def _day(words: str | None) -> str | None:
    """A date that was given on the command line, checked."""
    from onrecord.read.fields import iso_date

    day = iso_date(words)
    if words and not day:
        raise OnRecordError(f"{words!r} is no date; write it as 2031-03-04")
    return day


def _dated(readings: Iterable["Reading"], published: str | None) -> Iterator["Reading"]:
    """The readings, those without a date with the one that was given."""
    from msgspec.structs import replace

    day = _day(published)
    for reading in readings:
        if day and not reading.article.published:
            yield replace(reading, article=replace(reading.article, published=day, published_source="given"))
        else:
            yield reading


def _present(readings: Iterable["Reading"], tally: "Tally") -> Iterator["Reading"]:
    """The readings of inputs that are there; the others are told and counted."""
    for reading in readings:
        if reading.missing:
            tally.missing += 1
            _say(f"onrecord: {reading.problems[0].message}")
        else:
            yield reading


def _tell_problems(record: "Record", tally: "Tally") -> None:
    for problem in record.problems:
        told = sum(tally.problems.values())
        if told < _PROBLEMS_SHOWN:
            _say(f"{record.article.id}: {problem.code}: {problem.message}")
        elif told == _PROBLEMS_SHOWN:
            _say("further problems are not shown here; the records list them all")


def _progress(records: Iterator["Record"], quiet: bool) -> Iterator["Record"]:
    """The records, with a bar on standard error when that is a terminal."""
    if quiet or not sys.stderr.isatty():
        yield from records
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("coding"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("coding", total=None)
        for record in records:
            bar.advance(task)
            yield record


def _show_records(records: list["Record"], as_json: bool) -> None:
    from onrecord.show import lay_out

    for record in records:
        if as_json:
            print(record.to_json().decode("utf-8"))
        else:
            _console().print(lay_out(record))


def _console() -> "Console":
    from rich.console import Console

    return Console(highlight=False, soft_wrap=False, width=None if sys.stdout.isatty() else 100)


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))


def _say(line: str) -> None:
    print(line, file=sys.stderr)


if __name__ == "__main__":
    main()
