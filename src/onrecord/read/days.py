"""The day of publication that a web page states."""

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from htmldate import find_date
from lxml.html import HtmlElement

from onrecord.read.fields import iso_date

_EARLIEST = "1990-01-01"
_LATEST = "2100-01-01"  # fixed: no clock
_DEPTH = 8  # of JSON-LD
# Looking through the text takes long on large pages, and on those with very many dates that are none.
_LARGE = 1_000_000  # characters of a page that is looked through thoroughly
_LARGEST = 4_000_000  # and at all
_METAS = 200
_ADDRESS_DAY = re.compile(r"/(20\d\d|19\d\d)[/-]?(\d{1,2})[/-]?(\d{1,2})/")
_MARKED = "//*[@itemprop='datePublished']/@content | //*[@itemprop='datePublished']/@datetime | //time[@pubdate]/@datetime"
# The names of `meta` elements that hold it, the most reliable first.
_NAMES = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date", "pubdate", "publishdate",
    "publish-date", "publish_date", "published_time", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dc.date", "dcterms.created",
    "dcterms.date", "dcterms.issued", "article.published", "cxenseparse:recs:publishtime", "originalpublicationdate",
    "article_date_original", "publication_date", "timestamp", "rbpubdate", "created",
)  # fmt: skip


def find_day(tree: HtmlElement, address: str | None, size: int) -> str | None:
    """The day of publication: the one that is stated, else the one that address or text show. `size` is the page's in characters."""
    day = local_day(stated_day(tree), address)
    if day or size > _LARGEST:
        return day
    metas = list(tree.iter("meta"))
    for meta in metas[_METAS:]:
        meta.getparent().remove(meta)
    return iso_date(find_date(tree, url=address, extensive_search=size <= _LARGE, original_date=True, max_date=_LATEST) or "")


def stated_day(tree: HtmlElement) -> str | None:
    """The date or date-time that the page states in JSON-LD, in its head, or marked in its text; None when it states none."""
    for words in (*_json_days(tree), *_head_days(tree), *tree.xpath(_MARKED)):
        day = iso_date(str(words).strip())
        if day and day[:10] >= _EARLIEST:
            return day
    return None


def local_day(day: str | None, address: str | None) -> str | None:
    """The day as the publisher dates it: a time in UTC may fall on the day before or after that of the page's own address.

    >>> local_day("2031-03-05T01:30:00Z", "https://news.example/2031/03/04/strait/")
    '2031-03-04'
    """
    found = _ADDRESS_DAY.search(address or "")
    own = iso_date("-".join(f"{int(part):02}" for part in found.groups())) if found else None
    if not day or not own or "T" not in day:
        return day
    return own if abs(date.fromisoformat(own) - date.fromisoformat(day[:10])) == timedelta(days=1) else day


def _json_days(tree: HtmlElement) -> Iterator[str]:
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            value = json.loads(script, strict=False)
        except (ValueError, RecursionError):
            yield from re.findall(r'"datePublished"\s*:\s*"([^"]{8,40})"', script)
        else:
            yield from _published(value, 0)


def _published(value: Any, depth: int) -> Iterator[str]:
    if depth > _DEPTH:
        return
    if isinstance(value, dict):
        if isinstance(value.get("datePublished"), str):
            yield value["datePublished"]
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _published(item, depth + 1)


def _head_days(tree: HtmlElement) -> Iterator[str]:
    told: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        told.setdefault(name.casefold(), meta.get("content") or "")
    yield from (told[name] for name in _NAMES if told.get(name))
