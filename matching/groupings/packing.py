"""The best total over all groups that there could be, for few organisations: set packing.

Every group is a column worth its size times its quality; no organisation is in more groups than it
wants, and no two meet twice. The linear relaxation is solved by column generation: each round takes
in the columns whose reduced cost is best, and where none is left it is the relaxation over all
columns, which no total exceeds. A column can be in a better solution only if its reduced cost makes
up for no more than the gap (Nemhauser and Wolsey 1988, II.5); HiGHS decides over those left.
"""

from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array, vstack

from matching.arrays import Bools, Floats, Ints
from matching.kernels.compiled import Words
from matching.kernels.listing import every_group, prices_of
from matching.kernels.worths import GroupFacts, new_rest

MOST_SETS = 1_500_000
# HiGHS takes minutes over more.
MOST_WHOLE = 3_000
FIRST_COLUMNS, MORE_COLUMNS, MOST_ROUNDS = 600, 400, 60
MOST_NODES = 2_000
CLOSE = 1e-9
BITS = 64


@dataclass(frozen=True, slots=True)
class Packing:
    """Groups as positions in the facts, and a bound of every total; groups may be None."""

    groups: list[tuple[int, ...]] | None
    bound: float
    proven: bool


def sets_of(facts: GroupFacts) -> int:
    """How many sets of allowed sizes there are."""
    possible = int((facts.limits > 0).sum())
    return sum(comb(possible, size) for size in range(facts.low, facts.high + 1))


def is_small(facts: GroupFacts) -> bool:
    """Whether all sets can be looked at."""
    return len(facts.limits) <= BITS and sets_of(facts) <= MOST_SETS


def pack(facts: GroupFacts, known: float, columns: list[tuple[int, ...]]) -> Packing:
    """Find better groups than those known, which are worth `known` in all, or bound them."""
    masks, worths = every_group(facts, new_rest(facts), sets_of(facts))
    if not len(masks):
        return Packing(None, 0.0, proven=True)
    rows = _Rows(facts)
    chosen = _first(masks, worths, columns)
    bound, costs = _relaxed(rows, masks, worths, chosen)
    if bound <= known + CLOSE:
        return Packing(None, max(bound, known), proven=True)
    open_ones = np.flatnonzero(costs >= known - bound - CLOSE)
    if len(open_ones) > MOST_WHOLE:
        return Packing(None, bound, proven=False)
    return _whole(rows, masks[open_ones], worths[open_ones], known, bound)


class _Rows:
    """What the columns must keep: the limit of each organisation, and each pair once."""

    def __init__(self, facts: GroupFacts) -> None:
        self.limits = facts.limits.astype(np.float64)
        several = np.flatnonzero(facts.limits > 1).tolist()
        self.pairs = list(combinations(several, 2))
        self.most = np.concatenate((self.limits, np.ones(len(self.pairs))))

    def matrix(self, masks: Words) -> csr_array:
        """A row for each limit, a column for each set."""
        inside = _members(masks, len(self.limits))
        parts = [csr_array(inside.T.astype(np.float64))]
        if self.pairs:
            first, second = np.array(self.pairs).T
            parts.append(csr_array((inside[:, first] & inside[:, second]).T.astype(np.float64)))
        return vstack(parts, format="csr")

    def prices(self, masks: Words, duals: Floats) -> Floats:
        """What the limits that a set uses are worth, for each set."""
        count = len(self.limits)
        together = np.zeros((count, count))
        if self.pairs:
            first, second = np.array(self.pairs).T
            together[first, second] = together[second, first] = duals[count:]
        return prices_of(masks, np.ascontiguousarray(duals[:count]), together)


def _members(masks: Words, count: int) -> Bools:
    bits = masks[:, None] >> np.arange(count, dtype=np.uint64)[None, :]
    inside: Bools = (bits & np.uint64(1)).astype(bool)
    return inside


def _first(masks: Words, worths: Floats, known: list[tuple[int, ...]]) -> Ints:
    """The columns to begin with: the groups known and those worth most for their size."""
    wanted = [sum(1 << one for one in group) for group in known]
    sizes = _members(masks, BITS).sum(axis=1) if len(masks) <= FIRST_COLUMNS else None
    per_head = worths if sizes is None else worths / sizes
    best = np.argsort(-per_head, kind="stable")[:FIRST_COLUMNS]
    mine = np.flatnonzero(np.isin(masks, np.array(wanted, np.uint64)))
    return np.union1d(best, mine)


def _relaxed(rows: _Rows, masks: Words, worths: Floats, chosen: Ints) -> tuple[float, Floats]:
    """A bound of every total, and the reduced cost of every set under the prices behind it."""
    bound, costs = np.inf, np.zeros(len(masks))
    for _ in range(MOST_ROUNDS):
        matrix: Any = rows.matrix(masks[chosen])
        solved = linprog(-worths[chosen], A_ub=matrix, b_ub=rows.most, bounds=(0, None))
        duals = np.maximum(0.0, -solved.ineqlin.marginals)
        reduced = worths - rows.prices(masks, duals)
        # No set is used more often than its members' limits allow, so that this bounds every total
        # whatever the prices are (Lagrangian relaxation).
        here = float(duals @ rows.most) + _excess(rows, reduced)
        if here < bound:
            bound, costs = here, reduced
        better = np.flatnonzero(reduced > CLOSE)
        fresh = np.setdiff1d(better, chosen)
        if not len(fresh):
            break
        best = fresh[np.argsort(-reduced[fresh], kind="stable")[:MORE_COLUMNS]]
        chosen = np.union1d(chosen, best)
    return bound, costs


def _excess(rows: _Rows, reduced: Floats) -> float:
    """What the sets could gain above the prices: at most so many groups, each the best."""
    return max(0.0, float(reduced.max())) * float(rows.limits.sum()) / 2


def _whole(rows: _Rows, masks: Words, worths: Floats, known: float, bound: float) -> Packing:
    """Decide over the columns that are left."""
    solved = milp(
        -worths,
        integrality=np.ones(len(worths), np.int8),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(rows.matrix(masks), -np.inf, rows.most),
        options={"mip_rel_gap": 0.0, "node_limit": MOST_NODES},
    )
    proven = solved.status == 0
    limit = -solved.mip_dual_bound if solved.mip_dual_bound is not None else bound
    bound = max(known, min(bound, float(limit))) if not proven else bound
    if solved.x is None:
        return Packing(None, bound if not proven else known, proven)
    picked = np.flatnonzero(solved.x > 0.5)
    total = float(worths[picked].sum())
    groups = [tuple(np.flatnonzero(row).tolist()) for row in _members(masks[picked], BITS)]
    if proven:
        bound = max(total, known)
    return Packing(groups if total > known + CLOSE else None, bound, proven)
