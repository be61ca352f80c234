"""The words that the parser room needs (`data/lexicon/en/parse.toml`)."""

from pathlib import Path

import msgspec

from onrecord.knowledge.files import knowledge_files, read_toml


class ParseWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Closed-class words of English: sentence ends, copulas, control, relatives, negatives, conditions, odd lemmas."""

    titles: frozenset[str]
    starters: frozenset[str]
    speech: frozenset[str]
    copulas: frozenset[str]
    object_control: frozenset[str]
    object_gerund: frozenset[str]
    blaming: frozenset[str]
    bare_object: frozenset[str]
    headline_passives: frozenset[str]
    persons: frozenset[str]
    modal_to: frozenset[str]
    relatives: frozenset[str]
    negatives: frozenset[str]
    breaks: frozenset[str]
    containers: frozenset[str]
    occasions: frozenset[str]
    pending: frozenset[str]
    locative: frozenset[str]
    grounds: frozenset[str]
    conditions: dict[str, str]
    lemmas: dict[str, str]


def load_words(*overlays: Path) -> ParseWords:
    """The parser's words. Raises KnowledgeError when the file is wrong."""
    return read_toml(knowledge_files("lexicon/en", *overlays)["parse.toml"], ParseWords)
