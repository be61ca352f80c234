"""CSV and TSV with a header line, one article a row."""

import csv
import io
from collections.abc import Callable, Iterator
from typing import BinaryIO

from onrecord.read.decode import decode
from onrecord.read.fields import make_article
from onrecord.read.reading import Reading, failed
from onrecord.read.whole import LARGEST, read_whole


def read_csv(stream: BinaryIO, source: str) -> Iterator[Reading]:
    """An article a row of a comma-separated file; a header line that uses semicolons or tabs instead is believed."""
    yield from _read(stream, source, _delimiter)


def read_tsv(stream: BinaryIO, source: str) -> Iterator[Reading]:
    """An article a row of a tab-separated file."""
    yield from _read(stream, source, lambda header: "\t")


def _delimiter(header: str) -> str:
    return max(",;\t", key=lambda mark: (header.count(mark), mark == ","))


def _read(stream: BinaryIO, source: str, choose: Callable[[str], str]) -> Iterator[Reading]:
    data = read_whole(stream, source)
    if isinstance(data, Reading):
        yield data
        return
    text = decode(data)
    csv.field_size_limit(LARGEST)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=choose(text.split("\n", 1)[0]))
    number = 0
    try:
        for row in rows:
            number += 1
            yield make_article({_name(key): value for key, value in row.items() if isinstance(key, str)}, source, number)
    except csv.Error as error:
        yield failed(source, "bad-table", f"row {number + 1} is not CSV: {error}", id=f"{source}#{number + 1}")


def _name(key: str) -> str:
    return key.strip().casefold()
