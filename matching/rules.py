"""The hard rules of one group, and the names of those that a set of members breaks."""

from collections.abc import Sequence

import numpy as np

from matching.arrays import Arrays, Bools, Ints
from matching.problem import Problem
from matching.request import Brief

SIZE = "size"
THEMES = "themes"
MUST_INCLUDE = "must_include"
MUST_EXCLUDE = "must_exclude"
EXCLUSION = "exclusion"
LEAD = "lead"
HUB = "hub"
CAPACITY = "capacity"
SMALL = "small"
RULES = (SIZE, THEMES, MUST_INCLUDE, MUST_EXCLUDE, EXCLUSION, LEAD, HUB, CAPACITY, SMALL)

TOLERANCE = 1e-9


def broken_rules(problem: Problem, members: Sequence[int]) -> tuple[str, ...]:
    """Names of the broken rules, in the order of `RULES`."""
    size, count = problem.request.size, len(members)
    positions = np.array(members, np.intp)
    broken = set()
    if not size.min <= count <= size.max:
        broken.add(SIZE)
    if excluded_pairs(problem.arrays, positions, positions).any():
        broken.add(EXCLUSION)
    if not problem.may_lead[positions].any():
        broken.add(LEAD)
    named = named_members(problem)
    if any(not problem.has_themes[one] and one not in named for one in members):
        broken.add(THEMES)
    if isinstance(problem.request, Brief):
        broken |= _broken_of_brief(problem, problem.request, positions)
    return tuple(rule for rule in RULES if rule in broken)


def excluded_pairs(arrays: Arrays, i: Ints, j: Ints) -> Bools:
    """Whether each of `i` and each of `j` cannot work together; (len(i), len(j))."""
    return are_excluded(arrays, i[:, None], j[None, :])


def are_excluded(arrays: Arrays, i: Ints, j: Ints) -> Bools:
    """Whether `i` and `j` cannot work together, one by one; the shape of both broadcast."""
    wanted = np.asarray(i, np.int64) * arrays.count + j
    keys = arrays.excluded_keys
    if not len(keys):
        return np.zeros(wanted.shape, bool)
    found = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    there: Bools = keys[found] == wanted
    return there


def named_members(problem: Problem) -> frozenset[int]:
    """Positions of `must_include`, which may be members without a known theme."""
    request = problem.request
    if not isinstance(request, Brief):
        return frozenset()
    return frozenset(problem.instance.index[key] for key in request.must_include)


def within_two_ties(arrays: Arrays, rows: Ints) -> Bools:
    """Whether two stated ties, through anybody, lead from each row to each organisation."""
    count = arrays.count
    neighbours: dict[int, list[int]] = {}
    for key in arrays.tie_keys.tolist():
        source, target = divmod(key, count)
        neighbours.setdefault(source, []).append(target)
        neighbours.setdefault(target, []).append(source)
    reached = np.zeros((len(rows), count), bool)
    for row, start in enumerate(rows.tolist()):
        for middle in neighbours.get(start, ()):
            reached[row, middle] = True
            reached[row, neighbours[middle]] = True
    return reached


def _broken_of_brief(problem: Problem, brief: Brief, members: Ints) -> set[str]:
    broken = set()
    if problem.arrays.spare_days[members].sum() < brief.min_capacity_days - TOLERANCE:
        broken.add(CAPACITY)
    if problem.small[members].sum() < brief.min_small:
        broken.add(SMALL)
    inside = set(members.tolist())
    if not named_members(problem) <= inside:
        broken.add(MUST_INCLUDE)
    if {problem.instance.index[key] for key in brief.must_exclude} & inside:
        broken.add(MUST_EXCLUDE)
    if brief.hub and not _has_hub(problem, members):
        broken.add(HUB)
    return broken


def _has_hub(problem: Problem, members: Ints) -> bool:
    hubs = members[problem.eligible[members]]
    reached = within_two_ties(problem.arrays, hubs)[:, members]
    return bool((reached | (hubs[:, None] == members[None, :])).all(axis=1).any())
