"""Finds in a text all words that the actor tables know: names, role nouns, modifiers; longest first, no two over one another."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from onrecord.knowledge.actors import ActorTables, Key, Known, Person, Role
from onrecord.parse.clause import Parse

_PIECE = re.compile(r"\w+|[^\w\s]")
_LOUD = 0.6  # the share of capital letters (of words) that makes a line a headline


@dataclass(slots=True)
class Hit:
    """Known words at the tokens `[start, end)`. `twin` is the role that the words of a name also are ("Justice Department"); `near` are
    meanings that count only in articles that name their state, to be settled when all hits are found."""

    start: int
    end: int
    known: Known | None = None
    person: Person | None = None
    role: Role | None = None
    twin: Role | None = None
    modifier: str | None = None
    shift: tuple[str, tuple[str, ...]] | None = None
    listed: bool = True  # in the actor tables, not only in the gazetteer
    near: tuple[Known, ...] = ()

    @property
    def owns(self) -> bool:
        """May these words own what follows: a country's name or adjective, a body, a group?"""
        return self.known is not None and self.known.use != "nobody"


@dataclass(slots=True)
class Hits:
    """All hits of a text: the names and roles by the token they cover, and modifiers apart (they may lie inside roles)."""

    items: list[Hit] = field(default_factory=list)
    at: dict[int, Hit] = field(default_factory=dict)
    modifiers: dict[int, Hit] = field(default_factory=dict)  # by their last token

    def between(self, start: int, end: int) -> list[Hit]:
        """The hits that lie in a token range, in order."""
        found: list[Hit] = []
        at = start
        while at < end:
            hit = self.at.get(at)
            if hit is not None and hit.start >= start and hit.end <= end:
                found.append(hit)
                at = hit.end
            else:
                at += 1
        return found


class Scanner:
    """Reads a text once against the tables."""

    def __init__(self, parse: Parse, tables: ActorTables) -> None:
        self.parse, self.tables = parse, tables
        self.pieces: list[str] = []
        self.tokens: list[int] = []  # the token of each piece
        self._split()
        self.shouting = [_is_shouting(parse, start, end) for start, end in parse.sentences]
        self.titled = [_is_titled(parse, start, end) for start, end in parse.sentences]

    def _split(self) -> None:
        starts = [token.start for token in self.parse.tokens]
        for found in _PIECE.finditer(self.parse.text.replace("\u2019", "'").replace("\u02bc", "'").replace("\u2011", "-")):
            at = bisect.bisect_right(starts, found.start()) - 1
            if at >= 0 and found.start() < self.parse.tokens[at].end:
                self.pieces.append(found.group())
                self.tokens.append(at)

    def scan(self) -> Hits:
        """The hits of the whole text."""
        hits = Hits()
        lower = [piece.lower() for piece in self.pieces]
        at = 0
        while at < len(self.pieces):
            size, hit = max(self._name_at(at), self._role_at(at, lower), key=lambda found: found[0])
            self._modifier_at(at, lower, hits)
            if hit is None:
                at += 1
                continue
            if hit.known is not None and hit.role is None:
                hit.twin = self.tables.roles.get(tuple(lower[at : at + size]))
            self._place(hit, hits)
            at += size
        self.settle(hits)
        return hits

    def _place(self, hit: Hit, hits: Hits) -> None:
        if hit.start in hits.at:
            return
        hits.items.append(hit)
        for token in range(hit.start, hit.end):
            hits.at[token] = hit

    # ---------------------------------------------------------------- names
    def _name_at(self, at: int) -> tuple[int, Hit | None]:
        tables = self.tables
        sentence = self.parse.tokens[self.tokens[at]].sentence
        for key, size in self._keys(at, tables.name_lengths, self.pieces):
            found = self._named(key, at, size, sentence)
            if found is not None:
                return found
        if self.shouting[sentence]:
            for key, size in self._keys(at, tables.capital_lengths, self.pieces):
                if key in tables.capitals and not (size == 1 and len(key[0]) < 4):
                    found = self._named(tables.capitals[key], at, size, sentence)
                    if found is not None:
                        return found
        return 0, None

    def _keys(self, at: int, lengths: dict[str, tuple[int, ...]], pieces: list[str]) -> Iterator[tuple[Key, int]]:
        for size in lengths.get(pieces[at], ()):
            key = tuple(pieces[at : at + size])
            if len(key) == size and self._whole(at, size):
                yield key, size

    def _whole(self, at: int, size: int) -> bool:
        """Do the pieces begin and end with a word, in one sentence? ("U.S." inside "U.S.-led" is one token: its mark may follow.)"""
        first, last = self.tokens[at], self.tokens[at + size - 1]
        same = self.parse.tokens[first].sentence == self.parse.tokens[last].sentence
        cut = at and self.tokens[at - 1] == first and self.pieces[at - 1].isalnum() and self._touches(at - 1)
        return same and not cut

    def _touches(self, at: int) -> bool:
        """Does a piece stand right before the next one, without a mark between them?"""
        return self.tokens[at] == self.tokens[at + 1] and "-" not in self.parse.tokens[self.tokens[at]].text

    def _named(self, key: Key, at: int, size: int, sentence: int) -> tuple[int, Hit] | None:
        start, end = self.tokens[at], self.tokens[at + size - 1] + 1
        known, near = self.tables.names.get(key), self.tables.near.get(key, ())
        if known is not None or near:
            if size == 1 and not self._stands(key[0], start, sentence):
                return None
            return size, Hit(start, end, known=known or near[0], near=near)
        person = self.tables.people.get(key)
        return None if person is None else (size, Hit(start, end, person=person))

    def _stands(self, word: str, token: int, sentence: int) -> bool:
        """Is a single word that English also uses otherwise meant as a name here?"""
        if word not in self.tables.name_words.common:
            return True
        if self.shouting[sentence]:
            return False
        here = self.parse.tokens[token]
        if len(word) > 1 and word.isupper():
            return True
        return here.pos == "PROPN" or bool(here.entity)

    def settle(self, hits: Hits) -> None:
        """Decides what the names mean that count only near their state: that state must be named, and no other one that claims them."""
        named = {hit.known.code for hit in hits.items if hit.known is not None and not hit.near}
        named |= {hit.person.spells[-1].country for hit in hits.items if hit.person is not None}
        for hit in [hit for hit in hits.items if hit.near]:
            plain = hit.known if hit.known is not hit.near[0] else None
            fitting = [known for known in hit.near if known.code in named]
            hit.known = fitting[0] if len(fitting) == 1 and (plain is None or plain.code not in named) else plain
            if hit.known is None:
                self._unhit(hit, hits)
        hits.items.sort(key=lambda hit: hit.start)

    def _unhit(self, hit: Hit, hits: Hits) -> None:
        """Takes a name back and finds the roles that stand in its words."""
        hits.items.remove(hit)
        for token in range(hit.start, hit.end):
            hits.at.pop(token, None)
        lower = [piece.lower() for piece in self.pieces]
        at, stop = bisect.bisect_left(self.tokens, hit.start), bisect.bisect_left(self.tokens, hit.end)
        while at < stop:
            size, role = self._role_at(at, lower)
            if role is not None and role.end <= hit.end:
                self._place(role, hits)
            at += max(size, 1)

    # ---------------------------------------------------------------- roles
    def _role_at(self, at: int, lower: list[str]) -> tuple[int, Hit | None]:
        for key, size in self._keys(at, self.tables.role_lengths, lower):
            role = self.tables.roles.get(key)
            if role is not None and (size > 1 or self.parse.tokens[self.tokens[at]].pos not in ("VERB", "ADV", "AUX", "ADP")):
                return size, Hit(self.tokens[at], self.tokens[at + size - 1] + 1, role=role)
        return 0, None

    def _modifier_at(self, at: int, lower: list[str], hits: Hits) -> None:
        for key, size in self._keys(at, self.tables.role_lengths, lower):
            modifier, shift = self.tables.modifiers.get(key), self.tables.shifts.get(key)
            if modifier is not None or shift is not None:
                end = self.tokens[at + size - 1] + 1
                hits.modifiers.setdefault(end - 1, Hit(self.tokens[at], end, modifier=modifier, shift=shift))
                return


def _is_shouting(parse: Parse, start: int, end: int) -> bool:
    letters = [c for token in parse.tokens[start:end] for c in token.text if c.isalpha()]
    return len(letters) > 12 and sum(c.isupper() for c in letters) > 0.85 * len(letters)


def _is_titled(parse: Parse, start: int, end: int) -> bool:
    """Is the sentence a headline with capitals on most words?"""
    words = [token.text for token in parse.tokens[start:end] if token.text[:1].isalpha() and len(token.text) > 3]
    return len(words) > 3 and sum(word[0].isupper() for word in words) > _LOUD * len(words)
