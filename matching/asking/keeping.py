"""Which hard rules a group could keep if one more joined it, for everybody at once."""

import numpy as np

from matching.arrays import Bools, Ints
from matching.asking.hopes import Hopes
from matching.feasibility.facts import Facts
from matching.feasibility.hubs import within_two
from matching.problem import Problem
from matching.request import Brief
from matching.rules import TOLERANCE, excluded_pairs, named_members


class Keeping:
    """Looks up the rules of one brief; members are rows of the hopes."""

    def __init__(self, problem: Problem, brief: Brief, hopes: Hopes, facts: Facts) -> None:
        """Keep what every look-up needs."""
        self.problem, self.brief, self.hopes = problem, brief, hopes
        self.facts = facts
        self.named = np.array(sorted(named_members(problem)), np.intp)

    def joined(self, rest: Ints, candidates: Ints) -> Bools:
        """Whether the rest with each candidate could keep every rule; shape of `candidates`."""
        hopes, brief = self.hopes, self.brief
        everyone, joining = hopes.organisation(rest), hopes.organisation(candidates)
        arrays = self.problem.arrays
        size = brief.size.min <= len(rest) + 1 <= brief.size.max
        if not size or not hopes.may_join[rest].all():
            return np.zeros(len(candidates), bool)
        if excluded_pairs(arrays, everyone, everyone).any():
            return np.zeros(len(candidates), bool)
        possible = hopes.may_join[candidates] & ~np.isin(joining, everyone)
        possible &= ~excluded_pairs(arrays, everyone, joining).any(axis=0)
        missing = np.setdiff1d(self.named, everyone)
        possible &= len(missing) <= np.isin(joining, missing).astype(int)
        possible &= hopes.may_lead[rest].any() | hopes.may_lead[candidates]
        days = hopes.days[rest].sum() + hopes.days[candidates]
        possible &= days >= brief.min_capacity_days - TOLERANCE
        possible &= hopes.small[rest].sum() + hopes.small[candidates] >= brief.min_small
        return possible & self._hub(rest, candidates) if brief.hub else possible

    def _hub(self, rest: Ints, candidates: Ints) -> Bools:
        """A lead within two ties of all others; whoever may still tell its ties may know all."""
        hopes = self.hopes
        everyone, joining = hopes.organisation(rest), hopes.organisation(candidates)
        reached = np.stack([within_two(self.facts, one) for one in everyone.tolist()])
        inside = reached[:, everyone].all(axis=1)
        around_one = (hopes.eligible[rest] & inside)[:, None] & reached[:, joining]
        around_new = hopes.eligible[candidates] & reached[:, joining].all(axis=0)
        told = hopes.speaks[rest].any() | hopes.speaks[candidates]
        led = hopes.eligible[rest].any() | hopes.eligible[candidates]
        held: Bools = around_one.any(axis=0) | around_new | (told & led)
        return held
