"""The choice of columns with the least slack, against HiGHS over the same columns."""

from itertools import combinations
from random import Random

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from matching.kernels.choosing import (
    CHOSEN,
    LEVEL,
    NODES,
    NONE,
    Columns,
    Prices,
    choose,
    new_trail,
)
from tests.matching.kernels import plain_choosing

PLENTY = 1_000_000
batches = pytest.mark.parametrize("batch", range(4))


class Case:
    """Random rows with prices, and columns that are worth less than their members' prices."""

    def __init__(self, seed):
        draw = Random(f"choosing-{seed}")
        self.rows, self.low, self.high = draw.randint(4, 10), 2, draw.randint(2, 4)
        self.limits = np.array([draw.choice([0, 1, 1, 2, 3]) for _ in range(self.rows)])
        duals = np.array([draw.choice([0.0, draw.random(), 1.0]) for _ in range(self.rows)])
        pairs = np.zeros((self.rows, self.rows))
        several = np.flatnonzero(self.limits > 1).tolist()
        for one, other in combinations(several, 2):
            pairs[one, other] = pairs[other, one] = draw.choice([0.0, 0.0, 0.3 * draw.random()])
        self.prices = Prices(self.limits, duals, pairs)
        everything = [
            group
            for size in range(self.low, self.high + 1)
            for group in combinations(np.flatnonzero(self.limits).tolist(), size)
        ]
        groups = draw.sample(everything, min(len(everything), draw.randint(0, 60)))
        slacks = [draw.choice([0.0, draw.random(), 0.2 * draw.random()]) for _ in groups]
        order = np.argsort(slacks, kind="stable")
        self.groups = [groups[place] for place in order]
        self.slacks = np.array([slacks[place] for place in order], np.float64)
        self.bound = float(duals @ self.limits) + pairs.sum() / 2

    def columns(self):
        members = np.full((len(self.groups), self.high), NONE)
        for row, group in enumerate(self.groups):
            members[row, : len(group)] = group
        masks = [sum(1 << one for one in group) for group in self.groups]
        return Columns(np.array(masks, np.uint64), members, self.slacks)

    def price(self, group):
        return self.prices.duals[list(group)].sum() + sum(
            self.prices.pairs[one, other] for one, other in combinations(group, 2)
        )

    def worth(self, group):
        return self.price(group) - self.slacks[self.groups.index(group)]

    def best(self):
        """The most that a choice is worth, and so the least slack, by HiGHS."""
        if not self.groups:
            return self.bound
        pairs = list(combinations(range(self.rows), 2))
        inside = [[one in group for group in self.groups] for one in range(self.rows)]
        together = [[{*pair} <= {*group} for group in self.groups] for pair in pairs]
        solved = milp(
            [-self.worth(group) for group in self.groups],
            integrality=np.ones(len(self.groups)),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(
                np.array(inside + together, float), -np.inf, [*self.limits, *[1] * len(pairs)]
            ),
        )
        return self.bound + solved.fun

    def search(self, budget, most=PLENTY):
        columns = self.columns()
        trail = new_trail(columns, self.prices, self.low, budget)
        done = choose(columns, self.prices, trail, most)
        return done, [self.groups[at] for at in trail.chosen[: trail.marks[CHOSEN]]], trail


@batches
def test_the_choice_is_the_best_and_keeps_limits_and_meetings(batch):
    sizes = set()
    for seed in range(100 * batch, 100 * batch + 100):
        case = Case(seed)
        done, groups, trail = case.search(case.bound + 1)
        assert done
        assert trail.least[0] == pytest.approx(case.best(), abs=1e-6)
        assert sum(map(case.worth, groups)) == pytest.approx(case.bound - trail.least[0], abs=1e-9)
        assert all(
            sum(one in group for group in groups) <= most for one, most in enumerate(case.limits)
        )
        assert all(len({*one} & {*other}) <= 1 for one, other in combinations(groups, 2))
        sizes.add(len(groups))
    assert len(sizes) > 4


@batches
def test_nothing_is_chosen_above_the_budget_and_the_best_is_within_it(batch):
    found = set()
    for seed in range(1_000 + 60 * batch, 1_060 + 60 * batch):
        case = Case(seed)
        least = case.best()
        for share in (0.6, 1.4):
            done, groups, trail = case.search(share * least)
            assert done
            if share < 1:
                assert groups == []
            elif least > 1e-3:
                assert trail.least[0] == pytest.approx(least, abs=1e-6)
                assert sum(map(case.worth, groups)) == pytest.approx(case.bound - least, abs=1e-6)
                found.add(len(groups))
    assert len(found) > 3


def shown(trail):
    """Where a search is: rows and columns decided, what is left, used up, and the best."""
    levels = range(max(0, int(trail.marks[LEVEL]) + 1))
    return (
        [int(trail.rows[at]) for at in levels[:-1]],
        [int(trail.picked[at]) for at in levels[:-1]],
        [trail.lists[at, : trail.sizes[at]].tolist() for at in levels],
        trail.left.tolist(),
        np.flatnonzero(trail.closed).tolist(),
        trail.chosen[: trail.marks[CHOSEN]].tolist(),
        int(trail.marks[NODES]),
    )


def told(trail):
    """The same of the twin."""
    return (
        [level.row for level in trail.levels[:-1]],
        [NONE if level.picked is None else level.picked for level in trail.levels[:-1]],
        [level.columns for level in trail.levels],
        [trail.left(one) for one in range(len(trail.limits))],
        sorted(trail.closed),
        trail.chosen,
        trail.nodes,
    )


@batches
def test_every_step_is_that_of_the_twin(batch):
    steps = 0
    for seed in range(2_000 + 12 * batch, 2_012 + 12 * batch):
        case = Case(seed)
        pairs = {
            frozenset((one, other)): price
            for one, other in combinations(range(case.rows), 2)
            if (price := float(case.prices.pairs[one, other]))
        }
        twin = plain_choosing.new_trail(
            case.groups, case.slacks.tolist(), case.limits.tolist(), case.prices.duals.tolist(),
            pairs, case.bound + 1,
        )  # fmt: skip
        columns = case.columns()
        trail = new_trail(columns, case.prices, case.low, case.bound + 1)
        for most in range(1, 40):
            done = choose(columns, case.prices, trail, most)
            assert done == plain_choosing.choose(twin, most)
            assert shown(trail) == told(twin)
            assert trail.least[0] == pytest.approx(twin.least, abs=1e-9)
            steps += 1
            if done:
                break
    assert steps > 60


def test_a_search_that_is_too_long_says_so():
    longest = 0
    for seed in range(60):
        case = Case(seed)
        done, _, trail = case.search(case.bound + 1)
        nodes = int(trail.marks[NODES])
        longest = max(longest, nodes)
        assert done
        assert case.search(case.bound + 1, nodes)[0]
        assert not case.search(case.bound + 1, nodes - 1)[0]
    assert longest > 50
