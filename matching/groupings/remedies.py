"""The single change to one organisation that would let it join a group without loss."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from matching.groupings.search import Members
from matching.instance import Instance, Organisation, Tie
from matching.problem import CAPPED_SHARE, Problem

WIDER = (1.5, 2.0, 4.0)


@dataclass(frozen=True, slots=True)
class _Change:
    """An organisation with one fact changed, and how to say it."""

    words: str
    organisation: Organisation
    ties: tuple[Tie, ...] = ()


def remedy_for(problem: Problem, one: int, groups: Sequence[Members]) -> str | None:
    """The first change that would place it in one of these groups, unanswered facts first."""
    circles = [_circle(problem.instance, one, members) for members in groups]
    organisation = problem.instance.organisations[one]
    for changes in (_answers, _improvements):
        for circle in circles:
            for change in changes(problem, organisation, _others(circle, organisation)):
                if _would_place(problem, circle, change):
                    return change.words
    return None


def _answers(
    problem: Problem, one: Organisation, others: Sequence[Organisation]
) -> Iterator[_Change]:
    """Facts not known yet, each answered as well as this group could wish."""
    best: dict[str, Callable[[], Organisation]] = {
        "place": lambda: _beside(one, others),
        "needs": lambda: replace(one, needs=frozenset()),
        "spare_days": lambda: replace(one, spare_days=_enough_days(problem)),
        "areas": lambda: replace(one, areas=_areas(others)),
        "ages": lambda: replace(one, ages=_all(other.ages for other in others)),
        "offers": lambda: replace(one, offers=_all(other.needs for other in others)),
        "turnover": lambda: replace(one, turnover=0.0),
    }
    words = {
        "place": "your place", "needs": "what you need", "spare_days": "your spare days",
        "areas": "the areas where you work", "ages": "the ages you work with",
        "offers": "what you can offer", "turnover": "your turnover",
    }  # fmt: skip
    for fact, changed in best.items():
        if fact in one.unknown_facts:
            yield _Change(f"Tell us {words[fact]}: the answer could place it.", changed())


def _improvements(
    problem: Problem, one: Organisation, others: Sequence[Organisation]
) -> Iterator[_Change]:
    """Known facts, each as much better as one could hope."""
    enough = _enough_days(problem)
    if one.spare_days is not None and one.spare_days < enough:
        words = f"{enough:g} spare days a week instead of {one.spare_days:g} could place it."
        yield _Change(words, replace(one, spare_days=enough))
    for factor in WIDER:
        radius = one.radius_km * factor
        words = f"Working within {radius:g} km instead of {one.radius_km:g} km could place it."
        yield _Change(words, replace(one, radius_km=radius))
    needed = _all(other.needs for other in others)
    if one.offers is not None and not needed <= one.offers:
        offers = replace(one, offers=one.offers | needed)
        yield _Change("Offering what its members need could place it.", offers)
    ties = tuple(Tie(one.id, other.id, "", 1.0) for other in others)
    speaking = replace(one, ties_known=True)
    yield _Change("Working ties with its members could place it.", speaking, ties)


def _would_place(problem: Problem, circle: Instance, change: _Change) -> bool:
    """Whether the group is worth no less with the changed organisation than without it."""
    changed = circle.with_organisation(change.organisation)
    changed = replace(changed, ties=tuple(sorted({*changed.ties, *change.ties})))
    small = Problem(changed, problem.request)
    everyone = np.arange(small.arrays.count)
    rest = everyone[everyone != changed.index[change.organisation.id]]
    before, after = (
        len(group) * float(small.qualities(group[None, :])[0]) for group in (rest, everyone)
    )
    return after >= before - 1e-12


def _circle(instance: Instance, one: int, members: Members) -> Instance:
    """The instance cut down to one organisation and the members of one group."""
    chosen = tuple(instance.organisations[place] for place in sorted((one, *members)))
    inside = {organisation.id for organisation in chosen}
    ties = tuple(tie for tie in instance.ties if tie.source in inside and tie.target in inside)
    return Instance(chosen, instance.areas, ties)


def _others(circle: Instance, one: Organisation) -> list[Organisation]:
    return [other for other in circle.organisations if other.id != one.id]


def _beside(one: Organisation, others: Sequence[Organisation]) -> Organisation:
    placed = [other for other in others if other.place is not None]
    if not placed:
        return one
    lat = sum(other.lat or 0.0 for other in placed) / len(placed)
    lon = sum(other.lon or 0.0 for other in placed) / len(placed)
    return replace(one, lat=lat, lon=lon)


def _areas(others: Sequence[Organisation]) -> tuple[str, ...]:
    return tuple(sorted({code for other in others for code in other.areas or ()}))


def _all(parts: Iterator[frozenset[str] | None]) -> frozenset[str]:
    return frozenset().union(*(part or () for part in parts))


def _enough_days(problem: Problem) -> float:
    return CAPPED_SHARE * problem.request.target_days
