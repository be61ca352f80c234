"""Which states belong to which organisation when (`data/actors/memberships.toml`)."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from functools import cached_property

from onrecord.errors import KnowledgeError
from onrecord.knowledge.actor_schema import MembershipRow

_LATEST = "9999"


def holds(spells: str, on: str) -> bool:
    """Does a day lie in one of the spells "FROM/UNTIL", the last day left out, an open end being still to come?

    >>> holds("1990/1994 2001-05-01/", "2010-01-01"), holds("1990/1994", "1995")
    (True, False)
    """
    parts = (spell.partition("/") for spell in spells.split())
    return any(since <= on and (not until or on < until) for since, _, until in parts)


@dataclass(frozen=True)
class Memberships:
    """The organisations by their short name. Days are ISO days; an empty day means as far as the table knows."""

    rows: dict[str, MembershipRow]

    @cached_property
    def _keys(self) -> dict[str, str]:
        """From short names and names to the short name."""
        return {row.name: key for key, row in self.rows.items()} | {key: key for key in self.rows}

    def __contains__(self, organisation: str) -> bool:
        """Are the members of an organisation known, by its short name or the name that records carry?"""
        return organisation in self._keys

    def row(self, organisation: str) -> MembershipRow:
        """The row of an organisation. Raises KnowledgeError with the nearest guess when there is none."""
        key = self._keys.get(organisation)
        if key is None:
            near = difflib.get_close_matches(organisation, self._keys, n=1)
            guess = f'; did you mean "{near[0]}"?' if near else f"; known are {', '.join(sorted(self.rows))}."
            raise KnowledgeError(f'The members of "{organisation}" are not known{guess}')
        return self.rows[key]

    def members(self, organisation: str, on: str = "") -> tuple[str, ...]:
        """The codes of the members on a day, suspended ones too, in order; none before it was founded or after it ended.
        Raises KnowledgeError when the organisation is not known."""
        row, day = self.row(organisation), on or _LATEST
        if day < row.since or (row.until and day >= row.until):
            return ()
        found = set(self.members(row.like, on)) - set(row.without.split()) if row.like else set()
        for since, joining, codes in sorted(_changes(row)):
            if since <= day:
                found = found | set(codes.split()) if joining else found - set(codes.split())
        return tuple(sorted(found))

    def suspended(self, organisation: str, on: str) -> tuple[str, ...]:
        """The codes of the members that are suspended on a day. Raises KnowledgeError when the organisation is not known."""
        return tuple(sorted(code for code, spells in self.row(organisation).suspended.items() if holds(spells, on)))

    def of(self, state: str, on: str = "") -> tuple[str, ...]:
        """The short names of the organisations to which a state belongs on a day, in the order of the table."""
        return tuple(key for key in self.rows if state in self.members(key, on))


def _changes(row: MembershipRow) -> list[tuple[str, bool, str]]:
    joined = [(day, True, codes) for day, codes in row.joined.items()]
    return joined + [(day, False, codes) for day, codes in row.left.items()]
