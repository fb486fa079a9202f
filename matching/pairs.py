"""The three terms of a pair of organisations: geography, cohesion and added value."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matching.arrays import Arrays, Bools, Floats, Ints, arrays_of
from matching.instance import Instance
from matching.places import kilometres

TIE_SHARE, LIKENESS_SHARE = 0.6, 0.4
THEME_SHARE, AGE_SHARE = 0.7, 0.3


@dataclass(frozen=True, slots=True)
class PairParts:
    """Three arrays of one shape, each value 0 to 1."""

    geography: Floats
    cohesion: Floats
    added_value: Floats

    def weighted(self, geography: float, cohesion: float, added_value: float) -> Floats:
        """Their weighted sum."""
        total: Floats = (
            geography * self.geography + cohesion * self.cohesion + added_value * self.added_value
        )
        return total


class Pairs:
    """Pair terms of one instance, for any positions and for whole blocks."""

    def __init__(self, arrays: Arrays, tie_prior: float) -> None:
        """Keep the facts; tables are made of them when the first pair is asked for."""
        self.arrays, self.tie_prior = arrays, tie_prior

    @cached_property
    def _themes(self) -> Floats:
        """Theme vectors of length 1."""
        themes = self.arrays.themes
        norms = np.sqrt((themes**2).sum(axis=1))
        unit: Floats = themes / np.where(norms > 0, norms, 1.0)[:, None]
        return unit

    @cached_property
    def _ages(self) -> NDArray[np.float32]:
        return self.arrays.ages.astype(np.float32)

    @cached_property
    def _networks(self) -> NDArray[np.float32]:
        return self.arrays.networks.astype(np.float32)

    def parts(self, i: Ints, j: Ints) -> PairParts:
        """Terms of the pairs (i[0], j[0]), (i[1], j[1]) and so on; shape of `i` and `j`."""
        arrays = self.arrays
        cosine = np.einsum("...t,...t->...", self._themes[i], self._themes[j])
        both = (arrays.ages[i] & arrays.ages[j]).sum(axis=-1)
        either = (arrays.ages[i] | arrays.ages[j]).sum(axis=-1)
        shared: Bools = np.asarray((arrays.networks[i] & arrays.networks[j]).any(axis=-1))
        return self._parts(i, j, cosine, both, either, shared)

    def block(self, rows: Ints, columns: Ints) -> PairParts:
        """Terms of every row with every column; shape (rows, columns)."""
        arrays = self.arrays
        cosine = np.einsum("it,jt->ij", self._themes[rows], self._themes[columns])
        # Counts are whole numbers far below 2**24, so the product is exact in any order.
        both = (self._ages[rows] @ self._ages[columns].T).astype(np.float64)
        sizes = arrays.ages.sum(axis=1)
        either = sizes[rows][:, None] + sizes[columns][None, :] - both
        shared = (self._networks[rows] @ self._networks[columns].T) > 0
        return self._parts(rows[:, None], columns[None, :], cosine, both, either, shared)

    def stated(self, i: Ints, j: Ints) -> tuple[Bools, Floats]:
        """Whether i states a tie to j, and its strength (0 when it does not)."""
        keys, strengths = self.arrays.tie_keys, self.arrays.tie_strengths
        wanted = np.asarray(i, np.int64) * self.arrays.count + j
        if not len(keys):
            return np.zeros(wanted.shape, bool), np.zeros(wanted.shape)
        found = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        there: Bools = keys[found] == wanted
        return there, np.where(there, strengths[found], 0.0)

    def _parts(
        self, i: Ints, j: Ints, cosine: Floats, both: Floats, either: Floats, shared: Bools
    ) -> PairParts:
        arrays = self.arrays
        geography = self.geography(i, j)
        there, strength_there = self.stated(i, j)
        back, strength_back = self.stated(j, i)
        known_i, known_j = arrays.ties_known[i], arrays.ties_known[j]
        directions = known_i.astype(float) + known_j
        strengths = strength_there * known_i + strength_back * known_j
        tie = np.where(
            directions > 0, strengths / np.where(directions > 0, directions, 1.0), self.tie_prior
        )
        jaccard = np.where(
            arrays.ages_known[i] & arrays.ages_known[j], both / np.maximum(either, 1), 0.5
        )
        likeness = THEME_SHARE * np.minimum(1.0, cosine) + AGE_SHARE * jaccard
        not_new = there | back | shared | (geography == 0)
        added = np.where(not_new, 0.0, np.where(directions > 0, 1.0, 0.5))
        return PairParts(geography, TIE_SHARE * tie + LIKENESS_SHARE * likeness, added)

    def geography(self, i: Ints, j: Ints) -> Floats:
        """1 in one place, falling to 0 where the radii end; one half where a place is unknown."""
        arrays = self.arrays
        distance = kilometres(arrays.lat[i], arrays.lon[i], arrays.lat[j], arrays.lon[j])
        reach = arrays.radius[i] + arrays.radius[j]
        near = np.maximum(0.0, 1.0 - distance / np.where(reach > 0, reach, 1.0))
        value = np.where(reach > 0, near, (distance == 0).astype(float))
        known: Floats = np.where(np.isnan(distance), 0.5, value)
        return known


def pair_parts(instance: Instance, tie_prior: float, i: Ints, j: Ints) -> PairParts:
    """Pair terms for positions in `instance.organisations`.

    Parameters
    ----------
    instance : Instance
    tie_prior : float
        What a tie counts when neither side answered about ties.
    i, j : integer arrays of one shape
        Positions of the two organisations of each pair.

    Returns
    -------
    PairParts
        Arrays `geography`, `cohesion`, `added_value` of the same shape.

    Examples
    --------
    >>> pair = [{"id": "a", "themes": "play"}, {"id": "b", "themes": "play"}]
    >>> parts = pair_parts(Instance.from_tables(pair), 0.1, np.array([0]), np.array([1]))
    >>> float(parts.geography[0]), float(parts.added_value[0])
    (0.5, 0.5)
    """
    return Pairs(arrays_of(instance), tie_prior).parts(i, j)
