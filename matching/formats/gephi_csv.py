"""Gephi's pair of CSV files in one zip, with a note on how to import them."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable
from typing import IO

from matching.formats.formulas import neutral
from matching.formats.provenance import day, sentences
from matching.formats.table import Column, GraphTable
from matching.formats.values import Value, as_text

NODES, EDGES, README = "nodes.csv", "edges.csv", "README.txt"
_EARLIEST = "1980-01-01"  # the first day that a zip file can hold


def write(table: GraphTable, file: IO[bytes], *, bom: bool = False) -> None:
    """Write nodes.csv, edges.csv and README.txt as one zip; ``bom`` marks UTF-8 for Excel."""
    encoding = "utf-8-sig" if bom else "utf-8"
    members = {
        NODES: _nodes(table).encode(encoding),
        EDGES: _edges(table).encode(encoding),
        README: _readme(table).encode(encoding),
    }
    when = max(day(table.provenance) or _EARLIEST, _EARLIEST)
    year, month, date = (int(part) for part in when.split("-"))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            entry = zipfile.ZipInfo(name, (year, month, date, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)


def _nodes(table: GraphTable) -> str:
    """Return nodes.csv."""
    header = ["Id", "Label", *_names(table.node_columns)]
    rows = (
        [node.id, node.label, *(node.values.get(each.name) for each in table.node_columns)]
        for node in table.nodes
    )
    return _csv(header, rows)


def _edges(table: GraphTable) -> str:
    """Return edges.csv."""
    header = ["Id", "Source", "Target", "Type", "Weight", "Kind", "Label"]
    direction = "Directed" if table.directed else "Undirected"
    rows = (
        [
            edge.id,
            edge.source,
            edge.target,
            direction,
            edge.drawn_weight,
            edge.kind,
            edge.label or edge.kind,
            *(edge.values.get(each.name) for each in table.edge_columns),
        ]
        for edge in table.edges
    )
    return _csv([*header, *_names(table.edge_columns)], rows)


def _names(columns: Iterable[Column]) -> list[str]:
    """Return the names of the columns."""
    return [each.name for each in columns]


def _csv(header: list[str], rows: Iterable[list[Value | None]]) -> str:
    """Return the table as comma-separated text; no text in it can act as a formula."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([neutral(each) for each in header])
    writer.writerows([_cell(each) for each in row] for row in rows)
    return file.getvalue()


def _cell(value: Value | None) -> str:
    """Return one cell: blank where not known, numbers as numbers, text made harmless."""
    if value is None:
        return ""
    return neutral(as_text(value)) if isinstance(value, (str, tuple)) else as_text(value)


def _readme(table: GraphTable) -> str:
    """Return the note that goes with the two tables."""
    lines = [
        "A network from Patchwork, for Gephi",
        "",
        *sentences(table.provenance),
        "",
        f"{NODES}: {len(table.nodes)} nodes",
        f"{EDGES}: {len(table.edges)} edges, {'directed' if table.directed else 'undirected'}",
        "",
        "How to import: import nodes first.",
        f"1. File, Import spreadsheet, {NODES}, as a nodes table, into a new workspace.",
        f"2. File, Import spreadsheet, {EDGES}, as an edges table, appended to that workspace.",
        "3. Compare the counts above with those that Gephi shows.",
        "",
        "A blank cell is not known yet. A list is written a|b; 'none' is known to be none.",
        "Text that a spreadsheet could run as a formula begins with an apostrophe.",
        *(f"{note}." for note in table.notes),
    ]
    return "\r\n".join(lines) + "\r\n"
