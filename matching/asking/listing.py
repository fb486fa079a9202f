"""Everybody whose answers could change something, those first who could change most."""

from collections.abc import Set

import numpy as np

from matching.arrays import Bools, Floats, Ints
from matching.asking.answer import HopedCell, MissingAnswer
from matching.asking.deciding import DECIDING
from matching.asking.gains import NOBODY, Gains
from matching.asking.hopes import Hopes
from matching.asking.unknowns import Unknowns
from matching.problem import Problem
from matching.request import Brief
from matching.rules import LEAD, RULES, TOLERANCE, broken_rules


class Listing:
    """Puts together what is known of everybody's answers to one brief."""

    def __init__(self, problem: Problem, brief: Brief, hopes: Hopes, unknowns: Unknowns) -> None:
        """Keep what every entry needs."""
        self.problem, self.brief, self.hopes, self.unknowns = problem, brief, hopes, unknowns
        self.levels = hopes.coverage.levels

    def beside(self, members: Ints, gains: Gains) -> list[MissingAnswer]:
        """By gaps filled, gaps narrowed, quality and id."""
        needed = {*broken_rules(self.problem, members.tolist())}
        if not self.problem.eligible[members].any():
            needed.add(LEAD)
        gaps = self.levels - self.hopes.coverage.provision[members].sum(axis=0)
        rules = self._rules(needed, gains.possible)
        quality = np.round(gains.quality, 12)
        fills, narrows = _counts(gaps, gains.amounts)
        keys = (-quality, -narrows, -fills)
        worth = (quality > TOLERANCE) | (narrows > 0) | (_helped(rules, gains.possible) > 0)
        return self._entries(keys, worth, rules, (gaps, gains.amounts), gains)

    def without_group(self, needed: Set[str]) -> list[MissingAnswer]:
        """By needed rules helped, cells filled, cells helped and id; there is no quality."""
        everybody = np.ones(self.hopes.count, bool)
        rules = self._rules(needed, everybody)
        provided = np.minimum(self.levels, self.hopes.coverage.provision)
        known, hoped = provided[: self.hopes.count], provided[self.hopes.count :]
        amounts = np.where(hoped > known + TOLERANCE, hoped, 0.0)
        fills, narrows = _counts(self.levels, amounts)
        helped = _helped(rules, everybody)
        keys = (-narrows, -fills, -helped)
        return self._entries(keys, (narrows > 0) | (helped > 0), rules, (self.levels, amounts))

    def _rules(self, needed: Set[str], possible: Bools) -> dict[str, Bools]:
        """Who could help to keep each rule that is needed."""
        silent = self.unknowns.silent
        return {
            rule: possible & np.logical_or.reduce([silent[fact] for fact in DECIDING[rule]])
            for rule in RULES
            if rule in needed and rule in DECIDING
        }

    def _entries(
        self,
        keys: tuple[Floats | Ints, ...],
        worth: Bools,
        rules: dict[str, Bools],
        cells: tuple[Floats, Floats],
        gains: Gains | None = None,
    ) -> list[MissingAnswer]:
        """Those worth asking, by the last key first."""
        listed = np.flatnonzero(worth & self.unknowns.anything)
        order = listed[np.lexsort(tuple(key[listed] for key in keys))]
        facts = self.unknowns.facts_of(order)
        hoped = self._cells(cells[0], cells[1][order])
        ids, helped = self.problem.arrays.ids, list(rules.items())
        return [
            MissingAnswer(
                id=ids[position],
                facts=facts[place],
                gain=None if gains is None else float(gains.quality[position]),
                instead_of=None if gains is None else _instead(gains, ids, position),
                cells=hoped[place],
                rules=tuple(rule for rule, them in helped if them[position]),
            )
            for place, position in enumerate(order.tolist())
        ]

    def _cells(self, gaps: Floats, amounts: Floats) -> list[tuple[HopedCell, ...]]:
        """The gaps that each could narrow; rows of `amounts` are organisations."""
        cells = list(zip(self.brief.cells, gaps.tolist(), strict=True))
        return [
            tuple(
                HopedCell(cell.theme, cell.area, missing, amount, missing - amount <= TOLERANCE)
                for (cell, missing), amount in zip(cells, row, strict=True)
                if amount > 0
            )
            for row in amounts.tolist()
        ]


def _instead(gains: Gains, ids: tuple[str, ...], position: int) -> str | None:
    other = int(gains.instead_of[position])
    return None if other == NOBODY else ids[other]


def _counts(gaps: Floats, amounts: Floats) -> tuple[Ints, Ints]:
    """How many gaps each could fill, and how many narrow."""
    narrows = amounts > 0
    fills = narrows & (gaps - amounts <= TOLERANCE)
    return fills.sum(axis=1), narrows.sum(axis=1)


def _helped(rules: dict[str, Bools], everybody: Bools) -> Ints:
    """How many rules each could help to keep."""
    count = np.zeros(len(everybody), np.intp)
    for helped in rules.values():
        count += helped
    return count
