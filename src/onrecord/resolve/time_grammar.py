"""Runs the cascade of rules over the symbols of a stretch of text and leaves items: spans with what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.knowledge.times import Pattern, TimeLexicon
from onrecord.resolve.time_atoms import Atom
from onrecord.resolve.time_builders import BUILDERS
from onrecord.resolve.time_groups import Groups
from onrecord.resolve.time_values import Meaning


@dataclass(frozen=True, slots=True)
class Item:
    """A time expression: its class in the grammar, its characters, its meaning."""

    kind: str
    start: int
    end: int
    meaning: Meaning


def items_in(atoms: list[Atom], lexicon: TimeLexicon) -> Iterator[Item]:
    """The time expressions of a stretch of symbols, in order of position."""
    items: list[Item] = []
    for n, atom in enumerate(atoms):
        if atom.item is not None:
            items.append(Item(atom.kind, atom.start, atom.end, atom.item))
            atoms[n] = Atom(f"{atom.kind}{len(items) - 1}", atom.start, atom.end)
    for pattern in lexicon.patterns:
        atoms = _apply(pattern, atoms, items, lexicon)
    for atom in atoms:
        if re.fullmatch(r"[DMYWETCURSV]\d+", atom.symbol):
            yield items[int(atom.symbol[1:])]


def _apply(pattern: Pattern, atoms: list[Atom], items: list[Item], lexicon: TimeLexicon) -> list[Atom]:
    """The atoms with every match of the pattern put together to one."""
    line, places = "", {}
    for n, atom in enumerate(atoms):
        places[len(line)] = n
        line += atom.symbol + " "
    places[len(line)] = len(atoms)
    done: list[Atom] = []
    kept = 0
    for found in pattern.regex.finditer(line):
        first, last = places[found.start("core")], places[found.end("core")]
        if first < kept or first == last:
            continue
        meaning = BUILDERS[pattern.means](Groups(found, [item.meaning for item in items], lexicon))
        if meaning is None:
            continue
        last = _without_stop(atoms, first, last)
        items.append(Item(pattern.kind, atoms[first].start, atoms[last - 1].end, meaning))
        done += atoms[kept:first]
        done.append(Atom(f"{pattern.kind}{len(items) - 1}", atoms[first].start, atoms[last - 1].end))
        kept = last
    return done + atoms[kept:] if kept else atoms


def _without_stop(atoms: list[Atom], first: int, last: int) -> int:
    """The end of a match without marks that stand at it."""
    while last - first > 1 and atoms[last - 1].symbol in (",", "-", ".", "/"):
        last -= 1
    return last
