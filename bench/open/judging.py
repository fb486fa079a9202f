"""One judge for every way: the engine's exact sums, and nothing for a group that breaks a rule."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bench.open.families import Case, Members
from matching.arrays import Floats, Ints
from matching.problem import Problem
from matching.rules import broken_rules


@dataclass(frozen=True)
class Verdict:
    """What a grouping is worth: its total, and who is in a group that keeps every rule."""

    total: float
    grouped: int
    groups: int
    broken: int


def judge(case: Case, groups: Sequence[Members]) -> Verdict:
    """Weigh groups of ascending positions; one that breaks a hard rule of its own counts 0.

    Raises
    ------
    ValueError
        Somebody is in more groups than allowed: then there is nothing to weigh.
    """
    problem = case.problem
    crowded = too_often(case, groups)
    if crowded:
        raise ValueError(f"{case.words}: in too many groups: {crowded}")
    keeping = [group for group in groups if not broken_rules(problem, group)]
    return Verdict(
        total=float(worths_of(problem, keeping).sum()),
        grouped=len({one for group in keeping for one in group}),
        groups=len(groups),
        broken=len(groups) - len(keeping),
    )


def too_often(case: Case, groups: Sequence[Members]) -> list[int]:
    """Positions of those who are in more groups than they want, or twice in one."""
    arrays = case.problem.arrays
    most = np.minimum(arrays.max_groups, 1) if case.grouping.one_group_each else arrays.max_groups
    times = Counter(one for group in groups for one in group)
    twice = {one for group in groups if len(set(group)) < len(group) for one in group}
    return sorted(twice | {one for one, count in times.items() if count > most[one]})


def worths_of(problem: Problem, groups: Sequence[Members]) -> Floats:
    """Size times quality of each group, rules or not."""
    worths = np.zeros(len(groups))
    sizes = np.array([len(group) for group in groups], np.intp)
    for size in np.unique(sizes[sizes > 1]).tolist():
        some = np.flatnonzero(sizes == size)
        sets = np.array([sorted(groups[number]) for number in some.tolist()], np.intp)
        worths[some] = size * problem.qualities(sets)
    return worths


def who_may(case: Case) -> Ints:
    """Positions of those who can be in a group: their themes are known, and they want to."""
    problem = case.problem
    return np.flatnonzero(problem.has_themes & (problem.arrays.max_groups > 0))
