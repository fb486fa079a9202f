"""Whether a group keeps all rules, and which has the most spare days: exact."""

from dataclasses import replace
from functools import cached_property

import numpy as np

from matching.arrays import Bools, Ints
from matching.feasibility.facts import Facts
from matching.feasibility.greedy import fullest_freely
from matching.feasibility.hubs import hubs_of, rows_around
from matching.feasibility.lists import Lists
from matching.feasibility.pool import allowed, clashing, may_lead, worth_looking_at
from matching.feasibility.program import most_days
from matching.feasibility.wanted import Wanted
from matching.rules import TOLERANCE

Group = tuple[int, ...]
# How far sums of the same days in another order may lie apart.
EQUAL = 1e-11


class Groups:
    """Answers questions about the groups that are possible; each question is worked out once."""

    def __init__(self, facts: Facts) -> None:
        """Look for groups among these rows."""
        self.facts = facts
        self._answers: dict[tuple[Wanted, bool], Group | None] = {}

    def any_for(self, wanted: Wanted) -> Group | None:
        """Ascending rows of a group that keeps all rules, or None where there is none."""
        return self._answered(wanted, enough=True)

    def fullest(self, wanted: Wanted) -> Group | None:
        """The group with the most spare days that keeps all rules but that of spare days."""
        return self._answered(wanted, enough=False)

    def days_of(self, group: Group) -> float:
        """Spare days of a group together."""
        return self.facts.total_days(np.array(group, np.intp))

    @cached_property
    def _circles(self) -> Lists:
        return rows_around(self.facts)

    def _answered(self, wanted: Wanted, *, enough: bool) -> Group | None:
        key = (wanted, enough)
        if key not in self._answers:
            self._answers[key] = self._any(wanted) if enough else self._fullest(wanted, None)
        return self._answers[key]

    def _any(self, wanted: Wanted) -> Group | None:
        """Look among small groups first: only the rule of days can ask for large ones."""
        asked = wanted.days - TOLERANCE
        if self.facts.days[allowed(self.facts, wanted)].sum() < asked:
            return None
        high = min(wanted.high, wanted.skeleton)
        while True:
            group = self._fullest(replace(wanted, high=high), asked)
            if group is not None and self.days_of(group) >= asked:
                return group
            if high == wanted.high or self._fullest(replace(wanted, high=high), -np.inf) is None:
                return None
            high = min(wanted.high, 2 * high)

    def _fullest(self, wanted: Wanted, enough: float | None) -> Group | None:
        """The fullest group; with `enough` the first that has so many days, where there is one."""
        if wanted.low > wanted.high:
            return None
        rows = allowed(self.facts, wanted)
        if wanted.hub:
            return self._around_hubs(wanted, rows, enough)
        leads = may_lead(self.facts, wanted) if wanted.lead else None
        return self._among(wanted, rows, leads, np.zeros(0, np.intp), enough)

    def _around_hubs(self, wanted: Wanted, rows: Bools, enough: float | None) -> Group | None:
        """The same around any hub, the most promising hub first."""
        hubs = hubs_of(self.facts, self._circles, wanted, rows)
        best: Group | None = None
        reached = -np.inf
        for each in np.lexsort((hubs.rows, -hubs.bounds)).tolist():
            bound = hubs.bounds[each] + EQUAL
            if bound <= reached + 2 * EQUAL or bound < (-np.inf if enough is None else enough):
                break
            inside = np.zeros(len(rows), bool)
            inside[hubs.around.of(each)] = True
            inside[hubs.rows[each]] = True
            group = self._among(wanted, inside, None, hubs.rows[each : each + 1], enough)
            if group is not None and self.days_of(group) > reached:
                best, reached = group, self.days_of(group)
            if enough is not None and reached >= enough:
                break
        return best

    def _among(
        self, wanted: Wanted, rows: Bools, leads: Bools | None, fixed: Ints, enough: float | None
    ) -> Group | None:
        few = worth_looking_at(self.facts, wanted, rows, leads, fixed)
        if not wanted.counts_some:
            freely = fullest_freely(self.facts, wanted, few, leads, fixed)
            if freely is None or (enough is not None and self.facts.total_days(freely) < enough):
                return None
            if not clashing(self.facts, wanted, freely).size:
                return _group(freely)
        group = most_days(self.facts, wanted, few, leads, fixed)
        return None if group is None else _group(group)


def _group(rows: Ints) -> Group:
    return tuple(np.sort(rows).tolist())
