"""How much it is worth that two organisations meet: four reasons, weighed as the request does."""

import numpy as np

from matching.arrays import Floats, Ints
from matching.meeting.gains import gains_of
from matching.meeting.marks import Marks, both_ways
from matching.problem import Problem
from matching.request import PRESETS, Weights

NEAR_ALONE = 0.1  # what being near counts where it is the only reason
ALIKE = 9  # decimals to which two worths count as equal


class Worth:
    """Worth of any block of pairs; 0 where there is no reason or the two are out of reach.

    worth = (w_coverage · added + w_complementarity · needs + w_added_value · bridge +
    w_geography · near) / (their sum). `added` is the coverage that the two have beyond the better
    one alone, `needs` the mean of the shares of their needs that the other offers, `bridge` 1
    where two networks would be joined, `near` the geography value of two known places; where
    it is the only reason it counts a tenth. Unknown facts count 0: nothing is promised of whom
    nothing is known.
    """

    def __init__(self, problem: Problem) -> None:
        """Prepare what every block needs."""
        arrays = self.arrays = problem.arrays
        self._pairs, self.gains = problem.pairs, gains_of(problem)
        self.shares = shares_of(problem.request.weights)
        self._placed = ~np.isnan(arrays.lat) & ~np.isnan(arrays.lon)
        self._needs = arrays.needs.astype(np.float64)
        self._offers = arrays.offers.astype(np.float64)
        self._each = 0.5 / np.maximum(1, arrays.needs.sum(axis=1))
        self._networks = arrays.networks.astype(np.float64)
        self._joined = np.asarray(arrays.networks.any(axis=1))
        self._stated = Marks(both_ways(arrays.tie_keys, arrays.count), arrays.count)

    def block(self, rows: Ints, columns: Ints) -> Floats:
        """Worth of every row with every column, to so many decimals; (rows, columns)."""
        coverage, needs, bridge, near = self.shares
        geography = self._pairs.geography(rows[:, None], columns[None, :])
        placed = self._placed[rows][:, None] & self._placed[columns][None, :]
        reasons = (
            coverage * self.gains.block(rows, columns)
            + needs * self._needs_met(rows, columns)
            + bridge * self._bridges(rows, columns)
        )
        nearness = near * np.where(placed, geography, 0.0)
        value = np.where(reasons > 0, reasons + nearness, NEAR_ALONE * nearness)
        reached = (geography > 0) | self.gains.beside(rows, columns)
        worth: Floats = np.where(reached, value, 0.0).round(ALIKE)
        return worth

    def _needs_met(self, rows: Ints, columns: Ints) -> Floats:
        theirs = (self._needs[rows] @ self._offers[columns].T) * self._each[rows][:, None]
        ours = (self._offers[rows] @ self._needs[columns].T) * self._each[columns][None, :]
        met: Floats = theirs + ours
        return met

    def _bridges(self, rows: Ints, columns: Ints) -> Floats:
        shared = (self._networks[rows] @ self._networks[columns].T) > 0
        both = self._joined[rows][:, None] & self._joined[columns][None, :]
        bridge: Floats = (both & ~shared).astype(np.float64)
        bridge[self._stated.within(rows, columns)] = 0.0
        return bridge


def shares_of(weights: Weights) -> tuple[float, float, float, float]:
    """Shares of coverage, complementarity, added value and geography; they sum to 1.

    Where all four count nothing, the Balanced preset decides.
    """
    for one in (weights, PRESETS["Balanced"].weights):
        four = (one.coverage, one.complementarity, one.added_value, one.geography)
        if sum(four) > 0:
            break
    total = sum(four)
    return four[0] / total, four[1] / total, four[2] / total, four[3] / total
