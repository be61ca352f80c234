"""Articles: the text that was given, where it came from, and which parts of it are furniture."""

from typing import Literal

import msgspec

SectionKind = Literal["title", "kicker", "byline", "dateline", "body", "caption", "furniture"]
PublishedSource = Literal["given", "page", "none"]


class Section(msgspec.Struct, frozen=True):
    """A part of an article's text: `[start, end)` in code points, and what it is."""

    start: int
    end: int
    kind: SectionKind


class Article(msgspec.Struct, frozen=True):
    """One news article.

    `text` is kept to the letter (line ends folded to `\\n`), so every offset of a record points into it.
    `published` is an ISO 8601 date or date-time, or None when nobody knows it.

    >>> Article(text="Norway accused Sweden.", published="2031-03-04").published
    '2031-03-04'
    """

    text: str
    id: str = ""
    url: str | None = None
    title: str | None = None
    published: str | None = None
    published_source: PublishedSource = "none"
    language: str | None = None
    source: str | None = None
    author: str | None = None
    sections: tuple[Section, ...] = ()
