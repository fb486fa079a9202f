"""Patchwork's engine: profiles to consortia, with reasons; knows no web and no database."""

from matching.briefs.suggestion import suggest_for_brief
from matching.contribution import Contribution, contributions
from matching.errors import MatchingError, MembersError, RequestError, ResultError, TableError
from matching.folder import read_folder, write_folder
from matching.formats import EXPORT_FORMATS, ExportedFile, ExportFormat, export
from matching.graphs import affinity_graph, members_graph, ties_graph
from matching.groupings.suggestion import suggest_groups
from matching.instance import Area, Instance, Organisation, Tie
from matching.layout import positions
from matching.measures import Measure, NetworkMeasures, network_measures
from matching.outcome import Consortium, LeftOut, Nearest, Outcome
from matching.progress import Progress
from matching.request import Brief, Grouping
from matching.scoring import score
from matching.synthetic import generate_instance
from matching.weights import PRESETS, Weights

__all__ = [
    "EXPORT_FORMATS",
    "PRESETS",
    "Area",
    "Brief",
    "Consortium",
    "Contribution",
    "ExportFormat",
    "ExportedFile",
    "Grouping",
    "Instance",
    "LeftOut",
    "MatchingError",
    "Measure",
    "MembersError",
    "Nearest",
    "NetworkMeasures",
    "Organisation",
    "Outcome",
    "Progress",
    "RequestError",
    "ResultError",
    "TableError",
    "Tie",
    "Weights",
    "affinity_graph",
    "contributions",
    "export",
    "generate_instance",
    "members_graph",
    "network_measures",
    "positions",
    "read_folder",
    "score",
    "suggest_for_brief",
    "suggest_groups",
    "ties_graph",
    "write_folder",
]
