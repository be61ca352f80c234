"""The first room: files, folders and standard input become articles."""

import logging
from collections.abc import Iterator

from msgspec import structs

from onrecord.article import Article
from onrecord.errors import ReadError
from onrecord.read.formats import Format
from onrecord.read.inputs import find_files, read_file
from onrecord.read.options import Options
from onrecord.read.reading import STAGE, Reading, failed
from onrecord.records import Problem

__all__ = ["Format", "Reading", "read", "read_all"]
_LOG = logging.getLogger("onrecord")


def read(*inputs: str) -> Iterator[Article]:
    """The articles of files, folders and globs, one after the other; `-` is standard input.

    What cannot be read is passed over and told to the log `onrecord`; `read_all` gives it in its place. Raises ReadError, when the
    article is asked for, for an input that is not there.
    """
    for reading in read_all(*inputs):
        if reading.missing:
            raise ReadError(reading.problems[0].message)
        for problem in reading.problems:
            _LOG.warning("%s: %s", reading.article.id, problem.message)
        if reading.readable:
            yield reading.article


def read_all(*inputs: str) -> Iterator[Reading]:
    """The articles and the failures of all inputs, in order: one that cannot be read loses no other. Ids are made to differ."""
    seen: set[str] = set()
    for name in inputs:
        found = False
        for path, named in find_files(str(name)):
            found = True
            for reading in read_file(path, Options(), named=named):
                yield _with_own_id(reading, seen)
        if not found:
            yield failed(str(name), "not-found", f"{name}: no file of this name, or an empty folder", missing=True)


def _with_own_id(reading: Reading, seen: set[str]) -> Reading:
    """The second article of one id is `id~2`, and says so."""
    article = reading.article
    own, count = article.id, 1
    while own in seen:
        count += 1
        own = f"{article.id}~{count}"
    seen.add(own)
    if own == article.id:
        return reading
    problem = Problem(STAGE, "duplicate-id", f"the id {article.id!r} was given before; this article is {own!r}")
    return Reading(structs.replace(article, id=own), (*reading.problems, problem), reading.readable, reading.missing)
