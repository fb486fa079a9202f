"""The best total over all groups that there could be, for few organisations: set packing.

Every group is a column worth its size times its quality; no organisation is in more groups than it
wants, and no two meet twice. The linear relaxation is solved by column generation, with HiGHS: each
round takes in the columns whose reduced cost is best, and where none is left it is the relaxation
over all columns, which no total exceeds. A column can be in a better solution only if its reduced
cost makes up for no more than the gap (Nemhauser and Wolsey 1988, II.5); the search over those that
are left looks for solutions ever further below the bound.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array, vstack

from matching.arrays import Bools, Floats, Ints
from matching.kernels.choosing import CHOSEN, NODES, NONE, Columns, Prices, choose, new_trail
from matching.kernels.compiled import Words
from matching.kernels.listing import every_group, prices_of
from matching.kernels.worths import GroupFacts, new_rest

GoesOn = Callable[[], bool]

MOST_SETS = 1_500_000
FIRST_COLUMNS, MORE_COLUMNS, MOST_ROUNDS = 600, 400, 60
# How far below the bound is looked in turn, as shares of the gap; and how much in all.
DEEPER = (0.25, 0.5, 0.7, 0.85, 1.0)
MOST_NODES, MOST_COLUMNS = 5_000_000, 100_000
NODES_AT_ONCE = 50_000
CLOSE = 1e-9
BITS = 64


@dataclass(frozen=True, slots=True)
class Packing:
    """Groups as positions in the facts, their total, and a bound of every total.

    Groups are None where none are better than those known before.
    """

    groups: list[tuple[int, ...]] | None
    total: float
    bound: float
    proven: bool


def sets_of(facts: GroupFacts) -> int:
    """How many sets of allowed sizes there are."""
    possible = int((facts.limits > 0).sum())
    return sum(comb(possible, size) for size in range(facts.low, facts.high + 1))


def is_small(facts: GroupFacts) -> bool:
    """Whether all sets can be looked at."""
    return len(facts.limits) <= BITS and sets_of(facts) <= MOST_SETS


def pack(
    facts: GroupFacts, known: float, columns: list[tuple[int, ...]], goes_on: GoesOn = lambda: True
) -> Packing:
    """Find better groups than those known, which are worth `known` in all, or bound them.

    `goes_on` is asked now and then; where it says no, what is known by then is the answer.
    """
    masks, worths = every_group(facts, new_rest(facts), sets_of(facts))
    if not len(masks):
        return Packing(None, known, known, proven=True)
    rows = _Rows(facts)
    priced = _relaxed(rows, masks, worths, _first(masks, worths, columns))
    return _decided(_Task(masks, worths, priced, known, facts.low, facts.high, goes_on))


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

    def priced(self, duals: Floats) -> Prices:
        """What a place of each organisation and a meeting of two are worth."""
        count = len(self.limits)
        together = np.zeros((count, count))
        if self.pairs:
            first, second = np.array(self.pairs).T
            together[first, second] = together[second, first] = duals[count:]
        limits = self.limits.astype(np.int64)
        return Prices(limits, np.ascontiguousarray(duals[:count]), together)


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


@dataclass(frozen=True, eq=False, slots=True)
class _Priced:
    """A bound of every total, the prices behind it, and the reduced cost of every set."""

    bound: float
    prices: Prices
    costs: Floats


def _relaxed(rows: _Rows, masks: Words, worths: Floats, chosen: Ints) -> _Priced:
    """Find prices whose bound is low."""
    best = _Priced(np.inf, rows.priced(np.zeros(len(rows.most))), worths)
    for _ in range(MOST_ROUNDS):
        matrix: Any = rows.matrix(masks[chosen])
        solved = linprog(-worths[chosen], A_ub=matrix, b_ub=rows.most, bounds=(0, None))
        duals = np.maximum(0.0, -solved.ineqlin.marginals)
        prices = rows.priced(duals)
        reduced = worths - prices_of(masks, prices.duals, prices.pairs)
        # No set is used more often than its members' limits allow, so that this bounds every total
        # whatever the prices are (Lagrangian relaxation).
        here = float(duals @ rows.most) + _excess(rows, reduced)
        if here < best.bound:
            best = _Priced(here, prices, reduced)
        better = np.flatnonzero(reduced > CLOSE)
        fresh = np.setdiff1d(better, chosen)
        if not len(fresh):
            break
        most = fresh[np.argsort(-reduced[fresh], kind="stable")[:MORE_COLUMNS]]
        chosen = np.union1d(chosen, most)
    return best


def _excess(rows: _Rows, reduced: Floats) -> float:
    """What the sets could gain above the prices: at most so many groups, each the best."""
    return max(0.0, float(reduced.max())) * float(rows.limits.sum()) / 2


class _Task(NamedTuple):
    """What is decided: sets with their worths and prices, and the total that is known."""

    masks: Words
    worths: Floats
    priced: _Priced
    known: float
    low: int
    high: int
    goes_on: GoesOn


def _decided(task: _Task) -> Packing:
    """Look for groups with little slack first: where there are none, the bound is lower by it."""
    known, bound = task.known, task.priced.bound
    gap = bound - known
    found = Packing(None, known, max(bound, known), proven=gap <= CLOSE)
    # Above the prices slack would not tell what a choice is worth.
    if found.proven or task.priced.costs.max() > CLOSE:
        return found
    nodes = 0
    for share in DEEPER:
        better, used = _within(task, share * gap, MOST_NODES - nodes)
        nodes += used
        if better is None:
            break
        if better:
            return _proven(task, better)
        found = Packing(None, known, max(known, bound - share * gap), proven=share == 1.0)
    return found


def _within(task: _Task, slack: float, most: int) -> tuple[list[int] | None, int]:
    """The best sets with less slack, none where there are none, None where it takes too long.

    Gives how many nodes it took, too.
    """
    slacks = np.maximum(0.0, -task.priced.costs)
    chosen = np.flatnonzero(slacks < slack)
    if len(chosen) > MOST_COLUMNS:
        return None, 0
    chosen = chosen[np.argsort(slacks[chosen], kind="stable")]
    masks = task.masks[chosen]
    columns = Columns(masks, _listed(masks, task.high), slacks[chosen])
    trail = new_trail(columns, task.priced.prices, task.low, slack)
    done = False
    while not done:
        used = int(trail.marks[NODES])
        if used >= most or not task.goes_on():
            return None, used
        done = choose(columns, task.priced.prices, trail, min(most, used + NODES_AT_ONCE))
    return chosen[trail.chosen[: trail.marks[CHOSEN]]].tolist(), int(trail.marks[NODES])


def _proven(task: _Task, sets: list[int]) -> Packing:
    total = float(task.worths[sets].sum())
    members = _listed(task.masks[sets], task.high)
    groups = [tuple(row[row >= 0].tolist()) for row in members]
    return Packing(groups, total, total, proven=True)


def _listed(masks: Words, high: int) -> Ints:
    """The members of each set; (c, high), -1 where there are fewer."""
    inside = _members(masks, BITS)
    sets, members = np.nonzero(inside)
    sizes = inside.sum(axis=1)
    table = np.full((len(masks), high), NONE, np.int64)
    table[sets, np.arange(len(sets)) - np.repeat(np.cumsum(sizes) - sizes, sizes)] = members
    return table
