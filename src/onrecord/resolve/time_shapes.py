"""Dates written in figures: 2022-02-01T10:00Z, 01/02/22, 23.04.2022, 2014-16, 2022-W05, 12-2015, 20161016."""

from __future__ import annotations

import re

from onrecord.resolve import time_calendar as cal
from onrecord.resolve.time_values import Calendar, Fixed, Meaning

Shape = tuple[str, Meaning]  # the class of the item and what it means


def numeric_shape(raw: str, day_first: bool) -> Shape | None:
    """What figures with hyphens, slashes or dots mean; None when they are no date (a score, a telephone number, a fraction)."""
    for pattern, reader in _READERS:
        found = re.fullmatch(pattern, raw)
        if found:
            return reader(found, day_first)
    return None


def _iso(found: re.Match[str], _: bool) -> Shape | None:
    when = cal.safe_date(int(found["y"]), int(found["m"]), int(found["d"]))
    if when is None:
        return None
    clock = found["t"]
    return ("T", Fixed(cal.with_clock(cal.day(when), clock))) if clock else ("D", Fixed(cal.day(when)))


def _iso_week(found: re.Match[str], _: bool) -> Shape | None:
    number = int(found["w"])
    first = cal.safe_date(int(found["y"]), 1, 4)
    if first is None or not 1 <= number <= 53:
        return None
    monday = cal.week(first).first
    when = cal.add(monday, number - 1, "W") if monday else None
    if when is None or cal.week(when).value[:4] != found["y"]:
        return None
    day = cal.add(when, int(found["d"]) - 1, "D") if found["d"] else None
    return ("D", Fixed(cal.day(day))) if day else ("E", Fixed(cal.week(when)))


def _three(found: re.Match[str], day_first: bool) -> Shape | None:
    first, second = int(found["a"]), int(found["b"])
    if first > 12 or (day_first and second <= 12) or (found["sep"] == "." and second <= 12):
        first, second = second, first
    when = cal.safe_date(full_year(found["y"]), first, second)
    return ("D", Fixed(cal.day(when))) if when else None


def full_year(digits: str) -> int:
    """The year that two or four figures mean: 00 to 39 are of this century."""
    number = int(digits)
    return number if len(digits) > 2 else number + (2000 if number < 40 else 1900)


def _years(found: re.Match[str], _: bool) -> Shape | None:
    first, last = int(found["y"]), int(found["z"])
    if len(found["z"]) == 2:
        if found["z"].startswith("0") and found["z"] != f"{(first + 1) % 100:02}":
            return _year_month(found["y"], last)
        last += first // 100 * 100
    elif len(found["z"]) == 1:
        return _year_month(found["y"], last)
    if not (1000 <= first < last <= 2199 and last - first < 400):
        return _year_month(found["y"], int(found["z"])) if len(found["z"]) == 2 else None
    return "R", Fixed(cal.between(cal.year(first), cal.year(last)))


def _year_month(year: str, month: int) -> Shape | None:
    if not (1 <= month <= 12 and 1500 <= int(year) <= 2199):
        return None
    return "M", Calendar(int(year), month)


def _month_year(found: re.Match[str], _: bool) -> Shape | None:
    return _year_month(found["y"], int(found["m"]))


def _month_day(found: re.Match[str], day_first: bool) -> Shape | None:
    first, second = int(found["a"]), int(found["b"])
    if first > 12 or (day_first and second <= 12):
        first, second = second, first
    if not cal.safe_date(2000, first, second):
        return None
    return "D", Calendar(None, first, second)


_READERS = (
    (r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:[T ](?P<t>\d{2}:\d{2}(?::\d{2})?)\S*(?: Z)?)?", _iso),
    (r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)(?P<t>)", _iso),
    (r"(?P<y>\d{4})[./](?P<m>\d{1,2})[./](?P<d>\d{1,2})(?P<t>)", _iso),
    (r"(?P<y>\d{4})-W(?P<w>\d{2})(?:-(?P<d>[1-7]))?", _iso_week),
    (r"(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<y>(?:1\d|20)\d\d|\d\d)", _three),
    (r"(?P<y>(?:1\d|20)\d\d)[-–/](?P<z>\d{1,2}|\d{4})", _years),
    (r"(?P<m>\d{1,2})[-/](?P<y>(?:19|20)\d\d)", _month_year),
    (r"(?P<a>\d{1,2})/(?P<b>\d\d)", _month_day),
)
