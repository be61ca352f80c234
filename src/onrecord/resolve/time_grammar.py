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
    line = _Line.of(atoms)
    for pattern in lexicon.patterns:
        if all(not need.isdisjoint(line.present) for need in pattern.needs):
            atoms = _apply(pattern, line, items, lexicon)
            line = line if atoms is line.atoms else _Line.of(atoms)
    for atom in line.atoms:
        if re.fullmatch(r"[DMYWETCURSV]\d+", atom.symbol):
            yield items[int(atom.symbol[1:])]


@dataclass(frozen=True, slots=True)
class _Line:
    """Atoms as one line of symbols: where each stands in it, and which symbols there are."""

    atoms: list[Atom]
    text: str
    places: dict[int, int]
    present: frozenset[str]

    @classmethod
    def of(cls, atoms: list[Atom]) -> _Line:
        """The line of some atoms."""
        places, at = {}, 0
        for n, atom in enumerate(atoms):
            places[at] = n
            at += len(atom.symbol) + 1
        places[at] = len(atoms)
        symbols = {atom.symbol for atom in atoms}
        present = symbols | {f"#{symbol[0]}" for symbol in symbols if symbol[1:2].isdigit()}
        return cls(atoms, "".join(atom.symbol + " " for atom in atoms), places, frozenset(present))


def _apply(pattern: Pattern, line: _Line, items: list[Item], lexicon: TimeLexicon) -> list[Atom]:
    """The atoms with every match of the pattern put together to one; the same list when there is none."""
    atoms, done, kept = line.atoms, list[Atom](), 0
    for found in pattern.regex.finditer(line.text):
        first, last = line.places[found.start("core")], line.places[found.end("core")]
        if first < kept or first == last:
            continue
        behind = atoms[last].tag if last < len(atoms) else ""
        meaning = BUILDERS[pattern.means](Groups(found, [item.meaning for item in items], lexicon, behind))
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
