"""The cue lexicon: which words attribute a statement, in which pattern, how strongly, and as which act (docs/lexicon.md)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import msgspec

from onrecord.knowledge.files import complain, knowledge_files, read_toml
from onrecord.knowledge.schema import Cue, CueFile, Grade
from onrecord.records import Act

FOLDER = "lexicon/en/cues"
PATTERNS = frozenset(
    {
        "that",
        "left",
        "quote",
        "parenthesis",
        "whether",
        "object",
        "passive",
        "negated-object",
        "infinitive",
        "object-infinitive",
        "as",
        "predicate",
        "ing",
        "raising",
        "noun-that",
        "noun-to",
        "noun-whether",
        "according",
        "possessive-phrase",
        "adverb",
        "adverb-report",
        "colon",
        "adjective-that",
        "adjective-whether",
        "adjective-infinitive",
        "source",
        "document",
        "audience",
        "light",
        "poll",
        "content",
    }
)
_OPEN = ("prep:", "noun-", "adjective-prep:")  # these are followed by any preposition
_NO_VERB = frozenset({"source", "document", "audience", "content", "according", "possessive-phrase", "adverb", "adverb-report", "poll"})


class Reading(msgspec.Struct, frozen=True):
    """What a lemma means in a pattern: its grade, its act, and the rule's name for a statement's `rule`."""

    grade: Grade
    act: str
    rule: str
    breadth: int  # how many lemmas share the entry: the shortest list decides


class CueLexicon:
    """Answers questions about cues. Of several entries with the same lemma and pattern the one with the fewest lemmas decides."""

    def __init__(self, entries: list[tuple[str, Cue]]) -> None:
        self._readings: dict[str, dict[str, Reading]] = {}
        for name, cue in entries:
            for lemma in cue.lemmas:
                known = self._readings.setdefault(lemma, {})
                for pattern, reading in _readings(name, cue):
                    if pattern not in known or reading.breadth < known[pattern].breadth:
                        known[pattern] = reading
        self.verbs = frozenset(lemma.split()[0] for lemma, known in self._readings.items() if any(map(_verbal, known)))
        self._longer = self._index_longer()

    def _index_longer(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        found: dict[str, list[tuple[str, ...]]] = {}
        for lemma in self._readings:
            words = tuple(lemma.split())
            if len(words) > 1:
                found.setdefault(words[0], []).append(words)
        return {first: tuple(sorted(rest, key=lambda w: (-len(w), w))) for first, rest in found.items()}

    def readings(self, lemma: str) -> dict[str, Reading]:
        """The patterns of a lemma ("say", "point out") with their readings; empty when it is no cue."""
        return self._readings.get(lemma, {})

    def reading(self, lemma: str, pattern: str) -> Reading | None:
        """The reading of a lemma in a pattern, or None."""
        return self._readings.get(lemma, {}).get(pattern)

    def longer(self, first: str) -> tuple[tuple[str, ...], ...]:
        """The cues of several words that begin with a word, the longest first."""
        return self._longer.get(first, ())

    def has(self, lemma: str, pattern: str) -> bool:
        """Whether the lemma is listed with the pattern ("source", "light", ...)."""
        return pattern in self._readings.get(lemma, {})

    def __len__(self) -> int:
        return len(self._readings)


def load_cues(*overlays: Path) -> CueLexicon:
    """The cue lexicon of the built-in files and the user's folders. Raises KnowledgeError when a file is wrong."""
    entries: list[tuple[str, Cue]] = []
    for name, path in knowledge_files(FOLDER, *overlays).items():
        file = read_toml(path, CueFile)
        for cue in file.cue:
            _check(path, cue)
            entries.append((name, cue))
    return CueLexicon(entries)


def _verbal(pattern: str) -> bool:
    return pattern not in _NO_VERB and not pattern.startswith(("noun-", "adjective-"))


def _readings(name: str, cue: Cue) -> Iterator[tuple[str, Reading]]:
    rule = f"cues/{name}#{cue.lemmas[0].replace(' ', '-')}"
    for pattern, grade in cue.patterns.items():
        yield pattern, Reading(grade, cue.acts.get(pattern, cue.act), rule, len(cue.lemmas))


def _check(path: Path, cue: Cue) -> None:
    for act in (cue.act, *cue.acts.values()):
        if act not in get_args(Act):
            raise complain(path, act, "an act", get_args(Act))
    for pattern in (*cue.patterns, *cue.acts):
        if pattern not in PATTERNS and not pattern.startswith(_OPEN):
            raise complain(path, pattern, "a pattern of cues", PATTERNS)
