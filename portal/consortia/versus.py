"""Two groupings side by side, as a page shows them: what is gained and lost, and who moves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.consortia.directory import Directory, open_directory
from portal.consortia.movers import Mover, list_movers
from portal.consortia.telling import named
from portal.consortia.words import TERMS
from portal.models.consortia import MatchingRun, Study
from portal.web.filters import as_count, as_day

MOVERS_A_PAGE = 30
MOST_LISTED = 12
# Changes too small to be seen in two decimals are told by nobody.
WORTH_TELLING = 0.005
Stored = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Whole:
    """Both groupings judged by what one of them weighs, each out of 100."""

    weighed_by: str
    first: float
    second: float

    @property
    def change(self) -> float:
        """The second less the first."""
        return round(self.second - self.first, 1)


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that is gained or lost: a fact in bold and a sentence."""

    fact: str
    text: str


@dataclass(frozen=True, slots=True)
class Placed:
    """Organisations that are in a group on one side only."""

    names: tuple[tuple[str, int | None], ...]
    more: int

    @property
    def count(self) -> int:
        """How many they are."""
        return len(self.names) + self.more


@dataclass(frozen=True, slots=True)
class Versus:
    """Everything on the page; `labels` are what the two sides are called."""

    labels: tuple[str, str]
    grouped: tuple[int, int]
    groups: tuple[int, int]
    everybody: int
    gained: tuple[Told, ...]
    lost: tuple[Told, ...]
    wholes: tuple[Whole, ...]
    terms: tuple[Stored, Stored]
    pairs: Stored
    only: tuple[Placed, Placed]
    movers: list[Mover]
    number: int
    pages: int
    found: int
    moving: int
    staying: int


def show_comparison(study: Study, find: str = "", number: int = 1) -> Versus:
    """Put the page of a comparison together; those who move are found by name, by the page."""
    result, runs = study.result or {}, sides_of(study)
    directory, labels = open_directory(study.run.partnership), label(runs)
    movers = list_movers(runs, directory)
    moving = [one for one in movers if one.moves]
    words = find.casefold().split()
    found = [one for one in moving if all(word in one.name.casefold() for word in words)]
    pages = max(1, -(-len(found) // MOVERS_A_PAGE))
    number = min(number, pages)
    places, everybody = result["places"], study.run.organisations
    sides = Sides(labels, places, directory, everybody)
    return Versus(
        labels=labels,
        grouped=(
            len(places["both"]) + len(places["only_first"]),
            len(places["both"]) + len(places["only_second"]),
        ),
        groups=(count_groups(runs[0]), count_groups(runs[1])),
        everybody=everybody,
        gained=tuple(tell(one, sides) for one in result["gained"]),
        lost=tuple(tell(one, sides) for one in result["lost"]),
        wholes=wholes(result, labels, everybody),
        terms=(result["terms"]["first"], result["terms"]["second"]),
        pairs=result["pairs"],
        only=(
            placed(places["only_first"], directory),
            placed(places["only_second"], directory),
        ),
        movers=found[(number - 1) * MOVERS_A_PAGE : number * MOVERS_A_PAGE],
        number=number,
        pages=pages,
        found=len(found),
        moving=len(moving),
        staying=len(movers) - len(moving),
    )


def sides_of(study: Study) -> tuple[MatchingRun, MatchingRun]:
    """Give the two runs of a comparison."""
    return study.run, study.other or study.run


def label(runs: tuple[MatchingRun, MatchingRun]) -> tuple[str, str]:
    """Call each side by its preset, else by its name, else by its name and number."""
    first, second = runs
    if first.preset != second.preset:
        return first.preset, second.preset
    if first.name != second.name:
        return first.name, second.name
    return with_number(first), with_number(second)


def with_number(run: MatchingRun) -> str:
    """Call a run by its name, its day and its number."""
    return f"{run.name}, {as_day(run.finished_at)}, no. {run.id}"


def count_groups(run: MatchingRun) -> int:
    """Count the groups of one side."""
    return len((run.outcome or {"consortia": []})["consortia"])


def wholes(result: Stored, labels: tuple[str, str], everybody: int) -> tuple[Whole, ...]:
    """Judge both by the weights of both, once where they weigh alike."""
    judged = [("by_first", labels[0]), ("by_second", labels[1])]
    if result["by_first"]["weights"] == result["by_second"]["weights"]:
        judged = [("by_first", "both")]
    return tuple(
        Whole(
            weighed_by,
            share(result[side]["first"], everybody),
            share(result[side]["second"], everybody),
        )
        for side, weighed_by in judged
    )


def share(total: float, everybody: int) -> float:
    """Write a total out of 100, where everybody in perfect groups would be 100."""
    return round(100 * total / everybody, 1) if everybody else 0.0


@dataclass(frozen=True, slots=True)
class Sides:
    """What a sentence about two groupings needs: their names, who moved, and among how many."""

    labels: tuple[str, str]
    places: Stored
    directory: Directory
    everybody: int


def tell(one: Stored, sides: Sides) -> Told:
    """Tell one gain or loss in the words of the two sides."""
    kind, figures, labels = one["kind"], one["figures"], sides.labels
    if kind == "came_in":
        return moved(sides.places["only_second"], labels[1], sides.directory)
    if kind == "left_out":
        return moved(sides.places["only_first"], labels[0], sides.directory)
    verb = "rises" if figures["change"] > 0 else "falls"
    if kind.startswith("total_by"):
        whose = {"total_by_first": labels[0], "total_by_second": labels[1]}.get(kind)
        judged = f"Judged by “{whose}”." if whose else "The whole."
        before, after = (share(figures[side], sides.everybody) for side in ("first", "second"))
        text = f"What all groups are worth together {verb} from {before} to {after} of 100."
        return Told(judged, text)
    return Told(f"{TERMS[kind]}.", term_change(kind, figures, verb))


def term_change(kind: str, figures: Stored, verb: str) -> str:
    """Say from where to where a quality goes; how well members know each other in steps only."""
    if kind == "cohesion":
        return f"It {verb} a little."
    first, second = (round(100 * figures[side]) for side in ("first", "second"))
    return f"It {verb} from {first} to {second} of 100."


def moved(keys: Sequence[str], where: str, directory: Directory) -> Told:
    """Say who is in a group on one side only."""
    count = as_count(len(keys), "organisation is", "organisations are")
    return Told(f"{count} in a group in “{where}” only.", f"{named(directory.names(keys), 3)}.")


def placed(keys: Sequence[str], directory: Directory) -> Placed:
    """Name those that are in a group on one side only."""
    entries = sorted((directory.entry(key) for key in keys), key=lambda one: one.name.casefold())
    some = tuple((one.name, one.organisation_id) for one in entries[:MOST_LISTED])
    return Placed(some, len(entries) - len(some))
