"""What speaks for and against an event: named features, whose weights stand in `data/weights/events.json`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.parse.clause import Parse
from onrecord.resolve.actors import Reference, Resolver

if TYPE_CHECKING:
    from onrecord.coding.events import EventDraft

_MOST = 10.0  # a rule's score counts up to here


def event_features(draft: EventDraft, parse: Parse, resolver: Resolver) -> dict[str, float]:
    """The features of a draft: how closely its rule fits, who takes part, how and where it is told."""
    clause, sentence = draft.clause, parse.tokens[draft.trigger].sentence
    features = {"rule": min(sum(draft.candidate.parts.values()), _MOST), f"type:{draft.type}": 1.0}
    features |= _party("actor", draft.actors, resolver) | _party("recipient", draft.recipients, resolver)
    noun = clause.relation == "noun"
    features |= {
        "noun": float(noun), "nominal": float("nominal" in draft.candidate.parts), "light": float(noun and bool(clause.shared)),
        "title": float(parse.kinds[sentence] == "title"), "told": float(draft.asserted_by is not None),
        "cue": float(draft.statement is not None),
        "status": float(bool(draft.statuses)), "embeds": float(draft.object_event is not None),
        "passive": float(clause.passive and not noun), f"relation:{clause.relation}": 1.0,
    }  # fmt: skip
    return {name: value for name, value in features.items() if value}


def _party(role: str, references: tuple[Reference, ...], resolver: Resolver) -> dict[str, float]:
    """Is there anybody in the role, is one of them coded, what is the sector and kind of the first?"""
    if not references:
        return {f"{role}:none": 1.0}
    actors = [resolver.cast.actors[r.key] for r in references]
    coded = next((a for a in actors if a.code), None)
    first = coded or actors[0]
    features = {f"{role}:coded" if coded else f"{role}:uncoded": 1.0, f"{role}:{first.kind}": 1.0}
    return features | {f"{role}:{first.sector or 'body'}": 1.0}
