"""Scores candidates with named weights and takes the best first.

Statements and events alike: grammar proposes all readings, each with its features; a sum of weights scores them; conflicts are stated
in one place.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Protocol, TypeVar

import msgspec

from onrecord.errors import KnowledgeError
from onrecord.knowledge.files import knowledge_files


class Scored(Protocol):
    """What can be chosen: a score in log-odds (0 is even) and a place that settles ties."""

    @property
    def score(self) -> float: ...
    @property
    def place(self) -> tuple[int, ...]: ...


C = TypeVar("C", bound=Scored)


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Named weights: the score of a candidate is `bias` plus the sum of weight times value over its features."""

    bias: float = 0.0
    threshold: float = 0.0
    weights: dict[str, float] = {}
    note: str = ""

    def parts(self, features: Mapping[str, float]) -> dict[str, float]:
        """What each feature adds to the score; features without a weight add nothing and are left out."""
        return {name: self.weights[name] * value for name, value in features.items() if value and name in self.weights}

    def score(self, features: Mapping[str, float]) -> float:
        """The sum in log-odds.

        >>> Weights(bias=-1.0, weights={"grade:certain": 3.0}).score({"grade:certain": 1.0, "unknown": 1.0})
        2.0
        """
        return self.bias + math.fsum(self.parts(features).values())


def load_weights(name: str, *overlays: Path) -> Weights:
    """The weights of `data/weights/<name>.json`. Raises KnowledgeError when the file is missing or wrong."""
    path = knowledge_files("weights", *overlays, suffix=".json").get(f"{name}.json")
    if path is None:
        raise KnowledgeError(f"no weights named {name!r}: data/weights/{name}.json is missing")
    try:
        return msgspec.json.decode(path.read_bytes(), type=Weights)
    except msgspec.DecodeError as error:
        raise KnowledgeError(f"{path}: {error}") from error


def confidence(score: float) -> float:
    """The probability that a score in log-odds stands for, with three decimals.

    >>> confidence(0.0), confidence(2.2)
    (0.5, 0.9)
    """
    return round(1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score)))), 3)


def choose(candidates: Iterable[C], conflicts: Callable[[C, C], bool], threshold: float = 0.0) -> list[C]:
    """The candidates that stand, in order of their places: best score first, none below `threshold`, none in conflict with one taken.

    `conflicts(taken, candidate)` tells whether two exclude each other. Ties go to the smaller place.
    """
    taken: list[C] = []
    for candidate in sorted(candidates, key=lambda c: (-round(c.score, 9), c.place)):
        if candidate.score < threshold:
            break
        if not any(conflicts(other, candidate) for other in taken):
            taken.append(candidate)
    return sorted(taken, key=lambda c: c.place)
