"""Lengths of time, distances and repetitions: "three days", "two weeks ago", "every Friday"."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from onrecord.resolve.time_calendar import Stretch
from onrecord.resolve.time_groups import Groups
from onrecord.resolve.time_parts import LastQuarter, Part
from onrecord.resolve.time_spans import Shift
from onrecord.resolve.time_values import Calendar, Fixed, Meaning, Unit, Weekday, fixed

Steps = tuple[tuple[float, str], ...]
UNIT_TEXT = {
    "s": "PT{}S", "m": "PT{}M", "h": "PT{}H", "D": "P{}D", "N": "P{}D", "W": "P{}W", "WE": "P{}WE", "M": "P{}M", "Q": "P{}Q", "Y": "P{}Y",
    "E": "P{}E", "C": "P{}C", "L": "P{}L",
}  # fmt: skip
MULTIPLES = {"E": (10, "Y"), "C": (100, "Y"), "Q": (3, "M"), "F": (2, "W")}


# ------------------------------------------------------------------ lengths
def _value(steps: Steps) -> str:
    """The TIMEX3 value of a length."""
    days, times = "", ""
    for count, unit in steps:
        number, code = count, unit
        if unit in MULTIPLES and not (unit in "EC" and count == 1):
            number, code = count * MULTIPLES[unit][0], MULTIPLES[unit][1]
        if number != int(number) and code == "Y" and (number * 12) == int(number * 12):
            days += f"{int(number)}Y{int(number * 12) % 12}M" if number > 1 else f"{int(number * 12)}M"
            continue
        if number < 1 and code in "hm" and (number * 60) == int(number * 60):
            times += f"{int(number * 60) % 60}{ {'h': 'M', 'm': 'S'}[code] }"
            continue
        text = UNIT_TEXT[code].format(f"{number:g}" if number != int(number) else int(number))
        days, times = (days, times + text[2:]) if code in "smh" else (days + text[1:], times)
    return f"P{days}" + (f"T{times}" if times else "")


class Length(Fixed):
    """A length of time with the steps it is made of; none when its number is vague."""

    __slots__ = ("steps", "unit")
    steps: Steps
    unit: str


def _length_of(steps: Steps) -> Length:
    length = Length(Stretch(_value(steps), kind="DURATION"))
    object.__setattr__(length, "steps", steps)
    object.__setattr__(length, "unit", steps[-1][1])
    return length


def _vague_length(unit: str) -> Length:
    value = UNIT_TEXT.get(unit, "P{}W").format("X")
    length = Length(Stretch(value, kind="DURATION"))
    object.__setattr__(length, "steps", ())
    object.__setattr__(length, "unit", unit)
    return length


def _named_length(length: Length) -> Length:
    """The same length, from which nothing is counted: "in the next two hours"."""
    named = Length(length.stretch)
    object.__setattr__(named, "steps", ())
    object.__setattr__(named, "unit", length.unit)
    return named


def _sum(g: Groups) -> Meaning | None:
    steps = [(g.amount(f"n{i}".rstrip("1")), g.look("unit", f"unit{i}".rstrip("1"))) for i in (1, 2, 3)]
    told = tuple((count, unit) for count, unit in steps if count is not None and unit)
    order = [("LCEYQMFWDNhms").find(unit[0]) for _, unit in told]
    return _length_of(told) if order == sorted(set(order)) else None


def _length(g: Groups) -> Meaning | None:
    unit = g.look("unit")
    words = f" {g.text} "
    if unit is None:
        if "decade" not in words:
            return None
        return _length_of(((15, "Y"),) if "half" in words else ((120, "Y"),) if "dozen" in words else ((1, "E"),))
    if g.word("few") or re.search(r" (hundreds|thousands|tens|dozens|scores|several) ", words):
        return None if g.before == "as" and g.text.startswith("many") else _vague_length(unit)  # "in as many weeks"
    if re.fullmatch(r" \w+s - long ", words):
        return _vague_length(unit)
    return _counted(g, unit, words)


def _counted(g: Groups, unit: str, words: str) -> Meaning | None:
    count = g.amount("n")
    if g.word("couple"):
        count = 2
    elif count is None:
        count = 0.0 if re.search(r" half (a |an |- )| a half ", words) and " and " not in words else 1
    if " half " in words and not g.word("n2") and "half past" not in words:
        count += 0.5
    elif re.search(r" quarter ", words) and unit != "Q" and " and " in words:
        count += 0.25
    fraction = unit in ("Q", "s") and g.amount("n") is None and not g.word("couple") and g.after not in ("ago", "later", "earlier", "or")
    if g.before in ("$", "~") or fraction:
        return None
    if g.word("unit2") or g.word("n2"):  # "two or three days"
        return _vague_length(unit)
    return _length_of(((count, unit),)) if count > 0 else None


def _bare_length(g: Groups) -> Meaning | None:
    unit = g.look("unit", "plural") or g.look("unit") or "Y"
    return _vague_length(unit) if unit not in ("s", "Q") or g.word("unit2") else None


def _span_length(g: Groups) -> Meaning | None:
    length = g.item("length")
    if isinstance(length, Length):
        return _named_length(length)
    if length is not None:
        return None
    if g.word("plural"):
        return _vague_length(g.look("unit", "plural"))
    count, unit = g.amount("n"), g.look("unit")
    return _length_of(((count, unit),)) if count and unit else None


# ------------------------------------------------------------------ distances
def _ago(g: Groups) -> Meaning | None:
    length = g.item("length")
    if not isinstance(length, Length):
        return None
    return Shift(length.steps, -1) if length.steps else _vague_past(length.unit, -1)


def _vague_past(unit: str, sign: int) -> Meaning:
    return fixed("PAST_REF" if sign < 0 else "FUTURE_REF")


def _unit_named(g: Groups) -> str:
    """The unit of "the week before"; a day where a part of one is named."""
    codes = (g.lexicon.words["unit"].get(word) for word in g.text.split())
    return next((code for code in codes if code in ("D", "W", "M", "Y")), "D")


def _from(g: Groups) -> Meaning | None:
    length, on = g.item("length"), g.item("on")
    sign = -1 if re.search(r" (before|prior|earlier) ", f" {g.text} ") else 1
    if length is None:
        unit = _unit_named(g)
        return Shift(((1, unit),), sign, on)
    if not isinstance(length, Length) or not length.steps:
        return None
    weekday = g.item("weekday")
    if isinstance(weekday, Weekday):
        return Weekday(weekday.number, of=Unit("W", int(length.steps[0][0]))) if length.unit in ("W", "F") else None
    return Shift(length.steps, sign, on)


def _ends(symbol: str) -> bool:
    """Whether a symbol closes the phrase before it: a mark, "and", "when"; not the object of "before"."""
    return not symbol or symbol in ("¶", "and", "but", "or", "when", "said", "says", "had", "has", "was", "were") or not symbol[0].isalnum()


def _later(g: Groups) -> Meaning | None:
    words = f" {g.text} "
    sign = -1 if re.search(r" (earlier|previously|beforehand|before) ", words) else 1
    length = g.item("length")
    if (
        g.after in ("this", "in", "on", "today", "next", "than", "that")
        or re.match(r"[DMYWET]\d", g.after)
        or (words[-7:] in ("before ", " after ") and not _ends(g.after))
    ):
        return None
    if length is None:
        return Shift(((1, _unit_named(g)),), sign, chained=True)
    if not isinstance(length, Length):
        return None
    return Shift(length.steps, sign, chained=True) if length.steps else _vague_past(length.unit, sign)


def _ahead(g: Groups) -> Meaning | None:
    length = g.item("length")
    if not isinstance(length, Length) or not length.steps or g.before in ("time", "times"):  # "for the first time in 20 years"
        return None
    return _Ahead(length, sure="time" in g.text.split())


class _Ahead:
    """ "In two weeks": the time two weeks on when the tense looks on, else the length."""

    def __init__(self, length: Length, sure: bool) -> None:
        self.length, self.sure = length, sure

    def resolve(self, context: Any) -> Stretch:
        """The time ahead, or the length of time."""
        near = self.length.unit not in ("Y", "E", "C", "L")
        if self.sure or context.tense == "future" or (near and context.tense == "present"):
            return Shift(self.length.steps, 1).resolve(context)
        return self.length.stretch


def _year_on_year(g: Groups) -> Meaning | None:
    if g.item("Y") is not None:
        return LastQuarter(of=g.item("Y"))
    if g.word("ord"):
        number = g.number("ord") or 0
        return Part("Q", number, Unit("Y", -1)) if 1 <= number <= 4 else None
    return LastQuarter(years=1) if g.text.split()[-1] in ("quarter", "period") else Shift(((1, "Y"),), -1, chained=True)


def _year_end(g: Groups) -> Meaning | None:
    return g.item("Y") or Unit("M" if "month" in g.text else "Y", 0)


# ------------------------------------------------------------------ sets
def _set(g: Groups) -> Meaning | None:
    if g.word("frequency"):
        return _frequency(g)
    if re.match(r"(a|an|per) ", g.text) and g.after in ("ago", "later", "earlier", "before", "after", "from", "-"):
        return None
    value = _set_of_days(g) or _set_of_lengths(g)
    return fixed(value, "SET") if value else None


def _set_of_days(g: Groups) -> str | None:
    """Every Tuesday, each July, Friday mornings, every spring."""
    on = g.item("on")
    weekday = on.number if isinstance(on, Weekday) else g.look("weekday") or g.look("weekdays")
    part = g.look("part") or g.look("parts")
    behind = f"T{part}" if part else ""
    if weekday:
        return f"XXXX-WXX-{weekday}{behind}"
    if isinstance(on, Calendar) and on.month and on.year is None and on.day is None:
        return f"XXXX-{on.month:02}"
    if g.number("day"):
        return f"XXXX-XX-{g.number('day'):02}"
    if g.look("season"):
        return f"XXXX-{g.look('season')}"
    return f"XXXX-XX-XX{behind}" if part else None


def _set_of_lengths(g: Groups) -> str | None:
    """Every two days, every other week, twice a year."""
    on = g.item("on")
    if isinstance(on, Length) and on.steps:
        return on.stretch.value
    unit = g.look("unit") or g.look("single") or ("D" if "weekday" in g.text else None)
    if unit == "WE":
        return "XXXX-WXX-WE"
    return _value(((2 if " other " in g.text else 1, unit),)) if unit else None


def _frequency(g: Groups) -> Meaning | None:
    value = str(g.look("frequency"))
    if g.text.startswith("bi "):
        value = value.replace("1", "2", 1)
    elif g.text.startswith("semi "):
        value = "P6M" if value == "P1Y" else value
    return fixed(value, "SET")


BUILDERS: dict[str, Callable[[Groups], Meaning | None]] = {
    "sum": _sum,
    "length": _length,
    "bare-length": _bare_length,
    "span-length": _span_length,
    "ago": _ago,
    "from": _from,
    "later": _later,
    "ahead": _ahead,
    "year-on-year": _year_on_year,
    "year-end": _year_end,
    "set": _set,
}
