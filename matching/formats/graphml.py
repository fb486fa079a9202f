"""GraphML, for Cytoscape, yEd, visone, igraph and R."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import IO

from matching.formats.identifiers import unique
from matching.formats.provenance import sentences
from matching.formats.table import Column, Edge, GraphTable
from matching.formats.values import Value, ValueType, as_text, common_type

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<graphml xmlns="{NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    f' xsi:schemaLocation="{NAMESPACE} {NAMESPACE}/1.0/graphml.xsd">\n'
)
_TYPES: Mapping[ValueType, str] = {
    "boolean": "boolean",
    "integer": "int",
    "long": "long",
    "double": "double",
    "string": "string",
    "list": "string",
}
_EDGE_COLUMNS = (Column("weight", "double"), Column("kind", "string"), Column("label", "string"))
_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9_.-]+")


def write(table: GraphTable, file: IO[bytes], *, bom: bool = False) -> None:
    """Write the graph as GraphML: typed keys, provenance on the graph, ids on every edge."""
    for line in _lines(table):
        file.write(line.encode("utf-8"))


def _lines(table: GraphTable) -> Iterator[str]:
    """Yield the file piece by piece."""
    told = [Column(name, common_type([value])) for name, value in table.provenance.items()]
    graph_keys = _keys("graph", told)
    nodes = [{"label": node.label, **node.values} for node in table.nodes]
    edges = [{**_edge_values(edge), **edge.values} for edge in table.edges]
    node_keys = _keys("node", _safe([Column("label", "string"), *table.node_columns], nodes))
    edge_keys = _keys("edge", _safe([*_EDGE_COLUMNS, *table.edge_columns], edges))
    yield _HEAD
    said = [*sentences(table.provenance), *table.notes]
    yield f"  <desc>{escape('; '.join(said))}</desc>\n"
    for keys in (graph_keys, node_keys, edge_keys):
        yield from (declared for _, declared in keys.values())
    direction = "directed" if table.directed else "undirected"
    yield f'  <graph id="patchwork" edgedefault="{direction}">\n'
    yield from _data(table.provenance, graph_keys, "    ")
    for node, values in zip(table.nodes, nodes, strict=True):
        yield f'    <node id="{node.id}">\n'
        yield from _data(values, node_keys, "      ")
        yield "    </node>\n"
    for edge, values in zip(table.edges, edges, strict=True):
        yield f'    <edge id="{edge.id}" source="{edge.source}" target="{edge.target}">\n'
        yield from _data(values, edge_keys, "      ")
        yield "    </edge>\n"
    yield "  </graph>\n</graphml>\n"


def _edge_values(edge: Edge) -> dict[str, Value]:
    """Return the values of those columns that are known."""
    said = {"weight": edge.drawn_weight, "kind": edge.kind, "label": edge.label}
    return {name: value for name, value in said.items() if value is not None}


def _safe(columns: Sequence[Column], rows: Sequence[Mapping[str, Value]]) -> list[Column]:
    """Return the columns that some row has, none of which turns silence into a no.

    igraph reads a missing boolean as false, so one that is not known of all is written as text.
    """
    held = Counter(name for row in rows for name in row)
    return [
        Column(each.name, "string")
        if each.type == "boolean" and held[each.name] < len(rows)
        else each
        for each in columns
        if held[each.name]
    ]


def _keys(of: str, columns: Iterable[Column]) -> dict[str, tuple[str, str]]:
    """Return each column's key id and its declaration; one key a name, each a valid name."""
    taken: set[str] = set()
    keys = {}
    for column in columns:
        name = unique(_NOT_IN_A_NAME.sub("_", column.name) or "attribute", taken)
        key, kind = f"{of}-{name}", _TYPES[column.type]
        declared = f'  <key id="{key}" for="{of}" attr.name="{name}" attr.type="{kind}"/>\n'
        keys[column.name] = key, declared
    return keys


def _data(
    values: Mapping[str, Value], keys: Mapping[str, tuple[str, str]], indent: str
) -> Iterator[str]:
    """Yield the known values of one graph, node or edge."""
    for name, value in values.items():
        yield f'{indent}<data key="{keys[name][0]}">{escape(as_text(value))}</data>\n'
