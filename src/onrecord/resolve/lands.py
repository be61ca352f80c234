"""Places that the actor tables do not have: towns of the gazetteer, and states that nobody knows ("Ostravia's president")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from onrecord.knowledge.actors import ActorTables, Known
from onrecord.parse.clause import Parse
from onrecord.records import Place
from onrecord.resolve.hits import Hit, Hits

_STEM = 4  # letters that a state's name and its adjective share at least
_PAIR = 2  # a name and its adjective ("Ostravia", "Ostravian") are worth two signs
_ENOUGH = 3  # signs


@dataclass(slots=True)
class Lands:
    """Adds hits for them. `persons` are the token ranges of persons' names, `removed` tokens that are known to mean no place."""

    parse: Parse
    tables: ActorTables
    hits: Hits
    persons: Iterable[tuple[int, int]]
    removed: Iterable[int]
    _taken: set[int] = field(default_factory=set)
    _surnames: set[str] = field(default_factory=set)

    def apply(self, places: Iterable[Place]) -> None:
        """Places of the gazetteer by their state, then the states that are unknown, without a code."""
        self._taken = {at for start, end in self.persons for at in range(start, end)} | set(self.removed)
        self._surnames = {self.parse.tokens[end - 1].text for start, end in self.persons if end - start > 1}
        starts = {token.start: token.i for token in self.parse.tokens}
        for place in places:
            at = starts.get(place.span[0])
            if at is not None and place.country in self.tables.states:
                self._add(at, place)
        for name in self._unknown():
            self._add_unknown(name)
        self.hits.items.sort(key=lambda hit: hit.start)

    def _add(self, at: int, place: Place) -> None:
        tokens = self.parse.tokens
        end = at + 1
        while end < len(tokens) and tokens[end].start < place.span[1]:
            end += 1
        free = all(i not in self.hits.at and i not in self._taken and tokens[i].entity != "PERSON" for i in range(at, end))
        if free and tokens[at].text[:1].isupper():
            self._enter(Hit(at, end, known=Known(place.name, "place", place.country, None, "place"), listed=False))

    def _enter(self, hit: Hit) -> None:
        self.hits.items.append(hit)
        for token in range(hit.start, hit.end):
            self.hits.at[token] = hit

    # ---------------------------------------------------------------- states that nobody knows
    def _unknown(self) -> list[str]:
        """Names that behave like a state's, and that no table has, by several signs: "Ostravia's president", "Ostravian", "in Ostravia"."""
        free = [token.i for token in self.parse.tokens if self._is_free(token.i)]
        signs: dict[str, set[str]] = {}
        for at in free:
            signs.setdefault(self.parse.tokens[at].text, set()).update(self._signs(at))
        words = {self.parse.tokens[at].text for at in free}
        found = []
        for name, told in signs.items():
            stem = name[:-1] if name[-1] in "aeiou" else name
            people = any(w != name and w.startswith(stem) and w.endswith(self.tables.words.demonymic) for w in words)
            if len(told) + _PAIR * people >= _ENOUGH and not name.endswith(self.tables.words.demonymic):
                found.append(name)
        return found

    def _signs(self, at: int) -> Iterator[str]:
        """What the words beside say: it has an office or organ, one can be in it, it is told of again."""
        tokens = self.parse.tokens
        if at + 2 < len(tokens) and tokens[at + 1].text in ("'s", "\u2019s"):
            hit = self.hits.at.get(at + 2)
            role = (hit.role or hit.twin) if hit is not None else None
            if role is not None and (role.office or role.noun in self.tables.words.stately):
                yield "office"
                if role.noun in self.tables.words.stately:
                    yield "organ"
        if at and tokens[at - 1].text.lower() in self.tables.words.local:
            yield "place"
        if any(token.text == tokens[at].text and token.i != at for token in tokens):
            yield "again"

    def _is_free(self, at: int) -> bool:
        """Is the token a word in capitals that nothing else explains?"""
        token = self.parse.tokens[at]
        if at in self.hits.at or at in self._taken or not token.text.istitle() or len(token.text) <= _STEM or token.entity == "DATE":
            return False
        person = token.text in self.tables.surnames or token.text in self._surnames or token.text in self.tables.name_words.titles
        return not person and token.pos in ("PROPN", "ADJ", "NOUN")

    def _add_unknown(self, name: str) -> None:
        """Every mention of the state, and of its people by the same stem."""
        stem = name[: max(len(name) - 3, _STEM)]
        for token in self.parse.tokens:
            alike = token.text == name or (token.text.startswith(stem) and token.pos in ("PROPN", "ADJ"))
            if alike and token.i not in self.hits.at and token.i not in self._taken:
                self._enter(Hit(token.i, token.i + 1, known=Known(name, "place", None, None, "unknown")))
