"""Web pages (HTML)."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from onrecord.read.decode import declared_charset, decode_text
from onrecord.read.options import Options
from onrecord.read.reading import Reading, failed
from onrecord.read.streams import read_whole

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")  # characters that no page may hold and the page reader refuses
_LONG = re.compile(r"<[^<>]{8000,}>")  # quick to look for
_LONG_TAG = re.compile(r"<([A-Za-z][\w:-]*)[^<>]{8000,}>")  # thousands of attributes hold the parser up
_LARGEST = 5_000_000  # characters of a page without its long tags; the page reader takes more than twice as long for twice as many


def read_page(stream: BinaryIO, source: str, options: Options) -> Iterator[Reading]:
    """The page as one article, paragraphs separated by blank lines; `no-story` when there is none on it."""
    data = read_whole(stream, source)
    yield data if isinstance(data, Reading) else make_page(data, source)


def make_page(data: bytes, source: str, *, id: str | None = None, address: str | None = None, charset: str | None = None) -> Reading:
    """The article of a page's bytes. `address` is where it was fetched, `charset` what the server said of it."""
    from onrecord.read.story import find_story  # noqa: PLC0415 (loads in a third of a second; most runs read no page)

    page = decode_text(data, charset or declared_charset(data))
    page = _ILLEGAL.sub(" ", page)
    if _LONG.search(page):
        page = _LONG_TAG.sub(r"<\1>", page)
    if len(page) > _LARGEST:
        return failed(source, "too-large", f"a page of {len(page):,} characters; at most {_LARGEST:,} are read", id=id)
    article = find_story(page, source, id=id, address=address)
    return Reading(article) if article else failed(source, "no-story", "no story found on the page", id=id)
