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


def rules_fired(sentence: str) -> dict[str, set[str]]:
    """The rules that made events of a sentence, with the types that these became."""
    found: dict[str, set[str]] = {}
    for draft in coder().walk(Article(text=sentence, published="2031-03-04")).event_drafts:
        found.setdefault(draft.candidate.rule.name, set()).add(draft.type)
    return found


def same_kind(rule: Rule, fired: dict[str, set[str]]) -> bool:
    """Did the rule fire, or another of its type and mode (two frames may fit equally well)?"""
    known = {r.name: r.frame for r in LEXICON.all_rules}
    return any(name == rule.name or (known[name].type, known[name].mode) == (rule.frame.type, rule.frame.mode) for name in fired)


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
    fired = rules_fired(sentence)
    assert same_kind(rule, fired), f"fired instead: {fired}"


@pytest.mark.parametrize(("rule", "sentence"), MISSES, ids=[f"{r.name}: {s}" for r, s in MISSES])
def test_misses(rule, sentence):
    """The frame makes no event of the near miss."""
    assert rule.name not in rules_fired(sentence)
