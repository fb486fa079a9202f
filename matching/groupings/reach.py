"""Who is within reach of those who are in no group."""

import numpy as np

from matching.arrays import Bools, Ints
from matching.kernels.pairs import PairFacts
from matching.kernels.reaching import meet_at_least, reach_any, reach_of

ALL_BELOW = 48


def are_few(members: Ints) -> bool:
    """Whether everybody can be tried with everybody."""
    return len(members) <= ALL_BELOW


class Reach:
    """Asks about reach among those who can be a member of a group."""

    def __init__(self, pairs: PairFacts, possible: Ints) -> None:
        """`possible` are ascending."""
        self.pairs, self.possible = pairs, possible
        # Whoever has no known place is within reach of all, and so is found at once.
        placeless = np.isnan(pairs.points[possible, 0])
        self._quick: Ints = np.concatenate((possible[placeless], possible[~placeless]))

    def of(self, one: int) -> Ints:
        """Who is within reach of one, ascending."""
        found: Ints = self.possible[reach_of(self.pairs, one, self.possible)]
        return found

    def of_any(self, ones: Ints, members: Ints) -> Bools:
        """Which of these are within reach of at least one member."""
        found: Bools = reach_any(self.pairs, ones, members)
        return found

    def counts(self, ones: Ints, chosen: Bools, most: int) -> Ints:
        """How many of the `chosen` (n,) are within reach of each of `ones`, up to `most`."""
        found: Ints = meet_at_least(self.pairs, ones, self._quick[chosen[self._quick]], most)
        return found
