"""Patchwork's engine: profiles to consortia, with reasons; knows no web and no database."""

from matching.errors import MatchingError, MembersError, RequestError, ResultError, TableError
from matching.instance import Area, Instance, Organisation, Tie
from matching.outcome import Consortium, Outcome
from matching.progress import Progress
from matching.request import PRESETS, Brief, Grouping, Weights

__all__ = [
    "PRESETS",
    "Area",
    "Brief",
    "Consortium",
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
]
