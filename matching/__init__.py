"""Patchwork's engine: profiles to consortia, with reasons; knows no web and no database."""

from matching.briefs.suggestion import suggest_for_brief
from matching.contribution import Contribution, contributions
from matching.errors import MatchingError, MembersError, RequestError, ResultError, TableError
from matching.folder import read_folder, write_folder
from matching.instance import Area, Instance, Organisation, Tie
from matching.outcome import Consortium, Outcome
from matching.progress import Progress
from matching.request import PRESETS, Brief, Grouping, Weights
from matching.scoring import score
from matching.synthetic import generate_instance

__all__ = [
    "PRESETS",
    "Area",
    "Brief",
    "Consortium",
    "Contribution",
    "Grouping",
    "Instance",
    "MatchingError",
    "MembersError",
    "Organisation",
    "Outcome",
    "Progress",
    "RequestError",
    "ResultError",
    "TableError",
    "Tie",
    "Weights",
    "contributions",
    "generate_instance",
    "read_folder",
    "score",
    "suggest_for_brief",
    "write_folder",
]
