"""Writes records as JSON Lines: all of a file or nothing of it."""

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from onrecord.errors import OnRecordError


@contextlib.contextmanager
def open_output(path: str) -> Iterator[BinaryIO]:
    """A stream that becomes the file at `path` when the block ends well, and leaves no trace when it does not; `-` is standard output.

    Raises OnRecordError when nothing can be written there.
    """
    target = Path(path)
    if path == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    elif target.exists() and not target.is_file():
        yield from _written_straight(target)
    else:
        yield from _written_aside(target)


def _written_straight(target: Path) -> Iterator[BinaryIO]:
    """A pipe or device cannot be renamed over."""
    if target.is_dir():
        raise OnRecordError(f"{target}: a folder; name a file to write to, such as {target / 'records.jsonl'}")
    with target.open("wb") as stream:
        yield stream


def _written_aside(target: Path) -> Iterator[BinaryIO]:
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    except OSError as error:
        raise OnRecordError(f"{target}: cannot be written: {error.strerror}") from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield cast("BinaryIO", stream)
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def _umask() -> int:
    """The user's mask for new files; it can be read only by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
