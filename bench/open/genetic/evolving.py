"""A genetic grouper with the grouping crossover of Falkenauer (1998), given some CPU-seconds.

What is handed on are whole groups: a section of one parent's groups is put into the other, every
group that they touch is taken apart, and those who are then nowhere are placed again. The plain one
places them as in the textbook, wherever there is room, and learns only from the judge. The
informed one knows the rules and the terms: it opens groups around leads and lets each join where
that gains most.
"""

import time
from collections.abc import Iterator

import numpy as np

from bench.open.families import Case, Members
from bench.open.genetic.breeding import breed
from bench.open.genetic.herd import NOWHERE, Herd, new_herd
from bench.open.genetic.placing import complete
from bench.open.judging import who_may
from bench.open.weighing import facts_for
from matching.arrays import Ints
from matching.kernels.worths import new_rest

HERD = 40
CHILDREN_AT_ONCE = 10


def plain_genetic(case: Case, seconds: float) -> Iterator[list[Members]]:
    """The best of the plain one after so many CPU-seconds."""
    yield evolved(case, seconds, informed=False)


def informed_genetic(case: Case, seconds: float) -> Iterator[list[Members]]:
    """The best of the informed one after so many CPU-seconds."""
    yield evolved(case, seconds, informed=True)


def evolved(case: Case, seconds: float, *, informed: bool) -> list[Members]:
    """Breed until the time is over; the best groups, each of ascending positions."""
    started = time.process_time()
    everyone = who_may(case)
    if len(everyone) < case.grouping.size.min:
        return []
    facts = facts_for(case, everyone)
    rest, herd = new_rest(facts), new_herd(facts, HERD, case.seed)
    for row in range(HERD):
        complete(facts, rest, herd, row, informed)
    while True:
        breed(facts, rest, herd, CHILDREN_AT_ONCE, informed)
        if time.process_time() - started >= seconds:
            break
    return best_of(herd, everyone)


def best_of(herd: Herd, everyone: Ints) -> list[Members]:
    """The groups of the best grouping."""
    home = herd.home[int(herd.totals[:-1].argmax())]
    return [tuple(everyone[home == group].tolist()) for group in np.unique(home[home != NOWHERE])]
