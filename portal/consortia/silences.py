"""What is not known yet of a group's members, and what telling it could change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.consortia.readers import FIELD_OF, RULE_FACTS, Reader
from portal.consortia.shares import points
from portal.consortia.words import SILENT

Stored = Mapping[str, Any]
# A lead that may turn out to be none comes before any change of points.
STRONGEST = 2.0


@dataclass(frozen=True, slots=True)
class Unsaid:
    """One fact that is not known yet: how it is called, and where a profile asks for it."""

    label: str
    field: str


@dataclass(frozen=True, slots=True)
class Quiet:
    """A member with the names of the facts that it has not told yet."""

    slug: str
    name: str
    organisation_id: int | None
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Silence:
    """What one member has not told yet, and in a sentence what it could change."""

    member: Quiet
    facts: tuple[Unsaid, ...]
    sentence: str = ""
    strength: float = 0.0


@dataclass(frozen=True, slots=True)
class Silences:
    """What could change a group, strongest first, and what would change little or nothing."""

    strong: tuple[Silence, ...]
    weak: tuple[Silence, ...]


def list_silences(account: Stored, members: Sequence[Quiet], reader: Reader) -> Silences:
    """Sort what is not known of the members of a group by what it could change."""
    strong: list[Silence] = []
    weak: list[Silence] = []
    for member in members:
        own = [one for one in account.get("unknowns", ()) if one["id"] == member.slug]
        leading = [one["fact"] for one in own if one["would_break"] and tells_lead(account, reader)]
        found = about_lead(member, leading) + [
            about_range(member, one, reader) for one in own if width(one) > 0
        ]
        said = {fact.field for silence in found for fact in silence.facts}
        rest = tuple(fact for fact in map(unsaid, member.facts) if fact.field not in said)
        strong += found
        weak += [Silence(member, rest)] if rest else []
    if reader.figures:
        strong.sort(key=lambda one: -one.strength)
    return Silences(tuple(strong), tuple(weak))


def width(one: Stored) -> int:
    """Give by how many points of 100 a group could be better or worse, as a page shows them."""
    return points(one["highest"]) - points(one["lowest"])


def tells_lead(account: Stored, reader: Reader) -> bool:
    """Tell whether the audience may know that none of the members could lead but one."""
    return all(reader.reads(one["id"], *RULE_FACTS["lead"]) for one in account["brings"])


def about_lead(member: Quiet, facts: Sequence[str]) -> list[Silence]:
    """Say that a group stands or falls with the answers of one member about leading."""
    if not facts:
        return []
    sentence = "Nobody else here could lead: if it cannot, or does not want to, there is no lead."
    return [Silence(member, tuple(map(unsaid, facts)), sentence, STRONGEST)]


def about_range(member: Quiet, one: Stored, reader: Reader) -> Silence:
    """Say from where to where the quality of a group could go."""
    sentence = "If told, it could change how well this group fits."
    if reader.figures:
        lowest, highest = points(one["lowest"]), points(one["highest"])
        sentence = f"If told, this group could be worth {lowest} to {highest}."
    strength = one["highest"] - one["lowest"]
    return Silence(member, (unsaid(one["fact"]),), sentence, strength)


def unsaid(fact: str) -> Unsaid:
    """Name a fact that is not known yet."""
    return Unsaid(SILENT[fact], FIELD_OF.get(fact, fact))
