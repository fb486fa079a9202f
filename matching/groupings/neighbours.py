"""For each organisation the few others that could sensibly share a group with it."""

import numpy as np

from matching.arrays import Ints
from matching.problem import PairTable, Problem

ALL_BELOW = 48
NEAREST, NEAREST_LEADS = 20, 4
ROWS_AT_ONCE = 256


def neighbour_lists(problem: Problem, table: PairTable, members: Ints) -> list[Ints]:
    """Positions worth trying beside each organisation; empty for those that cannot be members.

    The best by pair value, the best leads, everyone with a stated tie, and whoever counts this
    one among its own; everybody where there are few.
    """
    found: list[set[int]] = [set() for _ in range(problem.arrays.count)]
    leads = members[problem.may_lead[members]]
    for start in range(0, len(members), ROWS_AT_ONCE):
        rows = members[start : start + ROWS_AT_ONCE]
        for candidates, most in ((members, NEAREST), (leads, NEAREST_LEADS)):
            if len(members) <= ALL_BELOW:
                most = len(members)
            _add_best(found, table, rows, candidates, most)
    inside = set(members.tolist())
    for key in problem.arrays.tie_keys.tolist():
        source, target = divmod(key, problem.arrays.count)
        if source in inside and target in inside:
            found[source].add(target)
    for one in members.tolist():
        for other in tuple(found[one]):
            found[other].add(one)
    return [np.array(sorted(others - {one}), np.intp) for one, others in enumerate(found)]


def _add_best(
    found: list[set[int]], table: PairTable, rows: Ints, candidates: Ints, most: int
) -> None:
    """Add each row's best candidates; equal values by position."""
    if not len(candidates):
        return
    values = table.of(rows[:, None], candidates[None, :])
    best = np.argsort(-values, axis=1, kind="stable")[:, : most + 1]
    for row, chosen in zip(rows.tolist(), candidates[best].tolist(), strict=True):
        found[row].update(chosen)
