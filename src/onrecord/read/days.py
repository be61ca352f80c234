"""The day of publication that a web page states."""

import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import date, timedelta

from htmldate import find_date
from lxml.html import HtmlElement, tostring

from onrecord.read.fields import iso_date, read_date
from onrecord.read.linked import linked_values

_EARLIEST = "1990-01-01"
_LATEST = "2100-01-01"  # fixed: no clock
# Looking through the text takes long on large pages, and on those with very many dates that are none.
_LARGE = 1_000_000  # characters of a page that is looked through thoroughly
_LARGEST = 4_000_000  # and at all
_METAS = 200
_ELSEWHERE = ("script", "style", "blockquote", "iframe", "noscript")
_DATA = re.compile(
    r'"(?:date_?published|(?:first_?)?published_?(?:at|date|time|on)|publi(?:sh|cation)_?date)"\s*:\s*"([^"\\]{8,40})"', re.IGNORECASE
)
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
    day = local_day(stated_day(tree) or _data_day(tree), address)
    if day or size > _LARGEST:
        return day
    tree = _searchable(tree)
    found = iso_date(find_date(tree, url=address, extensive_search=size <= _LARGE, original_date=True, max_date=_LATEST) or "")
    return found if found and (not found.endswith("-01-01") or _is_written(found, tree)) else None


def _data_day(tree: HtmlElement) -> str | None:
    """The day of publication in the data that a page's programs work with; None when these name several, which are other articles'."""
    found = {
        read_date(words)
        for script in tree.iter("script")
        if script.text and len(script.text) < _LARGE
        for words in _DATA.findall(script.text)
    }
    days = sorted(filter(None, found))
    return days[-1] if days and days[0][:10] == days[-1][:10] else None


def _searchable(tree: HtmlElement) -> HtmlElement:
    """A copy of the page without what holds other days: programs and advertisements, quoted posts, more names than a page needs."""
    tree = deepcopy(tree)
    unfit = [node for node in tree.iter(*_ELSEWHERE) if node.get("type") != "application/ld+json"]
    for node in (*unfit, *list(tree.iter("meta"))[_METAS:]):
        node.drop_tree()
    return tree


def _is_written(day: str, tree: HtmlElement) -> bool:
    """Does a page show a New Year's Day, so that it is more than a guess from a year?"""
    year = day[:4]
    number = r"(?<!\d)0?1(?!\d)"
    first = rf"{number}(st|er)?\s?[./-]?\s?"
    shown = rf"{year}([-/.]0?1[-/.]0?1|0101)(?!\d)|{first}(0?1[./-]|[^\W\d]{{3,}}[.,]*)\s?{year}|[^\W\d]{{3,}}\.? {number}(st)?,? {year}"
    page = tostring(tree, encoding="unicode")  # type: ignore[no-untyped-call]
    return bool(re.search(shown, page))


def stated_day(tree: HtmlElement) -> str | None:
    """The date or date-time that the page states in JSON-LD, in its head, or marked in its text; None when it states none."""
    for words in (*linked_values(tree, "datePublished"), *_head_days(tree), *tree.xpath(_MARKED)):
        day = read_date(str(words).strip())
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


def _head_days(tree: HtmlElement) -> Iterator[str]:
    told: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        told.setdefault(name.casefold(), meta.get("content") or "")
    yield from (told[name] for name in _NAMES if told.get(name))
