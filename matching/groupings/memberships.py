"""Who is in which of many groups, in two flat arrays."""

from collections.abc import Sequence

import numpy as np

from matching.arrays import Bools, Ints
from matching.groupings.search import Members
from matching.problem import pairs_among


class Memberships:
    """Groups by number: `flat` holds the members of one after the other, `owners` whose they are.

    A group without members is none.
    """

    def __init__(self, groups: Sequence[Members], count: int) -> None:
        """`count` is how many organisations there are."""
        self.groups, self.count = groups, count
        self.sizes: Ints = np.fromiter(map(len, groups), np.int64, len(groups))
        total = int(self.sizes.sum())
        self.flat: Ints = np.fromiter((one for group in groups for one in group), np.int64, total)
        self.owners: Ints = np.repeat(np.arange(len(groups)), self.sizes)

    @property
    def times(self) -> Ints:
        """In how many groups everybody is; (n,)."""
        return np.bincount(self.flat, minlength=self.count)

    def touched_by(self, chosen: Bools) -> Ints:
        """Numbers of the groups with at least one of the chosen (n,)."""
        found: Ints = np.unique(self.owners[chosen[self.flat]])
        return found

    def within(self, chosen: Bools) -> Ints:
        """Numbers of the groups with none but the chosen."""
        inside = np.bincount(self.owners[chosen[self.flat]], minlength=len(self.groups))
        found: Ints = np.flatnonzero((inside == self.sizes) & (self.sizes > 0))
        return found

    def members_of(self, numbers: Ints) -> Ints:
        """Everybody in these groups, ascending."""
        wanted = np.zeros(len(self.groups), bool)
        wanted[numbers] = True
        found: Ints = np.unique(self.flat[wanted[self.owners]])
        return found

    def pairs(self, numbers: Ints) -> tuple[Ints, Ints]:
        """Every two members of each of these groups: the pairs (p, 2), and whose they are (p,)."""
        rows, owners = [np.zeros((0, 2), np.int64)], [np.zeros(0, np.int64)]
        for size in np.unique(self.sizes[numbers]).tolist():
            those = numbers[self.sizes[numbers] == size]
            sets = np.array([self.groups[number] for number in those.tolist()], np.int64)
            first, second = pairs_among(size)
            rows.append(np.stack((sets[:, first].ravel(), sets[:, second].ravel()), axis=1))
            owners.append(np.repeat(those, len(first)))
        return np.concatenate(rows), np.concatenate(owners)
