"""Graphs to write, hostile ones among them, and the files read back as plain facts."""

import csv
import io
import json
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import networkx as nx
import numpy as np
from hypothesis import strategies as st

from matching.formats import export

PROVENANCE = {
    "partnership": "Quilt & Thread <pilot>",
    "run": "run 12",
    "date": date(2026, 11, 4),
    "data_version": "7",
    "visibility": "coordinators",
    "answered": 64,
}


def small_graph() -> nx.Graph:
    """Four organisations with every type of value; two pairs given in unsorted order."""
    graph = nx.Graph()
    graph.add_node("org_2", name="Boxing & <Barbecue>", kind="club", themes=["play", "a, b"])
    graph.add_node("org_1.a", name="Ängel", turnover=Decimal("1200.50"), founded=date(1999, 5, 1))
    graph.add_node("org-1-a", name=None, can_lead=True, staff=3, themes=[], ages={"0-5", "11+"})
    graph.add_node(17, kind="group", lat=53.48, lon=-2.24, hours=np.float32(0.5), note="=1+1")
    graph.add_edge("org_2", "org_1.a", weight=0.5, kind="tie", parts={"geography": 0.25})
    graph.add_edge(17, "org-1-a", weight=0, since=date(2020, 1, 2))
    return graph


def ties() -> nx.MultiDiGraph:
    """Directed ties, two kinds between one pair, and one that goes back."""
    graph = nx.MultiDiGraph()
    graph.add_edge("a", "b", key="shares", kind="shares information", weight=0.5, strength=0.5)
    graph.add_edge("a", "b", key="runs", kind="joint activity", weight=0.75, strength=0.75)
    graph.add_edge("b", "a", key="shares", kind="shares information", weight=0.0, strength=0.0)
    graph.add_node("c", name="Silent")
    return graph


def written(graph, name: str, folder: Path, **options) -> bytes:
    """The bytes of the graph in one format."""
    path = folder / f"graph.{name}"
    export(graph, name, path, provenance=PROVENANCE, **options)
    return path.read_bytes()


def csv_rows(archive: bytes, name: str) -> list[dict[str, str]]:
    """The rows of one CSV file in the zip."""
    with zipfile.ZipFile(io.BytesIO(archive)) as members:
        text = members.read(name).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def read_back(content: bytes, name: str) -> tuple[set[str], list[tuple[str, str]], set[str]]:
    """Node ids, edge ends and edge ids as a reader of the format finds them."""
    if name == "csv":
        edges = csv_rows(content, "edges.csv")
        ends = [(each["Source"], each["Target"]) for each in edges]
        ids = {each["Id"] for each in edges}
        return {each["Id"] for each in csv_rows(content, "nodes.csv")}, ends, ids
    graph = read_graph(content, name)
    if graph.is_multigraph():
        ids = {key for _, _, key in graph.edges(keys=True)}
    else:
        ids = {data["id"] for _, _, data in graph.edges(data=True)}
    ends = [(one, other) for one, other, *_ in graph.edges]
    if not graph.is_directed():
        ends = [(min(pair), max(pair)) for pair in ends]
    return set(graph.nodes), ends, ids


def read_graph(content: bytes, name: str):
    """The graph as NetworkX reads it."""
    if name == "json":
        return nx.node_link_graph(json.loads(content), edges="edges")
    if name == "gexf":
        return nx.read_gexf(io.BytesIO(content), version="1.3")
    return nx.read_graphml(io.BytesIO(content))


_NASTY = st.sampled_from(
    [
        "<b>&amp;\"'</b>",
        "]]><script>alert(1)</script>",
        "=1+1",
        "\t=cmd|' /C calc'!A0",
        "\uff1dHYPERLINK(1)",
        "\uff0b1",
        " \x85@SUM(A1)",
        "-2+3",
        "\u202eevil\u202c",
        "שלום עולם",
        "\ud800",
        "nul\x00l\x1f\x7f",
        "\ufffe\uffff",
        "17",
        "1e5",
        "null",
        "NaN",
        "org_1.a",
        "org-1-a",
        "a|b",
        '"quoted", [list]',
        "back\\slash",
        "line\r\nbreak\u2028",
        "",
        " ",
        "日本",
        "🧵",
    ]
)
texts = _NASTY | st.text(st.characters(exclude_categories=()), max_size=12)
identifiers = texts | st.integers(-5, 20)
values = (
    texts
    | st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.decimals(allow_nan=True)
    | st.dates()
    | st.lists(texts, max_size=3)
    | st.dictionaries(texts, texts, max_size=2)
)
names = (
    st.sampled_from(["id", "ID", "label", "Weight", "x", "y", "kind", "type", "viz", "a"]) | texts
)
attributes = st.dictionaries(names, values, max_size=4)


@st.composite
def graphs(draw):
    """Any of the four kinds of graph, with hostile ids, names and values."""
    kind = draw(st.sampled_from([nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph]))
    graph = kind()
    for node in draw(st.lists(identifiers, min_size=1, max_size=6, unique_by=lambda each: each)):
        graph.add_node(node)
        graph.nodes[node].update(draw(attributes))
    nodes = st.sampled_from(list(graph.nodes))
    for _ in range(draw(st.integers(0, 8))):
        one, other = draw(nodes), draw(nodes)
        data = draw(attributes) | draw(st.fixed_dictionaries({}, optional={"weight": st.floats()}))
        if graph.is_multigraph():
            graph.edges[one, other, graph.add_edge(one, other)].update(data)
        else:
            graph.add_edge(one, other)
            graph.edges[one, other].update(data)
    return graph
