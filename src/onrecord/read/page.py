"""Web pages (HTML)."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from onrecord.read.decode import declared_charset, decode_text
from onrecord.read.reading import Reading, failed
from onrecord.read.whole import read_whole

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")  # characters that no page may hold and the page reader refuses
_LARGEST = 20_000_000  # characters of a page


def read_page(stream: BinaryIO, source: str) -> Iterator[Reading]:
    """The page as one article, paragraphs separated by blank lines; `no-story` when there is none on it."""
    data = read_whole(stream, source)
    if isinstance(data, Reading):
        yield data
        return
    page = decode_text(data, declared_charset(data))
    if len(page) > _LARGEST:
        yield failed(source, "too-large", f"a page of {len(page):,} characters; at most {_LARGEST:,} are read")
        return
    from onrecord.read.story import find_story  # noqa: PLC0415 (loads in a third of a second; most runs read no page)

    article = find_story(_ILLEGAL.sub(" ", page), source)
    yield Reading(article) if article else failed(source, "no-story", f"{source}: no story found on the page")
