"""Who can be a member of a group for a brief."""

from dataclasses import dataclass

import numpy as np

from matching.arrays import Bools, Floats, Ints
from matching.coverage import BriefCoverage
from matching.problem import Problem
from matching.request import Brief
from matching.rules import excluded_pairs, named_members, within_two_ties


@dataclass(frozen=True, slots=True)
class Pool:
    """Positions of the members that are named and of those that may be chosen, both ascending."""

    named: Ints
    free: Ints

    @property
    def everyone(self) -> Ints:
        """Everybody, ascending."""
        return np.sort(np.concatenate((self.named, self.free)))

    def narrowed(self, kept: Ints) -> "Pool":
        """The same named members with some of the free ones."""
        return Pool(self.named, kept)


def pool_of(problem: Problem, brief: Brief) -> Pool | None:
    """Everybody who may be in a group, or None where the named members rule each other out."""
    index = problem.instance.index
    named = np.array(sorted(named_members(problem)), np.intp)
    refused = np.array(sorted({index[key] for key in brief.must_exclude}), np.intp)
    if np.isin(named, refused).any() or excluded_pairs(problem.arrays, named, named).any():
        return None
    open_to = problem.has_themes.copy()
    open_to[named] = False
    open_to[refused] = False
    return Pool(named, _without_excluded(problem, named, np.flatnonzero(open_to)))


def hub_pools(problem: Problem, brief: Brief, pool: Pool) -> list[Pool]:
    """The pools in which every group may be found: one, or one for each possible hub."""
    if not brief.hub:
        return [pool]
    everyone = pool.everyone
    hubs = everyone[problem.eligible[everyone]]
    reached = within_two_ties(problem.arrays, hubs)
    found = []
    for hub, reach in zip(hubs.tolist(), reached, strict=True):
        others = pool.named[pool.named != hub]
        together = np.sort(np.append(others, hub))
        if not reach[others].all() or excluded_pairs(problem.arrays, together, together).any():
            continue
        free = pool.free[reach[pool.free] & (pool.free != hub)]
        found.append(Pool(together, _without_excluded(problem, together, free)))
    return found


def promising(problem: Problem, pool: Pool, most: int) -> Pool:
    """The free ones that would bring most alone, a third of the places kept for possible leads."""
    if len(pool.free) <= most:
        return pool
    order = pool.free[np.lexsort((pool.free, -solo_values(problem, pool.free)))]
    leads = order[problem.may_lead[order]][: most // 3]
    others = order[~np.isin(order, leads)][: most - len(leads)]
    return pool.narrowed(np.sort(np.concatenate((leads, others))))


def solo_values(problem: Problem, positions: Ints) -> Floats:
    """What each organisation would bring alone: its share of the levels and of the days."""
    coverage = problem.coverage
    days: Floats = problem.days[positions]
    if not isinstance(coverage, BriefCoverage):
        return days
    share = np.minimum(coverage.levels, coverage.provision[positions]).sum(axis=1)
    value: Floats = share / coverage.levels.sum() + 0.1 * days
    return value


def _without_excluded(problem: Problem, named: Ints, free: Ints) -> Ints:
    hit: Bools = np.asarray(excluded_pairs(problem.arrays, named, free).any(axis=0))
    kept: Ints = free[~hit]
    return kept
