"""CAMEO beside the ontology: codes with Goldstein value and quad class, and the mapping both ways with what is lost.

`data/ontology/cameo.toml` holds the codes (Schrodt and Gerner's CAMEO 1.1b3; Goldstein values as published with it); which code a type
and mode becomes stands with the type in the ontology, and a frame of the lexicon may name a closer one.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from onrecord.errors import KnowledgeError
from onrecord.knowledge.files import complain, knowledge_files, read_toml
from onrecord.knowledge.ontology import Ontology


class CameoCode(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A code: its root, Goldstein value from -10 to 10, quad class from 1 to 4, and the type and mode that it is in the ontology."""

    label: str
    root: str
    goldstein: float
    quad: int
    type: str | None = None
    mode: str | None = None


class Conversion(msgspec.Struct, frozen=True):
    """What a code or an event becomes in the other scheme; `lost` says in words what the other scheme cannot hold."""

    code: str | None
    type: str | None
    mode: str | None
    lost: tuple[str, ...] = ()


class _CameoFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    codes: dict[str, CameoCode]


def load_cameo(ontology: Ontology, *overlays: Path) -> Mapping[str, CameoCode]:
    """All codes by their digits. Raises KnowledgeError when a root is missing or a type or mode is none of the ontology's."""
    path = knowledge_files("ontology", *overlays)["cameo.toml"]
    codes = read_toml(path, _CameoFile).codes
    for code, entry in codes.items():
        if entry.root not in codes or not code.startswith(entry.root):
            raise KnowledgeError(f'{path}: code {code} has the root "{entry.root}"; a root is the first two digits and a code itself')
        if entry.type is not None and entry.type not in ontology.types:
            raise complain(path, entry.type, "an event type", ontology.types)
        if entry.mode is not None and entry.mode not in ontology.types[entry.type or ""].modes:
            raise complain(path, entry.mode, f"a mode of {entry.type}", ontology.types[entry.type or ""].modes)
    return codes


def from_cameo(code: str, codes: Mapping[str, CameoCode]) -> Conversion:
    """The type and mode of a code; a code that is not known is read by its root. Raises KnowledgeError when not even that is known.

    Lost is what CAMEO's further digits say and the type and mode do not.
    """
    known = next((code[:n] for n in range(len(code), 1, -1) if code[:n] in codes), None)
    if known is None:
        raise KnowledgeError(f'"{code}" is no CAMEO code; a code has two to four digits and begins with 01 to 20')
    entry, lost = codes[known], []
    if entry.type is None:
        lost.append(f"{entry.label}: a statement, which is no event here")
    elif sum(other.type == entry.type and other.mode == entry.mode for other in codes.values()) > 1:
        lost.append(f"that it was to {entry.label}")
    if known != code:
        lost.append(f"{code} is not known and read as {known}")
    return Conversion(known, entry.type, entry.mode, tuple(lost))


def to_cameo(
    ontology: Ontology,
    codes: Mapping[str, CameoCode],
    kind: str,
    mode: str | None,
    *,
    closer: str | None = None,
    status: tuple[str, ...] = (),
) -> Conversion:
    """The code of an event of a type and mode, or the `closer` one that its frame names. Raises KnowledgeError for an unknown type.

    Lost is what CAMEO cannot say: a status (CAMEO has no future, denied or hypothetical events), a mode without a code of its own.
    """
    if kind not in ontology.types:
        raise KnowledgeError(f'"{kind}" is no event type; known: {", ".join(sorted(ontology.types))}')
    code = closer if closer in codes else ontology.cameo(kind, mode)
    entry = codes.get(code or "")
    lost = [f"the status {name}" for name in status]
    if mode is not None and (entry is None or entry.mode != mode):
        lost.append(f"the mode {mode}")
    if entry is None:
        lost.append("the whole event: the type has no code")
    return Conversion(code if entry is not None else None, kind, mode, tuple(lost))
