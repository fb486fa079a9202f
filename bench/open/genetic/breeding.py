"""Crossover of whole groups (Falkenauer 1998), mutation, and who stays in the herd."""

import numpy as np

from bench.open.genetic.herd import NOWHERE, Herd, copy_row, dissolve, empty_group, put
from bench.open.genetic.placing import complete
from matching.kernels.compiled import kernel
from matching.kernels.rebuilding import draw_below
from matching.kernels.worths import GroupFacts, Rest

MOST_MUTATED = 3


@kernel
def cross(herd: Herd, child: int, father: int) -> None:
    """Put a section of the father's groups into the child; whatever they touch is taken apart."""
    groups = np.flatnonzero(herd.sizes[father] > 0)
    if not len(groups):
        return
    start = draw_below(herd.random, len(groups))
    length = 1 + draw_below(herd.random, (len(groups) + 1) // 2)
    for step in range(length):
        group = groups[(start + step) % len(groups)]
        for place in range(herd.sizes[father, group]):
            home = herd.home[child, herd.members[father, group, place]]
            if home != NOWHERE:
                dissolve(herd, child, home)
    for step in range(length):
        group = groups[(start + step) % len(groups)]
        fresh = empty_group(herd, child)
        for place in range(herd.sizes[father, group]):
            put(herd, child, fresh, herd.members[father, group, place])
        herd.worths[child, fresh] = herd.worths[father, group]


@kernel
def mutate(herd: Herd, row: int) -> None:
    """Take a few groups apart, or none."""
    for _ in range(draw_below(herd.random, MOST_MUTATED + 1)):
        groups = np.flatnonzero(herd.sizes[row] > 0)
        if len(groups):
            dissolve(herd, row, groups[draw_below(herd.random, len(groups))])


@kernel
def better_of_two(herd: Herd, better: bool) -> int:
    """The better, or the worse, of two groupings drawn from the herd."""
    count = len(herd.totals) - 1
    one, other = draw_below(herd.random, count), draw_below(herd.random, count)
    return one if (herd.totals[one] >= herd.totals[other]) == better else other


@kernel
def breed(facts: GroupFacts, rest: Rest, herd: Herd, children: int, informed: bool) -> None:
    """Make some children; each takes the place of a worse one unless it is in the herd already."""
    child = len(herd.totals) - 1
    for _ in range(children):
        copy_row(herd, better_of_two(herd, True), child)
        cross(herd, child, better_of_two(herd, True))
        mutate(herd, child)
        complete(facts, rest, herd, child, informed)
        loser = better_of_two(herd, False)
        known = (herd.totals[:child] == herd.totals[child]).any()
        if herd.totals[child] > herd.totals[loser] and not known:
            copy_row(herd, child, loser)
