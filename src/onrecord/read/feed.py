"""RSS and Atom feeds: an article an entry."""

import io
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

import msgspec
from msgspec import structs

from onrecord.article import Article
from onrecord.read.blocks import paragraphs
from onrecord.read.decode import fold_lines, is_utf8
from onrecord.read.fields import read_date
from onrecord.read.names import writable
from onrecord.read.options import Options
from onrecord.read.page import make_page
from onrecord.read.reading import STAGE, Reading, failed
from onrecord.read.spoilt import SPOILT
from onrecord.read.streams import read_whole
from onrecord.read.web import FetchError
from onrecord.records import Problem

_WHOLE = 100  # words; a shorter text is a teaser, wherever the feed has put it
_ENTRIES = 10_000


class Entry(msgspec.Struct, frozen=True):
    """An entry as the feed has it: `text` in paragraphs, `whole` when that is the full article and not a teaser."""

    id: str
    url: str | None
    title: str | None
    published: str | None
    author: str | None
    text: str
    whole: bool


def read_feed(stream: BinaryIO, source: str, options: Options) -> Iterator[Reading]:
    """An article for each entry, in the feed's order; `bad-feed` when it is none.

    An entry without its full text gives its teaser and the problem `teaser`, or its page when `options.follow` says so.
    """
    data = read_whole(stream, source)
    if isinstance(data, Reading):
        yield data
        return
    entries = parse_feed(data, source)
    if isinstance(entries, Reading):
        yield entries
        return
    for entry in entries:
        yield read_entry(entry, source, options)


def parse_feed(data: bytes, source: str, kind: str = "") -> list[Entry] | Reading:
    """The entries of a feed, or why there are none. `kind` is the Content-Type that the server told."""
    import feedparser  # noqa: PLC0415 (most runs read no feed)

    if is_utf8(data):  # whatever the server or the file says
        kind = "application/xml; charset=utf-8"
    headers = {"content-location": source if "://" in source else ""} | ({"content-type": kind} if kind else {})
    try:
        feed = feedparser.parse(  # type: ignore[attr-defined, no-untyped-call]
            io.BytesIO(data), response_headers=headers
        )
    except SPOILT as error:
        return failed(source, "bad-feed", f"cannot be read as a feed: {type(error).__name__}: {error}")
    if not feed.entries and not feed.get("version"):
        return failed(source, "bad-feed", f"no feed: {feed.get('bozo_exception') or 'it has no entries'}")
    return [_entry(entry, source, number) for number, entry in enumerate(feed.entries[:_ENTRIES], 1)]


def _entry(entry: Any, source: str, number: int) -> Entry:
    contents = [paragraphs(str(each.get("value") or "")) for each in entry.get("content") or ()]
    teaser = paragraphs(str(entry.get("summary") or ""))
    text = max((*contents, teaser), key=lambda each: len(each.split()))
    link = _line(entry.get("link"))
    url = link if link and "://" in link else None
    return Entry(
        id=_line(entry.get("id")) or url or f"{source}#{number}",
        url=url,
        title=_line(paragraphs(str(entry.get("title") or ""))),
        published=_day(entry),
        author=_line(entry.get("author")),
        text=fold_lines(text),
        whole=len(text.split()) >= _WHOLE,
    )


def _day(entry: Any) -> str | None:
    """When the entry was published, else when it was last changed."""
    return next(filter(None, (read_date(entry[name]) for name in ("published", "updated") if name in entry)), None)


def _line(words: object) -> str | None:
    return writable(" ".join(str(words).split())) or None if words else None


def read_entry(entry: Entry, source: str, options: Options) -> Reading:
    """The article of an entry; its page's when the entry is a teaser and `options.follow` says so."""
    article = Article(
        text=entry.text,
        id=entry.id,
        url=entry.url,
        title=entry.title,
        published=entry.published,
        published_source="given" if entry.published else "none",
        source=writable(source),
        author=entry.author,
    )
    if entry.whole or not (options.follow and entry.url):
        return _as_it_is(article, entry, source)
    page = fetch_page(entry.url, entry.id, options)
    if page.readable:
        return structs.replace(page, article=_merged(page.article, article))
    return structs.replace(_as_it_is(article, entry, source), problems=page.problems, readable=bool(entry.text))


def fetch_page(address: str, id: str, options: Options) -> Reading:
    """The article of a page on the web, or why there is none."""
    try:
        answer = options.web.get(address)
    except FetchError as error:
        return failed(address, error.code, str(error), id=id)
    with answer.body as body:
        data = read_whole(cast("BinaryIO", body), address)
    if isinstance(data, Reading):
        return data
    return make_page(data, address, id=id, address=answer.address, charset=answer.charset)


def _as_it_is(article: Article, entry: Entry, source: str) -> Reading:
    if not entry.text:
        return failed(source, "no-text", f"the entry {entry.id!r} has no text; --follow reads its page", id=entry.id)
    if entry.whole:
        return Reading(article)
    return Reading(article, (Problem(STAGE, "teaser", "the feed has only the beginning or a summary; --follow reads the page"),))


def _merged(page: Article, entry: Article) -> Article:
    """The page's text with what the feed said of it, which is the publisher's word."""
    published = entry.published or page.published
    return structs.replace(
        page,
        title=entry.title or page.title,
        published=published,
        published_source="given" if entry.published else page.published_source,
        author=entry.author or page.author,
        source=entry.source,
    )
