"""The calendar: stretches of days with their TIMEX3 values, and arithmetic on them."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
LENGTHS = {"D": 1, "W": 7, "M": 30, "Q": 91, "H": 182, "Y": 365, "E": 3652, "C": 36525}


TimeKind = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time: its TIMEX3 value, its granularity, and its first and last day where these are known.

    `unit` is one of D W WE M Q H Y E C L, "S" for a season, "T" for a time of day, "R" for a range, "" for what has no place in the
    calendar.
    """

    value: str
    unit: str = ""
    first: date | None = None
    last: date | None = None
    kind: TimeKind = "DATE"
    ends: tuple[str, str] | None = None  # the values of the two times between which it lies

    @property
    def resolved(self) -> bool:
        """Whether the value (or its two ends) names one place of the calendar, or needs none."""
        values = self.ends or (() if self.kind in ("DURATION", "SET") else (self.value,))
        return not any("XX" in value.replace("TXX", "") for value in values)


def day(when: date) -> Stretch:
    """The one day."""
    return Stretch(when.isoformat(), "D", when, when)


def week(when: date) -> Stretch:
    """The ISO week that holds the day."""
    year, number, weekday = when.isocalendar()
    first = when - timedelta(days=weekday - 1)
    return Stretch(f"{year}-W{number:02}", "W", first, first + timedelta(days=6))


def weekend(when: date) -> Stretch:
    """The weekend of the ISO week that holds the day."""
    whole = week(when)
    assert whole.last is not None
    return Stretch(f"{whole.value}-WE", "WE", whole.last - timedelta(days=1), whole.last)


def month(year: int, number: int) -> Stretch:
    """The month; numbers above 12 or below 1 run on into other years."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    first = date(year, number, 1)
    return Stretch(f"{year:04}-{number:02}", "M", first, first.replace(day=calendar.monthrange(year, number)[1]))


def quarter(year: int, number: int) -> Stretch:
    """The quarter; numbers run on into other years."""
    year, number = year + (number - 1) // 4, (number - 1) % 4 + 1
    return Stretch(f"{year:04}-Q{number}", "Q", month(year, 3 * number - 2).first, month(year, 3 * number).last)


def half(year: int, number: int) -> Stretch:
    """The half year; numbers run on into other years."""
    year, number = year + (number - 1) // 2, (number - 1) % 2 + 1
    return Stretch(f"{year:04}-H{number}", "H", month(year, 6 * number - 5).first, month(year, 6 * number).last)


def season(year: int, code: str) -> Stretch:
    """The season that begins in the year."""
    start = SEASON_MONTHS[code]
    return Stretch(f"{year:04}-{code}", "S", month(year, start).first, month(year, start + 2).last)


def year(number: int) -> Stretch:
    """The year."""
    return Stretch(f"{number:04}", "Y", date(number, 1, 1), date(number, 12, 31))


def decade(first_year: int) -> Stretch:
    """The ten years from a year that ends in 0: 1990 gives "199"."""
    return Stretch(f"{first_year // 10:03}", "E", date(first_year, 1, 1), date(first_year + 9, 12, 31))


def century(number: int) -> Stretch:
    """The century: 20 gives "19"."""
    return Stretch(f"{number - 1:02}", "C", date(max(1, 100 * (number - 1)), 1, 1), date(100 * number - 1, 12, 31))


def add_months(when: date, count: int) -> date:
    """The day `count` months on, the month's last day where it has no such day."""
    whole = month(when.year, when.month + count)
    assert whole.first is not None and whole.last is not None
    return whole.first.replace(day=min(when.day, whole.last.day))


def add(when: date, count: int, unit: str) -> date | None:
    """The day `count` units of the calendar on; None when it lies outside the years 100 to 3999."""
    months = {"M": 1, "Q": 3, "H": 6, "Y": 12, "E": 120, "C": 1200, "L": 12000}.get(unit)
    try:
        found = add_months(when, count * months) if months else when + timedelta(days=count * {"W": 7, "WE": 7, "F": 14}.get(unit, 1))
    except (OverflowError, ValueError):
        return None
    return found if 100 <= found.year <= 3999 else None


def stretch_of(when: date, unit: str) -> Stretch:
    """The stretch of the given granularity that holds the day."""
    simple = {"D": day, "N": day, "W": week, "F": week, "WE": weekend}.get(unit)
    if simple:
        return simple(when)
    parts = {"M": (month, 1), "Q": (quarter, 3), "H": (half, 6)}.get(unit)
    if parts:
        make, months = parts
        return make(when.year, (when.month - 1) // months + 1)
    if unit in ("E", "C"):
        return decade(when.year // 10 * 10) if unit == "E" else century(when.year // 100 + 1)
    return year(when.year)


def nth_weekday(year_number: int, nth: int, weekday: int, month_number: int) -> date:
    """The nth weekday (1 Monday) of a month; negative numbers count from its end."""
    whole = month(year_number, month_number)
    assert whole.first is not None and whole.last is not None
    if nth > 0:
        return whole.first + timedelta(days=(weekday - whole.first.isoweekday()) % 7 + 7 * (nth - 1))
    return whole.last - timedelta(days=(whole.last.isoweekday() - weekday) % 7 + 7 * (-nth - 1))


def easter(year_number: int) -> date:
    """Easter Sunday of the Western churches."""
    golden = year_number % 19
    hundreds, rest = divmod(year_number, 100)
    epact = (19 * golden + hundreds - hundreds // 4 - (hundreds - (hundreds + 8) // 25 + 1) // 3 + 15) % 30
    shift = (32 + 2 * (hundreds % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * shift) // 451
    month_number, day_number = divmod(epact + shift - 7 * late + 114, 31)
    return date(year_number, month_number, day_number + 1)


def orthodox_easter(year_number: int) -> date:
    """Easter Sunday of the Eastern churches, in the Gregorian calendar (years 1900 to 2099)."""
    moon = (19 * (year_number % 19) + 15) % 30
    shift = (2 * (year_number % 4) + 4 * (year_number % 7) - moon + 34) % 7
    month_number, day_number = divmod(moon + shift + 114, 31)
    return date(year_number, month_number, day_number + 1) + timedelta(days=13)


def weekday_near(when: date, weekday: int, direction: int, *, today_counts: bool) -> date:
    """The weekday before (-1) or after (1) a day, that day itself where it counts; with 0 the one in its ISO week."""
    if direction == 0:
        return when + timedelta(days=weekday - when.isoweekday())
    gap = (direction * (weekday - when.isoweekday())) % 7
    if gap == 0 and not today_counts:
        gap = 7
    return when + timedelta(days=direction * gap)


def between(first: Stretch, last: Stretch) -> Stretch:
    """The stretch from one time to another, as TIMEX3 writes it: a length ("P2M") that has two ends."""
    kind: TimeKind = "DURATION"
    return Stretch(_distance(first, last), "R", first.first, last.last, kind, (first.value, last.value))


def _distance(first: Stretch, last: Stretch) -> str:
    """The time from the beginning of one stretch to the beginning of the other, in units of the finer of them."""
    if "T" in (first.unit, last.unit):
        return _clock_distance(first, last)
    months = {"M": (1, "M"), "Q": (3, "M"), "H": (6, "M"), "S": (3, "M"), "Y": (12, "Y"), "E": (120, "Y"), "C": (1200, "Y")}
    if first.first is None or last.first is None:
        return f"PX{months.get(last.unit, (1, 'D'))[1]}"
    if first.unit in months and last.unit in months:
        count = 12 * (last.first.year - first.first.year) + last.first.month - first.first.month
        years = months[first.unit][1] == months[last.unit][1] == "Y"
        if count < 0:
            return "PXM"
        return f"P{count // 12}Y" if years else f"P{count}M"
    days = (last.first - first.first).days
    if days < 0:
        return "PXD"
    return f"P{days // 7}W" if first.unit == last.unit == "W" else f"P{days}D"


def _clock_distance(first: Stretch, last: Stretch) -> str:
    """The time between two times of day."""
    try:
        one, other = (datetime.fromisoformat(one.value.replace("T24:00", "T23:59:59")) for one in (first, last))
    except ValueError:
        return "PTXH"
    minutes = round((other - one).total_seconds() / 60)
    if minutes < 0:
        return "PTXH"
    hours, rest = divmod(minutes, 60)
    return "PT" + (f"{hours}H" if hours else "") + (f"{rest}M" if rest or not hours else "")


def with_clock(whole: Stretch, clock: str) -> Stretch:
    """The day at a time of day: `clock` is what stands behind the T ("10:30", "MO")."""
    return replace(whole, value=f"{whole.value}T{clock}", unit="T", kind="TIME")


def safe_date(year_number: int, month_number: int, day_number: int) -> date | None:
    """The day, or None when the calendar has no such day or the year is not of 100 to 3999."""
    if 100 <= year_number <= 3999 and 1 <= month_number <= 12 and 1 <= day_number <= calendar.monthrange(year_number, month_number)[1]:
        return date(year_number, month_number, day_number)
    return None
