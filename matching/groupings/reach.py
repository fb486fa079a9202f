"""Who is within reach of an organisation."""

import numpy as np

from matching.arrays import Bools, Ints
from matching.pairs import Pairs

ALL_BELOW = 48


def are_few(members: Ints) -> bool:
    """Whether everybody can be tried with everybody."""
    return len(members) <= ALL_BELOW


def within_reach(pairs: Pairs, one: int) -> Bools:
    """Who is near enough to one organisation, or tied to it by a statement of either; (n,)."""
    everyone = np.arange(pairs.arrays.count)
    mine = np.full_like(everyone, one)
    tied = pairs.stated(mine, everyone)[0] | pairs.stated(everyone, mine)[0]
    reached: Bools = (pairs.geography(mine, everyone) > 0) | tied
    reached[one] = False
    return reached
