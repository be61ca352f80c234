"""What fills a frame's slots: phrases for its conditions, participants for its roles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from onrecord.knowledge.lexicon import Words
from onrecord.knowledge.ontology import Political
from onrecord.parse.clause import Clause, Parse, Phrase
from onrecord.resolve.actors import Reference, Resolver

_STRENGTH = {"lemma": 3.0, "kind": 2.0, "anything": 1.0, "nothing": 0.5}


@dataclass(frozen=True, slots=True)
class Match:
    """How well a slot holds what a frame asks for, and the token of the word that matched."""

    strength: float
    word: int | None = None


@dataclass(frozen=True, slots=True)
class Somebody:
    """Who counts as somebody: the ontology's political actors, and the pronouns that never mean a thing."""

    political: Political
    pronouns: frozenset[str]


@dataclass
class Slots:
    """The slots of one clause, verbal or nominal."""

    parse: Parse
    resolver: Resolver
    clause: Clause
    known: Somebody

    # ---------------------------------------------------------------- phrases
    def phrases(self, slot: str) -> list[Phrase]:
        """The phrases in a slot (docs/lexicon.md names the slots)."""
        clause = self.clause
        base, _, inner = slot.partition(".")
        if base == "complement":
            return [p for c in clause.complements for p in self._of_complement(c, inner)]
        if inner.startswith("*."):
            return [found for phrase in self.phrases(base) for found in _deeper(phrase, inner[2:], 2)]
        if inner:
            return [found for phrase in self.phrases(base) for found in _inner(phrase, inner)]
        if slot in ("subject", "object", "indirect"):
            return list({"subject": clause.subjects, "object": clause.objects, "indirect": clause.indirect}[slot])
        if slot == "possessor":
            return [clause.noun.possessor] if clause.noun is not None and clause.noun.possessor is not None else []
        return self._prepositional(slot)

    def _of_complement(self, clause: Clause, slot: str) -> list[Phrase]:
        """The phrases in a slot of a complement clause; its subject is the grammatical one."""
        if slot == "subject":
            return list(clause.subjects or (clause.objects if clause.passive else ()))
        return Slots(self.parse, self.resolver, clause, self.known).phrases(slot)

    def _prepositional(self, name: str) -> list[Phrase]:
        clause = self.clause
        found = list(clause.oblique(name))
        for phrase in clause.objects:
            found += phrase.prep(name)
        if name == "to":
            found += clause.indirect
        return found

    # ---------------------------------------------------------------- conditions
    def match(self, slot: str, words: Words) -> Match | None:
        """The best match of a slot with the words that a frame asks for; None when nothing fits."""
        if slot == "complement":
            return self._match_complement(words)
        if slot == "any":
            return self._match_any(words, sorted(self.clause.tokens))
        if slot == "anywhere":
            return self._match_any(words, sorted(self.clause.tokens | _told_in(self.clause)))
        phrases = [p for phrase in self.phrases(slot) for p in (phrase.members() if "." in slot or slot == "possessor" else (phrase,))]
        if slot in ("mod", "object.mod"):
            return self._match_modifier(slot, words)
        gerunds = [c for c in self.clause.complements if c.marker == slot]
        if not phrases and gerunds:
            return self._match_gerund(gerunds[0].head, words)
        if not phrases:
            return Match(_STRENGTH["nothing"]) if words.nothing else None
        found = [m for phrase in phrases if (m := self._match_phrase(phrase, words))]
        return max(found, key=lambda m: m.strength, default=None)

    def _match_gerund(self, at: int, words: Words) -> Match | None:
        """ "accused of *shelling*": the verb stands in the preposition's slot."""
        if not self.keys(at).isdisjoint(words.lemmas):
            return Match(_STRENGTH["lemma"])
        return Match(_STRENGTH["anything"]) if words.anything else None

    def _match_phrase(self, phrase: Phrase, words: Words) -> Match | None:
        if not self._of_keys(phrase).isdisjoint(words.lemmas):
            return Match(_STRENGTH["lemma"], phrase.head)
        for at in self._word_places(phrase):
            found = self.keys(at) & words.lemmas
            if found:  # "rubber bullet" says more than "bullet", and the head more than the noun after "of"
                closer = 0.5 * any(" " in key for key in found) - 0.5 * (at != phrase.head)
                return Match(_STRENGTH["lemma"] + closer, phrase.head)
        if any(self.is_kind(phrase, kind) for kind in sorted(words.kinds)):
            return Match(_STRENGTH["kind"], phrase.head)
        return Match(_STRENGTH["anything"]) if words.anything else None

    def _of_keys(self, phrase: Phrase) -> set[str]:
        """ "state of siege": the head with the noun after "of", as word lists name it."""
        head = self.parse.tokens[phrase.head].lemma.lower()
        return {f"{head} of {self.parse.tokens[inner.head].lemma.lower()}" for inner in phrase.prep("of")}

    def _word_places(self, phrase: Phrase) -> list[int]:
        """The head, then the nouns after "of" ("a series of attacks")."""
        return [phrase.head, *(inner.head for inner in phrase.prep("of"))]

    def keys(self, at: int) -> set[str]:
        """The ways in which the word at a token, alone or with the words before it, may stand in a word list."""
        token = self.parse.tokens[at]
        lemma, text = token.lemma.lower(), token.text.lower()
        found = {lemma, text}
        phrase = self.parse.phrases.get(at)
        before = phrase.modifiers if phrase is not None else ()
        words = ""
        for i in reversed(before):
            words = f"{self.parse.tokens[i].text.lower()} {words}"
            found |= {words + lemma, words + text, f"{self.parse.tokens[i].text.lower()} {lemma}"}
        for i in (at, *before):
            first = self._hyphened(i)
            if first < i:  # "sit-in", "no-fly zone"
                written = self.parse.text[self.parse.tokens[first].start : token.start].lower()
                found |= {written + lemma, written + text}
        return found

    def _hyphened(self, at: int) -> int:
        """The first of the words that hyphens join with the one at a token."""
        tokens = self.parse.tokens
        while at > 1 and tokens[at - 1].text == "-" and tokens[at - 2].end + 1 == tokens[at - 1].end == tokens[at].start:
            at -= 2
        return at

    def is_kind(self, phrase: Phrase, kind: str) -> bool:
        """Is the phrase somebody who can act, a political actor, a country, a person, a place, a number?"""
        if kind == "number":
            return any(self.parse.tokens[i].pos == "NUM" for i in (phrase.head, *phrase.modifiers))
        check = {
            "actor": self.resolver.is_actor, "country": self.resolver.is_country,
            "person": self.resolver.is_person, "place": self.resolver.is_place, "political": self._is_political,
        }.get(kind)  # fmt: skip
        return check is not None and (check(phrase) or (kind in ("actor", "place") and self._is_vague(phrase)))

    def _is_political(self, phrase: Phrase) -> bool:
        """Is it a political actor, as the ontology has it?"""
        actors = [self.resolver.cast.actors[r.key] for r in self.resolver.resolve(phrase, self.clause)]
        return any(self.known.political.has(a.code, a.sector, a.kind) for a in actors)

    def _is_vague(self, phrase: Phrase) -> bool:
        """A word for people that nothing explains, or a pronoun: any as the object ("invaded it"), one for persons as the subject."""
        token = self.parse.tokens[phrase.head]
        if self.resolver.is_role(phrase):
            return True
        free = token.pos == "PRON" and token.tag == "PRP" and not self.resolver.resolve(phrase)
        return free and (phrase in self.clause.objects or token.text.lower() in self.known.pronouns)

    def _match_complement(self, words: Words) -> Match | None:
        kinds = {c.relation for c in self.clause.complements} | {
            c.relation for p in self._nouns() for c in p.clauses if c.relation in ("to", "that")
        }
        if not kinds:
            return Match(_STRENGTH["nothing"]) if words.nothing else None
        if kinds & words.lemmas or words.anything:
            return Match(2.0)
        return None

    def _nouns(self) -> list[Phrase]:
        return [self.clause.noun] if self.clause.pos == "NOUN" and self.clause.noun is not None else []

    def _match_any(self, words: Words, places: Iterable[int]) -> Match | None:
        for at in places:
            if at != self.clause.head and not self.keys(at).isdisjoint(words.lemmas):
                return Match(_STRENGTH["lemma"], at)
        return None

    def _match_modifier(self, slot: str, words: Words) -> Match | None:
        phrases = self._nouns() if slot == "mod" else list(self.clause.objects)
        places = [at for phrase in phrases for at in phrase.modifiers]
        for at in places:
            if not self.keys(at).isdisjoint(words.lemmas):
                return Match(_STRENGTH["lemma"], at)
        if words.kinds & {"actor", "country"} and any(self._owner(replace(phrase, preps=())) for phrase in phrases):
            return Match(_STRENGTH["kind"])
        if not places:
            return Match(_STRENGTH["nothing"]) if words.nothing else None
        return Match(_STRENGTH["anything"]) if words.anything else None

    # ---------------------------------------------------------------- participants
    def references(self, slot: str) -> tuple[Reference, ...]:
        """Who fills a slot. A thing in it stands for its owner ("Norway's airport"), or for nobody."""
        if slot.endswith(".*.mod"):
            return ()
        if slot in ("mod", "object.mod"):
            return tuple(
                r for phrase in (self._nouns() if slot == "mod" else self.clause.objects) for r in self._owner(replace(phrase, preps=()))
            )
        nested = "." in slot or slot == "possessor"
        found: list[Reference] = []
        for phrase in self.phrases(slot):
            for member in phrase.members() if nested else (phrase,):
                found += self.resolver.resolve(member, self.clause) or self._owner(member)
        return tuple(dict.fromkeys(found))

    def _owner(self, phrase: Phrase) -> tuple[Reference, ...]:
        return self.resolver.owner(phrase)


def _told_in(clause: Clause, depth: int = 3) -> frozenset[int]:
    """The predicates and object heads of what a clause embeds ("vowed to *crush* the *uprising*")."""
    found: set[int] = set()
    for inner in (*clause.complements, *(a for a in clause.adverbials if a.relation == "purpose")) if depth else ():
        for one in (inner, *inner.conjuncts):
            found |= {one.head, *(p.head for p in one.objects), *one.adverbs, *_told_in(one, depth - 1)}
    return frozenset(found)


def _deeper(phrase: Phrase, name: str, depth: int) -> list[Phrase]:
    """The phrases behind a preposition, or in a possessor, anywhere inside a phrase."""
    found: list[Phrase] = []
    for _, inner in phrase.preps if depth else ():
        found += [*_inner(inner, name), *_deeper(inner, name, depth - 1)]
    return found


def _inner(phrase: Phrase, name: str) -> Iterable[Phrase]:
    if name == "poss":
        return [phrase.possessor] if phrase.possessor is not None else []
    return phrase.prep(name)
