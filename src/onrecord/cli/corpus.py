"""Commands that make and keep a corpus: add, check, recode, backup."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.asking import AsCsv, print_rows
from onrecord.cli.inputs import AllowPrivate, Columns, DayFirst, Follow, Language, reading_options
from onrecord.cli.terminal import (
    Actors,
    AsJson,
    Published,
    code_all,
    dated,
    make_coder,
    present,
    print_json,
    say,
    tell_problems,
    with_progress,
)
from onrecord.errors import OnRecordError

if TYPE_CHECKING:
    from onrecord.read import Reading
    from onrecord.records import Record
    from onrecord.store.corpus import Corpus

CorpusPath = Annotated[str, typer.Argument(metavar="CORPUS.db", help="The corpus.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar and no summary.")]


def add(
    corpus: CorpusPath,
    inputs: Annotated[list[str] | None, typer.Argument(metavar="INPUT", help="What onrecord code takes.")] = None,
    records: Annotated[list[str] | None, typer.Option("--records", metavar="FILE", help="Records that onrecord code has written.")] = None,
    processes: Annotated[int, typer.Option("--processes", "-p", min=1, max=256, help="How many processes code at once.")] = 1,
    actors: Actors = None,
    published: Published = None,
    columns: Columns = None,
    language: Language = None,
    day_first: DayFirst = None,
    follow: Follow = False,
    allow_private: AllowPrivate = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Code articles and add them to a corpus, each once; the file is made when it is not there.

    Can be broken off and begun again: what is there already is not coded again.

    Example: onrecord add news.db articles/ more.jsonl --processes 2
    """
    from onrecord.read import read_all
    from onrecord.show import Tally, lay_out_tally
    from onrecord.show.summary import means_failure
    from onrecord.store.corpus import Corpus

    if not inputs and not records:
        raise OnRecordError("name what to add: INPUT..., or --records FILE")
    tally = Tally()
    known = 0
    with Corpus.open(corpus) as opened:
        for record in _read_records(records or []):
            known += not opened.add(record).new
            tally.add(record)
        if inputs:
            options = reading_options(columns, language, day_first, follow, True, allow_private)
            fresh = _Fresh(opened, present(dated(read_all(*inputs, options=options), published), tally))
            for record in with_progress(code_all(make_coder(actors), fresh, processes), quiet):
                tell_problems(record, tally)
                tally.add(record)
                if not any(means_failure(problem) for problem in record.problems):  # what could not be coded is tried again next time
                    known += not opened.add(record).new
            known += fresh.known
    if as_json:
        print_json({**tally.to_dict(), "known": known})
    elif not quiet:
        say(lay_out_tally(tally) + (f"; {known:,} there already" if known else "") + f" -> {corpus}")
    raise typer.Exit(tally.exit_code)


class _Fresh:
    """The readings whose articles are not in a corpus yet; `known` counts the others."""

    def __init__(self, corpus: "Corpus", readings: "Iterator[Reading]") -> None:
        self._corpus, self._readings = corpus, readings
        self.known = 0

    def __iter__(self) -> "Iterator[Reading]":
        for reading in self._readings:
            if self._corpus.has(reading.article):
                self.known += 1
            else:
                yield reading


def _read_records(paths: list[str]) -> "Iterator[Record]":
    import msgspec

    from onrecord.records import Record

    for path in paths:
        try:
            with open(path, "rb") as stream:
                for number, line in enumerate(stream, 1):
                    try:
                        yield Record.from_dict(msgspec.json.decode(line))
                    except (OnRecordError, msgspec.DecodeError, AttributeError) as error:
                        raise OnRecordError(f"{path}:{number}: {error}; --records takes what onrecord code has written") from error
        except OSError as error:
            raise OnRecordError(f"{path}: {error.strerror}") from error


def check(corpus: CorpusPath, as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """Verify a corpus, bring its tables up to date, and mend what can be made again from its records.

    Exit code 1 when something stays wrong.
    """
    from pathlib import Path

    from onrecord.store.corpus import Corpus
    from onrecord.store.upkeep import check as examine

    if not Path(corpus).is_file():
        raise OnRecordError(f"{corpus}: no such corpus; make one with: onrecord add {corpus} INPUT...")
    with Corpus.open(corpus) as opened:
        findings = examine(opened)
    print_rows(findings, as_json, as_csv)
    raise typer.Exit(int(any(finding.wrong and not finding.mended for finding in findings)))


def backup(
    corpus: CorpusPath, target: Annotated[str, typer.Argument(metavar="COPY.db", help="The copy; it must not be there yet.")]
) -> None:
    """Write a copy of a corpus as it is now; others may go on reading and writing."""
    from onrecord.store.corpus import Corpus
    from onrecord.store.upkeep import backup as copy

    with Corpus.read(corpus) as opened:
        say(f"{corpus} -> {copy(opened, target)}")


def recode(
    corpus: CorpusPath,
    actors: Actors = None,
    all_: Annotated[bool, typer.Option("--all", help="Also what this very version has coded.")] = False,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Code the articles of a corpus again with this version, and show what changed. Reviews stay.

    Can be broken off and begun again.
    """
    from onrecord.store.corpus import Corpus
    from onrecord.store.upkeep import recode as again

    coder = make_coder(actors)
    with Corpus.open(corpus) as opened:
        changes = list(again(opened, coder.code, None if all_ else coder.made_by))
    print_rows([change for change in changes if change.lost or change.gained or change.changed], as_json, as_csv)
    say(f"{len(changes):,} articles coded again")


def register(app: typer.Typer) -> None:
    """Hangs the commands of this file into the program."""
    for command in (add, check, backup, recode):
        app.command()(command)
