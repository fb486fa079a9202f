"""Every possible group of a small pool: the only proof there is so far."""

from itertools import combinations
from math import comb

import numpy as np

from matching.arrays import Ints
from matching.briefs.obstacles import Obstacles
from matching.briefs.pool import Pool

MOST_SETS = 150_000


def can_try_all(pool: Pool, sizes: range) -> bool:
    """Whether the pool is the whole one and has few enough groups to try them all."""
    named, free = len(pool.fixed), len(pool.free)
    if not pool.whole:
        return False
    total = 0
    for size in sizes:
        total += comb(free, size - named)
        if total > MOST_SETS:
            return False
    return True


def all_sets(pool: Pool, obstacles: Obstacles, size: int) -> Ints:
    """Every set of one size that keeps the rules; members are places in `pool.everyone`."""
    named = tuple(range(len(pool.fixed)))
    free = range(len(named), len(pool.everyone))
    rows = [named + chosen for chosen in combinations(free, size - len(named))]
    sets = np.array(rows, np.intp).reshape(-1, size)
    kept: Ints = sets[obstacles.kept(sets)]
    return kept
