"""A small set of organisations whose answers together could cover the most cells."""

from collections.abc import Iterator

import numpy as np

from matching.arrays import Floats, Ints
from matching.asking.hopes import Hopes
from matching.asking.keeping import Keeping
from matching.feasibility.program import Rule, solve
from matching.problem import Problem
from matching.request import Brief
from matching.rules import TOLERANCE, excluded_pairs


class Together:
    """Chooses whom to ask, one at a time, and proves how many cells that could cover at most."""

    def __init__(self, problem: Problem, brief: Brief, hopes: Hopes, keeping: Keeping) -> None:
        """Keep what every step needs."""
        self.problem, self.brief, self.hopes, self.keeping = problem, brief, hopes, keeping
        self.provided, self.levels = hopes.coverage.provision, hopes.coverage.levels

    def chosen(self, members: Ints, ranked: Ints, most: int) -> tuple[Ints, int]:
        """Whom to ask, in the order chosen, and how many cells could then be covered at most.

        Each step takes the organisation with which most cells are covered, then most of the rest,
        then the first of `ranked`; in the end whoever is not needed for the figure leaves.
        """
        asked = self._greedy(members, ranked, most)
        figure = self.covered_at_most(members, asked)
        for one in asked[::-1].tolist():
            fewer = asked[asked != one]
            if self.covered_at_most(members, fewer) >= figure:
                asked = fewer
        return asked, figure

    def covered_at_most(self, members: Ints, asked: Ints) -> int:
        """The most cells that a group of these members and of those asked could cover.

        Exact where each answers as well as can be hoped for, the rule of the hub left aside.
        """
        rows = np.append(np.setdiff1d(members, asked), self.hopes.count + asked)
        rows = rows[self.hopes.may_join[rows]]
        cells = len(self.levels)
        worth = np.append(np.zeros(len(rows)), np.ones(cells))
        rules = [*self._rules(rows), *self._cells(rows)]
        best = solve(worth, rules, np.zeros(len(worth)))
        return 0 if best is None else int((best >= len(rows)).sum())

    def covered(self, rows: Ints) -> int:
        """How many cells some rows cover."""
        return int((self.levels - self.provided[rows].sum(axis=0) <= TOLERANCE).sum())

    def _greedy(self, members: Ints, ranked: Ints, most: int) -> Ints:
        rows, asked = members, np.zeros(0, np.intp)
        reached = self._worth(self.provided[rows].sum(axis=0)[None, :])[0]
        while len(asked) < most:
            left = ranked[~np.isin(ranked, asked)]
            if not len(left):
                break
            best = max(self._steps(rows, left), key=lambda step: step[0])
            if best[0] <= reached + TOLERANCE:
                break
            reached, rows = best
            asked = np.append(asked, rows[-1] - self.hopes.count)
        return asked

    def _steps(self, rows: Ints, left: Ints) -> Iterator[tuple[float, Ints]]:
        """For each member that leaves, and for none, who does best in its place."""
        for rest in self._rests(rows):
            hoped = self.hopes.count + left
            worth = self._worth(self.provided[rest].sum(axis=0) + self.provided[hoped])
            worth = np.where(self.keeping.joined(rest, hoped), worth, -np.inf)
            first = int(worth.argmax())
            yield float(worth[first]), np.append(rest, hoped[first])

    def _rests(self, rows: Ints) -> Iterator[Ints]:
        """All rows, and all but one that is not there for its answers."""
        yield rows
        for place in np.flatnonzero(rows < self.hopes.count).tolist():
            yield np.delete(rows, place)

    def _worth(self, provided: Floats) -> Floats:
        """Any covered cell counts more than all parts of others."""
        whole = (self.levels - provided <= TOLERANCE).sum(axis=1)
        part = np.minimum(self.levels, provided).sum(axis=1)
        worth: Floats = np.round(whole * (self.levels.sum() + 1) + part, 9)
        return worth

    def _rules(self, rows: Ints) -> Iterator[Rule]:
        hopes, brief, everyone = self.hopes, self.brief, self.hopes.organisation(rows)
        places = np.arange(len(rows))
        yield Rule(places, brief.size.min, brief.size.max)
        yield Rule(np.flatnonzero(hopes.may_lead[rows]), 1, np.inf)
        yield Rule(np.flatnonzero(hopes.small[rows]), brief.min_small, np.inf)
        days = hopes.days[rows]
        yield Rule(places, brief.min_capacity_days - TOLERANCE, np.inf, days)
        for key in self.keeping.named.tolist():
            yield Rule(np.flatnonzero(everyone == key), 1, np.inf)
        at_odds = np.triu(excluded_pairs(self.problem.arrays, everyone, everyone))
        for pair in np.argwhere(at_odds):
            yield Rule(pair, 0, 1)

    def _cells(self, rows: Ints) -> Iterator[Rule]:
        """A cell counts where its level is provided."""
        places = np.arange(len(rows))
        for cell, level in enumerate(self.levels.tolist()):
            columns = np.append(places, len(rows) + cell)
            amounts = np.append(self.provided[rows, cell], -level)
            yield Rule(columns, -TOLERANCE, np.inf, amounts)
