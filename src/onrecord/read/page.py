"""Web pages (HTML)."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from onrecord.read.decode import declared_charset, decode_text
from onrecord.read.options import Options
from onrecord.read.reading import Reading, failed
from onrecord.read.streams import read_whole

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")  # characters that no page may hold and the page reader refuses


def read_page(stream: BinaryIO, source: str, options: Options) -> Iterator[Reading]:
    """The page as one article, paragraphs separated by blank lines; `no-story` when there is none on it."""
    data = read_whole(stream, source)
    yield data if isinstance(data, Reading) else make_page(data, source)


def make_page(data: bytes, source: str, *, id: str | None = None, address: str | None = None, charset: str | None = None) -> Reading:
    """The article of a page's bytes. `address` is where it was fetched, `charset` what the server said of it."""
    from onrecord.read.story import find_story  # noqa: PLC0415 (loads in a third of a second; most runs read no page)

    page = decode_text(data, charset or declared_charset(data))
    article = find_story(_ILLEGAL.sub(" ", page), source, id=id, address=address)
    return Reading(article) if article else failed(source, "no-story", "no story found on the page", id=id)
