"""Graph files: one writer a format, all fed from the same normalised tables."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from matching.errors import RequestError
from matching.formats import gephi_csv, gexf, graphml, node_link
from matching.formats.files import write_aside
from matching.formats.provenance import stated
from matching.formats.table import GraphTable, tabulate
from matching.layout import Graph

__all__ = ["EXPORT_FORMATS", "ExportFormat", "ExportedFile", "export"]


class Writer(Protocol):
    """What writes a graph's tables into an open file."""

    def __call__(self, table: GraphTable, file: IO[bytes], *, bom: bool = False) -> None:
        """Write the whole file."""


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """One kind of graph file: how it is called, served and written."""

    name: str
    title: str
    opens_in: str
    suffix: str
    media_type: str
    write: Writer


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """What was written, with the counts that a page or a reader can compare."""

    path: Path
    format: str
    nodes: int
    edges: int


EXPORT_FORMATS: Mapping[str, ExportFormat] = {
    each.name: each
    for each in (
        ExportFormat(
            "gexf",
            "GEXF 1.3",
            "Gephi, Gephi Lite, Polinode, sigma",
            ".gexf",
            "application/gexf+xml",
            gexf.write,
        ),
        ExportFormat(
            "graphml",
            "GraphML",
            "Cytoscape, yEd, visone, igraph, R",
            ".graphml",
            "application/graphml+xml",
            graphml.write,
        ),
        ExportFormat(
            "csv",
            "Gephi CSV pair",
            "Gephi, Excel",
            ".zip",
            "application/zip",
            gephi_csv.write,
        ),
        ExportFormat(
            "json",
            "Node-link JSON",
            "D3, NetworkX",
            ".json",
            "application/json",
            node_link.write,
        ),
    )
}


def export(
    graph: Graph,
    format: str,
    path: str | os.PathLike[str],
    *,
    provenance: Mapping[str, object],
    bom: bool = False,
) -> ExportedFile:
    """Write a graph into one file of the format, whole or not at all.

    Ids become string slugs, unknown values are left out, each attribute has one type, a pair of
    an undirected graph is written once, and every edge has an id of its own. The same graph gives
    the same bytes, in whatever order it was built.

    Parameters
    ----------
    graph : networkx graph of any kind
        ``label`` or ``name`` of a node is what people read; ``weight`` (a number), ``kind`` and
        ``label`` of an edge have their own place in each format; everything else becomes a typed
        attribute, a dict one attribute a key. Node numbers ``x`` and ``y`` (0 to 1, y downwards)
        are places; without them the GEXF file has a layout of its own.
    format : str
        A key of `EXPORT_FORMATS`.
    path : path
        The file to make; one that is there is replaced at the end.
    provenance : mapping
        Written into the file: ``partnership``, ``run``, ``date`` (ISO), ``data_version``,
        ``visibility``, ``answered`` (how many organisations did), each "not stated" if absent,
        and whatever else there is to say, such as a filter.
    bom : bool
        Mark CSV as UTF-8 for Excel.

    Returns
    -------
    ExportedFile
        The path, and how many nodes and edges the file holds.

    Raises
    ------
    RequestError
        The format is not one of `EXPORT_FORMATS`.
    OSError
        The file cannot be written; nothing is left behind.

    Examples
    --------
    >>> import networkx as nx, tempfile
    >>> graph = nx.Graph([("org_1", "org_2", {"weight": 0.5})])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     made = export(graph, "gexf", f"{folder}/net.gexf", provenance={"run": "12"})
    ...     nx.read_gexf(made.path, version="1.3").edges(data="weight")
    EdgeDataView([('org-1', 'org-2', 0.5)])
    """
    chosen = EXPORT_FORMATS.get(format)
    if chosen is None:
        known = ", ".join(EXPORT_FORMATS)
        raise RequestError("format", f"there is no format {format!r}; choose one of {known}")
    table = tabulate(graph, stated({**graph.graph, **provenance}))
    target = Path(path)
    write_aside(target, lambda file: chosen.write(table, file, bom=bom))
    return ExportedFile(target, format, len(table.nodes), len(table.edges))
