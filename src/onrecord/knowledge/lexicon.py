"""The lexicon of events: frames, classes, nominalisations, operators and light verbs, indexed by lemma (docs/lexicon.md)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from onrecord.errors import KnowledgeError
from onrecord.knowledge.files import complain, digest, knowledge_files, read_toml
from onrecord.knowledge.ontology import Ontology
from onrecord.knowledge.schema import ClassFile, Frame, FrameFile, Light, LightFile, NominalFile, Operator, OperatorFile

_FOLDERS = ("verbs", "nouns", "classes", "nominals", "phrases")


@dataclass(frozen=True, slots=True)
class Words:
    """What a slot may hold: lemmas and word pairs, `&` kinds, anything ("*"), nothing ("-")."""

    lemmas: frozenset[str]
    kinds: frozenset[str]
    anything: bool
    nothing: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A frame made ready: conditions by slot, and the name that an event's `rule` shows."""

    name: str
    frame: Frame
    when: tuple[tuple[str, Words], ...]
    unless: tuple[tuple[str, Words], ...]


@dataclass
class Lexicon:
    """Frames by part of speech and lemma; a particle verb is "call off", a compound noun "air strike"."""

    rules: dict[tuple[str, str], list[Rule]] = field(default_factory=dict)
    operators: dict[tuple[str, str], list[Operator]] = field(default_factory=dict)
    lights: dict[str, list[tuple[Light, Words]]] = field(default_factory=dict)
    nominals: dict[str, str] = field(default_factory=dict)
    classes: dict[str, frozenset[str]] = field(default_factory=dict)
    all_rules: list[Rule] = field(default_factory=list)
    digest: str = ""

    @property
    def verbs(self) -> frozenset[str]:
        """All verb lemmas that the lexicon knows, without their particles."""
        known = {lemma for pos, lemma in (*self.rules, *self.operators) if pos == "VERB"} | set(self.lights) | set(self.nominals.values())
        return frozenset(lemma.split()[0] for lemma in known)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """All single words that the lexicon knows: none of them is a name."""
        phrases = (
            {lemma for _, lemma in (*self.rules, *self.operators)} | set(self.lights) | set(self.nominals) | set(self.nominals.values())
        )
        for members in self.classes.values():
            phrases |= members
        return frozenset(word for phrase in phrases for word in phrase.split() if word.islower())

    def is_event_noun(self, lemma: str) -> bool:
        """Can the noun be an event of its own?"""
        return ("NOUN", lemma) in self.rules or lemma in self.nominals


def load_lexicon(ontology: Ontology, *overlays: Path) -> Lexicon:
    """The lexicon, checked against the ontology. Raises KnowledgeError with file, line, value and the nearest guess."""
    lexicon, paths = Lexicon(), []
    files = {folder: knowledge_files(f"lexicon/en/{folder}", *overlays) for folder in _FOLDERS}
    for folder in _FOLDERS:
        paths += list(files[folder].values())
    lexicon.classes = _classes(files["classes"].values())
    for path in files["nominals"].values():
        lexicon.nominals |= read_toml(path, NominalFile).nouns
    for folder in ("verbs", "nouns"):
        for name, path in files[folder].items():
            for frame in read_toml(path, FrameFile).frame:
                _check_frame(path, frame, ontology, lexicon)
                _add_rule(lexicon, f"{folder}/{name}#{frame.id}", frame, path)
    _phrases(lexicon, files["phrases"])
    lexicon.digest = digest(paths)
    return lexicon


def _phrases(lexicon: Lexicon, files: dict[str, Path]) -> None:
    for name, path in files.items():
        if name == "light.toml":
            for light in read_toml(path, LightFile).light:
                words = _words(light.nouns, lexicon.classes, path)
                for verb in light.verbs:
                    lexicon.lights.setdefault(verb, []).append((light, words))
        else:
            for operator in read_toml(path, OperatorFile).operator:
                for pos, lemmas in (("VERB", operator.verbs), ("NOUN", operator.nouns), ("ADJ", operator.adjectives)):
                    for lemma in lemmas:
                        lexicon.operators.setdefault((pos, lemma), []).append(operator)


def _add_rule(lexicon: Lexicon, name: str, frame: Frame, path: Path) -> None:
    when = tuple((slot, _words(values, lexicon.classes, path)) for slot, values in frame.when.items())
    unless = tuple((slot, _words(values, lexicon.classes, path)) for slot, values in frame.unless.items())
    rule = Rule(name, frame, when, unless)
    lexicon.all_rules.append(rule)
    for pos, lemmas in (("VERB", frame.verbs), ("NOUN", frame.nouns), ("ADJ", frame.adjectives)):
        for lemma in lemmas:
            lexicon.rules.setdefault((pos, lemma), []).append(rule)


def _check_frame(path: Path, frame: Frame, ontology: Ontology, lexicon: Lexicon) -> None:
    entry = ontology.types.get(frame.type)
    if entry is None:
        raise complain(path, frame.type, "an event type", ontology.types)
    if frame.mode is not None and frame.mode not in entry.modes:
        raise complain(path, frame.mode, f"a mode of {frame.type}", entry.modes)
    if not (frame.verbs or frame.nouns or frame.adjectives):
        raise KnowledgeError(f'{path}: frame "{frame.id}" has no verbs, nouns or adjectives')


def _classes(paths: Iterable[Path]) -> dict[str, frozenset[str]]:
    raw: dict[str, tuple[str, ...]] = {}
    where: dict[str, Path] = {}
    for path in paths:
        for name, members in read_toml(path, ClassFile).classes.items():
            raw[name] = (*raw.get(name, ()), *members)
            where[name] = path
    return {name: frozenset(_members(name, raw, where, ())) for name in raw}


def _members(name: str, raw: dict[str, tuple[str, ...]], where: dict[str, Path], above: tuple[str, ...]) -> list[str]:
    found: list[str] = []
    for member in raw[name]:
        if not member.startswith("@"):
            found.append(member)
        elif member[1:] not in raw:
            raise complain(where[name], member, "a noun class", [f"@{known}" for known in raw])
        elif member[1:] not in above:
            found += _members(member[1:], raw, where, (*above, name))
    return found


def _words(values: Iterable[str], classes: dict[str, frozenset[str]], path: Path) -> Words:
    lemmas: set[str] = set()
    kinds: set[str] = set()
    for value in values:
        if value.startswith("@"):
            if value[1:] not in classes:
                raise complain(path, value, "a noun class", [f"@{name}" for name in classes])
            lemmas |= classes[value[1:]]
        elif value.startswith("&"):
            kinds.add(value[1:])
        elif value not in ("*", "-"):
            lemmas.add(value)
    return Words(frozenset(lemmas), frozenset(kinds), "*" in values, "-" in values)
