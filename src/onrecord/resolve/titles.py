"""The titles that stand beside a person's name: "Foreign Minister X", "X, a spokesman for the rebels,"."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from onrecord.knowledge.actors import ActorTables
from onrecord.parse.clause import Parse
from onrecord.resolve.hits import Hit, Hits
from onrecord.resolve.roles import Reading

_STOPS = frozenset({",", ".", ";", ":", "(", ")", "--", "—", "–", "-", '"', "”", "“", "?", "!"})
_FREE = -1  # a title reaches as far left as its words go
_MARKS = frozenset({",", "(", "-", "–", "—"})


@dataclass(slots=True)
class Titles:
    """Reads titles in the text; `taken` are the tokens of persons' names."""

    parse: Parse
    tables: ActorTables
    hits: Hits
    read: Callable[[Hit, int, int], list[Reading]]
    taken: Collection[int]

    def is_title(self, at: int) -> bool:
        """Is the word a form of address ("Mr"), or one that may stand between a title and a name?"""
        text = self.parse.tokens[at].text
        return text in self.tables.name_words.titles or text in ("the", "The", "-", "'s")

    def beside(self, start: int, end: int) -> list[Reading]:
        """The reading of the title before or behind a name, or nothing."""
        return self._left(start, end) or self._right(end)

    # ---------------------------------------------------------------- before the name
    def _left(self, start: int, end: int) -> list[Reading]:
        """Titles as in "Foreign Minister X", "the country's president, X,", "director of the Northern Institute X"."""
        at = start
        while at > 0 and self.is_title(at - 1) and self.parse.tokens[at - 1].text not in ("the", "The"):
            at -= 1
        if at > 1 and self.parse.tokens[at - 1].text == ",":
            hit = self._role_before_comma(at - 1) if self._closes(end) else None
            readings = self.read(hit, _FREE, at - 1) if hit is not None else []
            return [r for r in readings if r.role.kind == "person" and not r.role.many][:1]
        hit = self.hits.at.get(at - 1)
        if hit is None or (hit.role is None and hit.twin is None):
            hit = self._role_before_body(at)
        readings = self.read(hit, _FREE, at) if hit is not None else []
        return [r for r in readings if not r.role.many][:1]

    def _role_before_body(self, at: int) -> Hit | None:
        """The role where a body stands between it and the name."""
        tokens = self.parse.tokens
        links = (*self.tables.words.owner, *self.tables.words.joined, "'s")
        for start in range(at - 1, max(at - 11, 0), -1):
            if tokens[start].pos not in ("PROPN", "DET", "ADJ") and tokens[start].text.lower() not in links:
                return None
            hit = self.hits.at.get(start - 1)
            if (
                tokens[start].text.lower() in self.tables.words.parted
                and hit is not None
                and hit.role is not None
                and hit.role.kind == "person"
            ):
                return hit
        return None

    def _role_before_comma(self, comma: int) -> Hit | None:
        """The role in the phrase that ends at a comma: "the foreign minister of Norway, X,"."""
        tokens = self.parse.tokens
        start = comma
        while start > 0 and tokens[start - 1].text not in _STOPS and tokens[start - 1].pos not in ("VERB", "AUX") and comma - start < 14:
            start -= 1
        roles = [h for h in self.hits.between(start, comma) if h.role is not None and h.role.kind == "person" and not h.role.many]
        first = next((h for h in roles if h.end == comma), roles[0] if roles else None)
        return first if first is not None and (first.end == comma or tokens[first.end].pos == "ADP") else None

    def _closes(self, at: int) -> bool:
        """Does a mark, a verb or the sentence's end follow the name?"""
        tokens = self.parse.tokens
        return at >= len(tokens) or self._ends_phrase(at, at - 1) or tokens[at].pos in ("VERB", "AUX")

    def _ends_phrase(self, at: int, inside: int) -> bool:
        return self.parse.tokens[at].text in _STOPS or self.parse.tokens[at].sentence != self.parse.tokens[inside].sentence

    # ---------------------------------------------------------------- behind the name
    def _right(self, at: int) -> list[Reading]:
        """Titles as in "X, the foreign minister of Norway,", "X, a spokesman for the rebels, said"."""
        end = self._phrase_end(at)
        if end is None:
            return []
        between = self.hits.between(at + 1, end)
        roles = [h for h in between if h.role is not None and h.role.kind in ("person", "people") and not h.role.many]
        if not roles or any(self.parse.tokens[i].pos in ("ADP", "CCONJ") for i in range(at + 1, roles[0].start)):
            return []
        return self.read(_head_role(roles), at + 1, end)[:1]

    def _phrase_end(self, at: int) -> int | None:
        """Where a phrase that opens with a mark at `at` ends; None when it is a clause or a list of names."""
        tokens = self.parse.tokens
        if at >= len(tokens) or tokens[at].text not in _MARKS:
            return None
        for end in range(at + 1, min(at + 17, len(tokens))):
            if self._ends_phrase(end, at):
                return end
            finite = tokens[end].pos == "VERB" and tokens[end].tag in ("VBD", "VBZ")
            if finite or tokens[end].pos in ("AUX", "PRON") or end in self.taken:
                return None
        return len(tokens) if at + 17 > len(tokens) else None


def _head_role(roles: list[Hit]) -> Hit:
    """The last of roles that stand side by side ("army spokesman")."""
    head = roles[0]
    for hit in roles[1:]:
        if hit.start == head.end:
            head = hit
    return head
