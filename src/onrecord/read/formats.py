"""The table of file formats: one row a format. Packages add rows by the entry point group `onrecord.readers`."""

import functools
from collections.abc import Callable, Iterator
from importlib.metadata import entry_points
from typing import BinaryIO, NamedTuple

from onrecord.errors import ReadError
from onrecord.read.jsonl import read_json, read_jsonl
from onrecord.read.options import Options
from onrecord.read.page import read_page
from onrecord.read.reading import Reading
from onrecord.read.table import read_csv, read_tsv
from onrecord.read.text import read_text

Reader = Callable[[BinaryIO, str, Options], Iterator[Reading]]


class Format(NamedTuple):
    """A file format: its name, the endings of its file names, the beginnings of its contents, its reader, and whether it is no text.

    A reader takes a stream of bytes, the path as it was given, and the options of the run; it yields a Reading for each article or failure
    and never raises for what the bytes hold.
    """

    name: str
    suffixes: tuple[str, ...]
    heads: tuple[bytes, ...]
    read: Reader
    binary: bool = False
    kinds: tuple[str, ...] = ()


BUILT_IN = (
    Format("text", (".txt", ".text", ".md"), (), read_text),
    Format("json-lines", (".jsonl", ".ndjson", ".jsonlines"), (b"{",), read_jsonl),
    Format("json", (".json",), (b"[{", b"[\n"), read_json),
    Format("csv", (".csv",), (), read_csv),
    Format("tsv", (".tsv", ".tab"), (), read_tsv),
    Format("page", (".html", ".htm", ".xhtml"), (b"<!doctype html", b"<html", b"<?xml"), read_page),
)


@functools.cache
def formats() -> tuple[Format, ...]:
    """All formats: the built-in ones, then those of other packages by name. Raises ReadError when one of these is no Format."""
    found = list(BUILT_IN)
    for entry in sorted(entry_points(group="onrecord.readers"), key=lambda entry: entry.name):
        loaded = entry.load()
        if not isinstance(loaded, Format):
            raise ReadError(f"reader {entry.name!r} ({entry.value}) is no onrecord.read.Format")
        found.append(loaded)
    return tuple(found)


def format_of_name(name: str) -> Format | None:
    """The format that a file name without `.gz` tells by its ending."""
    lower = name.casefold()
    return next((known for known in formats() if lower.endswith(known.suffixes)), None)


def format_of_head(head: bytes) -> Format:
    """The format that the first bytes of a file tell; plain text when they tell none."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return next((known for known in formats() if known.heads and start.startswith(known.heads)), BUILT_IN[0])
