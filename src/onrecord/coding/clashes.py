"""Where a word was read both as saying and as doing ("if it attacks the islands"), the deed wins."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.coding.events import EventDraft
from onrecord.coding.statements import StatementDraft
from onrecord.knowledge.ontology import Ontology

_MATERIAL = (2, 4)  # quads of deeds


def settle_clashes(statements: Sequence[StatementDraft], events: Sequence[EventDraft], ontology: Ontology) -> list[StatementDraft]:
    """The statements that stand; what points at statements in both lists is renumbered, in place."""
    deeds = {e.statement for e in events if e.statement is not None and ontology.types[e.type].quad in _MATERIAL}
    kept = [n for n in range(len(statements)) if n not in deeds]
    number = {old: new for new, old in enumerate(kept)}
    outer = {n: statement.of for n, statement in enumerate(statements)}

    def standing(index: int | None) -> int | None:
        """The new number of a statement, or of the nearest one around it that stands."""
        steps = 0
        while index in deeds and steps <= len(statements):
            index, steps = outer.get(index) if index is not None else None, steps + 1
        return None if index is None else number.get(index)

    for statement in statements:
        statement.of = standing(statement.of)
    for event in events:
        event.asserted_by = standing(event.asserted_by)
        event.statement = number.get(event.statement) if event.statement is not None else None
    return [statements[n] for n in kept]
