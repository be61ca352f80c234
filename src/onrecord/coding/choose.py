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
    def score(self) -> float:
        """The sum of weights, in log-odds."""

    @property
    def place(self) -> tuple[int, ...]:
        """What settles ties: the smaller stands first."""


C = TypeVar("C", bound=Scored)


Weights = Mapping[str, float]
"""Named weights, as a file of `data/weights/` holds them; `bias` counts always, `threshold` is the score that is asked for."""


def parts(features: Mapping[str, float], weights: Weights) -> dict[str, float]:
    """What each feature adds to a score; features without a weight add nothing and are left out."""
    return {name: weights[name] * value for name, value in features.items() if value and name in weights}


def score(features: Mapping[str, float], weights: Weights) -> float:
    """The sum in log-odds.

    >>> score({"grade:certain": 1.0, "unknown": 1.0}, {"bias": -1.0, "grade:certain": 3.0})
    2.0
    """
    return weights.get("bias", 0.0) + math.fsum(parts(features, weights).values())


def load_weights(name: str, *overlays: Path) -> Weights:
    """The weights of `data/weights/<name>.json` without its notes. Raises KnowledgeError when the file is missing or wrong."""
    path = knowledge_files("weights", *overlays, suffix=".json").get(f"{name}.json")
    if path is None:
        raise KnowledgeError(f"no weights named {name!r}: data/weights/{name}.json is missing")
    try:
        data = msgspec.json.decode(path.read_bytes(), type=dict[str, float | str])
    except msgspec.DecodeError as error:
        raise KnowledgeError(f"{path}: {error}") from error
    return {key: value for key, value in data.items() if not isinstance(value, str)}


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
