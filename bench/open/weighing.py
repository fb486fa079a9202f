"""Worth of many groups quickly, by the engine's own kernels, for ways that try much."""

from collections.abc import Sequence

import numpy as np

from bench.open.families import Case, Members
from bench.open.judging import who_may
from matching.arrays import Bools, Floats, Ints
from matching.groupings.laying_out import Material, facts_of
from matching.kernels.worths import GroupFacts, lay_out, new_rest, worths_with
from matching.rules import excluded_pairs

NOBODY = -1


def facts_for(case: Case, everyone: Ints) -> GroupFacts:
    """Those who can be in a group, laid out for the kernels; they count from 0 there."""
    return facts_of(Material(case.problem, case.grouping).slice(everyone))


class Weighing:
    """Weighs sets of positions; what two excluded members are worth together is below 0."""

    def __init__(self, case: Case) -> None:
        """Lay everybody out who can be in a group."""
        self.case, self.everyone = case, who_may(case)
        self._leads = frozenset(np.flatnonzero(case.problem.may_lead).tolist())
        self.facts = facts_for(case, self.everyone)
        self._rest = new_rest(self.facts)
        self._place = np.full(case.count, NOBODY, np.int64)
        self._place[self.everyone] = np.arange(len(self.everyone))

    def worth(self, group: Sequence[int]) -> float:
        """Size times quality, rules of leads and sizes aside; 0 for fewer than two."""
        return float(lay_out(self.facts, self._rest, self._places(group), len(group), NOBODY))

    def worths_with(self, group: Sequence[int], ones: Ints) -> Floats:
        """What a group of at least one is worth with each of some who are not in it; (n,)."""
        values = np.zeros(len(ones))
        self.worth(group)
        worths_with(self.facts, self._rest, self._place[ones], len(ones), values)
        return values

    def may_lead(self, one: int) -> bool:
        """Whether the lead rule is kept by a group with this one."""
        return one in self._leads

    def is_led(self, group: Sequence[int]) -> bool:
        """Whether somebody in a group may lead."""
        return not self._leads.isdisjoint(group)

    def apart(self, group: Members) -> Bools:
        """Which two of a group are excluded from each other; (k, k)."""
        positions = np.array(group, np.intp)
        return excluded_pairs(self.case.problem.arrays, positions, positions)

    def _places(self, group: Sequence[int]) -> Ints:
        return self._place[np.array(sorted(group), np.intp)]
