"""Patchwork's engine: profiles to consortia, with reasons; knows no web and no database."""

from matching.asking.answer import HopedCell, MissingAnswer, MissingAnswers
from matching.asking.finding import missing_answers
from matching.briefs.suggestion import suggest_for_brief
from matching.cluster import Cluster
from matching.comparing.answer import Comparison
from matching.comparing.finding import compare_groupings
from matching.errors import (
    ClusterError,
    MatchingError,
    MembersError,
    RequestError,
    ResultError,
    TableError,
)
from matching.explanation.account import explain
from matching.explanation.answers import Explanation, WhatIf
from matching.explanation.changing import what_if
from matching.folder import read_folder, write_folder
from matching.formats import EXPORT_FORMATS, ExportedFile, ExportFormat, export
from matching.graphs import affinity_graph, members_graph, ties_graph
from matching.groupings.firm_groups import Firmness
from matching.groupings.firmness import firmness
from matching.groupings.revising import revise_groups
from matching.groupings.suggestion import suggest_groups
from matching.instance import Area, Instance, Organisation, Tie
from matching.layout import positions
from matching.measures import Measure, NetworkMeasures, network_measures
from matching.meeting.answer import Brought, Meeting, MeetingList, Meetings, MetNeed
from matching.meeting.finding import meetings
from matching.outcome import Consortium, LeftOut, Nearest, Outcome
from matching.progress import Progress
from matching.relaxing.answer import Relaxation, Relaxations
from matching.relaxing.finding import relaxations
from matching.request import Brief, Grouping
from matching.scoring import score
from matching.synthetic import generate_instance
from matching.weights import PRESETS, Weights

__all__ = [
    "EXPORT_FORMATS",
    "PRESETS",
    "Area",
    "Brief",
    "Brought",
    "Cluster",
    "ClusterError",
    "Comparison",
    "Consortium",
    "Explanation",
    "ExportFormat",
    "ExportedFile",
    "Firmness",
    "Grouping",
    "HopedCell",
    "Instance",
    "LeftOut",
    "MatchingError",
    "Measure",
    "Meeting",
    "MeetingList",
    "Meetings",
    "MembersError",
    "MetNeed",
    "MissingAnswer",
    "MissingAnswers",
    "Nearest",
    "NetworkMeasures",
    "Organisation",
    "Outcome",
    "Progress",
    "Relaxation",
    "Relaxations",
    "RequestError",
    "ResultError",
    "TableError",
    "Tie",
    "Weights",
    "WhatIf",
    "affinity_graph",
    "compare_groupings",
    "explain",
    "export",
    "firmness",
    "generate_instance",
    "meetings",
    "members_graph",
    "missing_answers",
    "network_measures",
    "positions",
    "read_folder",
    "relaxations",
    "revise_groups",
    "score",
    "suggest_for_brief",
    "suggest_groups",
    "ties_graph",
    "what_if",
    "write_folder",
]
