"""The complementarity term: the share of each member's needs that the others can meet."""

from dataclasses import dataclass

import numpy as np

from matching.arrays import Arrays, Floats, Ints


@dataclass(frozen=True, slots=True)
class Complementarity:
    """Needs and offers as tables of 0 and 1, (n, services).

    `fixed` is what a member without listed needs counts whoever the others are: 1 when it is
    known to need nothing, one half when its needs are unknown, 0 when it lists needs.
    `each` is 1 / number of needs, 0 where there are none.
    """

    needs: Floats
    offers: Floats
    fixed: Floats
    each: Floats

    def of(self, sets: Ints) -> Floats:
        """Complementarity of each set; (B, k) gives (B,)."""
        shares, _ = self._shares(sets)
        mean: Floats = shares.mean(axis=1)
        return mean

    def extended(self, rests: Ints, candidates: Ints) -> Floats:
        """Complementarity of each rest with each candidate added; (R, n)."""
        shares, uncovered = self._shares(rests)
        wanted = (uncovered * self.each[rests][:, :, None]).sum(axis=1)
        gained = np.einsum("rf,nf->rn", wanted, self.offers[candidates])
        offered = self.offers[rests].max(axis=1, initial=0.0)
        met = np.einsum("rf,nf->rn", offered, self.needs[candidates])
        own = self.fixed[candidates] + met * self.each[candidates]
        total: Floats = shares.sum(axis=1)[:, None] + gained + own
        mean: Floats = total / (rests.shape[1] + 1)
        return mean

    def _shares(self, sets: Ints) -> tuple[Floats, Floats]:
        """Share of each member's needs met by the others, and the needs not met."""
        offers, needs = self.offers[sets], self.needs[sets]
        by_others = offers.sum(axis=1)[:, None, :] - offers > 0
        met = (needs * by_others).sum(axis=2)
        return self.fixed[sets] + met * self.each[sets], needs * ~by_others


def complementarity_of(arrays: Arrays) -> Complementarity:
    """Prepare the tables."""
    counts = arrays.needs.sum(axis=1)
    fixed = np.where(arrays.needs_known, np.where(counts == 0, 1.0, 0.0), 0.5)
    return Complementarity(
        arrays.needs.astype(np.float64),
        arrays.offers.astype(np.float64),
        fixed,
        np.where(counts > 0, 1.0 / np.maximum(counts, 1), 0.0),
    )
