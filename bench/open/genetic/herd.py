"""A herd of groupings as compact arrays, and the steps that change one of them."""

from typing import NamedTuple

import numpy as np

from matching.kernels.compiled import Floats, Ints, kernel
from matching.kernels.rebuilding import draw_below
from matching.kernels.worths import GroupFacts, Rest, lay_out

NOWHERE, UNJUDGED = -1, -1.0


class Herd(NamedTuple):
    """P groupings of m organisations and, in the last row, the one that is being made.

    `home` (P + 1, m) is the group of each or NOWHERE; `members` (P + 1, G, high) and `sizes`
    (P + 1, G) are its groups, size 0 where there is none; `worths` (P + 1, G) what each counts,
    `totals` (P + 1,) their sums. `random` (1,) is the state of the generator. `order` (m,),
    `beside` and `values` are scratch.
    """

    home: Ints
    members: Ints
    sizes: Ints
    worths: Floats
    totals: Floats
    random: Ints
    order: Ints
    beside: Ints
    values: Floats


def new_herd(facts: GroupFacts, size: int, seed: int) -> Herd:
    """Lay out a herd in which nobody is anywhere."""
    count = len(facts.limits)
    groups = count // facts.low + 2
    near = int(np.diff(facts.near_from).max(initial=0))
    return Herd(
        np.full((size + 1, count), NOWHERE, np.int64),
        np.zeros((size + 1, groups, facts.high), np.int64),
        np.zeros((size + 1, groups), np.int64),
        np.zeros((size + 1, groups)),
        np.zeros(size + 1),
        np.array([seed], np.int64),
        np.zeros(count, np.int64),
        np.zeros(facts.high * near + 1, np.int64),
        np.zeros(facts.high * near + 1),
    )


@kernel
def put(herd: Herd, row: int, group: int, one: int) -> None:
    """Let somebody join a group, which must be judged again."""
    herd.members[row, group, herd.sizes[row, group]] = one
    herd.sizes[row, group] += 1
    herd.home[row, one] = group
    herd.worths[row, group] = UNJUDGED


@kernel
def dissolve(herd: Herd, row: int, group: int) -> None:
    """Take a group apart."""
    for place in range(herd.sizes[row, group]):
        herd.home[row, herd.members[row, group, place]] = NOWHERE
    herd.sizes[row, group] = 0
    herd.worths[row, group] = 0.0


@kernel
def empty_group(herd: Herd, row: int) -> int:
    """The first number without a group; there is always one."""
    group = 0
    while herd.sizes[row, group] > 0:
        group += 1
    return group


@kernel
def judge_all(facts: GroupFacts, rest: Rest, herd: Herd, row: int) -> None:
    """Weigh what has changed and sum up: a group that breaks a rule counts 0."""
    total = 0.0
    for group in range(herd.sizes.shape[1]):
        size = herd.sizes[row, group]
        if size > 0 and herd.worths[row, group] == UNJUDGED:
            led = False
            for place in range(size):
                led = led or facts.may_lead[herd.members[row, group, place]]
            worth = lay_out(facts, rest, herd.members[row, group], size, NOWHERE)
            keeps = led and size >= facts.low and worth > 0
            herd.worths[row, group] = worth if keeps else 0.0
        total += herd.worths[row, group]
    herd.totals[row] = total


@kernel
def shuffled(facts: GroupFacts, herd: Herd, row: int) -> int:
    """List those who are nowhere in a random order; gives how many."""
    count = 0
    for one in range(len(facts.limits)):
        if herd.home[row, one] == NOWHERE and facts.limits[one] > 0:
            other = draw_below(herd.random, count + 1)
            herd.order[count] = herd.order[other]
            herd.order[other] = one
            count += 1
    return count


@kernel
def copy_row(herd: Herd, source: int, target: int) -> None:
    """Make one grouping the same as another."""
    herd.home[target] = herd.home[source]
    herd.members[target] = herd.members[source]
    herd.sizes[target] = herd.sizes[source]
    herd.worths[target] = herd.worths[source]
    herd.totals[target] = herd.totals[source]
