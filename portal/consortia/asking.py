"""Whom to ask about a brief: whose answers could change most, as it was kept with a run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.consortia.covers import Names
from portal.consortia.directory import Directory
from portal.consortia.readers import Reader
from portal.consortia.words import FACTS, HOPES
from portal.models.consortia import MatchingRun
from portal.web.filters import as_count

# What a cell rests on, of an organisation that might serve it.
BEHIND_CELLS = ("themes", "areas")


@dataclass(frozen=True, slots=True)
class Silent:
    """One organisation, what it has not told, and what telling it could add."""

    name: str
    organisation_id: int | None
    facts: tuple[str, ...]
    adds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """One sentence with its figures, those to ask first, others, and how many more there are."""

    sentence: str
    first: tuple[Silent, ...]
    others: tuple[Silent, ...]
    left: int


def list_asked(
    run: MatchingRun, directory: Directory, names: Names, audience: str
) -> Asking | None:
    """List whom to ask about a brief; None where nobody looked, or nobody has anything to add."""
    kept = (run.advice or {}).get("asking")
    if not kept or not kept["organisations"]:
        return None
    reader = Reader(audience, kept["visibility"])
    together = set(kept["together"])
    rows = [one for one in kept["organisations"] if not directory.entry(one["id"]).left]
    return Asking(
        sentence=kept["sentence"],
        first=tuple(silent(one, directory, names, reader) for one in rows if one["id"] in together),
        others=tuple(
            silent(one, directory, names, reader) for one in rows if one["id"] not in together
        ),
        left=kept["others"],
    )


def silent(one: Mapping[str, Any], directory: Directory, names: Names, reader: Reader) -> Silent:
    """Tell of one organisation whom it would be good to ask."""
    entry = directory.entry(one["id"])
    known = [fact for fact in BEHIND_CELLS if fact not in one["facts"]]
    cells = readable(one, reader) if reader.reads(one["id"], *known) else []
    return Silent(
        name=entry.name,
        organisation_id=entry.organisation_id,
        facts=tuple(FACTS[fact] for fact in one["facts"]),
        adds=(*rule_hopes(one["rules"]), *cell_hopes(cells, names), *gains(one, directory)),
    )


def readable(one: Mapping[str, Any], reader: Reader) -> list[Mapping[str, Any]]:
    """Keep the cells that do not give its base away to somebody who may not know it."""
    nearby = reader.reads(one["id"], "place", "radius_km")
    return [cell for cell in one["cells"] if nearby or not cell["near"]]


def rule_hopes(rules: Sequence[str]) -> list[str]:
    """Say which rules of the brief it might help to keep."""
    return [HOPES[rule] for rule in rules if rule in HOPES]


def cell_hopes(cells: Sequence[Mapping[str, Any]], names: Names) -> list[str]:
    """Say which gaps it might fill, and which it might narrow."""
    fills = [cell for cell in cells if cell["fills"]]
    narrows = [cell for cell in cells if not cell["fills"]]
    found = [f"It might cover {names.served(fills)}."] if fills else []
    return found + ([f"It might cover part of {names.served(narrows)}."] if narrows else [])


def gains(one: Mapping[str, Any], directory: Directory) -> list[str]:
    """Say by how much group 1 could get better at most."""
    points = round(100 * (one["gain"] or 0.0))
    if not points:
        return []
    place = f" in place of {directory.name(one['instead_of'])}" if one["instead_of"] else ""
    return [f"Up to {as_count(points, 'point')} more for group 1{place}."]
