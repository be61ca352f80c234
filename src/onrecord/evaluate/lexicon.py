"""Counts the lexicon, and codes the examples and near misses that stand in its files."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol

import msgspec

from onrecord.article import Article
from onrecord.knowledge.actors import load_actors
from onrecord.knowledge.cues import load_cues
from onrecord.knowledge.lexicon import Lexicon, Rule, load_lexicon
from onrecord.knowledge.ontology import load_ontology
from onrecord.records import Record

DAY = "2031-03-04"  # the date of the sentences


class Failure(msgspec.Struct, frozen=True):
    """A sentence that does not come out as its frame says: `fired` are the rules that made events of it."""

    rule: str
    sentence: str
    wanted: bool
    fired: tuple[str, ...]


class _Coder(Protocol):
    def code(self, article: Article) -> Record: ...


def count_lexicon(*overlays: Path) -> dict[str, int]:
    """How much the lexicon holds, by kind. Raises KnowledgeError when a file is wrong."""
    lexicon = load_lexicon(load_ontology(*overlays), *overlays)
    frames = [rule.frame for rule in lexicon.all_rules]
    return {
        "frames": len(frames),
        "verbs": len({verb for frame in frames for verb in frame.verbs}),
        "adjectives": len({word for frame in frames for word in frame.adjectives}),
        "event nouns": len({noun for frame in frames for noun in frame.nouns}),
        "nominalisations": len(lexicon.nominals),
        "noun classes": len(lexicon.classes),
        "operators": sum(len(found) for found in lexicon.operators.values()),
        "light verbs": len(lexicon.lights),
        "cues": len(load_cues(*overlays)),
        "actors": len(load_actors()),
        "examples": sum(len(frame.codes) for frame in frames),
        "near misses": sum(len(frame.misses) for frame in frames),
    }


def check_lexicon(coder: _Coder, file: str | None = None, *overlays: Path) -> dict[str, Any]:
    """Codes each example and near miss (of one file, such as `verbs/accuse.toml`): their number, and the failures as plain dicts."""
    lexicon = load_lexicon(load_ontology(*overlays), *overlays)
    rules = [rule for rule in lexicon.all_rules if file is None or rule.name.startswith(f"{file}#")]
    failures = [failure for rule in rules for failure in _check(coder, rule, lexicon)]
    count = sum(len(rule.frame.codes) + len(rule.frame.misses) for rule in rules)
    return {"sentences": count, "failures": msgspec.to_builtins(failures)}


def compare_coders(before: _Coder, after: _Coder, articles: Iterable[Article]) -> dict[str, Any]:
    """The events that come, go or change between two coders, an event being what stands on a trigger of an article.

    `{"articles", "same", "came": [...], "went": [...], "changed": [...]}`; a row has article, words, trigger and the rules of both.
    """
    found: dict[str, Any] = {"articles": 0, "same": 0, "came": [], "went": [], "changed": []}
    for article in articles:
        found["articles"] += 1
        old, new = _by_trigger(before.code(article)), _by_trigger(after.code(article))
        for trigger in sorted(old.keys() | new.keys()):
            one, other = old.get(trigger), new.get(trigger)
            if one == other:
                found["same"] += 1
                continue
            start, end = trigger
            row = {
                "article": article.id,
                "trigger": [start, end],
                "words": _around(article.text, start, end),
                "before": one,
                "after": other,
            }
            found["came" if one is None else "went" if other is None else "changed"].append(row)
    return found


def _by_trigger(record: Record) -> dict[tuple[int, int], dict[str, Any]]:
    """What counts as the same event: type, mode, status, who takes part, and the rule."""
    return {
        event.trigger: {
            "type": event.type,
            "mode": event.mode,
            "status": list(event.status),
            "actors": [role.entity.name for role in event.actors],
            "recipients": [role.entity.name for role in event.recipients],
            "rule": event.rule,
        }
        for event in record.events
    }


def _around(text: str, start: int, end: int) -> str:
    """The words around a trigger, on one line."""
    return " ".join(text[max(0, start - 60) : end + 60].split())


def _check(coder: _Coder, rule: Rule, lexicon: Lexicon) -> Iterator[Failure]:
    known = {each.name: (each.frame.type, each.frame.mode) for each in lexicon.all_rules}
    meant = (rule.frame.type, rule.frame.mode)
    for sentence in rule.frame.codes:
        fired = _fired(coder, sentence)
        # Two frames may fit equally well; what counts is that the event is of the kind the frame says.
        if not any(name == rule.name or known.get(name) == meant for name in fired):
            yield Failure(rule.name, sentence, True, fired)
    for sentence in rule.frame.misses:
        fired = _fired(coder, sentence)
        if rule.name in fired:
            yield Failure(rule.name, sentence, False, fired)


def _fired(coder: _Coder, sentence: str) -> tuple[str, ...]:
    return tuple(event.rule for event in coder.code(Article(text=sentence, published=DAY)).events)
