"""Timelines: events on lanes, a lane an actor, in the order in which they happened."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from onrecord.show.drawing import element, legend, mark, picture, words
from onrecord.store.answers import EventRow, Name, StatementRow

_LEFT, _TOP, _LANE = 150, 58, 54
_STEPS = (1, 2, 7, 14, 30, 91, 182, 365, 730, 1826, 3652, 7305)


def lanes_of(events: Sequence[EventRow], most: int = 9) -> list[str]:
    """The actors with most events, by code or name, most first."""
    counts = Counter(lane_name(name) for event in events for name in event.actors)
    return [lane for lane, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most]]


def lane_name(name: Name) -> str:
    """The lane of an actor: its code, else its name."""
    return name.code or name.name


def timeline_of(
    events: Sequence[EventRow], statements: Sequence[StatementRow] = (), *, width: int = 920, alone: bool = True, numbered: bool = True
) -> str:
    """Events and statements on lanes by actor; the numbers are those of the events in the list. An SVG; empty without dated events."""
    dated = [(date.fromisoformat(event.first_day), number, event) for number, event in enumerate(events, 1) if event.first_day]
    if not dated:
        return ""
    lanes = lanes_of([event for _, _, event in dated])
    lanes.append("others")
    first, last = min(dated)[0], max(day for day, _, _ in dated)
    span = max(1, (last - first).days)
    height = _TOP + _LANE * len(lanes) + 14
    unit = (width - _LEFT - 70) / span
    parts = [*_calendar(first, span, unit, height), *(_lane(lane, i, width) for i, lane in enumerate(lanes))]
    parts += _sayings(statements, lanes, first, span, unit)
    parts += _marks([(day, n, e) for day, n, e in dated], lanes, first, unit, numbered)
    if alone:
        parts.append(legend(14, 16))
    return picture("".join(parts), width, height, f"{len(dated)} events on {len(lanes)} lanes, {first} to {last}", alone=alone)


def _lane(lane: str, number: int, width: float) -> str:
    y = _TOP + _LANE * (number + 0.5)
    shown = lane if len(lane) < 21 else lane[:19] + "…"
    return element("path", d=f"M{_LEFT - 8} {y:.1f}H{width - 10}", class_="axis") + words(shown, _LEFT - 16, y + 4, "strong end")


def _calendar(first: date, span: int, unit: float, height: float) -> list[str]:
    step = next((step for step in _STEPS if step * unit >= 76), _STEPS[-1])
    parts = []
    for days in range(0, span + 1, step):
        x = _LEFT + days * unit
        day = date.fromordinal(first.toordinal() + days).isoformat()
        parts.append(element("path", d=f"M{x:.1f} {_TOP - 10}V{height - 10:.1f}", class_="axis"))
        parts.append(words(day if step < 30 else day[:7], x, _TOP - 16, "middle"))
    return parts


def _marks(dated: list[tuple[date, int, EventRow]], lanes: list[str], first: date, unit: float, numbered: bool) -> list[str]:
    """The marks of the events; those of one day on a lane are moved apart."""
    parts = []
    there: list[tuple[int, float]] = []
    for day, number, event in dated:
        own = {lane_name(name) for name in event.actors} & set(lanes) or {"others"}
        title = f"{number}. {event.first_day}: {event.type} {', '.join(n.name for n in event.actors)}: {event.sentence}"
        for lane in sorted(own):
            row, x = lanes.index(lane), _LEFT + (day - first).days * unit
            stacked = sum(1 for other, ox in there if other == row and abs(ox - x) < 22)
            there.append((row, x))
            y = _TOP + _LANE * (row + 0.5) + (0, -16, 16)[stacked % 3]
            x += stacked // 3 * 26
            parts.append(mark(event.quad, x, y, 12, title, data_event=event.key))
            if numbered and stacked < 6:
                parts.append(words(str(number), x + 9, y + 4, "halo"))
    return parts


def _sayings(statements: Sequence[StatementRow], lanes: list[str], first: date, span: int, unit: float) -> list[str]:
    """Short strokes under a lane where its actor is quoted."""
    parts = []
    for row in statements:
        if row.source and row.published and lane_name(row.source) in lanes[:-1]:
            days = (date.fromisoformat(row.published[:10]) - first).days
            if 0 <= days <= span:
                x, y = _LEFT + days * unit, _TOP + _LANE * (lanes.index(lane_name(row.source)) + 0.5)
                parts.append(element("path", d=f"M{x:.1f} {y - 4:.1f}v8", class_="axis base"))
    return parts
