"""Words around place names (`data/places/words.toml`)."""

from functools import lru_cache
from pathlib import Path

import msgspec

from onrecord.knowledge.files import knowledge_files, read_toml


class PlaceWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words inside, before, behind and around names, relations, units, the weights of the choice, and what each kind of feature is."""

    inside: frozenset[str]
    before: frozenset[str]
    strong: frozenset[str]
    sayings: frozenset[str]
    generic: frozenset[str]
    settlements: frozenset[str]
    buildings: frozenset[str]
    titles: frozenset[str]
    not_before: frozenset[str]
    enterprises: frozenset[str]
    leading: frozenset[str]
    parts: frozenset[str]
    several: frozenset[str]
    assaults: frozenset[str]
    never: frozenset[str]
    doubtful: frozenset[str]
    scenes: frozenset[str]
    borders: frozenset[str]
    joined: frozenset[str]
    counties: frozenset[str]
    described: frozenset[str]
    adjectives: dict[str, str]
    where: dict[str, frozenset[str]]
    back: dict[str, tuple[str, ...]]
    seats: frozenset[str]
    roads: frozenset[str]
    streets: frozenset[str]
    townsfolk: frozenset[str]
    settled: frozenset[str]
    sites: frozenset[str]
    units: dict[str, str]
    relations: dict[str, str]
    directions: dict[str, str]
    precision: dict[str, str]
    kinds: dict[str, tuple[str, ...]]
    abbreviations: dict[str, str]
    weights: dict[str, float]
    standing: dict[str, float]

    def precision_of(self, feature: str) -> str:
        """What a coordinate stands for: the longest beginning of the feature code that is known, else "exact"."""
        found = [code for code in self.precision if feature.startswith(code)]
        return self.precision[max(found, key=len)] if found else "exact"

    def standing_of(self, feature: str) -> float:
        """How well a place of this kind is known beside its inhabitants."""
        return next((self.standing[feature[:n]] for n in (4, 3) if feature[:n] in self.standing), self.standing["other"])


@lru_cache(maxsize=4)
def load_place_words(*overlays: Path) -> PlaceWords:
    """The words. Raises KnowledgeError when the file is wrong."""
    return read_toml(knowledge_files("places", *overlays)["words.toml"], PlaceWords)
