"""How far sets are from keeping the hard rules of a brief, many at a time."""

from collections.abc import Sequence

import numpy as np

from matching.arrays import Bools, Floats, Ints
from matching.briefs.pool import Pool
from matching.problem import Problem
from matching.request import Brief
from matching.rules import TOLERANCE, excluded_pairs, within_two_ties

FORBIDDEN = np.inf
CHUNK = 4_096


class Obstacles:
    """Measures what is broken; everywhere, members are places in `pool.everyone`."""

    def __init__(self, problem: Problem, brief: Brief, pool: Pool) -> None:
        """Look up rules for the pool once."""
        everyone = pool.everyone
        self.brief, self.count = brief, len(everyone)
        self.excluded: Bools = excluded_pairs(problem.arrays, everyone, everyone)
        self.may_lead: Bools = problem.may_lead[everyone]
        self.eligible: Bools = problem.eligible[everyone]
        self.small: Bools = problem.small[everyone]
        self.days: Floats = problem.arrays.spare_days[everyone]
        self.reached: Bools | None = None
        if brief.hub:
            itself = np.eye(self.count, dtype=bool)
            self.reached = within_two_ties(problem.arrays, everyone)[:, everyone] | itself

    def extended(self, rests: Ints, size: int, earlier: Sequence[Ints] = ()) -> Floats:
        """Breach of each rest with each candidate added: 0 keeps all rules; (R, count).

        An excluded candidate is infinite. A set that is not yet of its final `size` is not asked
        for days and small members. `earlier` are groups from which the set must differ.
        """
        led = np.asarray(self.may_lead[rests].any(axis=1))
        breach = np.where(led[:, None] | self.may_lead, 0.0, 1.0)
        if rests.shape[1] + 1 == size:
            breach += self._shortage(rests)
        if self.reached is not None:
            breach += self._far_from_hub(rests, self.reached)
        for group in earlier:
            breach += self._too_alike(rests, size, group)
        return np.where(self._odd(rests), FORBIDDEN, breach)

    def kept(self, sets: Ints) -> Bools:
        """Whether each set keeps every rule but the difference from earlier groups."""
        parts = [self._kept(sets[start : start + CHUNK]) for start in range(0, len(sets), CHUNK)]
        return np.concatenate(parts) if parts else np.zeros(0, bool)

    def at_odds(self, sets: Ints) -> Bools:
        """Whether two members of each set are excluded from each other."""
        found = np.zeros(len(sets), bool)
        for place in range(1, sets.shape[1]):
            found |= self.excluded[sets[:, :place], sets[:, place, None]].any(axis=1)
        return found

    def _odd(self, rests: Ints) -> Bools:
        """Candidates excluded from a member of each rest; (R, count)."""
        return np.asarray(self.excluded[rests].any(axis=1))

    def _kept(self, sets: Ints) -> Bools:
        breach = self.extended(sets[:, :-1], sets.shape[1])
        kept: Bools = (breach[np.arange(len(sets)), sets[:, -1]] == 0) & ~self.at_odds(sets)
        return kept

    def _shortage(self, rests: Ints) -> Floats:
        breach = np.zeros((len(rests), self.count))
        needed = self.brief.min_capacity_days
        if needed > 0:
            days = self.days[rests].sum(axis=1)[:, None] + self.days
            breach += np.maximum(0.0, needed - TOLERANCE - days) / needed
        if self.brief.min_small > 0:
            small = self.small[rests].sum(axis=1)[:, None] + self.small
            breach += np.maximum(0, self.brief.min_small - small) / self.brief.min_small
        return breach

    def _far_from_hub(self, rests: Ints, reached: Bools) -> Floats:
        """Share of members that the best hub does not reach, with each candidate added."""
        within = reached[rests[:, :, None], rests[:, None, :]].sum(axis=2)
        met = np.where(self.eligible[rests][:, :, None], within[:, :, None] + reached[rests], 0)
        own = np.where(self.eligible, reached[:, rests].sum(axis=2).T + 1, 0)
        size = rests.shape[1] + 1
        far: Floats = (size - np.maximum(met.max(axis=1), own)) / size
        return far

    def _too_alike(self, rests: Ints, size: int, group: Ints) -> Floats:
        inside = np.zeros(self.count, bool)
        inside[group] = True
        shared = inside[rests].sum(axis=1)[:, None] + inside
        most = min(size, len(group)) - self.brief.min_difference
        excess: Floats = np.maximum(0.0, shared - most) / size
        return excess


def differs(members: frozenset[int], earlier: Sequence[Ints], min_difference: int) -> bool:
    """Whether a set shares few enough members with each earlier group."""
    return all(
        len(members.intersection(group.tolist())) <= min(len(members), len(group)) - min_difference
        for group in earlier
    )
