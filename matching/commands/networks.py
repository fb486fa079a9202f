"""`export`: a network file of an instance and a result."""

import argparse
from pathlib import Path
from typing import Any

from matching.commands.reading import check_members, read_outcome
from matching.commands.terminal import say
from matching.folder import read_folder
from matching.formats import EXPORT_FORMATS, export
from matching.graphs import affinity_graph, members_graph, ties_graph

GRAPHS = ("affinity", "ties", "members")


def add_to(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("export", help="a network file of an instance and a result")
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("result", type=Path, metavar="result.json")
    parser.add_argument("--graph", choices=GRAPHS, default="affinity")
    parser.add_argument("--format", choices=[*EXPORT_FORMATS], required=True)
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    parser.set_defaults(run=_export)


def _export(chosen: argparse.Namespace) -> None:
    instance = read_folder(chosen.folder)
    outcome = read_outcome(chosen.result)
    graph: Any
    if chosen.graph == "members":
        check_members(chosen.result, outcome, instance)
        graph = members_graph(outcome, instance)
    elif chosen.graph == "ties":
        graph = ties_graph(instance)
    else:
        graph = affinity_graph(instance, outcome.request)
    written = export(
        graph,
        chosen.format,
        chosen.out,
        provenance={
            "run": outcome.request.id,
            "data_version": instance.fingerprint,
            "graph": chosen.graph,
        },
    )
    say(f"{written.path.name}: {written.nodes} nodes, {written.edges} edges")
