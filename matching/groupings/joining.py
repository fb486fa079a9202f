"""What the groups that have a place left would gain or lose by those who are in none."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matching.arrays import Floats, Ints
from matching.groupings.state import State

LOOKED_AT = 3
NOWHERE = -1


@dataclass(frozen=True, eq=False, slots=True)
class Chances:
    """For each of m organisations the groups that it could join with the least loss.

    `closest` (m, 3) are places in `order`, best first, NOWHERE where there is no more, and `gains`
    (m, 3) what the total would gain. `barred` (m,) tells whether an exclusion kept it from a group
    with a place left, `barred_gain` (m,) the most that one of those would have gained.
    """

    order: Sequence[int]
    closest: Ints
    gains: Floats
    barred: Ints
    barred_gain: Floats


def chances_of(state: State, order: Sequence[int], ones: Ints) -> Chances:
    """Look at every group with a place left; of equal gains the first in `order` counts."""
    count = len(ones)
    closest = np.full((count, LOOKED_AT), NOWHERE)
    gains = np.full((count, LOOKED_AT), -np.inf)
    barred, barred_gain = np.zeros(count, bool), np.full(count, -np.inf)
    for place, number in enumerate(order):
        if len(state.groups[number]) == state.high:
            continue
        rows = np.flatnonzero(state.reach.of_any(ones, np.array(state.groups[number])))
        if not len(rows):
            continue
        gained = state.gains(ones[rows], number)
        apart = state.barred(ones[rows], number)
        shut = rows[apart]
        barred[shut] = True
        barred_gain[shut] = np.maximum(barred_gain[shut], gained[apart])
        _insert(closest, gains, rows[~apart], gained[~apart], place)
    return Chances(order, closest, gains, barred, barred_gain)


def _insert(closest: Ints, gains: Floats, rows: Ints, gained: Floats, place: int) -> None:
    """Put a group among the best three of those for whom it is one."""
    better = gained > gains[rows, -1]
    rows, gained = rows[better], gained[better]
    every = np.column_stack((gains[rows], gained))
    places = np.column_stack((closest[rows], np.full(len(rows), place)))
    best = np.argsort(-every, axis=1, kind="stable")[:, :LOOKED_AT]
    gains[rows] = np.take_along_axis(every, best, axis=1)
    closest[rows] = np.take_along_axis(places, best, axis=1)
