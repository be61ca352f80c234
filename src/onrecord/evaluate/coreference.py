"""Measures for clusterings of mentions: MUC, B-cubed, CEAF by entities, and their mean, the CoNLL F1.

A clustering is a list of clusters, a cluster a list of mentions; both sides cluster the same mentions.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Sequence

import msgspec
import networkx

Clusters = Sequence[Sequence[Hashable]]


class Score(msgspec.Struct, frozen=True):
    """Precision, recall and F1, from 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean; 0 when both are."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def _home(clusters: Clusters) -> dict[Hashable, int]:
    return {mention: number for number, cluster in enumerate(clusters) for mention in cluster}


def muc(gold: Clusters, made: Clusters) -> Score:
    """Links that are right, of the fewest that join each cluster (Vilain et al. 1995)."""
    return Score(_kept(made, _home(gold)), _kept(gold, _home(made)))


def _kept(clusters: Clusters, other: dict[Hashable, int]) -> float:
    links = sum(len(cluster) - 1 for cluster in clusters)
    right = sum(len(cluster) - len({other[mention] for mention in cluster}) for cluster in clusters)
    return right / links if links else 0.0


def b_cubed(gold: Clusters, made: Clusters) -> Score:
    """The mean over mentions of the share of its cluster that is right (Bagga and Baldwin 1998).

    >>> b_cubed([["a", "b"], ["c"]], [["a", "b", "c"]]).recall
    1.0
    """
    return Score(_shared(made, _home(gold)), _shared(gold, _home(made)))


def _shared(clusters: Clusters, other: dict[Hashable, int]) -> float:
    count = sum(len(cluster) for cluster in clusters)
    right = sum(
        number * number / len(cluster) for cluster in clusters for number in Counter(other[mention] for mention in cluster).values()
    )
    return right / count if count else 0.0


def ceaf(gold: Clusters, made: Clusters) -> Score:
    """Clusters paired one to one as well as can be, a pair worth its overlap (Luo 2005, phi 4)."""
    home = _home(gold)
    graph = networkx.Graph()
    for number, cluster in enumerate(made):
        for other, shared in Counter(home[mention] for mention in cluster).items():
            graph.add_edge(("gold", other), ("made", number), weight=2 * shared / (len(gold[other]) + len(cluster)))
    worth = sum(graph.edges[pair]["weight"] for pair in networkx.max_weight_matching(graph))
    return Score(worth / len(made) if made else 0.0, worth / len(gold) if gold else 0.0)


_MEASURES: dict[str, Callable[[Clusters, Clusters], Score]] = {"muc": muc, "b_cubed": b_cubed, "ceaf": ceaf}


def score_clusters(gold: Clusters, made: Clusters) -> dict[str, float]:
    """All measures in per cent with one decimal, and `conll`, the mean of the three F1."""
    found = {name: measure(gold, made) for name, measure in _MEASURES.items()}
    table = {
        f"{name}_{part}": round(100 * getattr(score, part), 1) for name, score in found.items() for part in ("precision", "recall", "f1")
    }
    return table | {"conll": round(100 * sum(score.f1 for score in found.values()) / len(found), 1)}
