"""Words around place names (`data/places/words.toml`)."""

from functools import lru_cache
from pathlib import Path

import msgspec

from onrecord.knowledge.files import knowledge_files, read_toml


class PlaceWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Small words inside names, prepositions before them, relations, units, and the precision of each kind of feature."""

    inside: frozenset[str]
    before: frozenset[str]
    generic: frozenset[str]
    units: dict[str, str]
    relations: dict[str, str]
    directions: dict[str, str]
    precision: dict[str, str]

    def precision_of(self, feature: str) -> str:
        """What a coordinate stands for: the longest beginning of the feature code that is known, else "exact"."""
        found = [code for code in self.precision if feature.startswith(code)]
        return self.precision[max(found, key=len)] if found else "exact"


@lru_cache(maxsize=4)
def load_place_words(*overlays: Path) -> PlaceWords:
    """The words. Raises KnowledgeError when the file is wrong."""
    return read_toml(knowledge_files("places", *overlays)["words.toml"], PlaceWords)
