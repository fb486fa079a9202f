"""Mends the groups of other ways by what the rules say: what the second table gives them.

With leads:

1. Of two in a group who are excluded from each other, the one with more exclusions there goes.
2. A group without a lead gets one: somebody who is in no group, or a second lead of another group.
   Either joins, where there is room, or changes places with a member; of the leads that suit the
   group best the one is taken that raises the total most.
3. A group that still breaks a rule is given up.

And the rest placed: everybody who is then in no group joins the one where that raises the total
most, if it raises it at all. That is more than a repair: it makes any start into a greedy search.
"""

from collections.abc import Iterable

import numpy as np

from bench.open.families import Members
from bench.open.lending import SMALLEST_GAIN, lend_leads
from bench.open.weighing import Weighing
from matching.arrays import Floats, Ints
from matching.rules import broken_rules


def with_leads(weighing: Weighing, groups: Iterable[Members]) -> list[Members]:
    """Mend a grouping in which nobody is twice; in the mended one nobody is twice either."""
    mending = [_peaceful(weighing, group) for group in groups]
    lend_leads(weighing, mending, _free(weighing, mending))
    problem = weighing.case.problem
    return _sorted(group for group in mending if not broken_rules(problem, sorted(group)))


def with_the_rest(weighing: Weighing, groups: Iterable[Members]) -> list[Members]:
    """Let each who is in no group join where that raises the total most, in the order of ids."""
    growing = [list(group) for group in groups]
    waiting = np.array(sorted(_free(weighing, growing)), np.intp)
    gains = np.array([_gains(weighing, group, waiting) for group in growing])
    for place, one in enumerate(waiting.tolist() if growing else []):
        number = int(gains[:, place].argmax())
        if gains[number, place] > SMALLEST_GAIN:
            growing[number].append(one)
            gains[number] = _gains(weighing, growing[number], waiting)
    return _sorted(growing)


def _free(weighing: Weighing, groups: Iterable[Iterable[int]]) -> set[int]:
    return set(weighing.everyone.tolist()) - {one for group in groups for one in group}


def _sorted(groups: Iterable[Iterable[int]]) -> list[Members]:
    return sorted(tuple(sorted(group)) for group in groups)


def _peaceful(weighing: Weighing, group: Members) -> list[int]:
    left = list(group)
    while (times := weighing.apart(tuple(left)).sum(axis=1)).any():
        # Of equals the one goes who may not lead, then the later.
        left.remove(
            max(
                left,
                key=lambda one: (times[left.index(one)], not weighing.may_lead(one), one),
            )
        )
    return left


def _gains(weighing: Weighing, group: list[int], waiting: Ints) -> Floats:
    """What a group would gain by each who waits; nothing where it has no room."""
    if len(group) >= weighing.case.grouping.size.max:
        return np.zeros(len(waiting))
    return weighing.worths_with(group, waiting) - weighing.worth(group)
