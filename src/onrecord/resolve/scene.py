"""What the parts of the resolver share: the text with its known words, the cast, and the small questions that all of them ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from onrecord.knowledge.actors import ActorTables
from onrecord.parse.clause import Clause, Parse, Phrase
from onrecord.records import Span
from onrecord.resolve.cast import Actor, Cast, Reference
from onrecord.resolve.hits import Hits
from onrecord.resolve.home import Home
from onrecord.resolve.persons import PersonFinder
from onrecord.resolve.roles import RoleReader

_BODIES = frozenset({"organisation", "armed-group"})
_SIDES = frozenset({"country", "government"}) | _BODIES
_SPEAKING = frozenset({"GOV", "MIL", "LEG", "COP", "SPY", "PTY", None})
_PLACES = frozenset({"state", "capital", "territory", "place"})
_ENDS = frozenset({",", "'s", "’s", "-", "'", "’"})


@dataclass
class Scene:
    """One article in the middle of being resolved; `resolve` is the resolver's own."""

    parse: Parse
    tables: ActorTables
    hits: Hits
    cast: Cast
    persons: PersonFinder
    roles: RoleReader
    home: Home
    resolve: Callable[[Phrase, Clause | None], tuple[Reference, ...]]

    # ---------------------------------------------------------------- entities
    def actors(self, phrase: Phrase, clause: Clause | None = None) -> list[Actor]:
        """The entities that a phrase means."""
        return [self.cast.actors[r.key] for r in self.resolve(phrase, clause)]

    def possessors(self, phrase: Phrase) -> tuple[Actor, ...]:
        """Whom the possessor of a phrase means."""
        members = phrase.possessor.members() if phrase.possessor is not None else ()
        return tuple(actor for member in members for actor in self.actors(member))

    def state(self, code: str | None) -> Actor | None:
        """The country of a code, or None when the code is no country's."""
        name = self.tables.states.get(code or "")
        return None if name is None else self.cast.enter(("state", code), name, "country", code=code, sector="GOV", named=True)

    def speaks_for(self, key: int) -> Actor:
        """Whom "we" means in the mouth of an entity: the country or body that it speaks for, else itself."""
        actor = self.cast.actors[key]
        if actor.kind in _SIDES:
            return actor
        side = self.cast.actors[actor.side] if actor.side is not None else None
        if side is not None and side.kind in _SIDES:
            return side
        state = self.state(actor.code) if actor.speaks and actor.sector in _SPEAKING else None
        return state or actor

    # ---------------------------------------------------------------- phrases
    def is_definite(self, phrase: Phrase) -> bool:
        """Does the phrase begin like something that was named before ("the", "his", a bare title)?"""
        first, words = self.parse.tokens[phrase.start].text.lower(), self.tables.words
        bare = phrase.start == phrase.head and first not in words.indefinite and self.parse.tokens[phrase.head].tag in ("NN", "NNP")
        return first in words.definite or phrase.possessor is not None or bare

    def is_place(self, phrase: Phrase) -> bool:
        """Is the head a place name: a state, a city, a region?"""
        hit = self.hits.at.get(phrase.head)
        if hit is not None and hit.known is not None:
            return hit.known.use in _PLACES
        return self.parse.tokens[phrase.head].entity in ("GPE", "LOC") and phrase.head not in self.persons.by_token

    def core(self, phrase: Phrase) -> tuple[int, int]:
        """The tokens that name the actor: the phrase without its prepositional phrases."""
        hit = self.hits.at.get(phrase.head)
        end = max(phrase.head + 1, hit.end if hit is not None else 0)
        return phrase.start, max(end, phrase.start + 1)

    def label(self, phrase: Phrase) -> str:
        """The words of a role as the name of its entity."""
        start, end = self.core(phrase)
        while start < end - 1 and self.parse.tokens[start].pos == "DET":
            start += 1
        return self.parse.words(start, end)

    def span(self, phrase: Phrase) -> Span:
        """Where the phrase stands in the text, without marks at its end."""
        end = max(phrase.end, phrase.head + 1)
        while end - 1 > phrase.head and self.parse.tokens[end - 1].text in _ENDS:
            end -= 1
        return self.parse.span(phrase.start, end)

    def quantity_of(self, phrase: Phrase) -> tuple[Phrase, ...]:
        """The phrases that a quantity counts: "of" in "dozens of people"."""
        word = self.parse.tokens[phrase.head]
        counted = word.text.lower() in self.tables.words.quantities or word.pos == "NUM"
        return phrase.prep("of") if counted else ()
