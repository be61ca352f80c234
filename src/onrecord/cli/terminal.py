"""What the commands share: options, the coder, progress bars, and how they speak to the terminal."""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.errors import OnRecordError

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.coder import Coder
    from onrecord.read import Reading
    from onrecord.records import Record
    from onrecord.show import Tally

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of a layout.")]
Actors = Annotated[str | None, typer.Option("--actors", metavar="FILE", help="A file of further actors.")]
Published = Annotated[str | None, typer.Option("--published", metavar="DATE", help="The date of articles without one, such as 2031-03-04.")]
Knowledge = Annotated[
    list[str] | None,
    typer.Option("--knowledge", metavar="FOLDER", help="A folder that overlays the built-in knowledge; may be given more than once."),
]
KNOWLEDGE_PARTS = ("ontology", "lexicon", "actors", "weights", "times", "places")
_PROBLEMS_SHOWN = 20


def make_coder(actors: str | None = None, knowledge: Iterable[str] | None = None) -> "Coder":
    """The coder of this installation, with a file of further actors and folders of further knowledge when they are named."""
    from onrecord.coder import Coder

    if knowledge:
        return Coder(actors=actors, knowledge=checked_folders(knowledge))
    return Coder(actors=actors) if actors else Coder()


def checked_folders(names: Iterable[str]) -> tuple[Path, ...]:
    """Folders that were given on the command line. Raises OnRecordError when one is none or holds nothing that is known."""
    folders = tuple(Path(name) for name in names)
    for folder in folders:
        if not any((folder / part).exists() for part in KNOWLEDGE_PARTS):
            raise OnRecordError(f"{folder}: no knowledge folder; it holds at least one of {', '.join(KNOWLEDGE_PARTS)} (docs/lexicon.md)")
    return folders


def code_all(coder: "Coder", readings: Iterable["Reading"], processes: int) -> Iterator["Record"]:
    """A record for each reading, in order, lazily."""
    from onrecord.run import code_readings

    return code_readings(coder, readings, processes=processes)


def checked_day(words: str | None) -> str | None:
    """A date that was given on the command line, checked."""
    from onrecord.read.fields import iso_date

    day = iso_date(words)
    if words and not day:
        raise OnRecordError(f"{words!r} is no date; write it as 2031-03-04")
    return day


def dated(readings: Iterable["Reading"], published: str | None) -> Iterator["Reading"]:
    """The readings, those without a date with the one that was given."""
    from msgspec.structs import replace

    day = checked_day(published)
    for reading in readings:
        if day and not reading.article.published:
            yield replace(reading, article=replace(reading.article, published=day, published_source="given"))
        else:
            yield reading


def present(readings: Iterable["Reading"], tally: "Tally") -> Iterator["Reading"]:
    """The readings of inputs that are there; the others are told and counted."""
    for reading in readings:
        if reading.missing:
            tally.missing += 1
            say(f"onrecord: {reading.problems[0].message}")
        else:
            yield reading


def tell_problems(record: "Record", tally: "Tally") -> None:
    """Tells the problems of a record on standard error, the first few of a run."""
    for problem in record.problems:
        told = sum(tally.problems.values())
        if told < _PROBLEMS_SHOWN:
            say(f"{record.article.id}: {problem.code}: {problem.message}".replace("\n", "\\n"))
        elif told == _PROBLEMS_SHOWN:
            say("further problems are not shown here; the records list them all")


def with_progress(records: Iterator["Record"], quiet: bool) -> Iterator["Record"]:
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


def show_records(records: list["Record"], as_json: bool) -> None:
    """Prints records, laid out or as JSON Lines."""
    from onrecord.show import lay_out

    for record in records:
        if as_json:
            print(record.to_json().decode("utf-8"))
        else:
            console().print(lay_out(record))


def console() -> "Console":
    """Standard output, as wide as the terminal, else 100 characters."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=False, width=None if sys.stdout.isatty() else 100)


def print_json(value: Any) -> None:
    """Prints a value as JSON."""
    print(json.dumps(value, ensure_ascii=False, indent=1))


def say(line: str) -> None:
    """Prints a line on standard error."""
    print(line, file=sys.stderr)
