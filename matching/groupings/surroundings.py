"""Whom to look at again after a change: those it bears on, those near them, and their groups."""

from collections.abc import Sequence

import numpy as np

from matching.arrays import Bools, Floats, Ints
from matching.groupings.laying_out import Material
from matching.groupings.memberships import Memberships
from matching.groupings.reach import are_few
from matching.kernels.pairs import pair_rows
from matching.places import EARTH_RADIUS_KM

# How many others, how many who may lead, and how many with room for a group are looked at beside
# those a change bears on.
NEAREST, NEAREST_LEADS, NEAREST_FREE = 10, 3, 16
# So many of them are looked at first.
FIRST = 4


def around(material: Material, standing: Memberships, seeds: Sequence[Ints]) -> tuple[Bools, Ints]:
    """Those a change bears on and those near them, with everybody in their groups; (n,).

    Each of `seeds` is one organisation or several who lost company together. The second answer
    are numbers of the groups of those nearest, to be looked at first.
    """
    chosen = np.zeros(len(material.limits), bool)
    first = np.zeros(len(material.limits), bool)
    possible = np.flatnonzero(material.limits > 0)
    free = standing.times < material.limits
    for ones in seeds:
        chosen[ones] = first[ones] = True
        near = possible if are_few(possible) else _beside(material, possible, ones, free)
        chosen[near] = first[near[: FIRST + len(ones)]] = True
    chosen[standing.members_of(standing.touched_by(chosen))] = True
    return chosen & (material.limits > 0), standing.touched_by(first)


def _beside(material: Material, possible: Ints, ones: Ints, free: Bools) -> Ints:
    """The nearest by pair value within reach of any of some, who may lead, and who has room."""
    near = possible[_in_reach(material, possible, ones)]
    values = pair_rows(material.pairs, ones, near).mean(axis=0)
    nearest = _highest(values, NEAREST)
    leads = np.flatnonzero(material.problem.may_lead[near])
    rooms = np.flatnonzero(free[near])
    others = np.union1d(
        leads[_highest(values[leads], NEAREST_LEADS)], rooms[_highest(values[rooms], NEAREST_FREE)]
    )
    return near[np.concatenate((nearest, np.setdiff1d(others, nearest)))]


def _in_reach(material: Material, possible: Ints, ones: Ints) -> Bools:
    """Who is near enough to at least one, or tied to it; a place not known is near to all."""
    pairs = material.pairs
    found = np.zeros(len(pairs.radius), bool)
    for one in ones.tolist():
        chords = np.sqrt(((pairs.points - pairs.points[one]) ** 2).sum(axis=1))
        # A chord is a little shorter than the way along the ground: nobody near is forgotten.
        found |= ~(chords * EARTH_RADIUS_KM > pairs.radius + pairs.radius[one])
        found[pairs.tie_ends[pairs.tie_from[one] : pairs.tie_from[one + 1]]] = True
    reached: Bools = found[possible]
    return reached


def _highest(values: Floats, most: int) -> Ints:
    """Places of the highest values, falling; of equal ones the first."""
    if len(values) > most:
        least = -np.partition(-values, most - 1)[most - 1]
        above, equal = np.flatnonzero(values > least), np.flatnonzero(values == least)
        chosen = np.concatenate((above, equal[: most - len(above)]))
    else:
        chosen = np.arange(len(values))
    order = np.argsort(-values[chosen], kind="stable")
    found: Ints = chosen[order]
    return found
