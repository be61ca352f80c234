"""From what the user names (files, folders, globs, `-`) to files in a fixed order, and to streams of their bytes."""

import glob
import gzip
import io
import os
import stat
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from onrecord.read.decode import foreign_kind
from onrecord.read.formats import Format, format_of_head, format_of_name
from onrecord.read.options import Options
from onrecord.read.reading import Reading, failed

_HEAD = 65_536


def find_files(name: str) -> Iterator[tuple[str, bool]]:
    """The files that an input names, as paths, each with whether it was named itself (or only lies in a folder that was).

    Folders are walked in the order of their names; names that begin with a dot are left out.
    """
    if os.path.isdir(name):
        for folder, inner, files in os.walk(name):
            inner[:] = sorted(each for each in inner if not each.startswith("."))
            yield from ((Path(folder, each).as_posix(), False) for each in sorted(files) if not each.startswith("."))
    elif glob.has_magic(name) and not os.path.lexists(name):
        for found in sorted(glob.glob(name, recursive=True)):
            yield from find_files(found) if os.path.isdir(found) else [(found, True)]
    else:
        yield name, True


def read_file(path: str, options: Options, *, named: bool = True) -> Iterator[Reading]:
    """The articles of a file (`-` is standard input). Files of a folder that are neither known by name nor text are passed over."""
    obstacle = _obstacle(path)
    if obstacle:
        yield obstacle
        return
    try:
        with _open(path) as stream:
            yield from _read_stream(stream, path, options, named)
    except (OSError, EOFError, zlib.error) as error:
        yield failed(path, "unreadable", f"{path}: {_reason(error)}")


def _obstacle(path: str) -> Reading | None:
    if path == "-":
        return None
    if path.startswith(("http://", "https://")):
        return failed(path, "address", f"{path}: addresses are not read; save the page and name the file", missing=True)
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError) as error:
        return failed(path, "not-found", f"{path}: {_reason(error)}", missing=True)
    if not stat.S_ISREG(mode):
        return failed(path, "not-a-file", f"{path}: neither a file nor a folder; to read a pipe, give - as the input", missing=True)
    return None


def _reason(error: BaseException) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


def _open(path: str) -> io.BufferedReader:
    stream = _standard_input() if path == "-" else open(path, "rb")  # noqa: SIM115 (closed by the caller)
    if stream.peek(2)[:2] == b"\x1f\x8b":
        return io.BufferedReader(cast("io.RawIOBase", gzip.GzipFile(fileobj=stream)))
    return stream


def _standard_input() -> io.BufferedReader:
    return io.BufferedReader(cast("io.RawIOBase", sys.stdin.buffer))


def _read_stream(stream: io.BufferedReader, path: str, options: Options, named: bool) -> Iterator[Reading]:
    head = stream.peek(_HEAD)[:_HEAD]
    known = format_of_name(path.removesuffix(".gz"))
    foreign = foreign_kind(head)
    if foreign:
        if named or known:
            yield failed(path, "not-text", f"{path}: {foreign}, not text")
        return
    chosen: Format = known or format_of_head(head)
    yield from chosen.read(stream, path, options)
