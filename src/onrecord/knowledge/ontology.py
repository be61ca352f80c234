"""The ontology: event types, modes and scores, and the two tables for embedding and mood (`data/ontology/*.toml`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from onrecord.knowledge.files import complain, digest, knowledge_files, read_toml


class Quad(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of PLOVER's four quadrants."""

    number: int
    name: str


class TypeEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An event type with its quad, score, modes and CAMEO codes."""

    name: str
    quad: int
    score: float
    recipient: str = "usual"
    unreal: bool = False
    agentless: tuple[str, ...] = ()
    performative: bool = False
    told: bool = False
    ground: bool = False
    many: str | None = None
    toll: bool = False
    condition_names_recipient: bool = False
    doer_is_recipient: bool = False
    cameo: str | None = None
    modes: dict[str, float] = {}
    mode_cameo: dict[str, str] = {}
    covers: str = ""


class Must(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a named sayer's "must" over another side makes."""

    type: str
    mode: str | None = None


class Political(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Sectors, kinds and codes of those who act politically by what they are."""

    sectors: frozenset[str]
    kinds: frozenset[str]
    codes: frozenset[str]

    def has(self, code: str | None, sector: str | None, kind: str) -> bool:
        """Is an actor of this code, sector and kind a political one?"""
        return sector in self.sectors or code in self.codes or (kind in self.kinds and code is not None)


class EmbedRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What an act inside another act makes of the outer one."""

    outer: tuple[str, ...]
    inner: tuple[str, ...]
    inner_mode: tuple[str, ...] | None = None
    negated: bool | None = None
    lemma: tuple[str, ...] | None = None
    mode: str | None = None
    type: str | None = None
    status: tuple[str, ...] = ()


class MoodRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the way an act is told makes of it."""

    result: str
    type: tuple[str, ...] | None = None
    mode: tuple[str, ...] | None = None
    lemma: tuple[str, ...] | None = None
    modal: tuple[str, ...] | None = None
    negated: bool | None = None
    condition: bool | None = None
    perfect: bool | None = None
    passive: bool | None = None
    speaker: str | None = None
    said: tuple[str, ...] | None = None
    status: tuple[str, ...] = ()
    actor: str | None = None
    recipient: str | None = None


class _OntologyFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    quad: tuple[Quad, ...]
    political: Political
    type: tuple[TypeEntry, ...]
    modals: dict[str, tuple[str, ...]]
    embed: tuple[EmbedRow, ...]
    mood: tuple[MoodRow, ...]
    must: Must | None = None


class _Context(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    nouns: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()


class _ContextFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    context: tuple[_Context, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """How an act is told: the keys of the mood table."""

    type: str
    mode: str | None
    lemma: str
    modal: str
    negated: bool = False
    condition: bool = False
    perfect: bool = False
    passive: bool = False
    speaker: str = "reporter"
    said: str = ""


@dataclass(frozen=True)
class Ontology:
    """Types, modes, tables; `contexts` maps a word or word pair to the contexts that it shows."""

    types: dict[str, TypeEntry]
    political: Political
    modals: dict[str, str]
    embeds: tuple[EmbedRow, ...]
    moods: tuple[MoodRow, ...]
    contexts: dict[str, tuple[str, ...]]
    digest: str
    must: Must | None = None

    def score(self, kind: str, mode: str | None) -> float:
        """The score of a type, or of its mode."""
        entry = self.types[kind]
        return entry.modes.get(mode or "", entry.score)

    def cameo(self, kind: str, mode: str | None) -> str | None:
        """The nearest CAMEO code of a type and mode."""
        entry = self.types[kind]
        return entry.mode_cameo.get(mode or "", entry.cameo)

    def embed(self, outer: str, lemma: str, inner: str, inner_mode: str | None, *, negated: bool) -> EmbedRow | None:
        """The first row of the embedding table that fits."""
        for row in self.embeds:
            fits = outer in row.outer and inner in row.inner
            fits = fits and (row.inner_mode is None or (inner_mode or "") in row.inner_mode)
            if fits and row.negated in (None, negated) and (row.lemma is None or lemma in row.lemma):
                return row
        return None

    def mood(self, told: Told) -> MoodRow | None:
        """The first row of the mood table that fits."""
        return next((row for row in self.moods if _fits(row, told)), None)


def _fits(row: MoodRow, told: Told) -> bool:
    lists = ((row.type, told.type), (row.mode, told.mode or ""), (row.lemma, told.lemma), (row.modal, told.modal), (row.said, told.said))
    values = (
        (row.negated, told.negated), (row.condition, told.condition), (row.perfect, told.perfect),
        (row.passive, told.passive), (row.speaker, told.speaker),
    )  # fmt: skip
    return all(allowed is None or value in allowed for allowed, value in lists) and all(want in (None, value) for want, value in values)


def load_ontology(*overlays: Path) -> Ontology:
    """The ontology. Raises KnowledgeError when a file is wrong or names a type or mode that does not exist."""
    found = knowledge_files("ontology", *overlays)
    path = found["plover.toml"]
    file = read_toml(path, _OntologyFile)
    types = {entry.name: entry for entry in file.type}
    for row in file.embed:
        _check(path, (*row.outer, *(name for name in row.inner if name != "none")), types)
    for mood in file.mood:
        _check(path, mood.type or (), types)
    if file.must is not None:
        _check(path, (file.must.type,), types)
    modals = {word: name for name, words in file.modals.items() for word in words}
    contexts: dict[str, tuple[str, ...]] = {}
    if "contexts.toml" in found:
        for context in read_toml(found["contexts.toml"], _ContextFile).context:
            for word in (*context.nouns, *context.verbs, *context.adjectives):
                contexts[word] = (*contexts.get(word, ()), context.name)
    return Ontology(types, file.political, modals, file.embed, file.mood, contexts, digest(found.values()), file.must)


def _check(path: Path, names: Sequence[str], types: dict[str, TypeEntry]) -> None:
    for name in names:
        if name not in types:
            raise complain(path, name, "an event type", types)
