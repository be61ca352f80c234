"""What time expressions mean: small trees that become TIMEX3 values once the article's date and the tense are known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from onrecord.parse.clause import Tense
from onrecord.resolve import time_calendar as cal
from onrecord.resolve.time_calendar import Stretch, TimeKind

ORDER = ("s", "m", "h", "D", "N", "W", "F", "WE", "M", "Q", "H", "S", "Y", "E", "C", "L")
_SOON = 300  # days that a date without a year may lie ahead in the present tense
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


def rank(unit: str) -> int:
    """How coarse a granularity is."""
    return ORDER.index(unit) if unit in ORDER else 0


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
        found = pick(days, today, self._looks(context), whole_month=self.day is None)
        if context.tense == "present" and (found - today).days > _SOON:  # "takes effect on 1 January", told in February
            found = pick(days, today, None, whole_month=self.day is None)
        return found.year

    def _looks(self, context: Context) -> int | None:
        if self.direction is not None:
            return self.direction or None
        ahead = {"past": -1, "future": 1, "present": 1} if self.day else {"past": -1, "future": 1}  # "polls close on 8 November"
        return ahead.get(context.tense)

    def _day_alone(self, context: Context) -> Stretch:
        """ "the 21st": the month of the article, or the one before or after it by tense; with a weekday the month that fits."""
        if context.today is None or self.day is None:
            return Stretch(f"XXXX-XX-{self.day:02}" if self.day else "XXXX", "D")
        around = [cal.add_months(context.today.replace(day=1), n) for n in (0, -1, 1, -2, 2, -3, 3)]
        days = [when for first in around if (when := cal.safe_date(first.year, first.month, self.day))]
        if self.weekday is not None:
            days = [when for when in days if when.isoweekday() == self.weekday] or days
        if not days:  # the 99th
            return Stretch("")
        wanted = {"past": -1, "future": 1}.get(context.tense, 0)
        fit = [when for when in days if wanted * (when - context.today).days >= 0]
        return cal.day((fit or days)[0])


def pick(days: list[date], today: date, looks: int | None, *, whole_month: bool) -> date:
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
    lean = 4.0 if whole_month else 1.8  # news tells more of what was
    return min(days, key=lambda when: ((when - today).days * lean if when > today else (today - when).days, when))


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of the calendar at a distance: "next week" (W, 1), "yesterday" (D, -1), "this year" (Y, 0)."""

    unit: str
    offset: int
    chained: bool = False  # counts from the time told before: "the following day"
    told: bool = False  # so in a story of the past: "the next year he resigned"
    blank: bool = False  # and of no value when nothing was told before: "that same month"

    def resolve(self, context: Context) -> Stretch:
        """The stretch."""
        base = context.today
        told = context.previous if context.previous and context.previous.first else None
        chained = self.chained or (self.told and context.tense == "past")
        if chained and told and rank(told.unit) <= rank(self.unit):
            base = told.last if self.offset > 0 else told.first
        elif chained and ((told and self.offset) or (told is None and (self.blank or (self.offset > 0 and context.tense == "past")))):
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
    """A holiday by its rule; `rule` is one of "on", "easter", "orthodox", "nth", "days" (a table, which may lack the year)."""

    rule: str
    numbers: tuple[int, ...]
    plus: int = 0
    year: Meaning | None = None
    direction: int | None = None
    days: tuple[date, ...] = ()

    def resolve(self, context: Context) -> Stretch:
        """The day, in the year told, else the one that the tense asks for."""
        told = self.year.resolve(context) if self.year else None
        years = [told.first.year] if told and told.first else [context.today.year + n for n in (-1, 0, 1)] if context.today else []
        days = [when for year in years for when in self.days_in(year)]
        today = context.today
        if not days:
            return Stretch(f"XXXX-{self.numbers[0]:02}-{self.numbers[1]:02}" if self.rule == "on" else "XXXX-XX-XX", "D")
        if len(years) == 1 or today is None:
            return cal.day(days[0])
        if self.direction == 1:
            return cal.day(next((when for when in days if when > today), days[-1]))
        looks = self.direction or {"past": -1, "future": 1}.get(context.tense)
        return cal.day(pick(days, today, looks, whole_month=False))

    def days_in(self, year: int) -> list[date]:
        """The holiday's days in a year: one, and of a lunar year none to two."""
        if self.rule == "days":
            return [when for when in self.days if when.year == year]
        if self.rule == "on":
            when = date(year, *self.numbers)
        elif self.rule == "nth":
            when = cal.nth_weekday(year, *self.numbers)
        else:
            when = (cal.easter if self.rule == "easter" else cal.orthodox_easter)(year) + timedelta(days=self.numbers[0])
        return [when + timedelta(days=self.plus)]
