"""The answer: for each organisation a short list of others worth meeting, and why."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from matching.errors import ResultError
from matching.explanation.answers import Sentence


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
class Meetings:
    """A list for every organisation, by id."""

    organisations: tuple[MeetingList, ...]

    def to_json(self) -> dict[str, Any]:
        """A plain object, as it can be stored."""
        plain: dict[str, Any] = _ADAPTER.dump_python(self, mode="json")
        return plain

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> "Meetings":
        """Read the object back; ResultError names the part that cannot be read."""
        try:
            return _ADAPTER.validate_json(json.dumps(plain), strict=True)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            place = ".".join(str(part) for part in first["loc"])
            raise ResultError(place, first["msg"]) from None


_ADAPTER = TypeAdapter(Meetings)
