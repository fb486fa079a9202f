"""Who is within reach of whom: near enough, or tied by a statement of either."""

import numpy as np

from matching.kernels.compiled import Bools, Ints, kernel
from matching.kernels.pairs import PairFacts, geography


@kernel
def is_tied(facts: PairFacts, i: int, j: int) -> bool:
    """Whether a tie between two is stated."""
    low, high = facts.tie_from[i], facts.tie_from[i + 1]
    while low < high:
        middle = (low + high) // 2
        if facts.tie_ends[middle] < j:
            low = middle + 1
        else:
            high = middle
    return bool(low < facts.tie_from[i + 1] and facts.tie_ends[low] == j)


@kernel
def reaches(facts: PairFacts, i: int, j: int) -> bool:
    """Whether two different organisations are within reach of each other."""
    return i != j and (geography(facts, i, j) > 0.0 or is_tied(facts, i, j))


@kernel
def reach_of(facts: PairFacts, one: int, asked: Ints) -> Bools:
    """Which of `asked` (c,) are within reach of one: (c,)."""
    found = np.zeros(len(asked), np.bool_)
    for place in range(len(asked)):
        found[place] = reaches(facts, one, asked[place])
    return found


@kernel
def reach_any(facts: PairFacts, ones: Ints, members: Ints) -> Bools:
    """Which of `ones` (m,) are within reach of at least one member: (m,)."""
    found = np.zeros(len(ones), np.bool_)
    for place in range(len(ones)):
        for member in members:
            if reaches(facts, ones[place], member):
                found[place] = True
                break
    return found


@kernel
def meet_at_least(facts: PairFacts, ones: Ints, asked: Ints, most: int) -> Ints:
    """How many of `asked` (c,) are within reach of each of `ones` (m,), counted up to `most`.

    Whoever is quick to find stands first in `asked`: the count stops there.
    """
    found = np.zeros(len(ones), np.int64)
    for place in range(len(ones)):
        for other in asked:
            if found[place] >= most:
                break
            if reaches(facts, ones[place], other):
                found[place] += 1
    return found
