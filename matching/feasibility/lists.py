"""Many short lists of numbers kept in two arrays, so that all are read at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.arrays import Ints


@dataclass(frozen=True, eq=False, slots=True)
class Lists:
    """List number i is `values[starts[i] : starts[i + 1]]`."""

    starts: Ints
    values: Ints

    @property
    def count(self) -> int:
        """Number of lists."""
        return len(self.starts) - 1

    @property
    def owners(self) -> Ints:
        """The number of the list in which each value stands."""
        return np.repeat(np.arange(self.count), np.diff(self.starts))

    def of(self, number: int) -> Ints:
        """One list."""
        return self.values[self.starts[number] : self.starts[number + 1]]

    def gathered(self, numbers: Ints) -> tuple[Ints, Ints]:
        """All values of some lists, and for each the place in `numbers` it came from."""
        counts = self.starts[numbers + 1] - self.starts[numbers]
        owner = np.repeat(np.arange(len(numbers)), counts)
        begun = np.repeat(np.cumsum(counts) - counts, counts)
        inside = np.arange(len(owner)) - begun
        return owner, self.values[np.repeat(self.starts[numbers], counts) + inside]

    def before(self, marked: NDArray[np.bool_]) -> Ints:
        """How many marked values stand before each value in its own list."""
        running: Ints = np.cumsum(marked) - marked
        counts = np.diff(self.starts)
        begun = np.append(running, 0)[self.starts[:-1]]
        earlier: Ints = running - np.repeat(begun, counts)
        return earlier


def lists_of(owners: Ints, values: Ints, count: int) -> Lists:
    """Lists from values with ascending owners."""
    starts = np.searchsorted(owners, np.arange(count + 1))
    return Lists(starts.astype(np.intp), values.astype(np.intp))
