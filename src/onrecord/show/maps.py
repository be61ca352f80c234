"""Maps: events at their places over the towns of the gazetteer, which as a field of dots show where land is."""

import math
from collections.abc import Sequence
from functools import lru_cache

from onrecord.knowledge.gazetteer import load_gazetteer
from onrecord.show.drawing import QUADS, element, legend, mark, picture, words
from onrecord.store.glance import PlaceCount

_COLUMNS = 200  # dots across
_SMALLEST = 6.0  # degrees of longitude that are shown at least
Box = tuple[float, float, float, float]
"""West, south, east and north, in degrees."""


def map_of(places: Sequence[PlaceCount], *, width: int = 920, height: int = 440, alone: bool = True) -> str:
    """Events on a map that holds all their places; larger marks are more events. An SVG; empty when no place is known."""
    shown = [row for row in places if row.place.latitude is not None and row.place.longitude is not None]
    if not shown:
        return ""
    top = 30 if alone else 0
    box = _box([(row.place.longitude or 0.0, row.place.latitude or 0.0) for row in shown], width / (height - top))
    west, south, east, north = box
    across, down = width / (east - west), (height - top) / (north - south)

    def at(longitude: float, latitude: float) -> tuple[float, float]:
        return (longitude - west) * across, top + (north - latitude) * down

    cell = width / _COLUMNS
    dots = _dots(box, cell, cell / across, cell / down, top)
    parts = [element("path", d=dots or "M0 0", stroke="var(--land)", stroke_width=cell * 0.62, stroke_linecap="round", fill="none")]
    most = max(row.events for row in shown)
    marks, names = [], []
    taken: list[tuple[float, float, float, float]] = []
    for row in shown:
        x, y = at(row.place.longitude or 0.0, row.place.latitude or 0.0)
        size = 9 + 22 * math.sqrt(row.events / most) if most > 1 else 11
        title = f"{row.place.name}: {row.events} events, most of {QUADS[row.quad]}"
        marks.append(mark(row.quad, x, y, size, title, data_place=row.place.name, fill_opacity=0.85))
        names += _label(row.place.name, x + size / 2 + 3, y + 4, taken, (width, height))
    parts += [*reversed(marks), *names, legend(14, 16) if alone else ""]
    return picture("".join(parts), width, height, f"Map of {sum(row.events for row in shown)} events at {len(shown)} places", alone=alone)


def _label(name: str, x: float, y: float, taken: list[Box], size: tuple[float, float]) -> list[str]:
    """The name of a place, when there is room for it."""
    own = (x, y - 11, x + 6.6 * len(name), y + 3)
    if own[2] > size[0] or own[3] > size[1] or any(own[0] < o[2] and o[0] < own[2] and own[1] < o[3] and o[1] < own[3] for o in taken):
        return []
    taken.append(own)
    return [words(name, x, y, "strong halo")]


def _box(points: list[tuple[float, float]], shape: float) -> Box:
    """The part of the world that holds the points with room around them, as wide to high as `shape`; on whole degrees."""
    east, west = max(p[0] for p in points), min(p[0] for p in points)
    north, south = max(p[1] for p in points), min(p[1] for p in points)
    middle = ((east + west) / 2, (north + south) / 2)
    stretch = 1 / max(0.35, math.cos(math.radians(middle[1])))  # so that shapes look as they are in the middle of the map
    wide = max(_SMALLEST, (east - west) * 1.25, (north - south) * 1.3 * shape * stretch)
    if wide > 300:
        return -180.0, -58.0, 180.0, 80.0
    high = min(150.0, wide / shape / stretch)
    left = round(middle[0] - wide / 2)
    low = round(max(-60.0, min(middle[1] - high / 2, 85 - high)))
    return float(left), float(low), float(left + round(wide)), float(low + max(2, round(high)))


@lru_cache(maxsize=64)
def _dots(box: Box, cell: float, wide: float, high: float, top: float) -> str:
    """The path of a field of dots: one for each cell in which the gazetteer knows a place."""
    cells = load_gazetteer().cells(*box, wide=wide, high=high)
    return "".join(f"M{x * cell + cell / 2:.1f} {top + y * cell + cell / 2:.1f}h.01" for x, y in cells)
