"""One search over organisations that are looked at together: its groups, as they stand."""

from collections.abc import Iterable, Sequence

import numpy as np

from matching.arrays import Ints
from matching.kernels import moving, opening, rebuilding, standing, worths
from matching.kernels.worths import GroupFacts

Members = tuple[int, ...]

# Rounds of ruin and recreate, for each step of effort, besides one for each group.
FEWEST_ROUNDS = 40


class Search:
    """Groups of the organisations at some positions, improved piece by piece.

    What is asked and told is in positions of the instance; the kernels count from 0.
    """

    def __init__(self, facts: GroupFacts, positions: Ints, seed: int) -> None:
        """Begin with no group."""
        self.facts, self.positions = facts, positions
        self.rest = worths.new_rest(facts)
        self.building = rebuilding.new_building(facts, seed)
        self._start()

    def _start(self) -> None:
        self.standing = standing.new_standing(self.facts)
        self.sweep = moving.new_sweep(self.facts, self.standing)

    @property
    def total(self) -> float:
        """The sum of size times quality."""
        return float(standing.total_of(self.standing))

    @property
    def count(self) -> int:
        """How many groups there are."""
        return int((self.standing.sizes > 0).sum())

    def groups(self) -> dict[Members, float]:
        """Members, ascending, of every group and what it is worth."""
        found = {}
        for group in np.flatnonzero(self.standing.sizes).tolist():
            members = self.standing.members[group, : self.standing.sizes[group]]
            ordered = tuple(sorted(self.positions[members].tolist()))
            found[ordered] = float(self.standing.worths[group])
        return found

    def take_over(self, groups: Iterable[Members]) -> None:
        """Begin with these groups, which keep the rules."""
        for group in groups:
            members = np.searchsorted(self.positions, group).astype(np.int64)
            worth = worths.lay_out(self.facts, self.rest, members, len(members), -1)
            number = standing.new_number(self.standing)
            standing.put(self.facts, self.standing, number, members, len(members), worth)

    def places(self) -> list[Members]:
        """The groups as the kernels count, ascending."""
        return [
            tuple(sorted(self.standing.members[group, : self.standing.sizes[group]].tolist()))
            for group in np.flatnonzero(self.standing.sizes).tolist()
        ]

    def begin_again(self, places: Iterable[Members]) -> None:
        """Put other groups, as the kernels count, in place of all there are."""
        self._start()
        self.take_over([tuple(self.positions[list(group)].tolist()) for group in places])

    def open(self) -> None:
        """Build first groups in each sensible way, and keep those that are worth most in all."""
        kept = self.groups()
        best, chosen = -1.0, (self.facts.low, True)
        for size in range(self.facts.low, self.facts.high + 1):
            for apart in (True, False):
                self._open(kept, size, apart)
                if self.total > best + 1e-9:
                    best, chosen = self.total, (size, apart)
        self._open(kept, *chosen)

    def _open(self, kept: Iterable[Members], size: int, apart: bool) -> None:
        self._start()
        self.take_over(kept)
        self.open_more(size, apart)

    def open_more(self, size: int, apart: bool = False) -> int:
        """Build a group around each possible lead who has room; gives how many were built."""
        return opening.open_groups(
            self.facts, self.standing, self.sweep, self.building, self.rest, size, apart
        )

    def improve(self, numbers: Iterable[int] | None = None) -> None:
        """Make small changes until none helps, to every group or to those numbered and around."""
        everyone = np.flatnonzero(self.standing.sizes).tolist()
        for group in everyone if numbers is None else numbers:
            moving.wait(self.sweep, group)
        moving.improve(self.facts, self.standing, self.sweep, self.rest)

    def rebuild(self, rounds: int) -> None:
        """Take neighbouring groups apart so often, and build them otherwise where that helps."""
        rebuilding.rebuild(self.facts, self.standing, self.sweep, self.building, self.rest, rounds)
        if self.open_more(self.facts.low):
            self.improve()


def leftover(searched: Sequence[int], groups: Iterable[Members]) -> list[int]:
    """Those who are in no group."""
    grouped = {one for group in groups for one in group}
    return [one for one in searched if one not in grouped]
