"""Event candidates: every frame whose conditions a clause or an event noun meets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from onrecord.coding.choose import Weights
from onrecord.coding.slots import Match, Slots, Somebody
from onrecord.knowledge.lexicon import Lexicon, Rule, Words
from onrecord.knowledge.schema import Light
from onrecord.knowledge.words import ParseWords
from onrecord.parse.clause import Clause, Parse, Phrase, Seat
from onrecord.resolve.actors import Resolver

_VERB_ACTOR = ("subject",)
_NOUN_ACTOR = ("subject", "by", "possessor", "mod", "between")


@dataclass
class Candidate:
    """A frame that fits: its clause, the words that it used, and the parts of its score."""

    clause: Clause
    rule: Rule
    slots: Slots
    parts: dict[str, float] = field(default_factory=dict)
    used: frozenset[int] = frozenset()  # heads of the phrases that met a condition by their words
    undergo: bool = False  # the light verb's subject is the recipient

    @property
    def score(self) -> float:
        """The sum of the parts."""
        return sum(self.parts.values())

    def actor_slots(self) -> tuple[str, ...]:
        """The slots in which the frame looks for who acts."""
        return self.rule.frame.actor or (_NOUN_ACTOR if self.clause.pos == "NOUN" else _VERB_ACTOR)


class Proposer:
    """Proposes candidates for the clauses and event nouns of one article."""

    def __init__(self, parse: Parse, resolver: Resolver, lexicon: Lexicon, *, weights: Weights, words: ParseWords, known: Somebody) -> None:
        self.parse, self.resolver, self.lexicon, self.weights, self.words = parse, resolver, lexicon, weights, words
        self.known = known
        self.refused: list[tuple[Clause, Rule, str]] = []  # frames of a clause's lemma that did not fit, and the condition that failed

    def propose(self) -> dict[int, list[Candidate]]:
        """The candidates by the token of their trigger, the best first."""
        found: dict[int, list[Candidate]] = {}
        for clause in self.parse.clauses:
            found.setdefault(clause.head, []).extend(self._of_clause(clause))
        for head in sorted(self.parse.phrases):
            if self._is_event_noun(head):
                noun = self.noun_clause(head)
                found.setdefault(head, []).extend(self._of_noun(noun))
        return {at: sorted(rows, key=lambda c: (-c.score, c.rule.name)) for at, rows in found.items() if rows}

    # ---------------------------------------------------------------- verbs and adjectives
    def _of_clause(self, clause: Clause) -> list[Candidate]:
        """The frames that fit a clause; those that hold by default only where no other fits and none was vetoed."""
        slots, before = Slots(self.parse, self.resolver, clause, self.known), len(self.refused)
        found: list[Candidate] = []
        for lemma, bonus in lemma_keys(clause, self.parse):
            for rule in self.lexicon.rules.get((clause.pos, lemma), ()):
                candidate = self._fit(clause, rule, slots)
                if candidate is not None:
                    candidate.parts["particle"] = bonus
                    found.append(candidate)
        plain = [candidate for candidate in found if not candidate.rule.frame.default]
        vetoed = any(reason.startswith("unless") and not rule.frame.default for _, rule, reason in self.refused[before:])
        return plain or ([] if vetoed else found)

    def _fit(self, clause: Clause, rule: Rule, slots: Slots, *, bare: bool = False) -> Candidate | None:
        """The candidate of a rule whose conditions hold. A bare nominalisation ("Norway's annexation") may leave the object unsaid."""
        parts = {"priority": rule.frame.priority * self.weights["priority"], "mode": self.weights["mode"] * (rule.frame.mode is not None)}
        used: set[int] = set()
        for slot, words in rule.when:
            match = slots.match("anywhere" if slot == "any" else slot, words)
            if match is None and bare and slot == "object" and not words.nothing:
                match = Match(0.0)
            if match is None:
                self.refused.append((clause, rule, slot))
                return None
            parts[slot] = match.strength
            if match.word is not None and slot != "subject":
                used.add(match.word)
        for slot, words in rule.unless:
            if slots.match(slot, words) is not None:
                self.refused.append((clause, rule, f"unless {slot}"))
                return None
        return Candidate(clause, rule, slots, parts, frozenset(used))

    # ---------------------------------------------------------------- nouns
    def _is_event_noun(self, head: int) -> bool:
        token = self.parse.tokens[head]
        if token.pos != "NOUN" and not (token.pos == "PROPN" and not token.entity):
            return False
        seat = self.parse.seats.get(head)
        if (
            seat is not None
            and seat.slot == "predicate"
            and seat.clause is not None
            and seat.clause.pos == "NOUN"
            and self.lexicon.rules.get(("NOUN", seat.clause.lemma))
        ):
            return False  # "was an attack on ...": the clause itself is the candidate
        return any(self.lexicon.is_event_noun(key) for key in self._noun_keys(head))

    def _noun_keys(self, head: int) -> list[str]:
        """Lemma and form, with and without the compound before them, the longest first."""
        keys = Slots(self.parse, self.resolver, _NOBODY, self.known).keys(head)
        return sorted(keys, key=lambda key: (-len(key.split()), key))

    def noun_clause(self, head: int) -> Clause:
        """The clause that an event noun stands for, with the arguments of its light verb."""
        phrase = self.parse.phrases[head]
        seat = self._seat(head)
        governor = seat.clause
        made = Clause(
            -1,
            self.parse.tokens[head].sentence,
            head,
            phrase.lemma.lower(),
            "NOUN",
            relation="noun",
            parent=governor,
            slot=seat.slot,
            noun=phrase,
        )
        made.obliques = tuple((name, member) for name, inner in _lifted(phrase) for member in inner.members())
        made.complements = tuple(c for c in phrase.clauses if c.relation in ("to", "that", "ing"))
        made.tokens = frozenset(range(phrase.start, phrase.end))
        made.start, made.end = phrase.start, phrase.end
        if governor is not None and seat.on is None:
            self._lend(made, governor, seat.slot)
        elif governor is not None and seat.on is not None and seat.slot == "of":  # "at the end of talks with Norway, ..."
            outer = self.parse.seats.get(seat.on.head, Seat(None, ""))
            if outer.on is None and outer.slot in self.words.occasions and phrase.prep("with"):
                made.subjects = governor.subjects
        return made

    def _seat(self, head: int) -> Seat:
        """Where an event noun sits; behind a noun that only counts it ("ten days of war games"), where that one sits."""
        seat = self.parse.seats.get(head, Seat(None, ""))
        if seat.on is not None and seat.slot == "of" and seat.on.lemma.lower() in self.words.containers:
            return self.parse.seats.get(seat.on.head, seat)
        return seat

    def _lend(self, made: Clause, governor: Clause, slot: str) -> None:
        """A light verb lends subject, further arguments and mood; so does the verb whose subject the noun is ("talks took place in")."""
        light = self.light(governor, slot, made)
        if light is not None:
            made.subjects = governor.subjects
            made.shared = frozenset({"undergo"}) if light.role == "undergo" else frozenset({"light"})
        elif (
            slot in self.words.occasions
            and made.noun is not None
            and (made.noun.prep("with") or (slot in ("on", "during") and made.noun.prep("to")))
        ):
            made.subjects = governor.subjects
        if light is not None or slot == "subject" or (slot == "object" and governor.passive):
            made.obliques += tuple(pair for pair in governor.obliques if pair[1].head != made.head)
            made.tokens |= governor.tokens

    def light(self, governor: Clause, slot: str, made: Clause) -> Light | None:
        """The light verb that the governor is for the noun in this slot."""
        for lemma, _ in lemma_keys(governor, self.parse):
            for light, words in self.lexicon.lights.get(lemma, ()):
                if light.slot == slot and (words.anything or self._among(made.head, words)):
                    return light
        return None

    def _among(self, head: int, words: Words) -> bool:
        return not words.lemmas.isdisjoint(self._noun_keys(head))

    def _of_noun(self, made: Clause) -> Iterator[Candidate]:
        slots = Slots(self.parse, self.resolver, made, self.known)
        for key in self._noun_keys(made.head):
            for rule in self.lexicon.rules.get(("NOUN", key), ()):
                candidate = self._fit(made, rule, slots)
                if candidate is not None:
                    candidate.parts["compound"] = self.weights["compound"] * (len(key.split()) - 1)
                    candidate.undergo = "undergo" in made.shared
                    yield candidate
            if key in self.lexicon.nominals and self.lexicon.nominals[key] not in self.lexicon.lights:
                yield from self._nominal(made, self.lexicon.nominals[key])

    def _nominal(self, made: Clause, verb: str) -> Iterator[Candidate]:
        """The verb's frames on the noun: what stands after "of" is the object, owner or light subject the subject."""
        phrase = made.noun
        if phrase is None:
            return
        objects = [member for inner in phrase.prep("of") for member in inner.members()]
        subjects = list(made.subjects) or list(made.oblique("by"))
        if phrase.possessor is not None and not subjects:
            subjects = list(phrase.possessor.members())
        acted = Clause(-1, made.sentence, made.head, verb, "VERB", relation="noun", parent=made.parent, slot=made.slot, noun=phrase)
        acted.subjects, acted.objects = tuple(subjects), tuple(objects)
        acted.obliques, acted.complements = made.obliques, made.complements
        acted.tokens, acted.start, acted.end = made.tokens, made.start, made.end
        slots = Slots(self.parse, self.resolver, acted, self.known)
        found = [c for rule in self.lexicon.rules.get(("VERB", verb), ()) if (c := self._fit(acted, rule, slots, bare=not objects))]
        if not objects and len({c.rule.frame.type for c in found}) > 1:
            return  # without its object the noun may mean either
        for candidate in found:
            candidate.parts["nominal"] = self.weights["nominal"]
            yield candidate


_NOBODY = Clause(-1, 0, 0, "", "NOUN")


def _lifted(phrase: Phrase) -> list[tuple[str, Phrase]]:
    """The prepositions of a noun, and those that the parser hung on the noun after "of" ("the shelling of a town by Norway")."""
    return [*phrase.preps, *(pair for inner in phrase.prep("of") for pair in inner.preps if pair[0] != "of")]


def lemma_keys(clause: Clause, parse: Parse) -> list[tuple[str, float]]:
    """The lemmas under which a clause's frames stand, with a bonus for what belongs to the verb ("call for", "hit back")."""
    if clause.particle:
        return [(f"{clause.lemma} {clause.particle}", 2.0)]
    behind = {phrase.end for phrase in clause.objects}  # "handed the port *back*"
    near = [parse.tokens[i].text.lower() for i in clause.adverbs if 0 < i - clause.head <= 2 or i in behind]
    names = dict.fromkeys([*near, *(name for name, _ in clause.obliques)])
    return [*((f"{clause.lemma} {name}", 1.0) for name in names), (clause.lemma, 0.0)]
