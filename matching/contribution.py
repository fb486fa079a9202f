"""What each member brings: the group without it, and what it alone serves."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from matching.arrays import Floats
from matching.coverage import BriefCoverage
from matching.instance import Instance
from matching.outcome import Terms
from matching.problem import Problem, problem_of
from matching.request import Brief, Grouping
from matching.rules import broken_rules
from matching.scoring import positions_of
from matching.weights import TERM_NAMES


@dataclass(frozen=True, slots=True)
class Service:
    """A theme in an area that a member serves, and how much: weight times reach."""

    theme: str
    area: str
    amount: float


@dataclass(frozen=True, slots=True)
class Contribution:
    """The part of one member in a group.

    `loss` and `terms` are what quality and each term lose without it (below 0 where they would
    gain). A pair without one of them is no group: everything is lost. `serves` lists its cells
    (brief) or its themes in its areas (open); `alone` those that nobody else in the group serves;
    `needed_for` names the hard rules that break without it, the size left aside.
    """

    id: str
    loss: float
    terms: Terms
    serves: tuple[Service, ...]
    alone: tuple[Service, ...]
    needed_for: tuple[str, ...]


def contributions(
    instance: Instance, request: Brief | Grouping, members: Iterable[str]
) -> list[Contribution]:
    """Say what each member of a group brings, in id order.

    Parameters
    ----------
    instance : Instance
    request : Brief or Grouping
    members : iterable of str
        At least two different ids.

    Returns
    -------
    list of Contribution

    Raises
    ------
    MembersError
        An id is unknown or there are fewer than two.

    Examples
    --------
    >>> three = [{"id": key, "themes": "play", "areas": "w"} for key in "ab"]
    >>> three.append({"id": "c", "themes": "sport", "areas": "w"})
    >>> instance = Instance.from_tables(three, areas=[{"code": "w"}])
    >>> grouping = Grouping.from_json({"id": "g", "size": {"min": 2, "max": 3}})
    >>> [one.alone for one in contributions(instance, grouping, "abc")][2]
    (Service(theme='sport', area='w', amount=1.0),)
    """
    problem = problem_of(instance, request)
    positions = positions_of(instance, members)
    whole = problem.terms(np.array([positions], np.intp))[0]
    without = _terms_without(problem, positions)
    served = [_services(problem, position) for position in positions]
    found = []
    for place, position in enumerate(positions):
        others = {
            (one.theme, one.area) for i, part in enumerate(served) if i != place for one in part
        }
        lost = whole - without[place]
        found.append(
            Contribution(
                id=instance.organisations[position].id,
                loss=float(problem.weighted(lost[None, :])[0]),
                terms=Terms(**dict(zip(TERM_NAMES, lost.tolist(), strict=True))),
                serves=served[place],
                alone=tuple(one for one in served[place] if (one.theme, one.area) not in others),
                needed_for=_needed_for(problem, positions, place),
            )
        )
    return found


def _terms_without(problem: Problem, positions: list[int]) -> Floats:
    count = len(positions)
    if count == 2:
        return np.zeros((2, len(TERM_NAMES)))
    rests = [[*positions[:place], *positions[place + 1 :]] for place in range(count)]
    return problem.terms(np.array(rests, np.intp))


def _services(problem: Problem, position: int) -> tuple[Service, ...]:
    request, coverage = problem.request, problem.coverage
    if isinstance(request, Brief) and isinstance(coverage, BriefCoverage):
        amounts = coverage.provision[position].tolist()
        return tuple(
            Service(cell.theme, cell.area, amount)
            for cell, amount in zip(request.cells, amounts, strict=True)
            if amount > 0
        )
    one = problem.instance.organisations[position]
    return tuple(
        Service(theme, area, weight)
        for theme, weight in sorted((one.themes or {}).items())
        for area in one.areas or ()
    )


def _needed_for(problem: Problem, positions: list[int], place: int) -> tuple[str, ...]:
    rest = [*positions[:place], *positions[place + 1 :]]
    before = broken_rules(problem, positions)
    after = broken_rules(problem, rest)
    return tuple(rule for rule in after if rule not in before and rule != "size")
