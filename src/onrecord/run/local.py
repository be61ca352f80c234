"""Codes article after article; what goes wrong with one becomes a problem in its record."""

import logging
import re
from collections.abc import Iterable, Iterator
from typing import Protocol

from msgspec import structs

from onrecord.article import Article
from onrecord.read.checks import find_obstacle
from onrecord.read.decode import fold_lines
from onrecord.read.reading import Reading
from onrecord.records import ArticleRecord, MadeBy, Problem, Record

_SURROGATES = re.compile("[\ud800-\udfff]")
_LOG = logging.getLogger("onrecord")


class Codes(Protocol):
    """What the runners ask of a coder."""

    @property
    def made_by(self) -> MadeBy:
        """Versions of all that makes a record."""

    def code(self, article: Article) -> Record:
        """The record of one article."""


def run_local(coder: Codes, readings: Iterable[Reading]) -> Iterator[Record]:
    """A record for each reading, in order, one at a time."""
    for reading in readings:
        yield code_one(coder, reading)


def code_one(coder: Codes, reading: Reading) -> Record:
    """The record of a reading. It has no events, and a problem that says why, when the article cannot be read or coded."""
    article = _writable(reading.article)
    obstacle = find_obstacle(article) if reading.readable else None
    if obstacle or not reading.readable:
        return bare_record(coder, article, (*reading.problems, *((obstacle,) if obstacle else ())))
    try:
        record = coder.code(article)
    except Exception as error:  # noqa: BLE001 (the one place where whatever a bad article sets off becomes a row of `problems`)
        _LOG.warning("%s: not coded: %r", article.id, error, exc_info=True)
        return bare_record(coder, article, (*reading.problems, Problem("code", "error", f"{type(error).__name__}: {error}")))
    if not reading.problems:
        return record
    return Record(
        record.article, record.entities, record.events, record.statements, record.times, record.places,
        (*reading.problems, *record.problems), record.made_by,
    )  # fmt: skip


def _writable(article: Article) -> Article:
    """Half surrogates, which no encoding can hold, become U+FFFD; readers have done so already, callers with texts of their own may not."""
    return structs.replace(article, text=fold_lines(article.text)) if _SURROGATES.search(article.text) else article


def bare_record(coder: Codes, article: Article, problems: tuple[Problem, ...]) -> Record:
    """A record that holds only the article and its problems."""
    return Record(ArticleRecord.of(article, (), ()), problems=problems, made_by=coder.made_by)
