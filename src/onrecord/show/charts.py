"""Charts: what happened in each period by quadrant, and the score of a dyad over time. Plain SVG, made from rows of the store."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from onrecord.show.drawing import CONFLICT, COOPERATION, QUADS, bar, element, legend, picture, told, words
from onrecord.store.answers import DyadRow
from onrecord.store.glance import DayCount
from onrecord.store.periods import period_of
from onrecord.store.spans import limits

_SPANS = ((62, "day"), (420, "week"), (4000, "month"))
_FEW = 0.03  # share of the events that may lie before the days that are shown
_LEFT, _RIGHT, _TOP = 52, 14, 34


def period_for(days: int) -> str:
    """The period that so many days are best counted by.

    >>> period_for(30), period_for(300), period_for(9000)
    ('day', 'week', 'year')
    """
    return next((by for most, by in _SPANS if days <= most), "year")


def volume_counts(days: Sequence[DayCount], by: str | None = None) -> tuple[str, dict[str, Counter[int]]]:
    """Events by period and quadrant, every period in between included; with the period's kind. Stray early days are left out."""
    kept = _without_strays(days)
    if not kept:
        return by or "day", {}
    first, last = date.fromisoformat(kept[0].day), date.fromisoformat(kept[-1].day)
    by = by or period_for((last - first).days + 1)
    counts: dict[str, Counter[int]] = {}
    for i in range((last - first).days + 1):
        counts.setdefault(str(period_of((first + timedelta(i)).isoformat(), by)), Counter())
    for row in kept:
        counts[str(period_of(row.day, by))][row.quad] += row.events
    return by, counts


def count_chart(
    days: Sequence[tuple[str, int]], noun: str, *, by: str | None = None, width: int = 920, height: int = 120, alone: bool = True
) -> str:
    """How many of something there are in each period, as bars. An SVG; empty when there is nothing to show."""
    if not days:
        return ""
    by = by or period_for((date.fromisoformat(days[-1][0]) - date.fromisoformat(days[0][0])).days + 1)
    counts: Counter[str] = Counter()
    for n in range(date.fromisoformat(days[0][0]).toordinal(), date.fromisoformat(days[-1][0]).toordinal() + 1):
        counts[str(period_of(date.fromordinal(n).isoformat(), by))] += 0
    for day, count in days:
        counts[str(period_of(day, by))] += count
    most = max(counts.values())
    step, zero, unit = (width - _LEFT - _RIGHT) / len(counts), height - 26, (height - 36) / most
    thick = min(step * 0.8, 48)
    parts = [words(str(most), _LEFT - 6, 14, "end"), element("path", d=f"M{_LEFT} {zero}H{width - _RIGHT}", class_="axis base")]
    for i, (period, count) in enumerate(counts.items()):
        if count:
            since, until = limits(period) or (None, None)
            box = {"x": _LEFT + (i + 0.5) * step - thick / 2, "y": zero - count * unit, "width": thick, "height": count * unit}
            parts.append(element("rect", told(f"{period}: {count} {noun}"), **box, class_="count-one", data_since=since, data_until=until))
    parts += _period_labels(list(counts), step, height - 8)
    label = f"{sum(counts.values())} {noun} by {by}, {next(iter(counts))} to {list(counts)[-1]}"
    return picture("".join(parts), width, height, label, alone=alone)


def _without_strays(days: Sequence[DayCount]) -> list[DayCount]:
    """The days without the few old ones that articles tell as background."""
    rows = sorted(days, key=lambda row: row.day)
    total, passed = sum(row.events for row in rows), 0
    for i, row in enumerate(rows):
        passed += row.events
        if passed > total * _FEW:
            return rows[i:]
    return rows


def volume_chart(days: Sequence[DayCount], *, by: str | None = None, width: int = 920, height: int = 240, alone: bool = True) -> str:
    """Events in each period: cooperation above the line, conflict below. An SVG; empty when there is nothing to show."""
    by, counts = volume_counts(days, by)
    if not counts:
        return ""
    up = max(1, *(sum(c[q] for q in COOPERATION) for c in counts.values()))
    down = max(1, *(sum(c[q] for q in CONFLICT) for c in counts.values()))
    top = _TOP if alone else 14  # a page has its legend beside the picture
    unit = (height - top - 26) / (up + down)
    zero = top + up * unit
    step = (width - _LEFT - _RIGHT) / len(counts)
    parts = [_grid(up, down, zero, unit, width)]
    for i, (period, count) in enumerate(counts.items()):
        x, thick = _LEFT + i * step + step * 0.1, min(step * 0.8, 48)
        x += (step * 0.8 - thick) / 2
        parts += _stack(period, count, (x, thick), (zero, unit))
    parts.append(element("path", d=f"M{_LEFT} {zero:.1f}H{width - _RIGHT}", class_="axis base"))
    parts += _period_labels(list(counts), step, height - 8)
    if alone:
        parts.append(legend(_LEFT + 6, 14))
    events = sum(count.total() for count in counts.values())
    label = f"{events} events by {by}, {next(iter(counts))} to {list(counts)[-1]}; cooperation above the line, conflict below"
    return picture("".join(parts), width, height, label, alone=alone)


def _stack(period: str, count: Counter[int], across: tuple[float, float], down: tuple[float, float]) -> list[str]:
    """The bars of a period; `across` is left and width, `down` the line that they stand on and the height of an event."""
    (x, thick), (zero, unit) = across, down
    parts, limits_ = [], limits(period)
    for quads, sign in ((COOPERATION, -1), (CONFLICT, 1)):
        at = zero
        for quad in quads:
            if not count[quad]:
                continue
            tall = count[quad] * unit
            top = at - tall if sign < 0 else at
            since, until = limits_ or (None, None)
            parts.append(bar(quad, (x, top, thick, tall), f"{period}: {count[quad]} {QUADS[quad]}", data_since=since, data_until=until))
            at += sign * tall
    return parts


def _grid(up: int, down: int, zero: float, unit: float, width: int) -> str:
    step = _round_step((up + down) / 6)
    parts = []
    for n in [*range(step, up + 1, step), *range(-step, -down - 1, -step)]:
        y = zero - n * unit
        parts.append(element("path", d=f"M{_LEFT} {y:.1f}H{width - _RIGHT}", class_="axis") + words(str(abs(n)), _LEFT - 6, y + 4, "end"))
    return "".join(parts)


def _round_step(rough: float) -> int:
    """A step of 1, 2 or 5 times a power of ten, at least as large as asked for.

    >>> [_round_step(n) for n in (0.3, 3, 12, 60)]
    [1, 5, 20, 100]
    """
    power = 1
    while True:
        for step in (1, 2, 5):
            if step * power >= rough:
                return step * power
        power *= 10


def _period_labels(periods: list[str], step: float, y: float) -> list[str]:
    every = max(1, -(-84 // max(1, int(step))))
    last = len(periods) - 24 / step  # a label that is too near to the edge would be cut
    shown = [(i, period) for i, period in enumerate(periods) if i % every == every // 2 and (i + 0.5 <= last or len(periods) == 1)]
    return [words(period, _LEFT + (i + 0.5) * step, y, "middle") for i, period in shown]


def dyad_chart(rows: Sequence[DyadRow], one: str, other: str, *, width: int = 920, height: int = 300, alone: bool = True) -> str:
    """PLOVER's mean score of what `one` does to `other` and back in each period, and beneath how many events it rests on."""
    if not rows:
        return ""
    periods = sorted({row.period for row in rows})
    step = (width - _LEFT - _RIGHT) / len(periods)
    top, bottom, base = 46, height - 96, height - 26
    scale = (bottom - top) / 20
    parts = [
        element("path", d=f"M{_LEFT} {bottom - (n + 10) * scale:.1f}H{width - _RIGHT}", class_="axis" + (" base" if n == 0 else ""))
        + words(f"{n:+d}" if n else "0", _LEFT - 6, bottom - (n + 10) * scale + 4, "end")
        for n in (-10, -5, 0, 5, 10)
    ]
    most = max(row.events for row in rows)
    for number, (name, actor) in enumerate((("one", one), ("two", other))):
        mine = {row.period: row for row in rows if (row.actor == actor)}
        points = [(_LEFT + (periods.index(p) + 0.5) * step, bottom - (mine[p].score + 10) * scale, mine[p]) for p in periods if p in mine]
        parts += [element("path", d=f"M{a[0]:.1f} {a[1]:.1f}L{b[0]:.1f} {b[1]:.1f}", class_=f"side-{name}") for a, b in pairwise(points)]
        for x, y, row in points:
            title = told(f"{row.period}: {row.actor} to {row.recipient} {row.score:+.1f}, {row.events} events in {row.sources} sources")
            shape = {"cx": x, "cy": y, "r": 4.5} if number == 0 else {"x": x - 4, "y": y - 4, "width": 8, "height": 8}
            parts.append(element("circle" if number == 0 else "rect", title, **shape, class_=f"dot-{name}"))
            tall, thick = 46 * row.events / most, min(12.0, step * 0.35)
            parts.append(
                element("rect", title, x=x + (number - 1) * thick, y=base - tall, width=thick, height=tall, class_=f"count-{name}")
            )
    parts += [words("events", _LEFT - 6, base - 20, "end"), *_period_labels(periods, step, height - 8)]
    parts.append(_dyad_legend(one, other))
    return picture("".join(parts), width, height, f"Score of {one} and {other} over {len(periods)} periods, -10 to +10", alone=alone)


def _dyad_legend(one: str, other: str) -> str:
    return (
        element("path", d=f"M{_LEFT} 14h36", class_="side-one") + element("circle", cx=_LEFT + 18, cy=14, r=4.5, class_="dot-one")
        + words(f"{one} to {other}", _LEFT + 44, 18, "strong") + element("path", d=f"M{_LEFT + 200} 14h36", class_="side-two")
        + element("rect", x=_LEFT + 214, y=10, width=8, height=8, class_="dot-two") + words(f"{other} to {one}", _LEFT + 244, 18, "strong")
        + words("score by PLOVER: +10 helps, -10 hurts", _LEFT, 38)
    )  # fmt: skip
