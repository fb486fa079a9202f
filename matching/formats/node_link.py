"""Node-link JSON, for D3 and NetworkX."""

from __future__ import annotations

import json
from typing import IO

from matching.formats.table import Edge, GraphTable, Node
from matching.formats.values import Value, as_text


def write(table: GraphTable, file: IO[bytes], *, bom: bool = False) -> None:
    """Write the graph as node-link JSON with its edges under ``edges``.

    Reading it with ``networkx.node_link_graph(data, edges="edges")`` and writing it again gives
    the same bytes.
    """
    document = {
        "directed": table.directed,
        "multigraph": table.multigraph,
        "graph": dict(table.provenance),
        "nodes": [_node(each) for each in table.nodes],
        "edges": [_edge(each, table.multigraph) for each in table.edges],
    }
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1)
    file.write(text.encode("utf-8") + b"\n")


def _node(node: Node) -> dict[str, Value]:
    """Return one node with its id, label and attributes."""
    return {"id": node.id, "label": node.label, **_listless(dict(node.values))}


def _edge(edge: Edge, multigraph: bool) -> dict[str, Value]:
    """Return one edge with its ends, id and attributes; parallel ones have their id as key."""
    said: dict[str, Value | None] = {
        "source": edge.source,
        "target": edge.target,
        "key": edge.id if multigraph else None,
        "id": edge.id,
        "weight": edge.weight,
        "kind": edge.kind,
        "label": edge.label,
    }
    known = {name: value for name, value in said.items() if value is not None}
    return {**known, **_listless(dict(edge.values))}


def _listless(values: dict[str, Value]) -> dict[str, Value]:
    """Return the values with lists as ``a|b``, as in all files but GEXF."""
    return {
        name: as_text(value) if isinstance(value, tuple) else value
        for name, value in values.items()
    }
