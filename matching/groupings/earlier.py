"""Groups of an earlier outcome, without members who have gone or can no longer be there."""

import numpy as np

from matching.groupings.laying_out import Material
from matching.groupings.search import Members
from matching.outcome import Outcome
from matching.rules import excluded_pairs


def earlier_groups(material: Material, previous: Outcome) -> list[Members]:
    """Those that still keep the rules, as positions."""
    problem, size = material.problem, material.grouping.size
    index, room = problem.instance.index, material.limits.copy()
    met: set[tuple[int, int]] = set()
    kept = []
    for consortium in previous.consortia:
        members: list[int] = []
        for key in consortium.members:
            one = index.get(key)
            if one is not None and room[one] > 0 and _may_join(material, met, members, one):
                members.append(one)
        if size.min <= len(members) <= size.max and problem.may_lead[members].any():
            group = tuple(sorted(members))
            room[list(group)] -= 1
            met |= {(one, other) for one in group for other in group}
            kept.append(group)
    return kept


def _may_join(material: Material, met: set[tuple[int, int]], members: list[int], one: int) -> bool:
    """Whether somebody is excluded from no member and has met none in an earlier group."""
    others, alone = np.array(members, np.intp), np.array([one], np.intp)
    apart = excluded_pairs(material.problem.arrays, alone, others).any()
    return not apart and not any((one, other) in met for other in members)
