"""Network files: the same network as on the page, with what the audience may read and no more."""

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import networkx as nx

from matching import EXPORT_FORMATS, export
from portal.consortia.directory import Directory, open_directory
from portal.errors import NotThere
from portal.models.days import day_of
from portal.network.service import parts_for
from portal.network.sources import Source
from portal.organisations.fields import FIELDS, may_read

AUDIENCES = {"coordinators": "coordinators", "infrastructure": "infrastructure bodies"}
PARTS = ("part_geography", "part_cohesion", "part_added")
# Attribute of a node that the engine gives: the field of the profile that it tells.
TOLD = {
    **{name: name for name in FIELDS if name not in {"summary", "base"}},
    "lat": "base",
    "lon": "base",
    "area_names": "areas",
    "theme_weights": "themes",
}


@dataclass(frozen=True, slots=True)
class NetworkFile:
    """A file that was made, whole in memory and already off the disk."""

    content: bytes
    name: str
    media_type: str
    nodes: int
    edges: int


def make_file(source: Source, kind: str, format_name: str, audience: str) -> NetworkFile:
    """Make one network file for an audience; it leaves the disk before it is sent."""
    if format_name not in EXPORT_FORMATS:
        raise NotThere()
    chosen = EXPORT_FORMATS[format_name]
    with tempfile.TemporaryDirectory(prefix="patchwork-") as folder:
        path = Path(folder) / f"network{chosen.suffix}"
        nodes, edges = write_file(source, kind, format_name, audience, path)
        content = path.read_bytes()
    name = f"{source.partnership.slug}-{kind}-{day_of(source.moment)}{chosen.suffix}"
    return NetworkFile(content, name, chosen.media_type, nodes, edges)


def write_file(
    source: Source, kind: str, format_name: str, audience: str, path: Path
) -> tuple[int, int]:
    """Write one network file; give its numbers of nodes and edges."""
    graph = readable(source, kind, audience)
    made = export(graph, format_name, path, provenance=provenance(source, audience))
    return made.nodes, made.edges


def provenance(source: Source, audience: str) -> dict[str, Any]:
    """Say where a file comes from."""
    return {
        "partnership": source.partnership.name,
        "run": f"{source.run.id}: {source.run.name}" if source.run else "none: what is known now",
        "date": day_of(source.moment).isoformat(),
        "data_version": source.fingerprint,
        "visibility": AUDIENCES[audience],
        "answered": source.answered,
        "organisations": source.organisations,
    }


def readable(source: Source, kind: str, audience: str) -> "nx.Graph[str]":
    """Build a network with names, and without what the audience may not read."""
    source = source.seen_by(audience)
    graph = source.graph(kind)
    directory, sketch = open_directory(source.partnership), source.sketch(kind)
    places, figures = sketch["places"], (sketch["measures"] or {}).get("by_node", {})
    visibility = source.frozen["visibility"]
    for key, data in graph.nodes(data=True):
        if key in visibility:
            facts = facts_for(key, data, visibility[key], directory, audience)
            data.clear()
            data.update(facts)
        if figures.get(key, {}).get("community"):
            data["community"] = f"Cluster {figures[key]['community']}"
        if key in places:
            data["x"], data["y"] = places[key]
    hide_parts(graph, audience)
    round_figures(graph)
    graph.graph.clear()
    return graph


def facts_for(
    key: str,
    data: Mapping[str, Any],
    visibility: Mapping[str, str],
    directory: Directory,
    audience: str,
) -> dict[str, Any]:
    """Keep of a node's facts what the audience may read; of one that has left nothing."""
    entry = directory.entry(key)
    kept: dict[str, Any] = {"label": entry.name, "node_type": "organisation"}
    if "bipartite" in data:
        kept["bipartite"] = data["bipartite"]
    if entry.left:
        return kept
    kept |= {
        name: value
        for name, value in data.items()
        if TOLD.get(name) in visibility and may_read(audience, visibility[TOLD[name]])
    }
    if "area_names" in kept:
        kept["part_of_town"] = directory.part_of(list(kept["area_names"])) or None
    return kept


def hide_parts(graph: "nx.Graph[str]", audience: str) -> None:
    """Take the parts of a link off that the audience may not read."""
    hidden = set(PARTS) - set(parts_for(audience))
    for _, _, data in graph.edges(data=True):
        for name in hidden & set(data):
            del data[name]


def round_figures(graph: "nx.Graph[str]") -> None:
    """Give figures of suggestions to two decimals, as on the pages, so that no more is told."""
    for holder in (data for _, data in graph.nodes(data=True)), edge_data(graph):
        for data in holder:
            for name in [key for key in data if is_figure(key)]:
                data[name] = round(float(data[name]), 2)


def edge_data(graph: "nx.Graph[str]") -> Iterator[dict[str, Any]]:
    """Give the attributes of each edge; a weight stays above 0, or programs would drop the edge."""
    for _, _, data in graph.edges(data=True):
        if any(part in data for part in PARTS):
            data["weight"] = max(0.01, round(float(data["weight"]), 2))
        yield data


def is_figure(name: str) -> bool:
    """Tell whether an attribute is a figure that the engine worked out for a suggestion."""
    return name in {"quality", "contribution", *PARTS} or name.startswith("term_")
