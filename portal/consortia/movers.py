"""Who changes groups from one grouping to another, and who comes along."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.consortia.directory import Directory
from portal.models.consortia import MatchingRun


@dataclass(frozen=True, slots=True)
class Places:
    """In which groups of a run everybody is, and with whom."""

    numbers: Mapping[str, list[int]]
    beside: Mapping[str, set[str]]


@dataclass(frozen=True, slots=True)
class Mover:
    """One organisation: its groups on both sides, who stays beside it, parts, and is new."""

    name: str
    organisation_id: int | None
    first: tuple[int, ...]
    second: tuple[int, ...]
    stays: tuple[str, ...]
    parts: tuple[str, ...]
    meets: tuple[str, ...]

    @property
    def moves(self) -> bool:
        """Whether anybody beside it changes."""
        return bool(self.parts or self.meets)


def list_movers(runs: tuple[MatchingRun, MatchingRun], directory: Directory) -> list[Mover]:
    """List those who are in a group on both sides, those whose company changes most first."""
    before, after = (places_of(run) for run in runs)
    both = before.numbers.keys() & after.numbers.keys()
    movers = [mover(key, before, after, directory) for key in both if not directory.entry(key).left]
    return sorted(movers, key=lambda one: (kept_share(one), one.name.casefold()))


def places_of(run: MatchingRun) -> Places:
    """Read where everybody is from an outcome."""
    numbers, beside = defaultdict[str, list[int]](list), defaultdict[str, set[str]](set)
    for number, group in enumerate((run.outcome or {"consortia": []})["consortia"], 1):
        for key in group["members"]:
            numbers[key].append(number)
            beside[key].update(set(group["members"]) - {key})
    return Places(numbers, beside)


def mover(key: str, before: Places, after: Places, directory: Directory) -> Mover:
    """Say of one organisation what changes for it."""
    entry = directory.entry(key)
    was, becomes = before.beside[key], after.beside[key]

    def called(keys: Sequence[str] | set[str]) -> tuple[str, ...]:
        return tuple(directory.names(keys))

    return Mover(
        name=entry.name,
        organisation_id=entry.organisation_id,
        first=tuple(before.numbers[key]),
        second=tuple(after.numbers[key]),
        stays=called(was & becomes),
        parts=called(was - becomes),
        meets=called(becomes - was),
    )


def kept_share(one: Mover) -> float:
    """Give the share of its company that it keeps."""
    company = len(one.stays) + len(one.parts) + len(one.meets)
    return len(one.stays) / company if company else 1.0
