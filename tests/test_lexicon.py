"""Every frame codes the sentences that it says it codes, and none of those that it says it misses."""

from functools import cache

import pytest

from onrecord.article import Article
from onrecord.coder import Coder
from onrecord.knowledge.lexicon import Rule, load_lexicon
from onrecord.knowledge.ontology import load_ontology

LEXICON = load_lexicon(load_ontology())


@cache
def coder() -> Coder:
    """One coder for all sentences."""
    return Coder()


def fired(sentence: str) -> list[tuple[str, str, str | None]]:
    """Rule, type and mode of the events of a sentence."""
    drafts = coder().walk(Article(text=sentence, published="2031-03-04")).event_drafts
    return [(draft.candidate.rule.name, draft.type, draft.mode) for draft in drafts]


def same_kind(rule: Rule, events: list[tuple[str, str, str | None]]) -> bool:
    """Did the rule fire, or another of its type and mode (two frames may fit equally well)?"""
    kind = (rule.frame.type, rule.frame.mode)
    known = {r.name: (r.frame.type, r.frame.mode) for r in LEXICON.all_rules}
    return any(name == rule.name or known[name] == kind or (type_, mode) == kind for name, type_, mode in events)


CODES = [(rule, sentence) for rule in LEXICON.all_rules for sentence in rule.frame.codes]
MISSES = [(rule, sentence) for rule in LEXICON.all_rules for sentence in rule.frame.misses]


def test_names_are_unique():
    """A rule's name tells its file and its id; no two are the same."""
    names = [rule.name for rule in LEXICON.all_rules]
    assert len(names) == len(set(names))


def test_every_frame_has_an_example():
    """A frame without a sentence that shows it cannot be tested."""
    assert [rule.name for rule in LEXICON.all_rules if not rule.frame.codes] == []


@pytest.mark.parametrize(("rule", "sentence"), CODES, ids=[f"{r.name}: {s}" for r, s in CODES])
def test_codes(rule, sentence):
    """The frame, or its equal, makes an event of the sentence."""
    events = fired(sentence)
    assert same_kind(rule, events), f"fired instead: {events}"


@pytest.mark.parametrize(("rule", "sentence"), MISSES, ids=[f"{r.name}: {s}" for r, s in MISSES])
def test_misses(rule, sentence):
    """The frame makes no event of the near miss."""
    assert rule.name not in [name for name, _, _ in fired(sentence)]
