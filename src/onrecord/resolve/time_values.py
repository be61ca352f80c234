"""What time expressions mean: small trees that become TIMEX3 values once the article's date and the tense are known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Protocol

from onrecord.parse.clause import Tense
from onrecord.resolve import time_calendar as cal
from onrecord.resolve.time_calendar import Stretch, TimeKind

_ORDER = ("s", "m", "h", "D", "N", "W", "F", "WE", "M", "Q", "H", "S", "Y", "E", "C", "L")
BLANKS = {
    "D": "XXXX-XX-XX", "N": "XXXX-XX-XX", "W": "XXXX-WXX", "F": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX",
    "H": "XXXX-HX", "Y": "XXXX", "E": "XXX", "C": "XX", "L": "X", "h": "XXXX-XX-XXTXX", "m": "XXXX-XX-XXTXX:XX", "s": "XXXX-XX-XXTXX:XX",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Context:
    """What a value is read against: the article's day (and clock), the time told before, the tense around."""

    today: date | None = None
    clock: datetime | None = None
    previous: Stretch | None = None
    tense: Tense = "none"


class Meaning(Protocol):
    """A time expression that can be resolved."""

    def resolve(self, context: Context) -> Stretch:
        """The stretch of time meant; unresolved values hold X."""
        ...


def _rank(unit: str) -> int:
    """How coarse a granularity is."""
    return _ORDER.index(unit) if unit in _ORDER else 0


def blank(unit: str) -> Stretch:
    """The unresolved stretch of a granularity."""
    return Stretch(BLANKS.get(unit, "XXXX-XX-XX"), unit)


@dataclass(frozen=True, slots=True)
class Fixed:
    """A value that hangs on nothing: a whole date, a length, a set, a vague reference."""

    stretch: Stretch

    def resolve(self, context: Context) -> Stretch:
        """The value itself."""
        return self.stretch


def fixed(value: str, kind: TimeKind = "DATE") -> Fixed:
    """A value without a place in the calendar."""
    return Fixed(Stretch(value, "", kind=kind))


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday; `direction` is that of "last" (-1), "this" (0), "next" (1), or None for that of the tense."""

    number: int
    direction: int | None = None
    of: Meaning | None = None  # "Tuesday of next week"
    chained: bool = False  # "the previous Friday": counts from the time told before

    def resolve(self, context: Context) -> Stretch:
        """The day, by direction or tense: past tense looks back, today included; future tense looks on."""
        frame = self.of.resolve(context) if self.of else None
        if frame and frame.first:
            return cal.day(cal.weekday_near(frame.first, self.number, 1, today_counts=True))
        if context.today is None or self.of:
            return Stretch(f"XXXX-WXX-{self.number}", "D")
        if self.chained and context.previous and context.previous.first and context.previous.unit == "D":
            return cal.day(cal.weekday_near(context.previous.first, self.number, self.direction or 1, today_counts=False))
        if self.direction is not None:
            return cal.day(self._named(context.today))
        looks = 1 if context.tense in ("future", "present") else -1
        return cal.day(cal.weekday_near(context.today, self.number, looks, today_counts=True))

    def _named(self, today: date) -> date:
        if self.direction == 0:  # "this Friday" is the coming one when it is not over
            near = cal.weekday_near(today, self.number, 0, today_counts=True)
            return near if near >= today else near + timedelta(days=7)
        return cal.weekday_near(today, self.number, self.direction or 1, today_counts=False)


@dataclass(frozen=True, slots=True)
class Calendar:
    """A date by its parts; what is not said comes from the article's date and the tense."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    direction: int | None = None
    weekday: int | None = None
    of: Meaning | None = None  # "the 15th of next month", "March of last year"

    def resolve(self, context: Context) -> Stretch:
        """The day, month or year."""
        year, month = self._frame(context)
        if self.month is not None or month is None:
            month = self.month
        if month is None:
            return self._day_alone(context)
        if year is None and context.today is not None:
            year = self._guess_year(context, month)
        if year is None:
            return Stretch(f"XXXX-{month:02}" + (f"-{self.day:02}" if self.day else ""), "D" if self.day else "M")
        if self.day is None:
            return cal.month(year, month)
        when = cal.safe_date(year, month, self.day)
        return cal.day(when) if when else Stretch(f"XXXX-{month:02}-{self.day:02}", "D")

    def _frame(self, context: Context) -> tuple[int | None, int | None]:
        """The year and month that stand around the part that is said."""
        if self.of is None:
            return self.year, None
        outer = self.of.resolve(context)
        if outer.first is None:
            return self.year, None
        return outer.first.year, outer.first.month if outer.unit in ("M", "D") else None

    def _guess_year(self, context: Context, month: int) -> int:
        today = context.today
        assert today is not None
        if self.direction == 0:  # "this September"
            return today.year
        days = [when for n in (-1, 0, 1) if (when := cal.safe_date(today.year + n, month, self.day or 1))]
        if not days:
            return today.year
        if self.weekday is not None:
            days = [when for when in days if when.isoweekday() == self.weekday] or days
        return _pick(days, today, self._looks(context), whole_month=self.day is None).year

    def _looks(self, context: Context) -> int | None:
        if self.direction is not None:
            return self.direction or None
        return {"past": -1, "future": 1}.get(context.tense)

    def _day_alone(self, context: Context) -> Stretch:
        """ "the 21st": the month of the article, or the one before or after it by tense; with a weekday the month that fits."""
        if context.today is None or self.day is None:
            return Stretch(f"XXXX-XX-{self.day:02}" if self.day else "XXXX", "D")
        around = [cal.add_months(context.today.replace(day=1), n) for n in (0, -1, 1, -2, 2, -3, 3)]
        days = [when for first in around if (when := cal.safe_date(first.year, first.month, self.day))]
        if self.weekday is not None:
            days = [when for when in days if when.isoweekday() == self.weekday] or days
        wanted = {"past": -1, "future": 1}.get(context.tense, 0)
        fit = [when for when in days if wanted * (when - context.today).days >= 0]
        return cal.day((fit or days)[0])


def _pick(days: list[date], today: date, looks: int | None, *, whole_month: bool) -> date:
    """The day that is meant by a date without a year.

    Past tense takes the last one, but one that lies only days ahead is no slip of a year; future tense the next one;
    without tense the nearest, with a leaning to the past.
    """
    back = [when for when in days if when <= today or (whole_month and (when.year, when.month) == (today.year, today.month))]
    on = [when for when in days if when >= today or (whole_month and (when.year, when.month) == (today.year, today.month))]
    if looks == -1 and back:
        close = [when for when in on if (when - today).days <= 10] if not whole_month else []
        return close[0] if close and (today - back[-1]).days > 300 else back[-1]
    if looks == 1 and on:
        return on[0]
    return min(days, key=lambda when: ((when - today).days * 1.8 if when > today else (today - when).days, when))


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of the calendar at a distance: "next week" (W, 1), "yesterday" (D, -1), "this year" (Y, 0)."""

    unit: str
    offset: int
    chained: bool = False  # counts from the time told before: "the following day"

    def resolve(self, context: Context) -> Stretch:
        """The stretch."""
        base = context.today
        told = context.previous
        if self.chained and told and told.first and _rank(told.unit) <= _rank(self.unit):
            base = told.last if self.offset > 0 else told.first
        elif self.chained and told and told.first and self.offset:
            return blank(self.unit)  # "the following day" after a whole month
        if base is None:
            return blank(self.unit)
        when = cal.add(base, self.offset, self.unit)
        return cal.stretch_of(when, self.unit) if when else blank(self.unit)


@dataclass(frozen=True, slots=True)
class ToldBefore:
    """ "That year": the stretch of the time told before."""

    unit: str

    def resolve(self, context: Context) -> Stretch:
        """The stretch, unresolved when nothing was told before."""
        first = context.previous.first if context.previous else None
        return cal.stretch_of(first, self.unit) if first else blank(self.unit)


@dataclass(frozen=True, slots=True)
class LastQuarter:
    """ "The quarter" of a report on results: the one told before, else the last that is over; `years` back, or in the year `of`."""

    years: int = 0
    of: Meaning | None = None

    def resolve(self, context: Context) -> Stretch:
        """The quarter."""
        if context.previous and context.previous.unit == "Q" and not self.years and self.of is None:
            return context.previous
        told = Unit("Q", 0 if context.tense == "future" else -1).resolve(context)
        if self.of is not None and told.first:
            outer = self.of.resolve(context)
            return cal.quarter(outer.first.year, (told.first.month + 2) // 3) if outer.first else told
        if self.years and told.first:
            return cal.quarter(told.first.year - self.years, (told.first.month + 2) // 3)
        return told


@dataclass(frozen=True, slots=True)
class Part:
    """A numbered part of a larger stretch: the second quarter of 1988, the last week of May, the first half of this year."""

    unit: str  # D W M Q H or a season's code
    number: int  # -1 for the last; 0 where the season itself is the number
    of: Meaning | None = None
    direction: int | None = None
    chained: bool = False  # "the following winter"

    def resolve(self, context: Context) -> Stretch:
        """The part; without an outer stretch that of the year that the tense asks for."""
        outer = self.of.resolve(context) if self.of else None
        if self.of and not (outer and outer.first):
            return Stretch(f"XXXX-{self._code()}", self.unit)
        if outer and outer.first and outer.last:
            return self._inside(outer)
        if context.today is None or self.unit in "DWM":
            return Stretch(f"XXXX-{self._code()}", self.unit)
        told = context.previous if self.chained and self.direction else None
        if told and told.first and told.last:
            return self._by_tense(told.last if self.direction == 1 else told.first, context.tense)
        return self._by_tense(context.today, context.tense)

    def _code(self) -> str:
        if self.number == 0:
            return self.unit
        return {"Q": f"Q{self.number}", "H": f"H{self.number}", "W": f"W{self.number:02}"}.get(self.unit, "XX")

    def _inside(self, outer: Stretch) -> Stretch:
        assert outer.first is not None and outer.last is not None
        last = self.number == -1
        if self.unit == "Q":
            return cal.quarter(outer.first.year, 4 if last else self.number)
        if self.unit == "H":
            return cal.half(outer.first.year, 2 if last else self.number)
        if self.number == 0:
            return cal.season(outer.first.year, self.unit)
        if self.unit == "M":
            return cal.month(outer.first.year, outer.last.month if last else outer.first.month + self.number - 1)
        if self.unit == "W":
            first, final = (outer.first.replace(day=4), outer.last.replace(day=28)) if outer.unit == "Y" else (outer.first, outer.last)
            return cal.week(final if last else first + timedelta(weeks=self.number - 1))  # ISO: 4 January lies in week 1
        return cal.day(outer.last if last else outer.first + timedelta(days=self.number - 1))

    def _by_tense(self, today: date, tense: Tense) -> Stretch:
        looks = self.direction if self.direction is not None else {"past": -1, "future": 1}.get(tense, -1)
        found = [self._inside(cal.year(today.year + n)) for n in (-1, 0, 1) if 1 < today.year + n < 9999]
        back = [part for part in found if part.first and part.first <= today]
        on = [part for part in found if part.last and part.last >= today]
        if self.direction == 0:
            return next((part for part in found if part.first and part.first.year == today.year), found[0])
        if self.direction == -1:
            back = [part for part in back if part.last and part.last < today] or back
        if self.direction == 1:
            on = [part for part in on if part.first and part.first > today] or on
        return on[0] if looks == 1 and on else back[-1]


@dataclass(frozen=True, slots=True)
class Shift:
    """A distance from a time: "three days ago", "a week later", "two months after Christmas".

    `base` is None for the article's date; `chained` takes the time told before instead.
    """

    steps: tuple[tuple[float, str], ...]
    sign: int
    base: Meaning | None = None
    chained: bool = False

    def resolve(self, context: Context) -> Stretch:
        """The stretch, at the granularity of the smallest unit; at that of a day when counted from a day that is told."""
        unit = min((unit for _, unit in self.steps), key=_ORDER.index)
        if unit in "smh":
            return self._on_the_clock(context, unit)
        start = self._start(context)
        if start is None:
            return blank(unit)
        when: date | None = start
        for count, step in self.steps:
            when = cal.add(when, self.sign * _whole(count, step), _finer(count, step)) if when else None
        if when is None or self._is_too_fine(context, unit):
            return blank(unit)
        return cal.stretch_of(when, self._grain(context, unit))

    def _grain(self, context: Context, unit: str) -> str:
        """The granularity: a day counted from a day, a quarter or month a year before one, else the unit's."""
        if self.base is not None:
            return "D" if self._counts_days(context) else unit
        told = context.previous.unit if context.previous else ""
        if unit == "Y" and self.sign < 0 and (told == "Q" or (told == "M" and self.chained)):
            return told
        return unit

    def _is_too_fine(self, context: Context, unit: str) -> bool:
        """ "Three weeks later" after a whole month that was told: nobody knows from which day."""
        told = context.previous if self.chained and self.base is None else None
        return told is not None and _rank(told.unit) > max(_rank(unit), _rank("F"))

    def _counts_days(self, context: Context) -> bool:
        assert self.base is not None
        return self.base.resolve(context).unit == "D"

    def _start(self, context: Context) -> date | None:
        if self.base is not None:
            base = self.base.resolve(context)
            return base.last if self.sign > 0 else base.first
        told = context.previous.first if context.previous else None
        if told and (self.chained or (context.previous and context.previous.unit == "Q" and self.steps == ((1, "Y"),))):
            return told
        return context.today

    def _on_the_clock(self, context: Context, unit: str) -> Stretch:
        if context.clock is None or self.base is not None or (self.chained and context.previous):
            return replace(blank(unit), kind="TIME")
        if any(count > 10_000 for count, _ in self.steps):
            return replace(blank(unit), kind="TIME")
        seconds = sum(count * {"s": 1, "m": 60, "h": 3600}.get(step, 86400) for count, step in self.steps)
        when = context.clock + timedelta(seconds=self.sign * seconds)
        return Stretch(when.isoformat(timespec="seconds" if when.second else "minutes"), "T", when.date(), when.date(), "TIME")


def _whole(count: float, unit: str) -> int:
    """Halves of a year or decade are counted in months."""
    return int(count) if count == int(count) else int(count * {"Y": 12, "W": 7, "M": 30, "E": 120}.get(unit, 1))


def _finer(count: float, unit: str) -> str:
    return unit if count == int(count) else {"Y": "M", "W": "D", "M": "D", "E": "M"}.get(unit, unit)


@dataclass(frozen=True, slots=True)
class AtClock:
    """A time of day, on a day or alone; `clock` is what stands behind the T, `offset` shifts the day ("last night")."""

    clock: str
    on: Meaning | None = None
    offset: int = 0
    known: bool = True  # without a day that is told: the article's day

    def resolve(self, context: Context) -> Stretch:
        """The time; its day is the one told, else the article's."""
        whole = self.on.resolve(context) if self.on else None
        if whole is None and context.today is not None:
            shifted = cal.add(context.today, self.offset, "D")
            whole = cal.day(shifted) if shifted else None
        if whole is None:
            whole = blank("D")
        if whole.unit != "D":
            return replace(whole, kind="TIME") if whole.unit == "T" else Stretch(f"XXXX-XX-XXT{self.clock}", "T", kind="TIME")
        return cal.with_clock(whole, self.clock)


@dataclass(frozen=True, slots=True)
class Weekend:
    """The weekend of a week that is told, or at a distance from the article's; None takes the tense's."""

    direction: int | None = None
    of: Meaning | None = None

    def resolve(self, context: Context) -> Stretch:
        """The weekend."""
        told = self.of.resolve(context) if self.of else None
        when = told.first if told and told.first else context.today
        if when is None:
            return blank("WE")
        offset = self.direction if told is None else -1 if told.unit == "D" and when.isoweekday() <= 2 else 0
        if offset is None:
            offset = 0 if context.tense == "future" or when.isoweekday() >= 6 else -1
        return cal.weekend(when + timedelta(weeks=offset))


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday by its rule; `rule` is one of "on", "easter", "orthodox", "nth"."""

    rule: str
    numbers: tuple[int, ...]
    plus: int = 0
    year: Meaning | None = None
    direction: int | None = None

    def resolve(self, context: Context) -> Stretch:
        """The day, in the year told, else the one that the tense asks for."""
        told = self.year.resolve(context) if self.year else None
        if told and told.first:
            return cal.day(self.day_in(told.first.year))
        today = context.today
        if today is None:
            return Stretch(f"XXXX-{self.numbers[0]:02}-{self.numbers[1]:02}" if self.rule == "on" else "XXXX-XX-XX", "D")
        days = [self.day_in(today.year + n) for n in (-1, 0, 1)]
        if self.direction == 1:
            return cal.day(next(when for when in days if when > today))
        looks = self.direction or {"past": -1, "future": 1}.get(context.tense)
        return cal.day(_pick(days, today, looks, whole_month=False))

    def day_in(self, year: int) -> date:
        """The holiday's day in a year."""
        if self.rule == "on":
            when = date(year, *self.numbers)
        elif self.rule == "nth":
            when = cal.nth_weekday(year, *self.numbers)
        else:
            when = (cal.easter if self.rule == "easter" else cal.orthodox_easter)(year) + timedelta(days=self.numbers[0])
        return when + timedelta(days=self.plus)


@dataclass(frozen=True, slots=True)
class Range:
    """From one time to another."""

    first: Meaning
    last: Meaning

    def resolve(self, context: Context) -> Stretch:
        """The value is `first/last`; an end that comes before the beginning lies a year on, or the beginning a year back."""
        last = self.last.resolve(replace(context, previous=None))
        first = self.first.resolve(context)
        first, last = _year_of_the_other(self.first, first, self.last, last)
        if isinstance(self.last, Weekday) and first.last and last.first and last.first < first.last:
            last = cal.day(cal.weekday_near(first.last, self.last.number, 1, today_counts=False))
        kind: TimeKind = "TIME" if "TIME" in (first.kind, last.kind) else "DATE"
        return Stretch(f"{first.value}/{last.value}", "R", first.first, last.last, kind)


def _year_of_the_other(one: Meaning, first: Stretch, other: Meaning, last: Stretch) -> tuple[Stretch, Stretch]:
    """A date without a year takes it from the other end: "March to May 2022", "from November 2013 to March"."""
    if isinstance(one, Calendar) and isinstance(other, Calendar) and first.first and last.last and one.month and other.month:
        if one.year is None and one.of is None:
            year = last.last.year if one.month <= other.month else last.last.year - 1
            return replace(one, year=year).resolve(Context()), last
        if other.year is None and other.of is None:
            year = first.first.year if one.month <= other.month else first.first.year + 1
            return first, replace(other, year=year).resolve(Context())
    return first, last
