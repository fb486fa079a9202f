"""Tiles: organisations cut by place into parts small enough to search, the same every time."""

import numpy as np

from matching.arrays import Floats, Ints
from matching.kernels.pairs import PairFacts

MOST_IN_A_TILE = 1_024
# Where the first cut runs in turn, so that the edges of one round lie inside tiles of the next.
CUTS = (0.5, 0.38, 0.62)


def tiles_of(places: Floats, positions: Ints, turn: int, most: int = MOST_IN_A_TILE) -> list[Ints]:
    """Cut organisations into tiles of at most `most`, each ascending.

    `places` (n, 3) on the unit sphere are of everybody, `positions` (m,) who is cut; `turn` moves
    the cuts. The longer side is cut, equal places by position, so that the input alone decides.
    """
    waiting, found = [(positions, turn)], []
    while waiting:
        part, depth = waiting.pop()
        if len(part) <= most:
            found.append(np.sort(part))
            continue
        here = places[part]
        axis = int(np.ptp(here, axis=0).argmax())
        order = part[np.lexsort((part, here[:, axis]))]
        share = CUTS[turn % len(CUTS)] if depth == turn else 0.5
        cut = int(len(order) * share)
        waiting += [(order[cut:], depth + 1), (order[:cut], depth + 1)]
    return found


def somewhere(facts: PairFacts, areas: Floats) -> Floats:
    """A place for everybody: their own, else that of an area they list or a partner; (n, 3).

    `areas` (n, 3) are NaN where no area that somebody lists has a place. Whoever is nowhere is put
    beside those whose positions are nearest, so that no tile is made of them alone.
    """
    places = np.where(np.isnan(facts.points), areas, facts.points)
    nowhere = np.isnan(places[:, 0])
    sources = np.repeat(np.arange(len(places)), np.diff(facts.tie_from))
    lent = nowhere[sources] & ~nowhere[facts.tie_ends]
    # Written backwards, so that the first partner counts.
    places[sources[lent][::-1]] = places[facts.tie_ends[lent][::-1]]
    known = np.flatnonzero(~np.isnan(places[:, 0]))
    lost = np.flatnonzero(np.isnan(places[:, 0]))
    if len(known):
        places[lost] = places[known[np.minimum(np.searchsorted(known, lost), len(known) - 1)]]
    return np.nan_to_num(places)
