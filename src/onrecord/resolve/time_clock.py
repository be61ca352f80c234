"""Times of day: "10.30 a.m.", "half past seven", "Monday morning", "last night"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from onrecord.resolve.time_groups import Groups
from onrecord.resolve.time_parts import Part
from onrecord.resolve.time_spans import AtClock, Range, Shift
from onrecord.resolve.time_values import Calendar, Fixed, Holiday, Meaning, Unit, Weekday


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
    return AtClock(":".join(f"{part:02}" for part in (hour, *(parts[1:] or [0]))))


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
    clock = g.item("C") or (AtClock(f"{g.number('hour'):02}:00") if g.word("hour") else None)
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
    if words[0] == "that":
        return AtClock(part, Unit("D", 0, chained=True, blank=True))
    direction = g.direction()
    if g.text == "last night":
        return AtClock("NI", offset=-1)
    chained = g.word("relative") in ("previous", "following", "next")
    return AtClock(part, Unit("D", direction or 0, chained=chained))


def _day_part(g: Groups) -> Meaning | None:
    return AtClock(g.look("part") or ("NI" if g.text.startswith("overnight") else "MO"), g.item("on")) if _is_day(g.item("on")) else None


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
    parts = g.lexicon.words["part"]
    return AtClock(g.look("part") or next((str(parts[word]) for word in g.text.split() if word in parts), "NI"))


def _at_clock(g: Groups) -> Meaning | None:
    on, clock = g.item("on"), g.item("C")
    if g.word("hour"):
        clock = AtClock(f"{g.number('hour'):02}:{g.number('minute') or 0:02}")
    if not isinstance(clock, AtClock):
        return None
    if isinstance(on, AtClock):  # "7 this evening", "tonight at 10"
        part = on.clock if on.clock.isalpha() else None
        return replace(on, clock=_in_part(clock.clock, part)) if part else None
    return replace(clock, on=on) if _is_day(on) else None


def _hours_range(g: Groups) -> Meaning | None:
    if g.item("last") is None:
        return _clock_range(g)
    last, hour = g.item("last"), g.number("hour")
    on = g.item("date") or g.item("on2") or g.item("on")
    if not isinstance(last, AtClock) or not last.clock[:2].isdigit() or hour is None:
        return None
    if int(last.clock[:2]) > 12 and hour + 12 < int(last.clock[:2]) + 1:
        hour += 12
    day = on if _is_day(on) else None
    return Range(AtClock(f"{hour:02}:00", day), replace(last, on=day or last.on))


def _clock_range(g: Groups) -> Meaning | None:
    """ "From 7.30 to 9 pm": the first is of the half of the day that is told with the second, where it then comes before it."""
    half = re.sub(r"[^amp]", "", g.word("meridiem"))[:1]
    one, other = (_hour_and_minute(g, number, half) for number in "12")
    if one is None or other is None:
        return None
    if half == "p" and one >= other:
        one = _hour_and_minute(g, "1", "")
    if not half and one and other < one and other[0] < 12 and other[0] + 12 > one[0] and not g.word("raw1"):
        other = (other[0] + 12, other[1])  # "from 10:30 to 3"
    on = next((day for day in (g.item("on"), g.item("on2")) if _is_day(day)), None)
    if one is None or (on is None and not half and not g.word("raw1")):
        return None
    return Range(AtClock(f"{one[0]:02}:{one[1]:02}", on), AtClock(f"{other[0]:02}:{other[1]:02}", on))


def _hour_and_minute(g: Groups, number: str, half: str) -> tuple[int, int] | None:
    """Hour of 24 and minute of the first or second clock of a range."""
    if raw := g.word(f"raw{number}")[1:].zfill(4) if g.word(f"raw{number}") else "":
        return int(raw[:2]), int(raw[2:])
    parts = [int(part) for part in re.findall(r"\d+", g.word(f"clock{number}"))]
    hour = _hour_of_day(parts[0], half)
    return None if hour is None or (len(parts) > 1 and parts[1] > 59) else (hour, parts[1] if len(parts) > 1 else 0)


BUILDERS: dict[str, Callable[[Groups], Meaning | None]] = {
    "clock": _clock,
    "spoken-clock": _spoken_clock,
    "clock-word": _clock_word,
    "clock-part": _clock_part,
    "tonight": _tonight,
    "day-part": _day_part,
    "bare-part": _bare_part,
    "at-clock": _at_clock,
    "hours-range": _hours_range,
}
