"""CSV and TSV with a header line, one article a row. Read row by row, so a file may be of any size."""

import csv
from collections.abc import Callable, Iterator
from itertools import chain
from typing import BinaryIO

from msgspec import structs

from onrecord.read.fields import make_article
from onrecord.read.options import Options
from onrecord.read.reading import Reading, failed
from onrecord.read.streams import LARGEST, read_lines


def read_csv(stream: BinaryIO, source: str, options: Options) -> Iterator[Reading]:
    """An article a row of a comma-separated file; a header line that uses semicolons or tabs instead is believed."""
    yield from _read(stream, source, options, _delimiter)


def read_tsv(stream: BinaryIO, source: str, options: Options) -> Iterator[Reading]:
    """An article a row of a tab-separated file."""
    yield from _read(stream, source, options, lambda header: "\t")


def _delimiter(header: str) -> str:
    return max(",;\t", key=lambda mark: (header.count(mark), mark == ","))


def _read(stream: BinaryIO, source: str, options: Options, choose: Callable[[str], str]) -> Iterator[Reading]:
    lines = (line for line in read_lines(stream) if line is not None)
    header = next(lines, "")
    csv.field_size_limit(LARGEST)
    rows = csv.DictReader(chain([header], lines), delimiter=choose(header))
    small = structs.replace(options, columns={ours: _name(theirs) for ours, theirs in options.columns.items()})
    number = 0
    try:
        for row in rows:
            number += 1
            yield make_article({_name(key): value for key, value in row.items() if isinstance(key, str)}, source, number, small)
    except csv.Error as error:
        yield failed(source, "bad-table", f"row {number + 1} is not CSV: {error}", id=f"{source}#{number + 1}")


def _name(key: str) -> str:
    return key.strip().casefold()
