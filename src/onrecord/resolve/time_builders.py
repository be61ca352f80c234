"""From a match of a rule to what it means: one builder for each `means` of `data/times/rules.toml`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from onrecord.knowledge.times import TimeLexicon
from onrecord.resolve import time_calendar as cal
from onrecord.resolve.time_calendar import Stretch
from onrecord.resolve.time_shapes import full_year
from onrecord.resolve.time_values import (
    AtClock, Calendar, Fixed, Holiday, Meaning, Part, Range, Shift, Unit, Weekday, Weekend, fixed,
)  # fmt: skip

Steps = tuple[tuple[float, str], ...]
UNIT_TEXT = {
    "s": "PT{}S", "m": "PT{}M", "h": "PT{}H", "D": "P{}D", "N": "P{}D", "W": "P{}W", "WE": "P{}WE", "M": "P{}M", "Q": "P{}Q", "Y": "P{}Y", "E": "P{}E",
    "C": "P{}C", "L": "P{}L",
}  # fmt: skip
MULTIPLES = {"E": (10, "Y"), "C": (100, "Y"), "Q": (3, "M"), "F": (2, "W")}


class Groups:
    """The named parts of a match."""

    def __init__(self, found: re.Match[str], items: Sequence[Meaning], lexicon: TimeLexicon) -> None:
        self._found, self._items, self._lexicon = found, items, lexicon
        self._parts = found.groupdict()

    @property
    def text(self) -> str:
        """All symbols of the match's core."""
        return self._found.group("core").strip()

    @property
    def after(self) -> str:
        """The symbol behind the match."""
        return self._found.string[self._found.end("core") :].split(" ", 1)[0]

    @property
    def before(self) -> str:
        """The symbol before the match."""
        return self._found.string[: self._found.start("core")].rstrip().rsplit(" ", 1)[-1]

    def word(self, name: str) -> str:
        """The symbols of a part, "" when it is absent."""
        return (self._parts.get(name) or "").strip()

    def number(self, name: str) -> int | None:
        """The whole number of a part."""
        found = re.match(r"[dwnoy](\d+)", self.word(name))
        return int(found.group(1)) if found else None

    def amount(self, name: str) -> float | None:
        """The number of a part, with its fraction."""
        found = re.match(r"[dwno](\d+(?:\.\d+)?)", self.word(name))
        if not found:
            return None
        value = float(found.group(1))
        return int(value) if value == int(value) else value

    def year(self, name: str = "year") -> int | None:
        """The year of a part; two figures are filled up."""
        found = re.match(r"[dwny](\d+)", self.word(name)) or re.match(r"[dwny](\d+)", self.word("yy"))
        return full_year(found.group(1)) if found else None

    def look(self, table: str, name: str | None = None) -> Any:
        """What a word table says of a part; None when the part is absent."""
        return self._lexicon.words[table].get(self.word(name or table))

    def item(self, name: str) -> Meaning | None:
        """The meaning of a part that is an item."""
        word = self.word(name)
        return self._items[int(word[1:])] if word else None

    def holiday(self) -> Holiday | None:
        """The holiday named."""
        told = self._lexicon.holidays.get(self.word("holiday"))
        if told is None:
            return None
        if told.on:
            return Holiday("on", tuple(int(part) for part in told.on.split("-")), told.plus)
        if told.nth:
            return Holiday("nth", told.nth, told.plus)
        return Holiday("easter", (told.easter,), told.plus) if told.easter is not None else Holiday("orthodox", (told.orthodox or 0,), told.plus)


def _nothing(g: Groups) -> Meaning | None:
    return fixed("")


# ------------------------------------------------------------------ dates
def _days_of_month(g: Groups) -> Meaning | None:
    first, last = g.number("day"), g.number("day2")
    month, final = g.look("month"), g.look("month", "month2")
    if first is None or last is None or (final is None and first >= last and month is None):
        return None
    if month is not None and final is None and first >= last:
        return None
    year = g.year()
    return Range(Calendar(year, month or final, first), Calendar(year, final or month, last))


def _date(g: Groups) -> Meaning | None:
    inner, outer = g.item("inner"), g.item("outer")
    if inner is not None:
        bare = isinstance(inner, Calendar) and inner.year is None and inner.of is None and inner.month is not None
        return replace(inner, of=outer) if bare and isinstance(inner, Calendar) else None
    return Calendar(g.year(), g.look("month"), g.number("day"), weekday=g.look("weekday"))


def _month(g: Groups) -> Meaning | None:
    inner, outer = g.item("inner"), g.item("outer")
    if inner is not None:
        bare = isinstance(inner, Calendar) and inner.year is None and inner.of is None
        return replace(inner, of=outer, direction=None) if bare and isinstance(inner, Calendar) else None
    return Calendar(g.year(), g.look("month"), direction=_direction(g))


def _direction(g: Groups) -> int | None:
    found = g.look("relative")
    return int(found) if found is not None else None


def _decade(g: Groups) -> Meaning | None:
    word = g.word("decade")
    first = int(word[1:]) if word[1:].isdigit() else g.look("decade")
    return Fixed(cal.decade(first)) if first and first % 10 == 0 else None


def _century(g: Groups) -> Meaning | None:
    number = g.number("ord")
    return Fixed(cal.century(number)) if number and 1 <= number <= 22 else None


def _year(g: Groups) -> Meaning | None:
    number = g.year()
    return Fixed(cal.year(number)) if number and number < 9999 else None


def _unit(g: Groups) -> Meaning | None:
    unit = g.look("single")
    if " next" in g.text and "after" in g.text:
        return Unit(unit, 2)
    if g.text.endswith("before last"):
        return Unit(unit, -2)
    if " same " in f" {g.text} ":
        return Unit(unit, 0, chained=True)
    offset = _direction(g)
    if offset is None:
        return None
    if unit in ("WE", "E", "C", "F") and unit != "WE":
        return Unit(unit, offset) if unit != "F" else Fixed(Stretch("P2W", kind="DURATION"))
    if unit == "WE":
        return Weekend(offset)
    chained = g.word("relative") in g._lexicon.words["chained"] and g.text.split()[0] == "the"
    return Unit(unit, offset, chained)


def _day_word(g: Groups) -> Meaning | None:
    if not g.word("dayword"):
        return Unit("D", -2 if "before" in g.text else 2)
    return Unit("D", int(g.look("dayword")))


# ------------------------------------------------------------------ parts of years and months
def _part_of_year(g: Groups) -> Meaning | None:
    named = g.word("named")
    of = g.item("Y")
    if named:
        return Part(named[0].upper(), int(named[1]), of)
    unit = "H" if g.word("half") in ("half", "halves") else "Q"
    number = -1 if g.word("firsts") else g.number("ord")
    if number is None or number > (2 if unit == "H" else 4) or (unit == "H" and of is None):
        return None
    return Part(unit, number if number > 0 else (2 if unit == "H" else 4), of)


def _month_of_year(g: Groups) -> Meaning | None:
    number = -1 if g.word("firsts") else g.number("ord")
    return Part("M", number, g.item("Y")) if number and number <= 12 else None


def _season(g: Groups) -> Meaning | None:
    return Part(g.look("season"), 0, g.item("Y"), _direction(g))


def _weekday(g: Groups) -> Meaning | None:
    number = g.look("weekday")
    if g.item("outer") is not None:
        outer = g.item("outer")
        return Weekday(number, of=outer) if isinstance(outer, Unit) and outer.unit == "W" else None
    if g.text.endswith(" week") or g.text.startswith("a week"):
        return Shift(((1, "W"),), 1, Weekday(number, 1))
    return Weekday(number, _direction(g))


def _holiday(g: Groups) -> Meaning | None:
    told = g.holiday()
    return replace(told, year=g.item("Y"), direction=_direction(g) or None) if told else None


def _weekend(g: Groups) -> Meaning | None:
    return Weekend(_direction(g), g.item("outer"))


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


def _week_of(g: Groups) -> Meaning | None:
    outer = g.item("outer")
    return Part("W", 1, outer) if outer else None


# ------------------------------------------------------------------ the clock
def _clock(g: Groups) -> Meaning | None:
    raw = g.word("clock")[1:] or g.word("dotted")[1:].replace(".", ":")
    if not raw and g.word("raw"):
        digits = g.word("raw")[1:].zfill(4)
        raw = f"{digits[:2]}:{digits[2:]}"
    if not raw:
        minute = g.number("minute")
        raw = f"{g.number('hour')}" + (f":{minute:02}" if minute is not None else "")
    parts = [int(part) for part in raw.split(":")]
    hour = _hour_of_day(parts[0], re.sub(r"[^amp]", "", g.word("meridiem"))[:1])
    if hour is None or (len(parts) > 1 and parts[1] > 59):
        return None
    return AtClock(":".join([f"{hour:02}", *(f"{part:02}" for part in parts[1:])]))


def _hour_of_day(hour: int, half: str) -> int | None:
    """The hour of 24; "23.30 p.m." keeps its hour."""
    if hour > 24 or (hour == 0 and half == "p"):
        return None
    if half == "p" and hour < 12:
        return hour + 12
    return 0 if half == "a" and hour == 12 else hour


def _spoken_clock(g: Groups) -> Meaning | None:
    hour, minute = g.number("hour"), g.number("minute")
    if hour is None or hour > 12:
        return None
    if minute is None:
        minute = 30 if "half" in g.text else 15
    elif minute > 59:
        return None
    if " to " in f" {g.text} ":
        hour, minute = (hour - 1) or 12, 60 - minute
    return AtClock(f"{hour:02}:{minute:02}")


def _clock_word(g: Groups) -> Meaning | None:
    if "night" in g.text:
        return AtClock("24:00" if g.after != "on" else "00:00")
    return AtClock("12:00")


def _clock_part(g: Groups) -> Meaning | None:
    clock = g.item("C")
    if not isinstance(clock, AtClock):
        return None
    return replace(clock, clock=_in_part(clock.clock, g.look("part")))


def _in_part(clock: str, part: str | None) -> str:
    """The clock in the half of the day that a part of it tells: "at eight in the evening"."""
    hour = int(clock[:2])
    later = part in ("AF", "EV") or (part == "NI" and 5 <= hour < 12)
    return f"{hour + 12:02}{clock[2:]}" if later and 1 <= hour < 12 else clock


def _tonight(g: Groups) -> Meaning | None:
    words = g.text.split()
    part = g.look("part")
    if words[0] in ("tonight", "overnight"):
        return AtClock("NI", offset=0 if words[0] == "tonight" else -1)
    if g.text == "the night before last":
        return AtClock("NI", offset=-2)
    if words[-1] == "before":
        return AtClock(part, Unit("D", -1, chained=True))
    direction = _direction(g)
    if g.text == "last night":
        return AtClock("NI", offset=-1)
    chained = g.word("relative") in ("previous", "following", "next")
    return AtClock(part, Unit("D", direction or 0, chained=chained))


def _day_part(g: Groups) -> Meaning | None:
    return AtClock(g.look("part"), g.item("on")) if _is_day(g.item("on")) else None


def _is_day(meaning: Meaning | None) -> bool:
    """Whether a meaning is one day."""
    if isinstance(meaning, Fixed):
        return meaning.stretch.unit == "D"
    if isinstance(meaning, Calendar):
        return meaning.day is not None
    if isinstance(meaning, Shift):
        return min(unit for _, unit in meaning.steps) in ("D", "N") or meaning.base is not None
    return isinstance(meaning, Weekday | Holiday) or (isinstance(meaning, Unit | Part) and meaning.unit == "D")


def _bare_part(g: Groups) -> Meaning | None:
    code = g.look("part") or ("EV" if "dusk" in g.text else "NI")
    return AtClock(code)


def _at_clock(g: Groups) -> Meaning | None:
    on, clock = g.item("on"), g.item("C")
    if g.word("hour"):
        clock = AtClock(f"{g.number('hour'):02}")
    if not isinstance(clock, AtClock):
        return None
    if isinstance(on, AtClock):  # "7 this evening", "tonight at 10"
        part = on.clock if on.clock.isalpha() else None
        return replace(on, clock=_in_part(clock.clock, part)) if part else None
    return replace(clock, on=on) if _is_day(on) else None


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
        if number != int(number) and code in "hm" and (number * 60) == int(number * 60):
            finer = {"h": "M", "m": "S"}[code]
            times += (f"{int(number)}{code.upper()}" if number > 1 else "") + f"{int(number * 60) % 60}{finer}"
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
    if g.before in ("$", "~") or (unit == "Q" and count == 0.5):
        return None
    if g.word("unit2") and not g.word("n2"):
        return _vague_length(unit)
    return _length_of(((count, unit),)) if count > 0 else None


def _bare_length(g: Groups) -> Meaning | None:
    unit = g.look("unit", "plural") or g.look("unit") or "Y"
    return _vague_length(unit) if unit not in ("s", "Q") or g.word("unit2") else None


def _span_length(g: Groups) -> Meaning | None:
    length = g.item("length")
    if isinstance(length, Length):
        return length
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


def _from(g: Groups) -> Meaning | None:
    length, on = g.item("length"), g.item("on")
    sign = -1 if re.search(r" (before|prior|earlier) ", f" {g.text} ") else 1
    if length is None:
        unit = next((code for word, code in (("day", "D"), ("week", "W"), ("month", "M"), ("year", "Y")) if f" {word} " in f" {g.text} "), "D")
        return Shift(((1, unit),), sign, on)
    if not isinstance(length, Length) or not length.steps:
        return None
    weekday = g.item("weekday")
    if isinstance(weekday, Weekday):
        return Weekday(weekday.number, of=Unit("W", int(length.steps[0][0]))) if length.unit in ("W", "F") else None
    return Shift(length.steps, sign, on)


def _later(g: Groups) -> Meaning | None:
    words = f" {g.text} "
    sign = -1 if re.search(r" (earlier|previously|beforehand|before) ", words) else 1
    length = g.item("length")
    if length is None:
        unit = next((code for word, code in (("week", "W"), ("month", "M"), ("year", "Y")) if f" {word} " in words), "D")
        return Shift(((1, unit),), sign, chained=True)
    if not isinstance(length, Length):
        return None
    return Shift(length.steps, sign, chained=True) if length.steps else _vague_past(length.unit, sign)


def _ahead(g: Groups) -> Meaning | None:
    length = g.item("length")
    if not isinstance(length, Length) or not length.steps:
        return None
    return _Ahead(length, sure="time" in g.text.split())


class _Ahead:
    """"In two weeks": the time two weeks on when the tense looks on, else the length."""

    def __init__(self, length: Length, sure: bool) -> None:
        self.length, self.sure = length, sure

    def resolve(self, context: Any) -> Stretch:
        """The time ahead, or the length of time."""
        if self.sure or context.tense in ("future", "present"):
            return Shift(self.length.steps, 1).resolve(context)
        return self.length.stretch


def _year_on_year(g: Groups) -> Meaning | None:
    return Shift(((1, "Y"),), -1, chained=True)


def _year_end(g: Groups) -> Meaning | None:
    return g.item("Y") or Unit("M" if "month" in g.text else "Y", 0)


# ------------------------------------------------------------------ sets
def _set(g: Groups) -> Meaning | None:
    if g.word("frequency"):
        return _frequency(g)
    weekday = g.look("weekday") or g.look("weekdays")
    part = g.look("part") or g.look("parts") or ""
    on = g.item("on")
    if isinstance(on, Weekday):
        weekday = on.number
    if weekday:
        return fixed(f"XXXX-WXX-{weekday}" + (f"T{part}" if part else ""), "SET")
    if isinstance(on, Calendar) and on.month and on.year is None and on.day is None:
        return fixed(f"XXXX-{on.month:02}", "SET")
    if isinstance(on, Length) and on.steps:
        return fixed(on.stretch.value, "SET")
    if g.look("season"):
        return fixed(f"XXXX-{g.look('season')}", "SET")
    if part:
        return fixed(f"XXXX-XX-XXT{part}", "SET")
    unit = g.look("unit") or ("D" if "weekday" in g.text else None)
    if unit is None:
        return None
    count = 2 if " other " in g.text else 1
    return fixed(_value(((count, unit),)) if unit != "WE" else "XXXX-WXX-WE", "SET")


def _frequency(g: Groups) -> Meaning | None:
    value = str(g.look("frequency"))
    if g.text.startswith("bi "):
        value = value.replace("1", "2", 1)
    elif g.text.startswith("semi "):
        value = "P6M" if value == "P1Y" else value
    return fixed(value, "SET")


# ------------------------------------------------------------------ what stands around
def _position(g: Groups) -> Meaning | None:
    return g.item("on")


def _range(g: Groups) -> Meaning | None:
    first, last = g.item("first"), g.item("last") or Unit("D", 0)
    if first is None:
        return None
    if isinstance(last, AtClock) and isinstance(first, AtClock) and last.on is not None and first.on is None:
        first = replace(first, on=last.on)
    return Range(first, last)


def _hours_range(g: Groups) -> Meaning | None:
    last, hour = g.item("last"), g.number("hour")
    on = g.item("date") or g.item("on2") or g.item("on")
    if not isinstance(last, AtClock) or not last.clock[:2].isdigit() or hour is None:
        return None
    if int(last.clock[:2]) > 12 and hour + 12 < int(last.clock[:2]) + 1:
        hour += 12
    day = on if _is_day(on) else None
    return Range(AtClock(f"{hour:02}", day), replace(last, on=day or last.on))


def _the_unit(g: Groups) -> Meaning | None:
    unit = g.look("single")
    return Unit(unit, 0, chained=unit == "D") if unit in ("D", "W", "M", "Q", "Y") else None


def _vague(g: Groups) -> Meaning | None:
    if g.word("vague"):
        return fixed(str(g.look("vague")))
    ahead = re.search(r" (coming|future|upcoming|ahead) ", f" {g.text} ")
    return fixed("FUTURE_REF" if ahead else "PAST_REF")


BUILDERS: dict[str, Callable[[Groups], Meaning | None]] = {
    "nothing": _nothing, "days-of-month": _days_of_month, "date": _date, "month": _month, "decade": _decade, "century": _century, "year": _year,
    "unit": _unit, "part-of-year": _part_of_year, "month-of-year": _month_of_year, "season": _season, "day-word": _day_word, "weekday": _weekday,
    "holiday": _holiday, "weekend": _weekend, "part-of-month": _part_of_month, "day-of-month": _day_of_month, "week-of": _week_of,
    "clock": _clock, "spoken-clock": _spoken_clock, "clock-word": _clock_word, "clock-part": _clock_part, "tonight": _tonight, "day-part": _day_part,
    "bare-part": _bare_part, "at-clock": _at_clock, "sum": _sum, "length": _length, "bare-length": _bare_length, "span-length": _span_length,
    "ago": _ago, "from": _from, "later": _later, "ahead": _ahead, "year-on-year": _year_on_year, "year-end": _year_end, "set": _set,
    "position": _position, "range": _range, "hours-range": _hours_range, "the-unit": _the_unit, "vague": _vague,
}  # fmt: skip
