"""How nodes look in a file that carries looks: colour by kind, size by ties, place."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from typing import Any

import networkx as nx

from matching.formats.table import GraphTable
from matching.formats.values import Value, as_text
from matching.layout import positions

# The eight categories that stay apart under every kind of colour vision.
PALETTE = (
    (0x6A, 0x27, 0x56),
    (0xF9, 0x98, 0x14),
    (0x0F, 0x90, 0xB8),
    (0xCC, 0xED, 0xFB),
    (0x9B, 0x35, 0x2B),
    (0x1B, 0x47, 0xB0),
    (0x81, 0x86, 0x3F),
    (0xDB, 0xB4, 0xC0),
)
UNKNOWN = (0x85, 0x75, 0x7F)
# What nodes are coloured by: the first of these that some node has.
COLOURED_BY = ("community", "kind")
SMALLEST, LARGEST = 10.0, 40.0
CANVAS = 1000.0

Colour = tuple[int, int, int]


def colours(table: GraphTable) -> dict[str, Colour]:
    """Return a colour for each node id; past eight categories the rarest share the last.

    Examples
    --------
    >>> from matching.formats.table import tabulate
    >>> graph = nx.Graph()
    >>> graph.add_nodes_from([("a", {"kind": "club"}), ("b", {})])
    >>> colours(tabulate(graph, {}))
    {'a': (106, 39, 86), 'b': (133, 117, 127)}
    """
    known = {node.id: _category(node.values) for node in table.nodes}
    counts = Counter(each for each in known.values() if each is not None)
    ranked = sorted(counts, key=lambda each: (-counts[each], each))
    last = len(PALETTE) - 1
    chosen = {each: PALETTE[min(place, last)] for place, each in enumerate(ranked)}
    return {node: chosen.get(each or "", UNKNOWN) for node, each in known.items()}


def _category(values: Mapping[str, Value]) -> str | None:
    """Return what one node is coloured by, or None where it is not known."""
    return next((as_text(values[name]) for name in COLOURED_BY if name in values), None)


def sizes(table: GraphTable) -> dict[str, float]:
    """Return a diameter for each node id: its area grows with its number of edges."""
    degrees = Counter({node.id: 0 for node in table.nodes})
    for edge in table.edges:
        degrees.update((edge.source, edge.target))
    most = max(degrees.values(), default=0) or 1
    return {
        node: round(SMALLEST + (LARGEST - SMALLEST) * math.sqrt(degree / most), 2)
        for node, degree in degrees.items()
    }


def has_places(table: GraphTable) -> bool:
    """Tell whether every node carries numbers ``x`` and ``y``."""
    held = {each.name: each.type for each in table.node_columns}
    numeric = all(held.get(axis) in ("double", "integer") for axis in ("x", "y"))
    return numeric and all("x" in node.values and "y" in node.values for node in table.nodes)


def places(table: GraphTable) -> dict[str, tuple[float, float]]:
    """Return a position for each node id, with y upwards as Gephi draws it.

    Nodes that all carry numbers ``x`` and ``y`` (0 to 1, y downwards) keep them.
    """
    found: Mapping[Any, tuple[Any, Any]]
    if has_places(table):
        found = {node.id: (node.values["x"], node.values["y"]) for node in table.nodes}
    else:
        found = positions(_plain_graph(table))
    return {
        str(node): (round((x - 0.5) * CANVAS, 3), round((0.5 - y) * CANVAS, 3))
        for node, (x, y) in found.items()
    }


def _plain_graph(table: GraphTable) -> nx.Graph[str]:
    """Return the undirected skeleton of the table, for the layout."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(node.id for node in table.nodes)
    for edge in table.edges:
        before = graph.get_edge_data(edge.source, edge.target, {"weight": 0.0})["weight"]
        weight = 1.0 if edge.drawn_weight is None else edge.drawn_weight
        graph.add_edge(edge.source, edge.target, weight=max(before, weight))
    return graph
