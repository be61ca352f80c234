"""Dates as people write them: "4 March 2031", "March 4, 2031, 6 p.m.", "25/12/2031". Only sure readings come back."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from dateutil import parser

_LONGEST = 60  # characters
_WHOLE = re.compile(
    r"(?=.*(?<!\d)(?:19|20)\d\d(?!\d))(?=.*(?:[^\W\d_]{3,}|\d\D+\d+\D+\d))(?=.*(?<!\d)\d{1,2}(?!\d))[\w\s.,:/+\-()]+", re.DOTALL
)
_DOTTED = re.compile(r"\s*\d{1,2}\.\s?\d{1,2}\.\s?\d{4}\b")
_DEFAULTS = (datetime(2000, 1, 1), datetime(2001, 2, 2, 1, 1, 1))  # whatever follows the default was not written
_UTC = ("UTC", "GMT", "Z")


def written_date(words: str, day_first: bool | None = None) -> str | None:
    """A date, or date-time with its zone, in ISO form; None for anything that leaves a doubt.

    Where day and month could be either, `day_first` decides; with None only dots (04.03.2031) tell that the day stands first.
    A time in a zone that is named by letters only (but for UTC) is left out, since these names mean different zones.

    >>> written_date("4 March 2031"), written_date("March 4, 2031 18:00 +0100"), written_date("03/04/2031"), written_date("25/12/2031")
    ('2031-03-04', '2031-03-04T18:00:00+01:00', None, '2031-12-25')
    >>> written_date("03/04/2031", day_first=True)
    '2031-04-03'
    """
    if len(words) > _LONGEST or not _WHOLE.fullmatch(words):
        return None
    if day_first is None and _DOTTED.match(words):
        day_first = True
    found = {_parse(words, first) for first in ((True, False) if day_first is None else (day_first,))}
    return found.pop() if len(found) == 1 else None


def _parse(words: str, day_first: bool) -> str | None:
    unknown: list[str] = []
    first: datetime
    second: datetime

    def zone(name: str | None, offset: int | None) -> tzinfo | None:
        if offset is not None:
            return timezone(timedelta(seconds=offset))
        if name is None:
            return None
        if name.upper() not in _UTC:
            unknown.append(name)
        return UTC

    try:
        first, second = (parser.parse(words, dayfirst=day_first, default=default, tzinfos=zone) for default in _DEFAULTS)  # type: ignore[no-untyped-call]
    except (ValueError, OverflowError, TypeError, AttributeError):
        return None
    if first.date() != second.date() or not 1900 <= first.year <= 2099:
        return None
    return first.date().isoformat() if unknown or first.hour != second.hour else first.isoformat()
