"""Why a sentence was coded as it was: the rules that fired with their words and scores, and the nearest rules that did not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from onrecord.coding.events import EventCoder, EventDraft
from onrecord.coding.statements import StatementDraft
from onrecord.parse.clause import Clause, Parse


class ClauseLine(msgspec.Struct, frozen=True):
    """A clause as the coding sees it: predicate, slots with their words, how it is told."""

    predicate: str
    relation: str
    slots: dict[str, list[str]]
    told: list[str]


class Fired(msgspec.Struct, frozen=True):
    """A rule that made an event: its words, the parts of its score, what showed the status."""

    rule: str
    type: str
    mode: str | None
    trigger: str
    actors: list[str]
    recipients: list[str]
    status: list[str]
    status_words: list[str]
    score: dict[str, float]
    confidence: float


class Attributed(msgspec.Struct, frozen=True):
    """A statement with its rule and the parts of its score."""

    rule: str
    act: str
    source: str | None
    cue: list[str]
    content: list[str]
    score: dict[str, float]
    confidence: float


class Refused(msgspec.Struct, frozen=True):
    """A rule of a predicate's word that did not fire: the condition that failed and what it asks for."""

    rule: str
    predicate: str
    condition: str
    asks: list[str]


class Explanation(msgspec.Struct, frozen=True):
    """All that `explain` shows of a text."""

    text: str
    clauses: list[ClauseLine]
    events: list[Fired]
    statements: list[Attributed]
    refused: list[Refused]

    def to_dict(self) -> dict[str, Any]:
        """The explanation as plain dicts and lists."""
        data: dict[str, Any] = msgspec.to_builtins(self)
        return data


def explain_drafts(
    parse: Parse, coder: EventCoder, events: Sequence[EventDraft], statements: Sequence[StatementDraft], *, type: str | None = None
) -> Explanation:
    """The explanation of one article's drafts; with `type` only rules of that event type are shown."""
    fired = [_fired(parse, draft) for draft in events if type in (None, draft.type)]
    refused = [
        Refused(
            rule.name,
            _word(parse, clause.head),
            slot,
            list((rule.frame.unless if slot.startswith("unless ") else rule.frame.when).get(slot.removeprefix("unless "), ())),
        )
        for clause, rule, slot in coder.proposer.refused
        if type in (None, rule.frame.type)
    ]
    return Explanation(
        parse.text, [_clause(parse, c) for c in parse.clauses], fired, [_attributed(parse, s) for s in statements], _nearest(refused)
    )


def _nearest(refused: list[Refused]) -> list[Refused]:
    """One row a rule, at most eight."""
    seen: dict[str, Refused] = {}
    for row in refused:
        seen.setdefault(row.rule, row)
    return list(seen.values())[:8]


def _word(parse: Parse, at: int) -> str:
    return parse.tokens[at].text


def _clause(parse: Parse, clause: Clause) -> ClauseLine:
    slots: dict[str, list[str]] = {}
    for name, phrases in (("subject", clause.subjects), ("object", clause.objects), ("indirect", clause.indirect)):
        if phrases:
            slots[name] = [parse.words(p.start, p.end) for p in phrases]
    for name, phrase in clause.obliques:
        slots.setdefault(name, []).append(parse.words(phrase.start, phrase.end))
    told = [
        clause.tense,
        *(["passive"] if clause.passive else []),
        *([clause.modal] if clause.modal else []),
        *(["negated"] if clause.negation else []),
    ]
    return ClauseLine(
        f"{clause.lemma} {clause.particle}" if clause.particle else clause.lemma, clause.relation, slots, [t for t in told if t != "none"]
    )


def _fired(parse: Parse, draft: EventDraft) -> Fired:
    def words(references: Sequence[Any]) -> list[str]:
        return [parse.text[r.span[0] : r.span[1]] for r in references]

    return Fired(
        draft.candidate.rule.name, draft.type, draft.mode, _word(parse, draft.trigger), words(draft.actors), words(draft.recipients),
        list(draft.status), [_word(parse, at) for at in sorted(draft.words)],
        {k: v for k, v in draft.candidate.parts.items() if v}, draft.confidence,
    )  # fmt: skip


def _attributed(parse: Parse, draft: StatementDraft) -> Attributed:
    source = parse.words(*draft.source_range) if draft.source_range else None
    parts = {k: round(v, 3) for k, v in draft.parts.items() if v}
    return Attributed(
        draft.rule,
        draft.act,
        source,
        [parse.words(*r) for r in draft.cue],
        [parse.words(*r) for r in draft.content],
        parts,
        round(draft.confidence, 3),
    )
