"""The table of file formats: one row a format. Packages add rows by the entry point group `onrecord.readers`."""

import functools
import re
from collections.abc import Callable, Iterator
from importlib.metadata import entry_points
from typing import BinaryIO, NamedTuple

from onrecord.errors import ReadError
from onrecord.read.feed import read_feed
from onrecord.read.jsonl import read_json, read_jsonl
from onrecord.read.mail import read_letter, read_mailbox
from onrecord.read.office import read_docx, read_pdf
from onrecord.read.options import Options
from onrecord.read.page import read_page
from onrecord.read.reading import Reading
from onrecord.read.table import read_csv, read_tsv
from onrecord.read.text import read_text
from onrecord.read.warc import read_warc

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ROOT = re.compile(rb"<(?:[a-z][\w-]*:)?(rss|feed|rdf|html)\b")

Reader = Callable[[BinaryIO, str, Options], Iterator[Reading]]


class Format(NamedTuple):
    """A file format: its name, the endings of its file names, the beginnings of its contents, its reader, its media types.

    `binary` is true where the bytes are no text. A reader takes a stream of bytes, the path as it was given, and the options of the run; it
    yields a Reading for each article or failure and never raises for what the bytes hold.
    """

    name: str
    suffixes: tuple[str, ...]
    heads: tuple[bytes, ...]
    read: Reader
    kinds: tuple[str, ...] = ()
    binary: bool = False


BUILT_IN = (
    Format("text", (".txt", ".text", ".md"), (), read_text, ("text/plain", "text/markdown")),
    Format("json-lines", (".jsonl", ".ndjson", ".jsonlines"), (b"{",), read_jsonl, ("application/jsonl", "application/x-ndjson")),
    Format("json", (".json",), (b"[{", b"[\n"), read_json, ("application/json",)),
    Format("csv", (".csv",), (), read_csv, ("text/csv",)),
    Format("tsv", (".tsv", ".tab"), (), read_tsv, ("text/tab-separated-values",)),
    Format("feed", (".rss", ".atom"), (b"<rss", b"<feed", b"<rdf:rdf"), read_feed, ("application/rss+xml", "application/atom+xml")),
    Format("page", (".html", ".htm", ".xhtml"), (b"<!doctype html", b"<html", b"<?xml"), read_page, ("text/html", "application/xhtml+xml")),
    Format("warc", (".warc",), (b"warc/1.", b"warc/0."), read_warc, ("application/warc",), binary=True),
    Format(
        "letter",
        (".eml",),
        (b"return-path:", b"delivered-to:", b"received:", b"mime-version:"),
        read_letter,
        ("message/rfc822",),
        binary=True,
    ),
    Format("mailbox", (".mbox", ".mbx"), (b"from mailer-daemon",), read_mailbox, ("application/mbox",), binary=True),
    Format("pdf", (".pdf",), (b"%pdf-",), read_pdf, ("application/pdf",), binary=True),
    Format("docx", (".docx",), (), read_docx, (_DOCX,), binary=True),
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


def format_of_kind(kind: str) -> Format | None:
    """The format that a media type tells, such as "text/html"."""
    return next((known for known in formats() if kind in known.kinds), None)


def format_of_head(head: bytes) -> Format | None:
    """The format that the first bytes of a file tell; None when they tell none. In XML the first element counts."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    root = _ROOT.search(start) if start.startswith((b"<?xml", b"<!--")) else None
    if root:
        start = b"<" + (root.group(1) if root.group(1) != b"rdf" else b"rdf:rdf")
    return next((known for known in formats() if known.heads and start.startswith(known.heads)), None)
