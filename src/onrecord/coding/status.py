"""How an event is told: modal, negation, condition, operators above it, background; and what the mood table makes of that."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.coding.embedding import Embedding
from onrecord.knowledge.ontology import Ontology
from onrecord.knowledge.words import ParseWords
from onrecord.parse.clause import Clause, Parse


@dataclass(slots=True)
class Mood:
    """The findings on how an event is told; `words` are the tokens that show them."""

    modal: str = "none"
    negated: bool = False
    perfect: bool = False
    statuses: set[str] = field(default_factory=set)
    condition: tuple[str, int, int] | None = None  # kind and token range of the clause, without its conjunction
    words: set[int] = field(default_factory=set)


def read_mood(clause: Clause, parse: Parse, embedding: Embedding, ontology: Ontology, words: ParseWords) -> Mood:
    """What the clause of an event and the clauses and operators above it say on how the event is told."""
    mood = Mood()
    told = _teller(clause)
    if told is not None:
        _own(told, mood, ontology)
    for operator, _, word in embedding.above(clause):
        mood.words.add(word)
        if operator.status == "negation":
            mood.negated = not mood.negated
        elif operator.status in ("future", "decided"):
            mood.modal = {"future": "plan", "decided": "decided"}[operator.status] if mood.modal == "none" else mood.modal
        elif operator.status != "fact":
            mood.statuses.add(operator.status)
    for above in _path(clause):
        _of_above(above, mood, ontology)
    mood.condition = condition_of(clause, parse, words)
    if _in_condition(clause, words):
        mood.statuses.add("hypothetical")
    if mood.modal in ("plan", "decided") and "hypothetical" in mood.statuses:
        mood.modal = "none"
    return mood


def _teller(clause: Clause) -> Clause | None:
    """The clause whose helpers tell the event: its own, or that of a noun's light verb."""
    if clause.relation != "noun" or (clause.pos == "VERB" and clause.noun is None):
        return clause
    governor = clause.parent
    lent = clause.shared & {"light", "undergo"} or (
        clause.slot in ("subject", "object") and governor is not None and governor.subjects == clause.subjects and clause.subjects
    )
    return governor if governor is not None and (lent or clause.slot == "subject") else None


def _own(clause: Clause, mood: Mood, ontology: Ontology) -> None:
    mood.perfect = clause.perfect
    if clause.modal is not None:
        mood.modal = ontology.modals.get(clause.modal, "none")
        if clause.modal_at is not None:
            mood.words.add(clause.modal_at)
    if clause.imperative:
        mood.modal = "imperative"
    if clause.question or (clause.relation == "wh" and clause.marker in ("whether", "if")):
        mood.modal = "question"
    mood.negated = bool(clause.negation)
    mood.words.update(clause.negation)


def _path(clause: Clause) -> list[Clause]:
    """The clauses above along complements: their modals hold for what they govern ("may have to withdraw", "will continue to ...")."""
    found: list[Clause] = []
    current = clause
    while current.parent is not None and current.relation in ("to", "bare", "ing", "conjunct", "as") and len(found) < 8:
        current = current.parent
        found.append(current)
    return found


def _of_above(clause: Clause, mood: Mood, ontology: Ontology) -> None:
    value = ontology.modals.get(clause.modal or "", "none")
    if mood.modal == "none" and value in ("future", "may", "would"):
        mood.modal = value
    if clause.question and mood.modal == "none":
        mood.modal = "question"


def condition_of(clause: Clause, parse: Parse, words: ParseWords) -> tuple[str, int, int] | None:
    """The if, unless or until clause that the event hangs on: its kind and its token range without the conjunction.

    It may hang on the clause itself, on one above, or on what the clause embeds ("threatened to leave if ...").
    """
    governor = [clause.parent] if clause.relation == "noun" and clause.parent else []
    for current in (clause, *governor, *_path(clause), *_embedded(clause)):
        for adverbial in current.adverbials:
            kind = words.conditions.get(adverbial.marker or "")
            if kind is not None and adverbial.marker_at is not None:
                return kind, adverbial.marker_at + 1, _trimmed(parse, adverbial.end)
    return None


def _embedded(clause: Clause, depth: int = 2) -> list[Clause]:
    """The infinitives and clauses that a clause embeds, the nearest first."""
    inner = [c for c in clause.complements if c.relation in ("to", "that", "ing", "bare")] if depth else []
    return [*inner, *(deeper for c in inner for deeper in _embedded(c, depth - 1))]


def _trimmed(parse: Parse, end: int) -> int:
    while end > 1 and parse.tokens[end - 1].pos == "PUNCT":
        end -= 1
    return end


def _in_condition(clause: Clause, words: ParseWords) -> bool:
    """Is the event told inside an if or unless clause?"""
    steps: list[Clause] = [clause, *clause.above()]
    for current in steps:
        if current.relation == "adverbial" and words.conditions.get(current.marker or "") in ("if", "unless"):
            return True
        if current.relation in ("relative", "main"):
            return False
    return False
