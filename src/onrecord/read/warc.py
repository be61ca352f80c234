"""WARC, the format of web archives (CC-NEWS): an article a page. Read record by record, so an archive may be of any size."""

from collections.abc import Iterator
from typing import BinaryIO

from onrecord.read.options import Options
from onrecord.read.page import make_page
from onrecord.read.reading import Reading, failed
from onrecord.read.streams import LARGEST

_PAGES = ("text/html", "application/xhtml+xml")


def read_warc(stream: BinaryIO, source: str, options: Options) -> Iterator[Reading]:
    """An article for each answer that is a page (status 200, HTML), with the page's address; other records are passed over."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType  # noqa: PLC0415 (most runs read no archive)

    number = 0
    records = ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True, auto_decode="all")
    try:
        for record in records:
            if (record.http_content_type or "").lower() not in _PAGES or _status(record) != 200:
                continue
            number += 1
            own = f"{source}#{number}"
            data = record.reader.read(LARGEST + 1)
            if len(data) > LARGEST:
                yield failed(source, "too-large", f"page {number} has more than {LARGEST:,} bytes", id=own)
            else:
                yield make_page(data, source, id=own, address=record.headers.get("WARC-Target-URI"), charset=record.http_charset)
    except (OSError, ValueError, EOFError) as error:
        yield failed(source, "bad-warc", f"the archive is broken behind page {number}: {error}", id=f"{source}#{number + 1}")
    if not number:
        yield failed(source, "no-text", "the archive has no page")


def _status(record: object) -> int | None:
    headers = getattr(record, "http_headers", None)
    return headers.status_code if headers is not None else None
