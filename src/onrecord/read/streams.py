"""Streams of bytes: read whole within bounds, or line by line; packed ones are watched, since a few bytes may unpack to very many."""

import io
import re
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from onrecord.read.decode import decode, wide_encoding
from onrecord.read.reading import Reading, failed

LARGEST = 20_000_000  # bytes of what is read as a whole: a page, a text, a feed, a letter
LONGEST_LINE = 64_000_000  # bytes
_HEAD = 4096
_FREE = 16_000_000  # bytes that anything may unpack to
_RATIO = 150  # text packs to a fifth or a tenth; what unpacks to more than this is a bomb
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


class BombError(OSError):
    """A packed stream that unpacks to more than any text would."""


def read_whole(stream: BinaryIO, source: str, largest: int = LARGEST) -> bytes | Reading:
    """The bytes of a stream, or why they are not read."""
    data = stream.read(largest + 1)
    if len(data) > largest:
        return failed(
            source, "too-large", f"more than {largest:,} bytes; write many articles as JSON Lines or CSV, which are read in pieces"
        )
    return data


def read_lines(stream: BinaryIO) -> Iterator[str | None]:
    """The lines as text with their ends (`\\n`, `\\r\\n` or `\\r`); None for one that is too long.

    Each line of bytes is decoded by itself, so one spoilt line spoils no other.
    """
    head = stream.read(_HEAD)
    wide = wide_encoding(head)
    rest = io.BufferedReader(Joined(head, stream), 1 << 16)
    for line in _wide_lines(rest, wide) if wide else _plain_lines(rest):
        if line is None or "\r" not in line[:-2]:
            yield line
        else:
            yield from _LINE.findall(line)


def _wide_lines(stream: "io.BufferedReader[Any]", encoding: str) -> Iterator[str | None]:
    text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
    while line := text.readline(LONGEST_LINE):
        yield line.removeprefix("\ufeff")


def _plain_lines(stream: "io.BufferedReader[Any]") -> Iterator[str | None]:
    while line := stream.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = stream.readline(LONGEST_LINE)
            yield None
        else:
            yield decode(line)


class Joined(io.RawIOBase):
    """The bytes already looked at, then the rest of the stream (standard input cannot be wound back)."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fills the buffer as far as one read goes; gives back how far."""
        piece = self._head[: len(buffer)] or self._rest.read(len(buffer))
        self._head = self._head[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)


class Counted(io.RawIOBase):
    """A stream that counts the bytes that were read from it."""

    def __init__(self, inner: BinaryIO) -> None:
        self._inner, self.count = inner, 0

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fills the buffer as far as one read goes; gives back how far."""
        piece = self._inner.read(len(buffer))
        self.count += len(piece)
        buffer[: len(piece)] = piece
        return len(piece)

    def tell(self) -> int:
        """How many bytes were read."""
        return self.count


class Budget:
    """How much a packed file may unpack to: what it packs at any depth counts together. `packed` gives the bytes it takes itself."""

    def __init__(self, packed: Callable[[], int]) -> None:
        self._packed, self._spent = packed, 0

    def spend(self, count: int) -> None:
        """Takes so many bytes of it. Raises BombError when they are out of all proportion to the packed ones."""
        self._spent += count
        if self._spent > _FREE and self._spent > _RATIO * max(self._packed(), 1):
            raise BombError(f"{self._packed():,} packed bytes unpack to more than {self._spent:,}; no text does so")


class Unpacked(Counted):
    """What a packed stream unpacks to, paid from a budget."""

    def __init__(self, inner: BinaryIO, budget: Budget) -> None:
        super().__init__(inner)
        self._budget = budget

    def readinto(self, buffer: Any) -> int:
        """As above. Raises BombError."""
        length = super().readinto(buffer)
        self._budget.spend(length)
        return length
