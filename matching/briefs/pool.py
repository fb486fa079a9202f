"""Who can be a member of a group for a brief."""

from dataclasses import dataclass

import numpy as np

from matching.arrays import Bools, Floats, Ints
from matching.coverage import BriefCoverage
from matching.problem import Problem
from matching.request import Brief
from matching.rules import excluded_pairs, named_members

MOST = 2_000


@dataclass(frozen=True, slots=True)
class Pool:
    """Positions of the members that are named and of those that may be chosen, ascending.

    `whole` is False where many organisations were cut to the most promising ones.
    """

    fixed: Ints
    free: Ints
    whole: bool

    @property
    def everyone(self) -> Ints:
        """The named ones first, then the free ones."""
        return np.concatenate((self.fixed, self.free))


def pool_of(problem: Problem, brief: Brief) -> Pool | None:
    """Candidates for a brief, or None where the named members rule each other out."""
    index = problem.instance.index
    fixed = np.array(sorted(named_members(problem)), np.intp)
    refused = np.array(sorted({index[key] for key in brief.must_exclude}), np.intp)
    if np.isin(fixed, refused).any() or excluded_pairs(problem.arrays, fixed, fixed).any():
        return None
    open_to = problem.has_themes.copy()
    open_to[fixed] = False
    open_to[refused] = False
    open_to &= ~_excluded_with(problem, fixed)
    free = np.flatnonzero(open_to)
    if len(free) <= MOST:
        return Pool(fixed, free, whole=True)
    return Pool(fixed, _most_promising(problem, free), whole=False)


def solo_values(problem: Problem, positions: Ints) -> Floats:
    """What each organisation would bring alone: its share of the levels and of the days."""
    coverage = problem.coverage
    days: Floats = problem.days[positions]
    if not isinstance(coverage, BriefCoverage):
        return days
    share = np.minimum(coverage.levels, coverage.provision[positions]).sum(axis=1)
    value: Floats = share / coverage.levels.sum() + 0.1 * days
    return value


def _excluded_with(problem: Problem, fixed: Ints) -> Bools:
    everyone = np.arange(problem.arrays.count)
    hit: Bools = np.asarray(excluded_pairs(problem.arrays, fixed, everyone).any(axis=0))
    return hit


def _most_promising(problem: Problem, free: Ints) -> Ints:
    """The best alone, a fifth of the places kept for those who may lead."""
    order = free[np.lexsort((free, -solo_values(problem, free)))]
    leads = order[problem.may_lead[order]][: MOST // 5]
    others = order[~np.isin(order, leads)][: MOST - len(leads)]
    return np.sort(np.concatenate((leads, others)))
