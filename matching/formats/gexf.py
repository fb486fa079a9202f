"""GEXF 1.3, for Gephi, Gephi Lite, Polinode and sigma."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import IO

from matching.formats.appearance import Colour, colours, has_places, places, sizes
from matching.formats.provenance import day, sentences
from matching.formats.table import Column, Edge, GraphTable
from matching.formats.values import Value, as_text

NAMESPACE = "http://gexf.net/1.3"
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<gexf xmlns="{NAMESPACE}" xmlns:viz="{NAMESPACE}/viz"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    f' xsi:schemaLocation="{NAMESPACE} {NAMESPACE}/gexf.xsd" version="1.3">\n'
)
_TYPES = {"list": "liststring"}


def write(table: GraphTable, file: IO[bytes], *, bom: bool = False) -> None:
    """Write the graph as GEXF 1.3: meta, attributes, nodes with looks, edges with kinds."""
    for line in _lines(table):
        file.write(line.encode("utf-8"))


def _lines(table: GraphTable) -> Iterator[str]:
    """Yield the file piece by piece."""
    yield _HEAD
    yield from _meta(table)
    direction = "directed" if table.directed else "undirected"
    yield f'  <graph mode="static" defaultedgetype="{direction}" idtype="string">\n'
    # Places are written as such; as attributes they would fight with them.
    places_apart = frozenset({"x", "y"}) if has_places(table) else frozenset()
    yield from _attributes("node", [c for c in table.node_columns if c.name not in places_apart])
    yield from _attributes("edge", table.edge_columns)
    yield from _nodes(table, places_apart)
    yield from _edges(table)
    yield "  </graph>\n</gexf>\n"


def _meta(table: GraphTable) -> Iterator[str]:
    """Yield who made the file, from what, and when the data was read."""
    modified = day(table.provenance)
    said = [*sentences(table.provenance), *table.notes]
    yield f'  <meta lastmodifieddate="{modified}">\n' if modified else "  <meta>\n"
    yield "    <creator>Patchwork</creator>\n"
    yield f"    <description>{escape('; '.join(said))}</description>\n"
    yield "  </meta>\n"


def _attributes(of: str, columns: Iterable[Column]) -> Iterator[str]:
    """Yield the declarations of the attributes of nodes or of edges."""
    yield f'    <attributes class="{of}" mode="static">\n'
    for column in columns:
        name = escape(column.name)
        kind = _TYPES.get(column.type, column.type)
        yield f'      <attribute id="{name}" title="{name}" type="{kind}"/>\n'
    yield "    </attributes>\n"


def _nodes(table: GraphTable, apart: frozenset[str]) -> Iterator[str]:
    """Yield the nodes."""
    colour, size, place = colours(table), sizes(table), places(table)
    yield f'    <nodes count="{len(table.nodes)}">\n'
    for node in table.nodes:
        values = {name: value for name, value in node.values.items() if name not in apart}
        yield f'      <node id="{node.id}" label="{escape(node.label)}">\n'
        yield from _values(values)
        yield from _looks(colour[node.id], size[node.id], place[node.id])
        yield "      </node>\n"
    yield "    </nodes>\n"


def _looks(colour: Colour, size: float, place: tuple[float, float]) -> Iterator[str]:
    """Yield how one node looks."""
    red, green, blue = colour
    yield f'        <viz:color r="{red}" g="{green}" b="{blue}"/>\n'
    yield f'        <viz:position x="{place[0]}" y="{place[1]}" z="0.0"/>\n'
    yield f'        <viz:size value="{size}"/>\n'


def _edges(table: GraphTable) -> Iterator[str]:
    """Yield the edges."""
    yield f'    <edges count="{len(table.edges)}">\n'
    for edge in table.edges:
        yield f"      <edge{_edge_attributes(edge)}>\n"
        yield from _values(edge.values)
        yield "      </edge>\n"
    yield "    </edges>\n"


def _edge_attributes(edge: Edge) -> str:
    """Return the attributes of the edge element itself; kind keeps parallel ties apart in Gephi."""
    said = {
        "id": edge.id,
        "source": edge.source,
        "target": edge.target,
        "weight": edge.drawn_weight,
        "kind": edge.kind,
        "label": edge.label or edge.kind,
    }
    return "".join(
        f' {key}="{escape(str(value))}"' for key, value in said.items() if value is not None
    )


def _values(values: Mapping[str, Value]) -> Iterator[str]:
    """Yield the attribute values of one node or edge."""
    if not values:
        return
    yield "        <attvalues>\n"
    for name, value in values.items():
        written = _list(value) if isinstance(value, tuple) else as_text(value)
        yield f'          <attvalue for="{escape(name)}" value="{escape(written)}"/>\n'
    yield "        </attvalues>\n"


def _list(members: Iterable[str]) -> str:
    """Return a list as Gephi reads it: quotes where a member could be taken apart."""
    return "[" + ", ".join(_member(each) for each in members) + "]"


def _member(text: str) -> str:
    """Return one member of a list, quoted unless it is a plain word."""
    if text.replace("-", "").replace("_", "").isalnum() and text != "null":
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
