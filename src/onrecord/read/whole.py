"""Reads a stream to its end, within bounds."""

from typing import BinaryIO

from onrecord.read.reading import Reading, failed

LARGEST = 200_000_000  # bytes of a file that is read as a whole


def read_whole(stream: BinaryIO, source: str) -> bytes | Reading:
    """The bytes of a stream, or why they are not read."""
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        return failed(source, "too-large", f"more than {LARGEST:,} bytes; only JSON Lines are read in pieces, so write it as these")
    return data
