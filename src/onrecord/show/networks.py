"""Networks as GraphML, which Gephi, visone, R and Python read."""

from pathlib import Path

import networkx

from onrecord.errors import OnRecordError
from onrecord.store.concepts import Network


def write_graphml(network: Network, path: str | Path) -> None:
    """Writes a network: nodes have `kind` (actor, concept), lines `kind`, `weight` and `period`. Raises OnRecordError when it cannot."""
    graph = networkx.MultiGraph()
    for kind, names in (("actor", network.actors), ("concept", network.concepts)):
        for name in names:
            graph.add_node(f"{kind}:{name}", label=name, kind=kind)
    for edge in network.edges:
        target = "actor" if edge.kind in ("congruence", "conflict") else "concept"
        graph.add_edge(f"actor:{edge.source}", f"{target}:{edge.target}", kind=edge.kind, weight=edge.weight, period=edge.period)
    try:
        networkx.write_graphml_lxml(graph, path)
    except OSError as error:
        raise OnRecordError(f"{path}: cannot be written: {error.strerror or error}") from error
