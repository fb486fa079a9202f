"""The answer: for each organisation a short list of others worth meeting, and why."""

from dataclasses import dataclass

from matching.explanation.answers import Sentence
from matching.stored import Stored


@dataclass(frozen=True, slots=True)
class Brought:
    """A theme that one of the two has and the other lacks, and where both would gain by it.

    `areas` are areas of the brief's cells, or for an open grouping the districts in which both
    list an area.
    """

    theme: str
    by: str
    areas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MetNeed:
    """A service that one of the two needs and the other offers."""

    service: str
    needed_by: str
    offered_by: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """One other worth meeting, and the reasons.

    `worth` is 0 to 1. `added` is the coverage that the two have together beyond the better one
    alone, through what is `brought`. `networks` are those of this organisation and those of the
    other where nothing joins them yet, both empty otherwise. `kilometres` is None where it is not
    a reason. There is a sentence for each reason, by its part of the worth, being near last.
    """

    id: str
    worth: float
    added: float
    brought: tuple[Brought, ...]
    needs: tuple[MetNeed, ...]
    networks: tuple[tuple[str, ...], tuple[str, ...]]
    kilometres: float | None
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class MeetingList:
    """Whom one organisation should meet, those of most worth first.

    `not_known` names the facts that could have given a reason and are not known yet. Where none of
    them is known there is no list, and `sentence` says so.
    """

    id: str
    sentence: str
    not_known: tuple[str, ...]
    meetings: tuple[Meeting, ...]


@dataclass(frozen=True, slots=True)
class Meetings(Stored):
    """A list for every organisation, by id."""

    organisations: tuple[MeetingList, ...]
