"""Where: place names of a text to places of the gazetteer."""

from __future__ import annotations

from collections import Counter

from onrecord.knowledge.gazetteer import Candidate, Gazetteer
from onrecord.parse.clause import Parse
from onrecord.records import Place

_LABELS = frozenset({"GPE", "LOC", "FAC"})


def find_places(parse: Parse, gazetteer: Gazetteer, *, home: str | None = None) -> tuple[Place, ...]:
    """The place names of a text in order, ids p1, p2, ...; a name that the gazetteer does not know has no country."""
    ranges = [(start, end) for start, end, label in parse.names if label in _LABELS]
    found = [(parse.span(*_bare(parse, start, end)), gazetteer.find(parse.words(*_bare(parse, start, end)))) for start, end in ranges]
    votes = Counter(rows[0].country for _, rows in found if rows and rows[0].country and rows[0].feature.startswith("PCL"))
    if home:
        votes[home] += 1
    return tuple(_place(n, parse, span, _best(rows, votes)) for n, (span, rows) in enumerate(found, 1))


def _bare(parse: Parse, start: int, end: int) -> tuple[int, int]:
    """The name without an article before it and a possessive behind it."""
    while start < end - 1 and parse.tokens[start].pos == "DET":
        start += 1
    while end - 1 > start and parse.tokens[end - 1].tag == "POS":
        end -= 1
    return start, end


def _best(rows: tuple[Candidate, ...], votes: Counter[str | None]) -> Candidate | None:
    return max(rows, key=lambda c: (c.main, c.feature.startswith("PCL"), votes[c.country] > 0, c.population), default=None)


def _place(number: int, parse: Parse, span: tuple[int, int], best: Candidate | None) -> Place:
    name = parse.text[span[0] : span[1]]
    if best is None:
        return Place(f"p{number}", span, name)
    return Place(f"p{number}", span, best.name, best.geonameid, best.country, best.admin1, best.latitude, best.longitude, best.feature)


def relation_of(parse: Parse, place: Place) -> str:
    """How what is told lies to the place; "in" when the text says nothing else."""
    return "in"
