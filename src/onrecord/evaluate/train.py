"""Weights from gold: logistic regression that starts from the hand-set weights and moves from them only as far as the gold says.

Reproducible: the same gold and the same program give the same bytes. `train_statements.py` and `train_events.py` say what an example is.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import msgspec
import numpy as np

from onrecord.coding.choose import score
from onrecord.errors import OnRecordError

Example = tuple[Mapping[str, float], bool]
"""What speaks for a candidate, and whether it is right."""

FOLDS = 5
ROUNDS = 400
STEP = 0.5
TWICE = 2  # a feature that is rarer than this gets no weight
FIRM = 1e6  # the price of moving a weight that shall stay


class Trained(msgspec.Struct, frozen=True):
    """Weights from gold, and how well they and the hand-set ones foretell examples of articles that they were not made from.

    `loss_before` and `loss_after` are mean surprises in nats a candidate (log-loss, smaller is better) in cross-validation by article.
    """

    weights: dict[str, float]
    articles: int
    examples: int
    right: int
    loss_before: float
    loss_after: float

    @property
    def better(self) -> bool:
        """Whether the new weights foretell unseen articles better than the old ones."""
        return self.loss_after < self.loss_before


def learn(articles: Sequence[Sequence[Example]], base: Mapping[str, float], *, pull: float, frozen: Collection[str] = ()) -> Trained:
    """Weights from the examples of gold articles. Raises OnRecordError when these hold nothing to learn from."""
    examples = [example for article in articles for example in article]
    right = sum(label for _, label in examples)
    if not right or right == len(examples):
        raise OnRecordError(f"nothing to learn: {right} of {len(examples)} candidates in the gold are right; give more gold articles")
    folds = [fit(others(articles, k), base, pull=pull, frozen=frozen) for k in range(FOLDS)]
    before, after = (
        [_loss(article, w) for n, article in enumerate(articles) for w in (chosen[n % FOLDS],)] for chosen in ([base] * FOLDS, folds)
    )
    return Trained(
        fit(examples, base, pull=pull, frozen=frozen), len(articles), len(examples), right,
        round(math.fsum(before) / len(examples), 4), round(math.fsum(after) / len(examples), 4),
    )  # fmt: skip


def others(articles: Sequence[Sequence[Example]], fold: int) -> list[Example]:
    """The examples of all articles but those of a fold (of FOLDS)."""
    return [example for n, article in enumerate(articles) if n % FOLDS != fold for example in article]


def fit(examples: Sequence[Example], base: Mapping[str, float], *, pull: float, frozen: Collection[str] = ()) -> dict[str, float]:
    """The weights that fit the examples best, `pull` times the squared distance from the base as the price of moving.

    Weights whose names begin with one of `frozen` stay.
    """
    names = ["bias", *_common(examples)]
    place = {name: i for i, name in enumerate(names)}
    matrix = np.zeros((len(examples), len(names)))
    matrix[:, 0] = 1.0
    for row, (features, _) in enumerate(examples):
        for name, value in features.items():
            if name in place:
                matrix[row, place[name]] = value
    start = np.array([base.get(name, 0.0) for name in names])
    prices = np.array([FIRM if name.startswith(tuple(frozen)) else pull for name in names])
    weights = _descend(matrix, np.array([float(label) for _, label in examples]), start, prices)
    return {**base, **{name: round(float(w), 4) for name, w in zip(names, weights, strict=True) if abs(w) >= 0.00005}}


def calibrate(scores: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Slope and shift that turn scores into log-odds of being right (Platt's scaling); (1.0, 0.0) when there is nothing to learn from."""
    if len({label for _, label in scores}) < TWICE:
        return 1.0, 0.0
    matrix = np.array([[value, 1.0] for value, _ in scores])
    labels = np.array([float(label) for _, label in scores])
    slope, shift = _descend(matrix, labels, np.array([1.0, 0.0]), np.full(2, 0.01))
    return round(float(slope), 4), round(float(shift), 4)


def written(weights: Mapping[str, float], about: str) -> str:
    """A weights file (`data/weights/*.json`): what it is about first, then the weights in the order of the base, new ones sorted last."""
    return json.dumps({"about": about, **weights}, indent=2, ensure_ascii=False) + "\n"


def _common(examples: Iterable[Example]) -> list[str]:
    counts: dict[str, int] = {}
    for features, _ in examples:
        for name in features:
            counts[name] = counts.get(name, 0) + 1
    return sorted(name for name, count in counts.items() if count >= TWICE and name != "bias")


def _loss(examples: Iterable[Example], weights: Mapping[str, float]) -> float:
    """The summed surprise of examples, in nats."""
    odds = [score(features, weights) * (1 if label else -1) for features, label in examples]
    return math.fsum(math.log1p(math.exp(-max(-30.0, min(30.0, value)))) for value in odds)


def _descend(matrix: Any, labels: Any, start: Any, prices: Any) -> Any:
    """Newton's method with a ridge towards the start; it converges in a few rounds."""
    weights = start.copy()
    for _ in range(ROUNDS):
        likely = 1.0 / (1.0 + np.exp(-np.clip(matrix @ weights, -30, 30)))
        slope = matrix.T @ (likely - labels) + prices * (weights - start)
        bend = (matrix * (likely * (1 - likely))[:, None]).T @ matrix + np.diag(prices)
        step = np.linalg.solve(bend, slope)
        weights = weights - STEP * step
        if float(np.abs(step).max()) < 1e-9:
            break
    return weights
