"""What speaks for and against an event: named features, whose weights stand in `data/weights/events.json`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.knowledge.ontology import Political
from onrecord.parse.clause import Parse
from onrecord.resolve.actors import Reference, Resolver

if TYPE_CHECKING:
    from onrecord.coding.events import EventDraft

_MOST = 10.0  # a rule's score counts up to here


def event_features(draft: EventDraft, parse: Parse, resolver: Resolver, political: Political) -> dict[str, float]:
    """The features of a draft: how closely its rule fits, who takes part, how and where it is told.

    `side:` says whether a political actor takes part as the first or the second party; when none does, `private:` says in what.
    """
    clause, sentence = draft.clause, parse.tokens[draft.trigger].sentence
    features = {"rule": min(sum(draft.candidate.parts.values()), _MOST), f"type:{draft.type}": 1.0}
    features |= _party("actor", draft.actors, resolver) | _party("recipient", draft.recipients, resolver)
    sides = _side(draft.actors, resolver, political), _side(draft.recipients, resolver, political)
    act = f"{draft.type}/{draft.mode}" if draft.mode else draft.type
    features |= {f"side:{sides[0]}-{sides[1]}": 1.0, f"act:{act}": 1.0}
    if not {"political", "unknown"}.intersection(sides):
        features |= {f"private:{draft.type}": 1.0, f"private:{act}": 1.0}
    features["strange"] = float("unknown" in sides and resolver.knows_nobody)
    noun = clause.relation == "noun"
    features |= {
        "noun": float(noun), "nominal": float("nominal" in draft.candidate.parts), "light": float(noun and bool(clause.shared)),
        "title": float(parse.kinds[sentence] == "title"), "told": float(draft.asserted_by is not None),
        "cue": float(draft.statement is not None),
        "status": float(bool(draft.statuses)), "embeds": float(draft.object_event is not None),
        "passive": float(clause.passive and not noun), f"relation:{clause.relation}": 1.0,
    }  # fmt: skip
    return {name: value for name, value in features.items() if value}


def _side(references: tuple[Reference, ...], resolver: Resolver, political: Political) -> str:
    """Is anybody on this side of the act, and a political actor?"""
    actors = [resolver.cast.actors[r.key] for r in references]
    if any(political.has(a.code, a.sector, a.kind) for a in actors):
        return "political"
    if any(a.sector is None and (a.kind != "person" or " " not in a.name) for a in actors):
        return "unknown"  # a name that no table has may be a state's
    return "private" if actors else "none"


def _party(role: str, references: tuple[Reference, ...], resolver: Resolver) -> dict[str, float]:
    """Is there anybody in the role, is one of them coded, what is the sector and kind of the first?"""
    if not references:
        return {f"{role}:none": 1.0}
    actors = [resolver.cast.actors[r.key] for r in references]
    coded = next((a for a in actors if a.code), None)
    first = coded or actors[0]
    features = {f"{role}:coded" if coded else f"{role}:uncoded": 1.0, f"{role}:{first.kind}": 1.0}
    return features | {f"{role}:{first.sector or 'body'}": 1.0}
