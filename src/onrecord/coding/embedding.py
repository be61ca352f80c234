"""Acts inside acts: what is promised, demanded, refused, threatened; and the operators between ("plans to begin to withdraw")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.coding.candidates import Candidate, lemma_keys
from onrecord.knowledge.lexicon import Lexicon
from onrecord.knowledge.schema import Operator
from onrecord.parse.clause import Clause, Parse, Phrase

_ABOUT = ("object", "subject", "predicate", "in", "to", "with", "for")  # slots of a noun that a light predicate is about
_DEEP = 4  # operators in a row that are followed


_NO = Operator(id="no", status="negation", over=())  # "no sign of", "no plan to"


def _presupposed(clause: Clause, operator: Operator) -> bool:
    """ "approved Norway's annexation": a noun with an owner of its own is a fact, whatever is planned or decided about it."""
    noun = clause.noun if clause.relation == "noun" else None
    return noun is not None and noun.possessor is not None and operator.status in ("future", "decided")


@dataclass(frozen=True, slots=True)
class Inner:
    """An act inside another: its candidate, if it is an act of one of the types, and whether it is denied."""

    head: int
    candidate: Candidate | None
    negated: bool
    statuses: tuple[str, ...] = ()


class Embedding:
    """Finds what each clause embeds, and the operators that stand above each."""

    def __init__(self, parse: Parse, lexicon: Lexicon, best: dict[int, Candidate]) -> None:
        self.parse, self.lexicon, self.best = parse, lexicon, best
        self._nouns_of: dict[int, list[int]] = {}  # by the head of the governing clause: the heads of phrases seated in it
        for head, seat in parse.seats.items():
            if seat.clause is not None:
                self._nouns_of.setdefault(seat.clause.head, []).append(head)

    # ---------------------------------------------------------------- downwards
    def inner(self, outer: Candidate) -> list[Inner]:
        """The acts inside an event whose frame embeds, in the order of the text."""
        found: list[Inner] = []
        for kind in outer.rule.frame.embeds:
            found += self._inside(outer.clause, kind, _DEEP)
        unique = {one.head: one for one in found if one.head != outer.clause.head}
        return [unique[head] for head in sorted(unique)]

    def _inside(self, clause: Clause, kind: str, depth: int) -> Iterator[Inner]:
        for complement in self._complements(clause, kind):
            for member in (complement, *complement.conjuncts):
                yield from self._acts(member, depth)
        for phrase in self._phrases(clause, kind):
            yield from self._nominal(phrase, depth)

    def _complements(self, clause: Clause, kind: str) -> list[Clause]:
        found = [c for c in clause.complements if kind in (c.relation, c.marker)]
        if clause.pos == "NOUN" and clause.noun is not None:
            found += [c for c in clause.noun.clauses if c.relation == kind and c not in found]
        if kind in ("to", "that"):  # the parser often hangs them on the object: "issued a demand that", "urged ministers to"
            found += [c for phrase in clause.objects for c in phrase.clauses if c.relation == kind]
            found += [c for c in clause.adverbials if c.relation == "purpose" and kind == "to"]
        return found

    def _phrases(self, clause: Clause, kind: str) -> list[Phrase]:
        if kind == "object":
            return list(clause.objects)
        if kind in ("to", "that", "ing", "wh", "quote", "bare", "as", "complement"):
            return list(clause.oblique(kind)) if kind in ("to", "as") else []
        return [*clause.oblique(kind), *(p for phrase in clause.objects for p in phrase.prep(kind))]

    def _acts(self, clause: Clause, depth: int) -> Iterator[Inner]:
        """The act of a complement clause: its own event, that of a noun in it, or what its operator governs."""
        candidate = self.best.get(clause.head)
        negated = bool(clause.negation)
        if candidate is not None:
            yield Inner(clause.head, candidate, negated)
            return
        nouns = [head for head in self._nouns_of.get(clause.head, ()) if head in self.best and self._direct(head, clause)]
        operators = list(self.operators(clause))
        if nouns:
            yield from (Inner(head, self.best[head], negated) for head in sorted(nouns))
        elif operators and depth:
            for operator in operators:
                for kind in operator.over:
                    for one in self._inside(clause, kind, depth - 1):
                        yield Inner(one.head, one.candidate, one.negated or operator.status == "negation", (operator.status, *one.statuses))
        else:
            yield Inner(clause.head, None, negated)

    def _direct(self, head: int, clause: Clause) -> bool:
        """Is the event noun what the clause is about ("hold *talks*", "return to *talks*"), and not its doer?"""
        seat = self.parse.seats[head]
        doers = () if clause.passive else clause.subjects
        return seat.on is None and seat.slot in _ABOUT and all(p.head != head for p in doers)

    def _nominal(self, phrase: Phrase, depth: int) -> Iterator[Inner]:
        for member in phrase.members():
            if member.head in self.best or (member.pos == "VERB" and member.head in self.best):
                yield Inner(member.head, self.best[member.head], False)
            elif depth:
                for inner in member.prep("of", "to", "for"):
                    if inner.head in self.best and ("NOUN", member.lemma.lower()) in self.lexicon.operators:
                        yield Inner(inner.head, self.best[inner.head], False)

    # ---------------------------------------------------------------- upwards
    def operators(self, clause: Clause) -> Iterator[Operator]:
        """The operators that the clause's predicate may be, particle verbs first."""
        for lemma, _ in lemma_keys(clause, self.parse) if clause.pos == "VERB" else [(clause.lemma, 0.0)]:
            found = self.lexicon.operators.get((clause.pos, lemma), [])
            if found:
                yield from found
                return

    def above(self, clause: Clause) -> Iterator[tuple[Operator, Clause | None, int]]:
        """The operators above a clause, the nearest first, with their clause (None for a noun) and the token of the word."""
        steps = 0
        current: Clause | None = clause
        while current is not None and steps <= len(self.parse.clauses):
            steps += 1
            root = current.parent if current.relation == "conjunct" and current.parent is not None else current
            yield from self._over_noun(root)
            parent = root.parent
            if parent is None:
                return
            if root.relation in ("adverbial", "relative", "participle", "main", "purpose"):
                return
            kinds = self._kinds(root)
            yield from (
                (op, parent, parent.head) for op in self.operators(parent) if kinds.intersection(op.over) and not _presupposed(root, op)
            )
            current = parent

    def _kinds(self, clause: Clause) -> set[str]:
        """The kinds of complement that a clause is for the one above it."""
        if clause.relation != "noun":
            return {clause.relation, *([clause.marker] if clause.marker else []), *(["whether"] if clause.relation == "wh" else [])}
        return {
            clause.slot or "",
            *(["object"] if clause.slot == "subject" and clause.parent is not None and clause.parent.passive else []),
        }

    def _over_noun(self, clause: Clause) -> Iterator[tuple[Operator, Clause | None, int]]:
        """ "plans to expel", "no sign of an attack", "the threat of strikes": nouns that govern the clause or event noun."""
        noun: Phrase | None = None
        kinds: set[str] = set()
        if clause.relation in ("to", "that", "ing", "wh") and clause.noun is not None:
            noun, kinds = clause.noun, self._kinds(clause)
        elif clause.relation == "noun":
            seat = self.parse.seats.get(clause.head)
            noun, kinds = (seat.on, {seat.slot}) if seat is not None else (None, set())
        if noun is not None and noun.negation is not None:
            yield _NO, None, noun.negation
        if noun is not None:
            for operator in self.lexicon.operators.get(("NOUN", noun.lemma.lower()), ()):
                if kinds.intersection(operator.over):
                    yield operator, None, noun.head
