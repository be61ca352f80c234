"""JSON Lines, one article a line; also a file that is one JSON object or one list of them. Read in pieces, so a file may be of any size."""

import io
import json
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from onrecord.read.decode import decode
from onrecord.read.fields import make_article
from onrecord.read.options import Options
from onrecord.read.reading import Reading, failed
from onrecord.read.streams import LONGEST_LINE, Joined, read_lines

_LIST = 200_000_000  # bytes of a file that is one JSON value


def read_jsonl(stream: BinaryIO, source: str, options: Options) -> Iterator[Reading]:
    """An article for each line that is an object with `text` (or NGEC's `event_text`), a problem for each other line that is not blank."""
    number = 0
    for line in read_lines(stream):
        if line is None or line.strip():
            number += 1
            yield _read_line(line, source, number, options)


def read_json(stream: BinaryIO, source: str, options: Options) -> Iterator[Reading]:
    """The articles of a file that is one JSON value, an object or a list of objects; what is no JSON value is read as JSON Lines."""
    data = stream.read(_LIST + 1)
    rest = io.BufferedReader(cast("io.RawIOBase", Joined(data, stream)))
    try:
        value = json.loads(decode(data)) if len(data) <= _LIST else None
    except (ValueError, RecursionError):
        value = None
    if value is None:
        yield from read_jsonl(rest, source, options)
        return
    for number, row in enumerate(value if isinstance(value, list) else [value], 1):
        yield _make(row, source, number, options)


def _read_line(line: str | None, source: str, number: int, options: Options) -> Reading:
    if line is None:
        return failed(source, "too-large", f"article {number}: a line of more than {LONGEST_LINE:,} bytes", id=f"{source}#{number}")
    try:
        return _make(json.loads(line), source, number, options)
    except (ValueError, RecursionError) as error:
        return failed(source, "bad-json", f"article {number} is not JSON: {error}", id=f"{source}#{number}")


def _make(row: Any, source: str, number: int, options: Options) -> Reading:
    if isinstance(row, dict):
        return make_article(row, source, number, options)
    return failed(source, "bad-json", f"article {number} is no JSON object but {type(row).__name__}", id=f"{source}#{number}")
