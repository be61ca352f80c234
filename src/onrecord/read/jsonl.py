"""JSON Lines, one article a line; also a file that is one JSON object or one list of them. Read in pieces, so a file may be of any size."""

import io
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from onrecord.read.decode import decode, wide_encoding
from onrecord.read.fields import make_article
from onrecord.read.reading import Reading, failed
from onrecord.read.whole import read_whole

_LONGEST = 64_000_000  # bytes of a line
_HEAD = 4096


def read_jsonl(stream: BinaryIO, source: str) -> Iterator[Reading]:
    """An article for each line that is an object with `text` (or NGEC's `event_text`), a problem for each other line that is not blank."""
    number = 0
    for line in _lines(stream):
        if line is None or line.strip():
            number += 1
            yield _read_line(line, source, number)


def read_json(stream: BinaryIO, source: str) -> Iterator[Reading]:
    """The articles of a file that is one JSON value, an object or a list of objects; what is no JSON value is read as JSON Lines."""
    data = read_whole(stream, source)
    if isinstance(data, Reading):
        yield data
        return
    try:
        value = json.loads(decode(data))
    except (ValueError, RecursionError):
        yield from read_jsonl(io.BytesIO(data), source)
        return
    for number, row in enumerate(value if isinstance(value, list) else [value], 1):
        yield _make(row, source, number)


def _read_line(line: str | None, source: str, number: int) -> Reading:
    if line is None:
        return failed(source, "too-large", f"article {number}: a line of more than {_LONGEST:,} bytes", id=f"{source}#{number}")
    try:
        return _make(json.loads(line), source, number)
    except (ValueError, RecursionError) as error:
        return failed(source, "bad-json", f"article {number} is not JSON: {error}", id=f"{source}#{number}")


def _make(row: Any, source: str, number: int) -> Reading:
    if isinstance(row, dict):
        return make_article(row, source, number)
    return failed(source, "bad-json", f"article {number} is no JSON object but {type(row).__name__}", id=f"{source}#{number}")


def _lines(stream: BinaryIO) -> Iterator[str | None]:
    """The lines as text; None for one that is too long. Each line of bytes is decoded by itself, so one spoilt line spoils no other."""
    buffered = io.BufferedReader(stream, 1 << 16) if isinstance(stream, io.RawIOBase) else stream
    head = buffered.read(_HEAD)
    wide = wide_encoding(head)
    joined = _Joined(head, buffered)
    if wide:
        yield from (line.removeprefix("\ufeff") for line in io.TextIOWrapper(io.BufferedReader(joined), encoding=wide, errors="replace"))
        return
    reader = io.BufferedReader(joined, 1 << 16)
    while line := reader.readline(_LONGEST):
        if len(line) == _LONGEST and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = reader.readline(_LONGEST)
            yield None
        else:
            yield decode(line)


class _Joined(io.RawIOBase):
    """The bytes already looked at, then the rest of the stream (standard input cannot be wound back)."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self._head[: len(buffer)] or self._rest.read(len(buffer))
        self._head = self._head[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)
