"""Times made of other times: distances ("three days ago"), clocks on days, ranges."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from onrecord.resolve import time_calendar as cal
from onrecord.resolve.time_calendar import Stretch
from onrecord.resolve.time_values import ORDER, Calendar, Context, Meaning, Weekday, blank, rank


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
        unit = min((unit for _, unit in self.steps), key=ORDER.index)
        if unit in "smh":
            return self._on_the_clock(context, unit)
        start = self._start(context)
        unknown = self.chained and self.base is None and self.sign > 0 and context.previous is None and context.tense != "future"
        if start is None or unknown:
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
        return told is not None and rank(told.unit) > max(rank(unit), rank("F"))

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
class Range:
    """From one time to another."""

    first: Meaning
    last: Meaning

    def resolve(self, context: Context) -> Stretch:
        """The length, with its ends; an end that comes before the beginning lies a year (or a day) on, or the beginning a year back."""
        last = self.last.resolve(replace(context, previous=None))
        first = self.first.resolve(context)
        first, last = _year_of_the_other(self.first, first, self.last, last)
        if isinstance(self.last, Weekday) and first.last and last.first and last.first < first.last:
            last = cal.day(cal.weekday_near(first.last, self.last.number, 1, today_counts=False))
        if isinstance(self.last, AtClock) and last.first and first.first == last.first and last.value < first.value:
            last = cal.with_clock(cal.day(last.first + timedelta(days=1)), self.last.clock)
        return cal.between(first, last)


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
