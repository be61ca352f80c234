"""WARC, the format of web archives (CC-NEWS): an article a page. Read record by record, so an archive may be of any size."""

import contextlib
import io
import logging
from collections.abc import Iterator
from typing import Any, BinaryIO

from onrecord.read.options import Options
from onrecord.read.page import make_page
from onrecord.read.reading import Reading, failed
from onrecord.read.spoilt import SPOILT
from onrecord.read.streams import LARGEST
from onrecord.read.web import charset_of

logging.getLogger("warcio").addHandler(logging.NullHandler())  # else it tells an archive's faults to standard error

_PAGES = ("text/html", "application/xhtml+xml")
_CODINGS = ("", "identity", "gzip", "x-gzip", "deflate")  # of others a few bytes may unpack to gigabytes at one stroke


def read_warc(stream: BinaryIO, source: str, options: Options) -> Iterator[Reading]:
    """An article for each answer that is a page (status 200, HTML), with the page's address; other records are passed over."""
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 (most runs read no archive)
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415

    number = 0
    try:
        for record in _quietly(ArchiveIterator(stream)):  # type: ignore[no-untyped-call]
            if record.rec_type == "response" and _is_page(record):
                number += 1
                yield _read_record(record, source, f"{source}#{number}")
    except (*SPOILT, ArchiveLoadFailed, EOFError) as error:
        yield failed(source, "bad-warc", f"the archive is broken behind page {number}: {error}", id=f"{source}#{number + 1}")
    else:
        if not number:
            yield failed(source, "no-text", "the archive has no page")


def _quietly(records: Iterator[Any]) -> Iterator[Any]:
    """The records; what the library writes to standard error about spoilt ones, with their bytes in it, is dropped."""
    while True:
        with contextlib.redirect_stderr(io.StringIO()):
            record = next(records, None)
        if record is None:
            return
        yield record


def _is_page(record: Any) -> bool:
    headers = record.http_headers
    if headers is None or headers.get_statuscode() != "200":
        return False
    return (headers.get_header("Content-Type") or "").partition(";")[0].strip().lower() in _PAGES


def _read_record(record: Any, source: str, own: str) -> Reading:
    coding = (record.http_headers.get_header("Content-Encoding") or "").strip().lower()
    if coding not in _CODINGS:
        return failed(source, "unreadable", f"{own}: packed as {coding!r}; gzip and deflate are read", id=own)
    with contextlib.redirect_stderr(io.StringIO()):
        data = record.content_stream().read(LARGEST + 1)
    if len(data) > LARGEST:
        return failed(source, "too-large", f"{own}: a page of more than {LARGEST:,} bytes", id=own)
    address = record.rec_headers.get_header("WARC-Target-URI")
    charset = charset_of(record.http_headers.get_header("Content-Type") or "")
    return make_page(data, source, id=own, address=address, charset=charset)
