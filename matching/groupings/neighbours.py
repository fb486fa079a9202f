"""For each organisation the others within reach, and the few worth trying in a group with it."""

import numpy as np

from matching.arrays import Bools, Floats, Ints
from matching.pairs import Pairs
from matching.problem import PairTable, Problem

ALL_BELOW = 48
NEAREST, NEAREST_LEADS = 16, 4
ROWS_AT_ONCE = 256


def neighbour_lists(problem: Problem, table: PairTable, members: Ints) -> list[Ints]:
    """Positions worth trying beside each organisation; empty for those that cannot be members.

    The best within reach by pair value, the best leads, everyone with a stated tie, and whoever
    counts this one among its own. Everybody where there are few: then even a far group is tried.
    """
    found: list[set[int]] = [set() for _ in range(problem.arrays.count)]
    leads = members[problem.may_lead[members]]
    for start in range(0, len(members), ROWS_AT_ONCE):
        rows = members[start : start + ROWS_AT_ONCE]
        if are_few(members):
            _add_everyone(found, rows, members)
            continue
        for candidates, most in ((members, NEAREST), (leads, NEAREST_LEADS)):
            values = table.of(rows[:, None], candidates[None, :])
            near = problem.pairs.geography(rows[:, None], candidates[None, :]) > 0
            _add_best(found, np.where(near, values, -np.inf), rows, candidates, most)
    inside = set(members.tolist())
    for key in problem.arrays.tie_keys.tolist():
        source, target = divmod(key, problem.arrays.count)
        if source in inside and target in inside:
            found[source].add(target)
    for one in members.tolist():
        for other in tuple(found[one]):
            found[other].add(one)
    return [np.array(sorted(others - {one}), np.intp) for one, others in enumerate(found)]


def are_few(members: Ints) -> bool:
    """Whether everybody can be tried with everybody."""
    return len(members) <= ALL_BELOW


def within_reach(pairs: Pairs, one: int) -> Bools:
    """Who is near enough to one organisation, or tied to it by a statement of either; (n,)."""
    everyone = np.arange(pairs.arrays.count)
    mine = np.full_like(everyone, one)
    tied = pairs.stated(mine, everyone)[0] | pairs.stated(everyone, mine)[0]
    reached: Bools = (pairs.geography(mine, everyone) > 0) | tied
    reached[one] = False
    return reached


def _add_everyone(found: list[set[int]], rows: Ints, members: Ints) -> None:
    for row in rows.tolist():
        found[row].update(members.tolist())


def _add_best(
    found: list[set[int]], values: Floats, rows: Ints, candidates: Ints, most: int
) -> None:
    """Add each row's best candidates; equal values by position."""
    best = np.argsort(-values, axis=1, kind="stable")[:, : most + 1]
    worth = np.take_along_axis(values, best, axis=1)
    for row, chosen, known in zip(rows.tolist(), candidates[best], worth, strict=True):
        found[row].update(chosen[known > -np.inf].tolist())
