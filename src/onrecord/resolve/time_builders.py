"""From a match of a rule to what it means: one builder for each `means` of `data/times/rules.toml`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from onrecord.resolve import time_calendar as cal
from onrecord.resolve import time_clock, time_lengths
from onrecord.resolve.time_calendar import Stretch
from onrecord.resolve.time_groups import Groups
from onrecord.resolve.time_parts import LastQuarter, NthWeekday, Part
from onrecord.resolve.time_spans import AtClock, Range, Shift
from onrecord.resolve.time_values import Calendar, Fixed, Meaning, ToldBefore, Unit, Weekday, Weekend, fixed


def _nothing(g: Groups) -> Meaning | None:
    return fixed("") if g.after != "possible" else None  # "as soon as possible" is a time


# ------------------------------------------------------------------ dates
def _days_of_month(g: Groups) -> Meaning | None:
    first, last = g.number("day"), g.number("day2")
    month, final = g.look("month"), g.look("month", "month2")
    if first is None or last is None or (final is None and first >= last and month is None):
        return None
    if month is not None and final is None and first >= last:
        return None
    if re.search(r" and ", g.text) and not g.text.startswith("between") and final is None and last != first + 1:
        return None
    year = g.year()
    return Range(Calendar(year, month or final, first), Calendar(year, final or month, last))


def _date(g: Groups) -> Meaning | None:
    inner, outer = g.item("inner"), g.item("outer")
    if inner is not None:
        bare = isinstance(inner, Calendar) and inner.year is None and inner.of is None and inner.month is not None
        return replace(inner, of=outer) if bare and isinstance(inner, Calendar) else None
    on = g.item("on")
    if on is not None:
        return on if isinstance(on, Fixed) or (isinstance(on, Calendar) and on.day is not None) else None
    counted = g.look("month") is None and g.word("day")[:1] == "o" and g.after_tag.startswith(("NN", "JJ"))
    if counted:  # "opened on Tuesday the first office"
        return None
    return Calendar(g.year(), g.look("month"), g.number("day"), weekday=g.look("weekday"))


def _month(g: Groups) -> Meaning | None:
    inner, outer = g.item("inner"), g.item("outer")
    if inner is not None:
        bare = isinstance(inner, Calendar) and inner.year is None and inner.of is None
        return replace(inner, of=outer, direction=None) if bare and isinstance(inner, Calendar) else None
    return Calendar(g.year(), g.look("month"), direction=g.direction())


def _decade(g: Groups) -> Meaning | None:
    word = g.word("decade")
    if not word[1:].isdigit() and g.before in g.lexicon.words["passing"]["owners"]:
        return None
    first = int(word[1:]) if word[1:].isdigit() else g.look("decade")
    return Fixed(cal.decade(first)) if first and first % 10 == 0 else None


def _century(g: Groups) -> Meaning | None:
    number = g.number("ord")
    return Fixed(cal.century(number)) if number and 1 <= number <= 22 else None


def _year(g: Groups) -> Meaning | None:
    number = g.year()
    return Fixed(cal.year(number)) if number and 100 <= number <= 3999 else None


def _unit(g: Groups) -> Meaning | None:
    unit = g.look("single")
    twice = 2 if g.text.endswith("after next") else -2 if g.text.endswith("before last") else 0
    if twice:
        return Unit(unit, twice)
    if " same " in f" {g.text} ":
        return Unit(unit, 0, chained=True, blank=True)
    offset = g.direction()
    return None if offset is None else _unit_at(g, unit, offset)


def _unit_at(g: Groups, unit: str, offset: int) -> Meaning | None:
    """A unit with "last", "this", "next"; the past decade and a fortnight are lengths."""
    if unit in ("E", "C") and offset < 0:
        return Fixed(Stretch(f"P1{unit}", kind="DURATION"))
    if unit == "F":
        return Fixed(Stretch("P2W", kind="DURATION"))
    if unit == "WE":
        return Weekend(offset)
    if unit == "D" and offset < 0 and g.text.startswith("the last"):  # of something
        return None
    led = g.text.startswith("the ")
    return Unit(unit, offset, led and g.word("relative") in g.lexicon.words["chained"], told=led and g.word("relative") == "next")


def _day_word(g: Groups) -> Meaning | None:
    if not g.word("dayword"):
        return Unit("D", -2 if "before" in g.text else 2)
    return Unit("D", int(g.look("dayword")))


# ------------------------------------------------------------------ parts of years and months
def _part_of_year(g: Groups) -> Meaning | None:
    named = g.word("named") or g.word("quarter")
    of = g.item("Y")
    if named:
        return Part(named[0].upper(), int(named[1]), of)
    unit = "H" if g.word("half") in ("half", "halves") else "Q"
    number = -1 if g.word("firsts") else g.number("ord")
    if number is None or number > (2 if unit == "H" else 4):
        return None
    return Part(unit, number if number > 0 else (2 if unit == "H" else 4), of)


def _month_of_year(g: Groups) -> Meaning | None:
    number = -1 if g.word("firsts") else g.number("ord")
    return Part("M", number, g.item("Y")) if number and number <= 12 else None


def _season(g: Groups) -> Meaning | None:
    chained = g.word("relative") in g.lexicon.words["chained"] or (g.text.startswith("the ") and g.word("relative") == "next")
    return Part(g.look("season"), 0, g.item("Y"), g.direction(), chained)


def _weekday(g: Groups) -> Meaning | None:
    number = g.look("weekday")
    if g.item("outer") is not None:
        outer = g.item("outer")
        return Weekday(number, of=outer) if isinstance(outer, Unit) and outer.unit == "W" else None
    if g.text.endswith(" week") or g.text.startswith("a week"):
        return Shift(((1, "W"),), 1, Weekday(number, 1))
    direction, word = g.direction(), g.word("relative")
    told_before = g.text.startswith("the ") and word in ("next", "following")
    if word in ("next", "following") and not told_before:
        return Weekday(number, of=Unit("W", 1))
    return Weekday(number, direction, chained=told_before or word in g.lexicon.words["chained"])


def _holiday(g: Groups) -> Meaning | None:
    told = g.holiday()
    year = g.year()
    return replace(told, year=Fixed(cal.year(year)) if year else g.item("Y"), direction=g.direction() or None) if told else None


def _weekend(g: Groups) -> Meaning | None:
    return Weekend(g.direction(), g.item("outer"))


def _part_of_month(g: Groups) -> Meaning | None:
    unit, outer = g.look("single") or g.look("single", "weekpart"), g.item("outer")
    number = -1 if g.word("firsts") else g.number("ord")
    if g.word("n"):
        return Part("W", g.number("n") or 1, Unit("Y", 0)) if 1 <= (g.number("n") or 0) <= 53 else None
    if number is None or unit not in ("W", "D", "WE", "M") or number > 53:
        return None
    if unit == "WE":
        return Weekend(of=Part("W", number, outer))
    return Part(unit, number, outer)


def _day_of_month(g: Groups) -> Meaning | None:
    outer = g.item("outer")
    if g.word("firsts"):
        return Part("D", -1, outer) if "last" in g.text or "final" in g.text else None
    number = g.number("day")
    if outer is None and number:
        return Calendar(None, None, number, of=_MonthOf(Unit("M", 0)))
    if isinstance(outer, Unit) and outer.unit == "M" and number:
        return Calendar(None, None, number, of=_MonthOf(outer))
    if isinstance(outer, Calendar) and outer.day is None and number:
        return replace(outer, day=number)
    return None


class _MonthOf:
    """The month of a unit as the frame of a day."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit

    def resolve(self, context: Any) -> Stretch:
        """The month."""
        return self.unit.resolve(context)


def _nth_weekday(g: Groups) -> Meaning | None:
    number, outer = -1 if g.word("firsts") else g.number("ord"), g.item("outer") or Unit("M", 0)
    return NthWeekday(number, g.look("weekday"), outer) if number is not None and number <= 5 else None


def _week_of(g: Groups) -> Meaning | None:
    outer = g.item("outer") or (Calendar(None, None, g.number("day")) if g.word("day") else None)
    return Part("W", 1, outer) if outer else None


# ------------------------------------------------------------------ what stands around
def _position(g: Groups) -> Meaning | None:
    if re.search(r"(before|after)$", g.text) and re.match(r"[a-zA-Z]?\d", g.after):  # "or before 2000"
        return None
    return g.item("on")


def _range(g: Groups) -> Meaning | None:
    today = Unit("D", 0)
    first, last = g.item("first") or (today if re.match(r"(between |from )?(now|today) ", g.text) else None), g.item("last") or today
    if first is None:
        return None
    if isinstance(last, Unit) and last.unit == "Y" and isinstance(first, Calendar) and first.year is None and first.of is None:
        return replace(first, of=last)
    if isinstance(last, AtClock) != isinstance(first, AtClock) and not (isinstance(last, AtClock) and last.on):
        return None
    if isinstance(last, AtClock) and isinstance(first, AtClock):
        first, last = _on_one_day(first, last)
    return Range(first, last)


def _on_one_day(first: AtClock, last: AtClock) -> tuple[AtClock, AtClock]:
    """Two clocks on the one day that is told with either."""
    if last.on is not None and first.on is None:
        return replace(first, on=last.on), last
    return first, (replace(last, on=first.on) if first.on is not None and last.on is None else last)


def _that_unit(g: Groups) -> Meaning | None:
    unit = g.look("single")
    return ToldBefore(unit) if unit in ("D", "W", "M", "Q", "Y", "WE") else None


def _the_unit(g: Groups) -> Meaning | None:
    unit = g.look("single") or g.look("single", "weekpart")
    if g.after_tag.startswith(("NN", "JJ", "PRP", "W", "VBG", "CD")) or g.after in g.lexicon.words["passing"]["relative"]:
        return None  # "the day care", "the day he left"
    if unit == "Q":
        return LastQuarter()
    return Unit(unit, 0, chained=unit == "D") if unit in ("D", "W", "M", "Q", "Y") else None


def _vague(g: Groups) -> Meaning | None:
    if g.word("vague"):
        return fixed(str(g.look("vague")))
    ahead = re.search(r" (coming|future|upcoming|ahead|next) ", f" {g.text} ")
    return fixed("FUTURE_REF" if ahead else "PAST_REF")


BUILDERS: dict[str, Callable[[Groups], Meaning | None]] = {
    "nothing": _nothing,
    "days-of-month": _days_of_month,
    "date": _date,
    "month": _month,
    "decade": _decade,
    "century": _century,
    "year": _year,
    "unit": _unit,
    "part-of-year": _part_of_year,
    "month-of-year": _month_of_year,
    "season": _season,
    "day-word": _day_word,
    "weekday": _weekday,
    "holiday": _holiday,
    "weekend": _weekend,
    "part-of-month": _part_of_month,
    "day-of-month": _day_of_month,
    "week-of": _week_of,
    "nth-weekday": _nth_weekday,
    "day-alone": lambda g: Calendar(None, None, g.number("day")) if (g.number("day") or 0) > 3 else None,  # "on the first" may be anything
    "position": _position,
    "range": _range,
    "the-unit": _the_unit,
    "that-unit": _that_unit,
    "vague": _vague,
    **time_clock.BUILDERS,
    **time_lengths.BUILDERS,
}
