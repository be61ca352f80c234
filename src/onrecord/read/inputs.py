"""From what the user names (files, folders, globs, addresses, `-`) to files in a fixed order, and to streams of their bytes."""

import glob
import io
import os
import stat
import sys
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, cast

from msgspec import structs

from onrecord.read.archive import is_document, open_gzip, read_members, seekable
from onrecord.read.decode import decode, foreign_kind
from onrecord.read.formats import BUILT_IN, Format, format_of_head, format_of_kind, format_of_name
from onrecord.read.options import Options
from onrecord.read.page import make_page
from onrecord.read.reading import Reading, failed
from onrecord.read.streams import LARGEST, BombError, Budget
from onrecord.read.web import Answer, FetchError

_HEAD = 65_536
_DEPTH = 3  # archives inside archives
_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"
_ADDRESS = ("http://", "https://")


class Found(NamedTuple):
    """A file that an input names; `named` when it was named itself and does not only lie in a folder that was; `outside` when it is a link
    that leads out of that folder."""

    path: str
    named: bool = True
    outside: bool = False


def find_files(name: str) -> Iterator[Found]:
    """The files that an input names, in the order of their names. Names in a folder that begin with a dot are left out."""
    if name.startswith(_ADDRESS):
        yield Found(name)
    elif os.path.isdir(name):
        yield from _walk(name)
    elif glob.has_magic(name) and not os.path.lexists(name):
        for found in sorted(glob.glob(name, recursive=True)):
            yield from _walk(found) if os.path.isdir(found) else [Found(found)]
    else:
        yield Found(name)


def _walk(name: str) -> Iterator[Found]:
    """The files in a folder and below. Links to folders are not followed."""
    root = os.path.realpath(name)
    for folder, inner, files in os.walk(name):
        inner[:] = sorted(each for each in inner if not each.startswith("."))
        for each in sorted(files):
            if not each.startswith("."):
                path = Path(folder, each)
                outside = path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(root)
                yield Found(path.as_posix(), named=False, outside=outside)


def read_found(found: Found, options: Options) -> Iterator[Reading]:
    """The articles of a file or address (`-` is standard input); files of a folder that are neither known by name nor text are left out."""
    path = found.path
    if path.startswith(_ADDRESS):
        yield from _read_address(path, options)
        return
    obstacle = _obstacle(found)
    if obstacle:
        yield obstacle
        return
    try:
        with _opened(path) as stream:
            yield from _Input(options, found.named).read(stream, path)
    except BombError as error:
        yield failed(path, "too-large", str(error))
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
        yield failed(path, "unreadable", _reason(error))


def _obstacle(found: Found) -> Reading | None:
    path = found.path
    if path == "-":
        return None
    if found.outside:
        return failed(path, "link-outside", "a link that leads out of the folder; name the file itself to read it")
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError) as error:
        return failed(path, "not-found", _reason(error), missing=found.named)
    if not stat.S_ISREG(mode):
        return failed(path, "not-a-file", "neither a file nor a folder; to read a pipe, give - as the input", missing=found.named)
    return None


def _reason(error: BaseException) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


@contextmanager
def _opened(path: str) -> "Iterator[io.BufferedReader[Any]]":
    """The bytes of a file, or of standard input, which stays open for others."""
    if path != "-":
        with io.BufferedReader(io.FileIO(path), _HEAD) as file:
            yield file
        return
    stream = io.BufferedReader(cast("io.RawIOBase", sys.stdin.buffer), _HEAD)
    try:
        yield stream
    finally:
        stream.detach()


def _read_address(address: str, options: Options) -> Iterator[Reading]:
    try:
        answer = options.web.get(address)
    except FetchError as error:
        yield failed(address, error.code, str(error))
        return
    yield from read_answer(answer, address, options)


def read_answer(answer: Answer, address: str, options: Options) -> Iterator[Reading]:
    """The articles of what was fetched from an address."""
    with answer.body as body:
        stream = io.BufferedReader(cast("io.RawIOBase", body), _HEAD)
        try:
            for reading in _Input(options, True, answer).read(stream, address):
                article = reading.article
                yield (
                    reading
                    if article.url or not reading.readable
                    else structs.replace(reading, article=structs.replace(article, url=answer.address))
                )
        except BombError as error:
            yield failed(address, "too-large", str(error))
        except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
            yield failed(address, "unreadable", _reason(error))


class _Input(NamedTuple):
    """What is known of an input besides its bytes."""

    options: Options
    named: bool
    answer: Answer | None = None
    depth: int = 0

    def read(self, stream: "io.BufferedReader[Any]", path: str, budget: Budget | None = None) -> Iterator[Reading]:
        """The articles of a stream, unpacked as often as need be."""
        head = stream.peek(_HEAD)[:_HEAD]
        if head.startswith((_GZIP, _ZIP)) and self.depth >= _DEPTH:
            yield failed(path, "too-large", f"an archive inside {_DEPTH} others")
        elif head.startswith(_GZIP):
            inner, own = open_gzip(stream, budget)
            yield from self._replace(depth=self.depth + 1).read(inner, path, own)
        elif head.startswith(_ZIP):
            yield from self._read_zip(stream, path, budget)
        else:
            yield from self._read_plain(stream, path, head)

    def _read_zip(self, stream: "io.BufferedReader[Any]", path: str, budget: Budget | None) -> Iterator[Reading]:
        whole = seekable(stream)
        docx = format_of_name("x.docx")
        if docx and is_document(whole):
            yield from docx.read(cast("BinaryIO", whole), path, self.options)
        elif path.casefold().endswith(_OFFICE):
            yield from self._refuse(path, "an office document of another kind than DOCX")
        else:
            inside = _Input(self.options, named=False, depth=self.depth + 1)
            yield from read_members(whole, path, budget, inside.read)

    def _read_plain(self, stream: "io.BufferedReader[Any]", path: str, head: bytes) -> Iterator[Reading]:
        chosen = self._choose(path, head)
        foreign = None if chosen and chosen.binary else foreign_kind(head)
        if foreign:
            if self.named or chosen:
                yield from self._refuse(path, foreign)
        elif self.answer and self.answer.charset and (chosen is None or not chosen.binary):
            yield from self._read_told(stream, path, chosen, self.answer)
        else:
            source = seekable(stream) if chosen and chosen.name == "pdf" else stream
            yield from (chosen or BUILT_IN[0]).read(cast("BinaryIO", source), path, self.options)

    def _read_told(self, stream: "io.BufferedReader[Any]", path: str, chosen: Format | None, answer: Answer) -> Iterator[Reading]:
        """The server told the character set."""
        data = stream.read(LARGEST + 1)
        if chosen and chosen.name == "page" and len(data) <= LARGEST:
            yield make_page(data, path, address=answer.address, charset=answer.charset)
        else:
            text = io.BytesIO(decode(data, answer.charset).encode("utf-8", "replace") if len(data) <= LARGEST else data)
            yield from (chosen or BUILT_IN[0]).read(text, path, self.options)

    def _choose(self, path: str, head: bytes) -> Format | None:
        """A file's name tells its format, else its first bytes; what a server sends tells by its bytes, then by what the server says."""
        name = path.casefold().removesuffix(".gz")
        begun = format_of_head(head)
        if self.answer is None:
            return begun if begun and begun.name == "pdf" else format_of_name(name) or begun
        return begun or format_of_kind(self.answer.kind) or format_of_name(name.partition("?")[0])

    def _refuse(self, path: str, what: str) -> Iterator[Reading]:
        yield failed(path, "not-text", f"{what}, not text")


_OFFICE = (".xlsx", ".pptx", ".odt", ".ods", ".odp", ".epub", ".docm", ".jar", ".apk")
