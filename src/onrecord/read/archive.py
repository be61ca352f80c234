"""Packed files: gzip, and ZIP with its members. What unpacks to more than text would is stopped."""

import gzip
import io
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from typing import IO, Any, BinaryIO, cast

from onrecord.read.reading import Reading, failed
from onrecord.read.spoilt import TORN
from onrecord.read.streams import Budget, Counted, Unpacked

_MEMBERS = 100_000
_IN_MEMORY = 4_000_000
_LARGEST = 4_000_000_000  # bytes of an archive that comes through a pipe
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # of the others a few bytes may unpack to gigabytes at one stroke
DOCUMENT = "word/document.xml"
Member = tuple[str, "io.BufferedReader[Any]", Budget]


def open_gzip(stream: BinaryIO, budget: Budget | None) -> "tuple[io.BufferedReader[Any], Budget]":
    """What a gzip stream holds, and the budget it is unpacked on."""
    counted = Counted(stream)
    own = budget or Budget(lambda: counted.count)
    inner = gzip.GzipFile(fileobj=io.BufferedReader(counted, 1 << 16))
    return io.BufferedReader(Unpacked(cast("BinaryIO", inner), own), 1 << 16), own


def seekable(stream: BinaryIO) -> IO[bytes]:
    """The stream, or a copy of it that can be wound back. Raises OSError when it is too long."""
    if stream.seekable() and not isinstance(stream, gzip.GzipFile):
        return stream
    copy = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 (closed with its last reader)
    length = 0
    while piece := stream.read(1 << 20):
        length += len(piece)
        if length > _LARGEST:
            raise OSError(f"more than {_LARGEST:,} bytes")
        copy.write(piece)
    copy.seek(0)
    return copy


def is_document(stream: IO[bytes]) -> bool:
    """Is a ZIP file a DOCX document?"""
    try:
        with zipfile.ZipFile(stream) as packed:
            return DOCUMENT in packed.namelist()
    except (*TORN, OSError):
        return False
    finally:
        stream.seek(0)


def read_members(
    stream: IO[bytes], source: str, budget: Budget | None, read: Callable[["io.BufferedReader[Any]", str, Budget], Iterator[Reading]]
) -> Iterator[Reading]:
    """What `read` makes of each member of a ZIP file, in the archive's order; hidden members and folders are left out."""
    try:
        with zipfile.ZipFile(stream) as packed:
            own = budget or _budget(stream)
            for count, member in enumerate(packed.infolist()):
                if count >= _MEMBERS:
                    yield failed(source, "too-large", f"more than {_MEMBERS:,} members; the others are not read")
                    return
                if not _hidden(member):
                    yield from _read_member(packed, member, f"{source}/{member.filename}", own, read)
    except TORN as error:
        yield failed(source, "unreadable", f"cannot be read as a ZIP file: {error}")


def _budget(stream: IO[bytes]) -> Budget:
    size = stream.seek(0, io.SEEK_END)
    return Budget(lambda: size)


def _hidden(member: zipfile.ZipInfo) -> bool:
    parts = member.filename.split("/")
    return member.is_dir() or parts[0] == "__MACOSX" or any(part.startswith(".") and part not in (".", "..") for part in parts)


def _read_member(
    packed: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    name: str,
    budget: Budget,
    read: Callable[["io.BufferedReader[Any]", str, Budget], Iterator[Reading]],
) -> Iterator[Reading]:
    if member.flag_bits & 1:
        yield failed(name, "unreadable", "locked with a password")
        return
    if member.compress_type not in _METHODS:
        yield failed(name, "unreadable", "packed by a method other than deflate")
        return
    try:
        with packed.open(member) as inner:
            yield from read(io.BufferedReader(Unpacked(cast("BinaryIO", inner), budget), 1 << 16), name, budget)
    except TORN as error:
        yield failed(name, "unreadable", f"torn or altered: {error}")
