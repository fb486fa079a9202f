"""How pairs are split between their two members, so that the bound falls."""

import numpy as np

from matching.kernels.compiled import Bools, Ints, kernel
from matching.kernels.pricing import (
    State,
    Table,
    best_partners,
    fixed_part,
    price_all,
    share_pairs,
    top_places,
)


@kernel
def split_pairs(table: Table, state: State, d: int, r: int, goal: float, steps: int) -> None:
    """Share pairs at depth d, and split them anew in so many steps towards `goal`.

    A pair that one of the best r counts among its best partners and the other does not is moved
    to the other (Caprara, Pisinger and Toth 1999). Any split bounds, so `shares` are changed in
    place and serve every later row.
    """
    count = state.counts[d]
    partners = share_pairs(table, state, d, r)
    if r < 2 or count < r:
        return
    best = np.empty((2, r - 1))
    stale, chosen = np.zeros(count, np.bool_), np.zeros(count, np.bool_)
    eagerness = 1.0
    for _ in range(steps):
        price_all(table, state, d, False)
        top = top_places(state.values[d], count, r)
        bound = fixed_part(table, state, d)
        chosen[:] = False
        for t in top:
            bound += state.values[d, t]
            chosen[t] = True
        uneven = count_uneven(partners, chosen, top)
        if bound < goal or uneven == 0:
            return
        even_out(
            table,
            state,
            d,
            partners,
            chosen,
            top,
            stale,
            eagerness * (min(0.1, bound - goal + 1e-4) / uneven),
        )
        eagerness *= 0.95
        for t in range(count):
            if stale[t]:
                stale[t] = False
                best_partners(table, state, d, r, t, best, partners[t])
                state.marks[3] += count // 4


@kernel
def even_out(
    table: Table,
    state: State,
    d: int,
    partners: Ints,
    chosen: Bools,
    top: Ints,
    stale: Bools,
    stride: float,
) -> None:
    """Move a little of every uneven pair to the other side, and mark both sides stale."""
    for t in top:
        for s in partners[t]:
            if not is_mutual(partners, chosen, t, s):
                j, other = state.candidates[d, t], state.candidates[d, s]
                table.shares[j, other] -= stride
                table.shares[other, j] += stride
                stale[t] = True
                stale[s] = True


@kernel
def count_uneven(partners: Ints, chosen: Bools, top: Ints) -> int:
    """How many pairs one of the best counts and the other does not."""
    uneven = 0
    for t in top:
        for s in partners[t]:
            if not is_mutual(partners, chosen, t, s):
                uneven += 1
    return uneven


@kernel
def is_mutual(partners: Ints, chosen: Bools, t: int, s: int) -> bool:
    """Whether s, whom the chosen t counts as a partner, is chosen too and counts t."""
    found = False
    for other in partners[s]:
        found |= other == t
    return bool(found and chosen[s])
