"""From a row of named fields (JSON Lines, CSV) to an article."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from onrecord.article import Article
from onrecord.read.decode import fold_lines
from onrecord.read.reading import STAGE, Reading, failed
from onrecord.records import Problem

# Our field names, each with the other names it is read from: those of NGEC, of web crawls and of common corpora.
NAMES: dict[str, tuple[str, ...]] = {
    "text": ("text", "event_text"),
    "id": ("id",),
    "title": ("title",),
    "published": ("published", "pub_date"),
    "url": ("url",),
    "source": ("source",),
    "author": ("author",),
    "language": ("language",),
}
_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")


def make_article(row: Mapping[str, Any], path: str, number: int) -> Reading:
    """The article of a row; `number` counts the articles of the file from 1 and makes the id when none is given."""
    values = {name: _first(row, keys) for name, keys in NAMES.items()}
    name = _words(values["id"]) or f"{path}#{number}"
    text = values["text"]
    if not isinstance(text, str):
        found = ", ".join(sorted(str(key) for key in row)[:12]) or "none"
        return failed(path, "no-text", f"no field `text` with words in it; fields found: {found}", id=name)
    published = iso_date(values["published"])
    problems: tuple[Problem, ...] = ()
    if values["published"] not in (None, "") and published is None:
        message = f"published {str(values['published'])[:60]!r} is not an ISO date such as 2031-03-04; it is left out"
        problems = (Problem(STAGE, "bad-date", message),)
    article = Article(
        text=fold_lines(text),
        id=name,
        url=_words(values["url"]),
        title=_words(values["title"]),
        published=published,
        published_source="given" if published else "none",
        language=_words(values["language"]),
        source=_words(values["source"]) or path,
        author=_words(values["author"]),
    )
    return Reading(article, problems)


def iso_date(value: object) -> str | None:
    """A date or date-time in ISO 8601 form, from ISO forms with or without hyphens and from mail dates; None for anything else.

    >>> iso_date("20310304"), iso_date("2031-03-04T06:00:00Z"), iso_date("Tue, 04 Mar 2031 06:00:00 GMT"), iso_date("last week")
    ('2031-03-04', '2031-03-04T06:00:00Z', '2031-03-04T06:00:00+00:00', None)
    """
    words = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    day = _DAY.fullmatch(words)
    try:
        if day:
            return date(*(int(part) for part in day.groups())).isoformat()
        if _DAY.match(words):
            moment = datetime.fromisoformat(words)
            return words.replace(" ", "T", 1) if words[4] == "-" else moment.isoformat()
        return parsedate_to_datetime(words).isoformat() if words[:1].isalpha() else None
    except (ValueError, TypeError):
        return None


def _first(row: Mapping[str, Any], keys: tuple[str, ...]) -> Any:
    return next((row[key] for key in keys if row.get(key) not in (None, "")), row.get(keys[0]))


def _words(value: object) -> str | None:
    """A value as words on one line: numbers are taken as written, lists (of authors) joined."""
    if isinstance(value, list):
        value = ", ".join(str(item) for item in value if isinstance(item, str))
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return " ".join(fold_lines(str(value)).split()) or None
