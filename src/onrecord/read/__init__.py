"""The first room: files, folders, addresses and standard input become articles."""

import hashlib
import logging
from collections.abc import Iterable, Iterator

from msgspec import structs

from onrecord.article import Article
from onrecord.errors import ReadError
from onrecord.read.formats import Format
from onrecord.read.inputs import find_files, read_found
from onrecord.read.options import Options
from onrecord.read.reading import STAGE, Reading, failed
from onrecord.records import Problem

__all__ = ["Format", "Options", "Reading", "read", "read_all", "settle"]
_LOG = logging.getLogger("onrecord")
_SENTENCE = 200  # characters; shorter texts are sentences, which are the same by chance, and each is coded


def read(*inputs: str, options: Options | None = None) -> Iterator[Article]:
    """The articles of files, folders, globs and addresses, one after the other; `-` is standard input.

    What cannot be read is passed over and told to the log `onrecord`, as are texts that came before; `read_all` gives it in its place.
    Raises ReadError, when the article is asked for, for an input that is not there.
    """
    for reading in read_all(*inputs, options=options):
        if reading.missing:
            raise ReadError(reading.problems[0].message)
        for problem in reading.problems:
            _LOG.warning("%s: %s", reading.article.id, problem.message)
        if reading.readable:
            yield reading.article


def read_all(*inputs: str, options: Options | None = None) -> Iterator[Reading]:
    """The articles and the failures of all inputs, in order: one that cannot be read loses no other. Ids are made to differ."""
    chosen = options or Options()
    yield from settle((reading for name in inputs for reading in _read_input(str(name), chosen)), chosen)


def _read_input(name: str, options: Options) -> Iterator[Reading]:
    count = 0
    for found in find_files(name):
        count += 1
        yield from read_found(found, options)
    if not count:
        yield failed(name, "not-found", "no file of this name, or an empty folder", missing=True)


def settle(readings: Iterable[Reading], options: Options) -> Iterator[Reading]:
    """The readings of one run as they are coded: the language that was given, ids that differ, and a text that came before marked.

    A text of some length that came before (on the same day, where days are known) is not readable and has the problem `duplicate-text`,
    which names the first article; `options.copies` leaves it readable.
    """
    ids: set[str] = set()
    texts: dict[bytes, str] = {}
    for reading in readings:
        settled = _with_own_id(_with_language(reading, options), ids)
        yield settled if options.copies else _first_or_copy(settled, texts)


def _with_language(reading: Reading, options: Options) -> Reading:
    if not options.language:
        return reading
    return structs.replace(reading, article=structs.replace(reading.article, language=options.language))


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


def _first_or_copy(reading: Reading, texts: dict[bytes, str]) -> Reading:
    article = reading.article
    if not reading.readable or len(article.text) < _SENTENCE:
        return reading
    words = f"{(article.published or '')[:10]}\n{article.text}".encode("utf-8", "replace")
    first = texts.setdefault(hashlib.blake2b(words, digest_size=16).digest(), article.id)
    if first == article.id:
        return reading
    problem = Problem(STAGE, "duplicate-text", f"the text is that of {first!r}, which came before; it is coded there")
    return structs.replace(reading, problems=(*reading.problems, problem), readable=False)
