"""Parts of longer stretches: quarters, halves, seasons, weeks and days of a year or month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.parse.clause import Tense
from onrecord.resolve import time_calendar as cal
from onrecord.resolve.time_calendar import Stretch
from onrecord.resolve.time_values import Context, Meaning, Unit


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
        if context.previous and context.previous.unit == "Q":
            told = context.previous
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
        if self.of is None and self.unit == "H":
            told = context.previous if context.previous and context.previous.unit in ("H", "Q") else None
            return self._inside(cal.year(told.first.year)) if told and told.first else Stretch("")  # of a game, perhaps
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
            first, final = outer.first.replace(day=4), outer.last.replace(day=outer.last.day - 3)  # most of its days lie inside
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
class NthWeekday:
    """The second Tuesday of May, the last Friday of the month (-1)."""

    number: int
    weekday: int
    of: Meaning

    def resolve(self, context: Context) -> Stretch:
        """The day."""
        outer = self.of.resolve(context)
        if outer.first is None or outer.unit != "M":
            return Stretch(f"XXXX-WXX-{self.weekday}", "D")
        when = cal.nth_weekday(outer.first.year, self.number, self.weekday, outer.first.month)
        return cal.day(when) if when.month == outer.first.month else Stretch(f"XXXX-WXX-{self.weekday}", "D")
