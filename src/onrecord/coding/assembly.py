"""Drafts to records: ids by position, token ranges to spans, entities to roles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from onrecord.article import Article
from onrecord.coding.contexts import contexts_of
from onrecord.coding.events import EventDraft
from onrecord.coding.settings import Settings, is_history
from onrecord.coding.statements import StatementDraft
from onrecord.knowledge.ontology import Ontology
from onrecord.parse.clause import Parse
from onrecord.records import (
    Condition,
    Entity,
    Event,
    EventDate,
    EventPlace,
    Magnitude,
    ObjectEvent,
    Place,
    Role,
    Span,
    Statement,
    Time,
)  # fmt: skip
from onrecord.resolve.actors import Reference


@dataclass
class Assembly:
    """All that the drafts of one article need to become records."""

    article: Article
    parse: Parse
    ontology: Ontology
    settings: Settings
    entities: dict[int, Entity]
    magnitudes: Callable[[EventDraft], Sequence[Magnitude]]
    relation: Callable[[Place], str]

    # ---------------------------------------------------------------- statements
    def statements(self, drafts: Sequence[StatementDraft], events: Sequence[EventDraft]) -> tuple[Statement, ...]:
        """The statements, ids s1, s2, ... by position."""
        event_of = {e.statement: f"e{n}" for n, e in enumerate(events, 1) if e.statement is not None}
        return tuple(self._statement(draft, n, event_of.get(n - 1)) for n, draft in enumerate(drafts, 1))

    def _statement(self, draft: StatementDraft, number: int, event: str | None) -> Statement:
        return Statement(
            id=f"s{number}", sentence=draft.sentence, source=self._speaker(draft.source_key, draft.source_range),
            cue=self._spans(draft.cue), content=self._spans(draft.content), addressee=self._addressee(draft), quotation=draft.quotation,
            act=draft.act,  # type: ignore[arg-type]
            negated=draft.negated, of=None if draft.of is None else f"s{draft.of + 1}", event=event, rule=draft.rule,
            confidence=round(draft.confidence, 3),
        )  # fmt: skip

    def _speaker(self, key: int | None, words: tuple[int, int] | None) -> Role | None:
        if key is None or key not in self.entities:
            return None
        return Role(self.entities[key], self.parse.span(*words) if words else None)

    def _addressee(self, draft: StatementDraft) -> Role | None:
        phrase = draft.addressee
        return self._speaker(draft.addressee_key, (phrase.start, phrase.end)) if phrase is not None else None

    def _spans(self, ranges: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
        return tuple(self.parse.span(start, end) for start, end in ranges)

    # ---------------------------------------------------------------- events
    def events(self, drafts: Sequence[EventDraft]) -> tuple[Event, ...]:
        """The events, ids e1, e2, ... by position."""
        return tuple(self._event(draft, n) for n, draft in enumerate(drafts, 1))

    def _event(self, draft: EventDraft, number: int) -> Event:
        time = self.settings.time_of(draft, saying=draft.statement is not None)
        if is_history(time, self.article.published):
            draft.statuses.add("historical")
        kind, mode = draft.type, draft.mode
        own = kind == draft.candidate.rule.frame.type
        return Event(
            id=f"e{number}", type=kind, mode=mode, status=draft.status, quad=self.ontology.types[kind].quad,
            score=self.ontology.score(kind, mode),
            cameo=(draft.candidate.rule.frame.cameo if own else None) or self.ontology.cameo(kind, mode),
            contexts=contexts_of(draft, self.parse, self.ontology), sentence=self.parse.tokens[draft.trigger].sentence,
            trigger=self.parse.span(draft.trigger, draft.trigger + 1),
            actors=self._roles(draft.actors), recipients=self._roles(draft.recipients),
            date=self._date(time), place=self._place(draft), magnitudes=self._magnitudes(draft), condition=self._condition(draft),
            object_event=ObjectEvent(*draft.object_event) if draft.object_event else None,
            asserted_by=_statement_id(draft.asserted_by), statement=_statement_id(draft.statement),
            rule=draft.candidate.rule.name, confidence=draft.confidence,
        )  # fmt: skip

    def _roles(self, references: Sequence[Reference]) -> tuple[Role, ...]:
        return tuple(Role(self.entities[r.key], r.span) for r in references)

    def _date(self, time: Time | None) -> EventDate | None:
        if time is not None:
            return EventDate(time.value, time.span, "text", time.resolved)
        published = self.article.published
        return EventDate(published[:10], None, "article") if published else None

    def _magnitudes(self, draft: EventDraft) -> tuple[Magnitude, ...]:
        """Those of the event; how many sign or urge something is no size."""
        ground = self.ontology.types[draft.candidate.rule.frame.type].ground
        return tuple(m for m in self.magnitudes(draft) if ground or m.kind != "size")

    def _place(self, draft: EventDraft) -> EventPlace | None:
        told = self.settings.place_of(draft, ground=self.ontology.types[draft.candidate.rule.frame.type].ground)
        return EventPlace(told[0], told[1], self.relation(told[0])) if told is not None else None

    def _condition(self, draft: EventDraft) -> Condition | None:
        if draft.condition is None:
            return None
        kind, start, end = draft.condition
        return Condition(kind, self.parse.span(start, end)) if end > start else None  # type: ignore[arg-type]


def _statement_id(index: int | None) -> str | None:
    return None if index is None else f"s{index + 1}"
