"""Whom to look at again after a change: those it bears on, those near them, and their groups."""

import numpy as np

from matching.arrays import Bools, Ints
from matching.groupings.laying_out import Material
from matching.groupings.memberships import Memberships
from matching.groupings.reach import Reach, are_few
from matching.kernels.pairs import pair_rows

# How many others, and how many who may lead, are looked at beside each of those a change bears on.
NEAREST, NEAREST_LEADS = 12, 3


class Surroundings:
    """Finds who is near whom among those who can be a member."""

    def __init__(self, material: Material) -> None:
        """Lay out whom to ask about."""
        self.material = material
        self.possible: Ints = np.flatnonzero(material.limits > 0)
        self.reach = Reach(material.pairs, self.possible)

    def beside(self, one: int, most: int, leads: int) -> Ints:
        """The nearest by pair value within reach of one, and the nearest who may lead."""
        if are_few(self.possible):
            return self.possible
        near = self.reach.of(one)
        values = pair_rows(self.material.pairs, np.array([one]), near)[0]
        may_lead = self.material.problem.may_lead[near]
        found = _highest(values, most), _highest(np.where(may_lead, values, -np.inf), leads)
        return near[np.union1d(*found)]

    def around(self, seeds: Ints, standing: Memberships) -> Bools:
        """Those a change bears on and those near them, with everybody in their groups; (n,)."""
        chosen = np.zeros(len(self.material.limits), bool)
        chosen[seeds] = True
        for one in seeds.tolist():
            chosen[self.beside(one, NEAREST, NEAREST_LEADS)] = True
        chosen[standing.members_of(standing.touched_by(chosen))] = True
        return chosen & (self.material.limits > 0)


def _highest(values: np.ndarray, most: int) -> Ints:
    """Places of the highest values; of equal ones the first."""
    if len(values) <= most:
        return np.arange(len(values))
    least = -np.partition(-values, most - 1)[most - 1]
    above, equal = np.flatnonzero(values > least), np.flatnonzero(values == least)
    return np.concatenate((above, equal[: most - len(above)]))
