"""Pairs of organisations that are marked in some way, looked up for a whole block at once."""

import numpy as np
from numpy.typing import NDArray

from matching.arrays import Ints

Keys = NDArray[np.int64]


class Marks:
    """Marked pairs, kept as sorted keys: first position * n + second position."""

    def __init__(self, keys: Keys, count: int) -> None:
        """Sort the keys and keep each once."""
        self._keys, self._count = np.unique(keys), count

    def within(self, rows: Ints, columns: Ints) -> tuple[Ints, Ints]:
        """Places (row, column) of the marked pairs in a block."""
        lows = np.searchsorted(self._keys, rows.astype(np.int64) * self._count)
        highs = np.searchsorted(self._keys, (rows.astype(np.int64) + 1) * self._count)
        counts = highs - lows
        row = np.repeat(np.arange(len(rows)), counts)
        steps = np.arange(len(row)) - np.repeat(np.cumsum(counts) - counts, counts)
        second = self._keys[np.repeat(lows, counts) + steps] % self._count
        places = np.full(self._count, -1, np.intp)
        places[columns] = np.arange(len(columns))
        column = places[second]
        there = column >= 0
        return row[there], column[there]


def both_ways(keys: Keys, count: int) -> Keys:
    """The same pairs and, for each, the one with first and second swapped."""
    swapped: Keys = keys % count * count + keys // count if count else keys
    return np.concatenate((keys, swapped))
