"""From a row of named fields (JSON Lines, CSV) to an article."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from onrecord.article import Article
from onrecord.errors import ReadError
from onrecord.read.decode import fold_lines
from onrecord.read.names import on_one_line, writable
from onrecord.read.options import Options
from onrecord.read.reading import STAGE, Reading, failed
from onrecord.read.written import written_date
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
_SHOWN = 12  # names of fields in a message


def parse_columns(words: str) -> dict[str, str]:
    """What `--map` says: our field name, `=`, the name it has in the input, and so on behind commas.

    Raises ReadError for a field that an article does not have.

    >>> parse_columns("text=body, published=pubDate")
    {'text': 'body', 'published': 'pubDate'}
    """
    found: dict[str, str] = {}
    for part in filter(None, (each.strip() for each in words.split(","))):
        ours, mark, theirs = (piece.strip() for piece in part.partition("="))
        if not mark or not theirs or ours not in NAMES:
            raise ReadError(f"{on_one_line(part)!r} maps no field; write FIELD=COLUMN, where FIELD is one of {', '.join(NAMES)}")
        found[ours] = theirs
    return found


def make_article(row: Mapping[str, Any], path: str, number: int, options: Options) -> Reading:
    """The article of a row; `number` counts the articles of the file from 1 and makes the id when none is given.

    A column that `options.columns` names is the only one its field is read from; a dot leads into an object ("body.plain").
    """
    values = {name: _pick(row, options.columns[name]) if name in options.columns else _first(row, keys) for name, keys in NAMES.items()}
    name = _words(values["id"]) or f"{path}#{number}"
    text = values["text"]
    if not isinstance(text, str):
        return failed(path, "no-text", _missing_text(row, options), id=name)
    published, problems = _published(values["published"], options)
    return Reading(
        Article(
            text=fold_lines(text),
            id=writable(name),
            url=_words(values["url"]),
            title=_words(values["title"]),
            published=published,
            published_source="given" if published else "none",
            language=_words(values["language"]),
            source=_words(values["source"]) or writable(path),
            author=_words(values["author"]),
        ),
        problems,
    )


def _missing_text(row: Mapping[str, Any], options: Options) -> str:
    wanted = options.columns.get("text", "text")
    found = ", ".join(sorted(str(key) for key in row)[:_SHOWN]) or "none"
    return f"no field `{wanted}` with words in it; fields found: {found}; --map text=NAME says which one holds the text"


def _published(value: object, options: Options) -> tuple[str | None, tuple[Problem, ...]]:
    if value is None or value == "":
        return None, ()
    published = read_date(value, options.day_first)
    if published:
        return published, ()
    message = f"published {on_one_line(str(value)[:60])!r} is no sure date (write it as 2031-03-04, or use --day-first); it is left out"
    return None, (Problem(STAGE, "bad-date", message),)


def read_date(value: object, day_first: bool | None = None) -> str | None:
    """A date or date-time in ISO form, from ISO, mail and written forms; None for what is none or leaves a doubt."""
    return iso_date(value) or (written_date(value.strip(), day_first) if isinstance(value, str) else None)


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
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _first(row: Mapping[str, Any], keys: tuple[str, ...]) -> Any:
    return next((row[key] for key in keys if row.get(key) not in (None, "")), row.get(keys[0]))


def _pick(row: Mapping[str, Any], column: str) -> Any:
    """The value of a column; of keys inside keys where no column has the dotted name itself."""
    if column in row:
        return row[column]
    value: Any = row
    for key in column.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _words(value: object) -> str | None:
    """A value as words on one line: numbers are taken as written, lists (of authors) joined."""
    if isinstance(value, list):
        value = ", ".join(str(item) for item in value if isinstance(item, str))
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return " ".join(fold_lines(str(value)).split()) or None
