"""A brief laid out for the kernels: what each organisation brings, in shares of the quality."""

from dataclasses import dataclass

import numpy as np

from matching.compact import pair_facts
from matching.coverage import BriefCoverage
from matching.kernels.compiled import Floats, Ints
from matching.kernels.pairs import pair_rows, pair_table
from matching.kernels.pricing import NOTHING, State, Table
from matching.problem import Problem, small_wanted
from matching.request import Brief

HALF = 0.5


@dataclass(frozen=True, slots=True)
class Earlier:
    """Groups, as positions, from which a group must differ by so many members."""

    groups: tuple[tuple[int, ...], ...]
    difference: int

    def limits(self, size: int) -> list[int]:
        """How many members a group of this size may share with each."""
        return [min(size, len(group)) - self.difference for group in self.groups]

    def allows(self, members: tuple[int, ...]) -> bool:
        """Whether a group shares few enough members with each."""
        return all(
            len(set(members).intersection(group)) <= limit
            for group, limit in zip(self.groups, self.limits(len(members)), strict=True)
        )


NO_EARLIER = Earlier((), 0)


class Material:
    """Everything about a brief that does not depend on the size of the group."""

    def __init__(self, problem: Problem, brief: Brief) -> None:
        """Weigh cells, days and needs, and lay out the pair facts."""
        self.problem, self.brief = problem, brief
        weights = problem.weights / problem.weights.sum()
        coverage = problem.coverage
        assert isinstance(coverage, BriefCoverage)  # noqa: S101
        share = weights[0] / coverage.levels.sum()
        needs = problem.complementarity
        self.cells = share * np.minimum(coverage.provision, coverage.levels)
        self.cell_caps = share * coverage.levels
        self.days, self.small, self.needs_weight = weights[4], weights[5], weights[2]
        self.needs, self.offers = problem.arrays.need_words, problem.arrays.offer_words
        self.services = needs.needs.shape[1]
        self.facts = pair_facts(problem.arrays, brief.tie_prior, weights[[1, 3, 6]])

    def table(self, positions: Ints, size: int, earlier: Earlier, *, pairs: bool) -> Table:
        """Lay out some organisations, ascending, for groups of one size."""
        problem, each = self.problem, self.needs_weight / size
        small = problem.small[positions] / small_wanted(size)
        amounts = np.column_stack(
            (self.cells[positions], self.days * problem.days[positions], self.small * small)
        )
        starts, kinds, values = _compressed(amounts)
        uses, limits = self._rules(positions, size, earlier)
        offers = self.offers[positions]
        dense = np.zeros((0, 0))
        if pairs:
            dense = pair_table(self.facts, positions.astype(np.int64)) / pairs_in(size)
        return Table(
            positions=positions.astype(np.int64),
            starts=starts,
            kinds=kinds,
            amounts=values,
            caps=np.minimum(
                np.concatenate((self.cell_caps, [self.days, self.small])), _most(amounts, size)
            ),
            needs=self.needs[positions],
            offers=offers,
            available=np.bitwise_or.reduce(offers, axis=0),
            own=each * problem.complementarity.fixed[positions],
            each=each * problem.complementarity.each[positions],
            uses=uses,
            limits=limits,
            pairs=dense,
            shares=0.5 * dense,
        )

    def pair_values(self, rows: Ints, columns: Ints, size: int) -> Floats:
        """What two members of a group of this size add together; (rows, columns)."""
        return pair_rows(self.facts, rows.astype(np.int64), columns.astype(np.int64)) / pairs_in(
            size
        )

    def _rules(self, positions: Ints, size: int, earlier: Earlier) -> tuple[Floats, Floats]:
        """Rules as sums over members with a limit; a rule that asks for something is turned."""
        problem, brief = self.problem, self.brief
        columns = [-problem.may_lead[positions].astype(np.float64)]
        limits: list[float] = [-1.0]
        if brief.min_capacity_days > 0:
            columns.append(-problem.arrays.spare_days[positions])
            limits.append(-brief.min_capacity_days)
        if brief.min_small > 0:
            columns.append(-problem.small[positions].astype(np.float64))
            limits.append(-float(brief.min_small))
        for group, limit in zip(earlier.groups, earlier.limits(size), strict=True):
            columns.append(np.isin(positions, group).astype(np.float64))
            limits.append(float(limit))
        return np.ascontiguousarray(np.column_stack(columns)), np.array(limits, np.float64)


def pairs_in(size: int) -> float:
    """Number of pairs in a group of this size."""
    return size * (size - 1) / 2


def new_state(table: Table, services: int, size: int) -> State:
    """Lay out an empty search: no members, everything still to be had, no group found."""
    rows, count = size + 1, len(table.positions)
    resources, rules, words = len(table.caps), len(table.limits), table.needs.shape[1]
    state = State(
        members=np.zeros(rows, np.int64),
        base=np.zeros(rows),
        left=np.zeros((rows, resources)),
        unmet=np.zeros((rows, services)),
        wanted=np.zeros((rows, words), np.uint64),
        once=np.zeros((rows, words), np.uint64),
        room=np.zeros((rows, rules)),
        near=np.zeros((rows, count)),
        halves=np.zeros((rows, count)),
        lesser=np.zeros((rows, count)),
        hopeful=np.zeros((rows, count)),
        cap_prices=np.full((rows, resources), HALF),
        need_prices=np.full((rows, services), HALF),
        use_prices=np.zeros((rows, rules)),
        candidates=np.zeros((rows, count), np.int64),
        values=np.zeros((rows, count)),
        counts=np.zeros(rows, np.int64),
        following=np.zeros(rows, np.int64),
        constant=np.zeros(rows),
        best_members=np.full(size, -1, np.int64),
        best=np.full(1, NOTHING),
        marks=np.zeros(4, np.int64),
    )
    state.left[0] = table.caps
    state.room[0] = table.limits
    return state


def _most(amounts: Floats, size: int) -> Floats:
    """What the best members of a group of this size could add to each resource."""
    count = min(size, len(amounts))
    best: Floats = np.sort(amounts, axis=0)[len(amounts) - count :].sum(axis=0)
    return best


def _compressed(table: Floats) -> tuple[Ints, Ints, Floats]:
    """The values of a table that are not 0: where each row starts, their columns, and they."""
    rows, columns = np.nonzero(table)
    starts = np.searchsorted(rows, np.arange(len(table) + 1))
    return starts.astype(np.int64), columns.astype(np.int64), table[rows, columns]
