"""Weights from gold: logistic regression that starts from the hand-set weights and moves from them only as far as the gold says.

Reproducible: the same gold and the same program give the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.article import Article
from onrecord.coder import Coder
from onrecord.errors import ReadError

Example = tuple[Mapping[str, float], bool]
ROUNDS = 400
STEP = 0.5
TWICE = 2  # a feature that is rarer than this gets no weight


def read_gold(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """The articles of gold files, one JSON object a line. Raises ReadError when a file is none."""
    rows: list[dict[str, Any]] = []
    for path in paths:
        try:
            rows += [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        except (OSError, ValueError) as error:
            raise ReadError(f"{path}: not a gold file of one JSON object a line ({error})") from error
    return rows


def event_examples(coder: Coder, gold: Mapping[str, Any]) -> list[Example]:
    """Features of all event drafts of a gold article, and whether each pairs with a gold event of its type in its sentence."""
    walk = coder.walk(Article(text=gold["text"], title=gold.get("title"), published=gold.get("published")))
    if walk.event_coder is None:
        return []
    tokens, left = walk.parsed().tokens, list(gold["events"])
    found: list[Example] = []
    for draft in walk.event_coder.drafts:
        at = tokens[draft.trigger].start
        start, end = next(((a, b) for a, b in gold["sentences"] if a <= at < b), (0, 0))
        same = [e for e in left if e["type"] == draft.type and start <= e["trigger"][0] < end]
        best = min(same, key=lambda e: abs(e["trigger"][0] - at), default=None)
        if best is not None:
            left.remove(best)
        found.append((draft.features, best is not None))
    return found


def fit(examples: Sequence[Example], base: Mapping[str, float], *, pull: float) -> dict[str, float]:
    """The weights that fit the examples best, `pull` times the squared distance from the base as the price of moving."""
    counts: dict[str, int] = {}
    for features, _ in examples:
        for name in features:
            counts[name] = counts.get(name, 0) + 1
    names = ["bias", *sorted(name for name, count in counts.items() if count >= TWICE)]
    place = {name: i for i, name in enumerate(names)}
    matrix = np.zeros((len(examples), len(names)))
    matrix[:, 0] = 1.0
    for row, (features, _) in enumerate(examples):
        for name, value in features.items():
            if name in place:
                matrix[row, place[name]] = value
    start = np.array([base.get(name, 0.0) for name in names])
    weights = _descend(matrix, np.array([float(label) for _, label in examples]), start, pull)
    return {**base, **{name: round(float(w), 4) for name, w in zip(names, weights, strict=True) if abs(w) >= 0.00005}}


def _descend(matrix: Any, labels: Any, start: Any, pull: float) -> Any:
    """Newton's method with a ridge towards the start; it converges in a few rounds."""
    weights = start.copy()
    for _ in range(ROUNDS):
        likely = 1.0 / (1.0 + np.exp(-np.clip(matrix @ weights, -30, 30)))
        slope = matrix.T @ (likely - labels) + pull * (weights - start)
        bend = (matrix * (likely * (1 - likely))[:, None]).T @ matrix + pull * np.eye(len(weights))
        step = np.linalg.solve(bend, slope)
        weights = weights - STEP * step
        if float(np.abs(step).max()) < 1e-9:
            break
    return weights
