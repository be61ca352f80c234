"""Several at once: "both sides", "the two leaders", "the three countries", "the ministers"."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from onrecord.parse.clause import Clause, Phrase
from onrecord.resolve.cast import Actor
from onrecord.resolve.scene import Scene

_REACH = 3  # sentences back
_STATES = frozenset({"country", "government"})
_SIDES = frozenset({"country", "government", "organisation", "armed-group"})
_AGAINST = frozenset({"REB", "PRE", "UAF", "OPP", "PRM", "LAB", "CRM"})  # sectors that are a side of their own inside a country
_BYSTANDING = frozenset({"CVL", "REF", "MED", "JRN"})  # sectors that are no side of a conflict
_ACTING = frozenset({"subject", "object", "indirect", "with", "by", "against", "to", "between", "inner"})
_TWO = 2


@dataclass(frozen=True, slots=True)
class Said:
    """An entity as it stands in the text: at which head token, in which slot, of which clause."""

    at: int
    sentence: int
    actor: Actor
    slot: str
    clause: Clause | None


@dataclass(slots=True)
class Sets:
    """Finds the members of a set that the article named before; `said_before` gives what stands before a token."""

    scene: Scene
    said_before: Callable[[int], list[Said]]

    def number(self, phrase: Phrase) -> int | None:
        """How many a phrase like "the two sides" means; 0 when it does not say ("the ministers"), None when it is no such phrase."""
        words, before = self.scene.tables.words, self.scene.parse.lowered[phrase.start : phrase.head]
        told = next((words.counted[word] for word in before if word in words.counted), None)
        head = self.scene.parse.lowered[phrase.head]
        if told is not None:
            definite = "both" in before or before[0] in words.definite or phrase.possessor is not None
            return told if definite else None
        if head in words.counted:
            return words.counted[head] if head in words.both else None
        warring = head in words.parties and any(" ".join((word, head)) in words.sides for word in before[1:])
        return 0 if (before == ["the"] or (before[:1] == ["the"] and warring)) and head in words.sides and not phrase.preps else None

    def members(self, phrase: Phrase, number: int) -> list[Actor]:
        """The entities of the set, from the nearest sentences that name exactly as many; empty when it is not clear which."""
        here = self.scene.parse.tokens[phrase.head].sentence
        said = [s for s in self.said_before(phrase.start) if s.at < phrase.start and s.slot in _ACTING and here - s.sentence < _REACH]
        said = self._without_subject(said, phrase)
        number = number or (_TWO if self.scene.parse.lowered[phrase.head] in self.scene.tables.words.parties else 0)
        echoed = [] if number else self._echoed(said, phrase)
        if echoed:
            return echoed
        for fits in self._kinds(phrase):
            fitting = [s for s in said if fits(s.actor)]
            found = self._counted(fitting, here, number) if number else self._joined(fitting, here)
            if found:
                return [self._as_named(actor, phrase) for actor in found]
        return []

    def _without_subject(self, said: list[Said], phrase: Phrase) -> list[Said]:
        """Leaves out who does something to the set: "it" in "it accused both sides"; two that talk with both sides are they themselves."""
        seat = self.scene.parse.seats.get(phrase.head)
        if seat is None or seat.clause is None or seat.slot == "subject":
            return said
        subjects = [s for s in said if s.clause is seat.clause and s.slot == "subject"]
        return [s for s in said if s not in subjects] if len(_distinct(s.actor for s in subjects)) == 1 else said

    # ---------------------------------------------------------------- which kind
    def _kinds(self, phrase: Phrase) -> Iterator[Callable[[Actor], bool]]:
        """What the members may be, the likelier first: persons for "leaders", states for "countries", whoever acts for "sides"."""
        word, words, states = self.scene.parse.lowered[phrase.head], self.scene.tables.words, self.scene.tables.states
        if word in words.plainly_states:
            yield lambda actor: actor.code in states
        elif word in words.persons:
            yield lambda actor: actor.kind == "person" or (actor.kind == "people" and actor.speaks)
            yield lambda actor: actor.kind in _STATES and actor.code in states
        else:
            yield lambda actor: actor.sector not in _BYSTANDING and (actor.kind in _SIDES or actor.code is not None)

    def _as_named(self, actor: Actor, phrase: Phrase) -> Actor:
        """The state itself where the words say "countries"."""
        if self.scene.parse.lowered[phrase.head] in self.scene.tables.words.plainly_states:
            return self.scene.state(actor.code) or actor
        return actor

    # ---------------------------------------------------------------- which ones
    def _counted(self, said: list[Said], here: int, number: int) -> list[Actor]:
        """Exactly so many of one clause, of one sentence, or of the last two sentences."""
        for sentence in range(here, here - _REACH, -1):
            inside = [s for s in said if s.sentence == sentence]
            clauses = list(dict.fromkeys(s.clause for s in reversed(inside) if s.clause is not None))
            near = [s for s in said if sentence - 1 <= s.sentence <= sentence]
            for group in (*([s for s in inside if s.clause is clause] for clause in clauses), inside, near if sentence == here - 1 else []):
                found = _distinct(s.actor for s in group)
                if len(found) == number:
                    return found
            if len(_distinct(s.actor for s in inside)) > number:
                return []
        return []

    def _echoed(self, said: list[Said], phrase: Phrase) -> list[Actor]:
        """Those whom the same word named before: "the ministers" after "the foreign ministers of Norway and Sweden"."""
        lowered = self.scene.parse.lowered
        last = next((s for s in reversed(said) if lowered[s.at] == lowered[phrase.head]), None)
        return [s.actor for s in said if last is not None and s.at == last.at]

    def _joined(self, said: list[Said], here: int) -> list[Actor]:
        """Those that were last named in one breath: by one phrase, or together as subjects or objects of one clause."""
        for last in reversed(said):
            if here - last.sentence > 1:
                break
            group = [s.actor for s in said if s.at == last.at or (s.clause is last.clause is not None and s.slot == last.slot != "inner")]
            found = _distinct(group)
            if len(found) > 1:
                return found
        return []


def _distinct(actors: Iterable[Actor]) -> list[Actor]:
    """One entity a side: a country and its officials are one, its rebels another."""
    found: dict[object, Actor] = {}
    for actor in actors:
        side = (actor.code, actor.sector in _AGAINST) if actor.code is not None else actor.key
        found.setdefault(side, actor)
    return list(found.values())
