"""Days that a TIMEX3 value covers."""

import calendar
import re
from datetime import date, timedelta

Days = tuple[str, str]
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?$")
_MONTH = re.compile(r"(\d{4})-(\d\d)$")
_YEAR = re.compile(r"(\d{4})$")
_PART = re.compile(r"(\d{4})-(SP|SU|FA|WI|Q[1-4]|H[12])$")
_TENS = re.compile(r"(\d{2}|\d{3})X{1,2}$")
_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 12), "H1": (1, 6), "H2": (7, 12)}


def days_of(value: str | None) -> Days | None:
    """The first and last day (ISO) of a TIMEX3 value, or of two with a stroke between; None when it is not resolved, or is no date.

    >>> days_of("2014-02"), days_of("2022-W05"), days_of("2014-W09-WE")
    (('2014-02-01', '2014-02-28'), ('2022-01-31', '2022-02-06'), ('2014-03-01', '2014-03-02'))
    >>> days_of("2013-11/2013-12"), days_of("199X"), days_of("XXXX-WXX-2")
    (('2013-11-01', '2013-12-31'), ('1990-01-01', '1999-12-31'), None)
    """
    if not value:
        return None
    first, _, last = value.partition("/")
    try:
        begin, end = _whole(first), _whole(last) if last else None
    except ValueError:  # a thirteenth month
        return None
    if begin and end:
        return (begin[0], end[1]) if begin[0] <= end[1] else None
    return begin


def _whole(value: str) -> Days | None:
    if found := _DAY.match(value):
        day = date(*map(int, found.groups())).isoformat()
        return day, day
    if found := _WEEK.match(value):
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        return (monday + timedelta(5 if found[3] else 0)).isoformat(), (monday + timedelta(6)).isoformat()
    if found := _MONTH.match(value):
        return _months(int(found[1]), int(found[2]), int(found[2]))
    if found := _PART.match(value):
        first, last = _MONTHS.get(found[2]) or (3 * int(found[2][1]) - 2, 3 * int(found[2][1]))
        return _months(int(found[1]), first, last)
    if found := _YEAR.match(value):
        return _months(int(found[1]), 1, 12)
    if found := _TENS.match(value):
        return value.replace("X", "0") + "-01-01", value.replace("X", "9") + "-12-31"
    return None


def _months(year: int, first: int, last: int) -> Days:
    start = date(year, first, 1).isoformat()
    return start, date(year, last, calendar.monthrange(year, last)[1]).isoformat()


def day_after(day: str, count: int) -> str:
    """The day that lies `count` days after an ISO day (before it, when negative).

    >>> day_after("2031-03-01", -1)
    '2031-02-28'
    """
    return (date.fromisoformat(day) + timedelta(count)).isoformat()


def limits(words: str) -> Days | None:
    """The first and last day of a day, month or year as a user writes it ("2022-01"); None when it is none of them.

    >>> limits("2022-01"), limits("soon")
    (('2022-01-01', '2022-01-31'), None)
    """
    return days_of(words.strip())
