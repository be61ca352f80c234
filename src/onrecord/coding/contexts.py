"""The contexts of an event: those of its frame, and those that words of its own clause show."""

from onrecord.coding.events import EventDraft
from onrecord.knowledge.ontology import Ontology
from onrecord.parse.clause import Parse


def contexts_of(draft: EventDraft, parse: Parse, ontology: Ontology) -> tuple[str, ...]:
    """The contexts, sorted by name."""
    found = set(draft.candidate.rule.frame.contexts)
    before = ""
    for at in sorted(draft.clause.tokens):
        token = parse.tokens[at]
        lemma, text = token.lemma.lower(), token.text.lower()
        for key in (lemma, text, f"{before} {lemma}", f"{before} {text}"):
            found.update(ontology.contexts.get(key, ()))
        before = text
    return tuple(sorted(found))
