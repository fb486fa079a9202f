"""Networks as plain lists: what pages and pictures read, worked out once."""

from dataclasses import asdict
from typing import Any

import networkx as nx

from matching import network_measures, positions

# Beyond this many nodes a picture tells nobody anything; the table and the files go on.
MOST_DRAWN = 600
PARTS = ("part_geography", "part_cohesion", "part_added", "contribution")


def sketch(graph: "nx.Graph[str]", *, measured: bool = False) -> dict[str, Any]:
    """Give a graph's counts, links, places in a picture and, where asked, its measures."""
    drawn = graph.number_of_nodes() <= MOST_DRAWN
    return {
        "nodes": graph.number_of_nodes(),
        "edges": graph.number_of_edges(),
        "links": [link(*edge) for edge in sorted(graph.edges(data=True), key=ends)],
        "places": {str(key): list(at) for key, at in positions(graph).items()} if drawn else {},
        "measures": measure(graph) if measured else None,
    }


def ends(edge: tuple[str, str, dict[str, Any]]) -> tuple[str, str, str]:
    """Sort edges by their ends and kind."""
    return edge[0], edge[1], str(edge[2].get("kind"))


def link(source: str, target: str, data: dict[str, Any]) -> dict[str, Any]:
    """Write one edge with what it says."""
    said = {
        name: data[name] for name in ("weight", "kind", "status", "role", *PARTS) if name in data
    }
    return {"from": source, "to": target, **said}


def measure(graph: "nx.Graph[str]") -> dict[str, Any]:
    """Give the measures of the network, each with how many organisations it rests on."""
    return asdict(network_measures(graph))
