"""A graph as two plain tables, the one shape from which every file is written."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from matching.formats.identifiers import slugs, unique
from matching.formats.values import Value, ValueType, as_text, as_type, common_type, flat
from matching.layout import Graph

# Zero is a statement ("we do not work together"), but graph tools drop a tie of weight zero.
LEAST_WEIGHT = 0.001
# Names with a meaning of their own in some reader; an attribute called so becomes ``own_…``.
LOOKS = frozenset({"color", "size", "shape", "thickness", "viz"})
NODE_WORDS = LOOKS | {"id", "label"}
EDGE_WORDS = LOOKS | {"id", "source", "target", "type", "weight", "kind", "key", "label"}


@dataclass(frozen=True, slots=True)
class Column:
    """One attribute of all nodes or of all edges."""

    name: str
    type: ValueType


@dataclass(frozen=True, slots=True)
class Node:
    """One node: its slug, what people read, and its attributes that are known."""

    id: str
    label: str
    values: Mapping[str, Value]

    @property
    def order(self) -> tuple[Any, ...]:
        """What nodes are sorted by."""
        return (self.id,)


@dataclass(frozen=True, slots=True)
class Edge:
    """One edge between two slugs; in an undirected graph the ends are sorted."""

    source: str
    target: str
    weight: float | None
    kind: str | None
    label: str | None
    values: Mapping[str, Value] = field(default_factory=dict)
    id: str = ""

    @property
    def order(self) -> tuple[Any, ...]:
        """What edges are sorted by; parallel ones by all that they say."""
        weight = -1.0 if self.weight is None else self.weight
        said = sorted((name, as_text(value)) for name, value in self.values.items())
        return (self.source, self.target, self.kind or "", weight, self.label or "", said)

    @property
    def drawn_weight(self) -> float | None:
        """Weight for tools that drop edges without a positive one."""
        return self.weight if self.weight is None else max(self.weight, LEAST_WEIGHT)


Row = TypeVar("Row", Node, Edge)


@dataclass(frozen=True, slots=True)
class GraphTable:
    """A whole graph, normalised: ids, types and order no longer depend on who built it."""

    directed: bool
    multigraph: bool
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    node_columns: tuple[Column, ...]
    edge_columns: tuple[Column, ...]
    provenance: Mapping[str, bool | int | float | str]

    @property
    def notes(self) -> list[str]:
        """What a reader of a file with drawn weights must know."""
        raised = any(each.drawn_weight != each.weight for each in self.edges)
        told = f"Edges of weight 0 are written with {LEAST_WEIGHT}, as tools drop weight 0"
        return [told] if raised else []


def tabulate(graph: Graph, provenance: Mapping[str, bool | int | float | str]) -> GraphTable:
    """Return the graph as tables, sorted by id and with one type a column.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.Graph()
    >>> graph.add_node("b_1", name="Boxing", turnover=None, themes=["sport"])
    >>> graph.add_edge("b_1", "a", weight=0.5)
    >>> table = tabulate(graph, {})
    >>> [(node.id, node.label) for node in table.nodes]
    [('a', 'a'), ('b-1', 'Boxing')]
    >>> table.edges[0].id, table.node_columns[1]
    ('a--b-1', Column(name='themes', type='list'))
    """
    names = slugs(graph.nodes)
    nodes, node_columns = _with_types(_nodes(graph, names), NODE_WORDS)
    edges, edge_columns = _with_types(_edges(graph, names), EDGE_WORDS)
    return GraphTable(
        directed=graph.is_directed(),
        multigraph=graph.is_multigraph(),
        nodes=tuple(nodes),
        edges=tuple(_identified(edges)),
        node_columns=node_columns,
        edge_columns=edge_columns,
        provenance=provenance,
    )


def _nodes(graph: Graph, names: Mapping[Hashable, str]) -> list[Node]:
    """Return the nodes; one whose name had to change tells its own id."""
    nodes = []
    for identifier, name in names.items():
        values = flat(graph.nodes[identifier])
        if values.get("id") == name:
            del values["id"]
        if str(identifier) != name:
            values.update(flat({"original_id": str(identifier)}))
        label = values.pop("label", None) or values.get("name") or name
        nodes.append(Node(name, as_text(label), values))
    return nodes


def _edges(graph: Graph, names: Mapping[Hashable, str]) -> list[Edge]:
    """Return the edges, not yet identified."""
    return [
        _edge(*_ends(graph, names[one], names[other]), flat(data))
        for one, other, data in graph.edges(data=True)
    ]


def _ends(graph: Graph, one: str, other: str) -> tuple[str, str]:
    """Return the two ends; where direction says nothing, sorted."""
    return (one, other) if graph.is_directed() or one <= other else (other, one)


def _edge(source: str, target: str, values: dict[str, Value]) -> Edge:
    """Return one edge; an id that is not of our making stays as an attribute."""
    if re.fullmatch(rf"{source}--{target}(--\d+)?", as_text(values.get("id", ""))):
        del values["id"]
    return Edge(
        source=source,
        target=target,
        weight=_weight(values),
        kind=_worded(values, "kind"),
        label=_worded(values, "label"),
        values=values,
    )


def _weight(values: dict[str, Value]) -> float | None:
    """Take the weight out of the values where it is a number."""
    weight = values.get("weight")
    if isinstance(weight, (bool, str, tuple)) or weight is None or abs(weight) >= 2**63:
        return None
    del values["weight"]
    return float(weight)


def _worded(values: dict[str, Value], name: str) -> str | None:
    """Take one attribute out of the values as text."""
    value = values.pop(name, None)
    return None if value is None else as_text(value)


def _with_types(rows: list[Row], words: frozenset[str]) -> tuple[list[Row], tuple[Column, ...]]:
    """Return the rows sorted, their values typed, and the columns in order of appearance."""
    held: dict[str, list[Value]] = {}
    for row in rows:
        for name, value in row.values.items():
            held.setdefault(name, []).append(value)
    taken = set(words)
    columns = {
        name: Column(
            unique(f"own_{name}" if name.casefold() in words else name, taken),
            common_type(held[name]),
        )
        for name in sorted(held)
    }
    typed = [
        replace(
            row,
            values={
                columns[name].name: as_type(value, columns[name].type)
                for name, value in row.values.items()
            },
        )
        for row in rows
    ]
    typed.sort(key=lambda row: row.order)
    by_name = {column.name: column for column in columns.values()}
    ordered = dict.fromkeys(name for row in typed for name in row.values)
    return typed, tuple(by_name[name] for name in ordered)


def _identified(edges: Iterable[Edge]) -> Iterator[Edge]:
    """Yield the sorted edges with ids made of their ends: alike in every file of this graph."""
    taken: set[str] = set()
    for edge in edges:
        yield replace(edge, id=unique(f"{edge.source}--{edge.target}", taken, "--"))
