"""What each candidate could still add to a group, at most: the bound behind every proof.

At a fixed size the quality is a sum of capped resources (each cell of the brief, spare days,
small members, each need of a member), constants of members and values of pairs. A cap is priced:
min(cap, total) <= price * total + (1 - price) * cap for any price from 0 to 1, and what a rule
allows is priced likewise from 0 up (Lagrangian relaxation; Fisher 1981). A pair of two future
members is shared between them, each at its best (Gilmore 1962, Lawler 1963). What is left is a
sum over members, so the best r candidates bound every group.
"""

from typing import NamedTuple

import numpy as np

from matching.kernels.compiled import Floats, Ints, Words, kernel
from matching.kernels.pairs import EXCLUDED, count_bits

NOTHING = -1e18
NEED_PRICE = 0.4
FALLEN, PATIENCE, FLAT = 1e-5, 25, 1e-18


class Table(NamedTuple):
    """A brief over n organisations at one size k, in shares of the quality.

    `positions` (n,) are their places in the instance; the order of ids is the order of these.
    What j adds to capped resources is compressed: `amounts[starts[j]:starts[j + 1]]`, to the
    resources in `kinds` alike; `caps` (M,) is what a resource may add in all, no more than its
    best k could; `needs` and `offers` (n, words) are bits of services, `available` (words,) those
    that anybody offers; `own` (n,) is what a member counts for needs whoever the others are,
    `each` (n,) what one met need of it adds; `uses` (n, Q) may sum to at most `limits` (Q,)
    (rules, a "must have" with its sign turned); `pairs` (n, n) is what two members add together,
    far below 0 for those who cannot, and `shares` (n, n) the part of it that the first counts,
    halves to begin with; both are empty where there are too many to lay out.
    """

    positions: Ints
    starts: Ints
    kinds: Ints
    amounts: Floats
    caps: Floats
    needs: Words
    offers: Words
    available: Words
    own: Floats
    each: Floats
    uses: Floats
    limits: Floats
    pairs: Floats
    shares: Floats


class State(NamedTuple):
    """A search by depth, so that it can be left and taken up: row d is a group of d members.

    `base` (D,) is what the members add for certain, `left` (D, M) what each resource may still
    add, `unmet` (D, F) what each service would add to members whose need no other member meets
    and `wanted` (D, words) the bits of those, `once` (D, words) the services that a member offers,
    `room` (D, Q) what each rule still allows; `near` and `halves` (D, n) are a candidate's pairs
    with the members and its part of the best pairs among candidates, needs included, `lesser` and
    `hopeful` the same with one partner fewer and needs counted in either way. `cap_prices` (D, M),
    `need_prices` (D, F) and `use_prices` (D, Q) are the prices. `candidates` and `values` (D, n)
    hold `counts` (D,) entries, best first; `following` (D,) is the next to be tried and `constant`
    (D,) the bound but for the candidates. `members` (D,) is the path, as places in the table.
    `best_members` (positions, -1 where it ends) and `best` (1,) are the best group so far;
    `marks` holds depth, whether that row is fresh, whether a group was found, and work done.
    """

    members: Ints
    base: Floats
    left: Floats
    unmet: Floats
    wanted: Words
    once: Words
    room: Floats
    near: Floats
    halves: Floats
    lesser: Floats
    hopeful: Floats
    cap_prices: Floats
    need_prices: Floats
    use_prices: Floats
    candidates: Ints
    values: Floats
    counts: Ints
    following: Ints
    constant: Floats
    best_members: Ints
    best: Floats
    marks: Ints


@kernel
def worth(table: Table, state: State, d: int, j: int, last: bool) -> float:
    """What candidate j counts in the bound at depth d, pairs included; when last, what it adds."""
    value = state.near[d, j] + table.own[j]
    for at in range(table.starts[j], table.starts[j + 1]):
        m = table.kinds[at]
        amount = min(table.amounts[at], state.left[d, m])
        value += amount if last else state.cap_prices[d, m] * amount
    met, hoped = 0, 0
    for word in range(table.needs.shape[1]):
        met += count_bits(table.needs[j, word] & state.once[d, word])
        hoped += count_bits(table.needs[j, word] & ~state.once[d, word] & table.available[word])
        served = table.offers[j, word] & state.wanted[d, word]
        while served:
            lowest = served & (~served + np.uint64(1))
            service = 64 * word + count_bits(lowest - np.uint64(1))
            gain = state.unmet[d, service]
            value += gain if last else state.need_prices[d, service] * gain
            served ^= lowest
    value += table.each[j] * met
    if last:
        return float(value)
    value += (1.0 - NEED_PRICE) * table.each[j] * hoped
    for q in range(table.uses.shape[1]):
        value -= state.use_prices[d, q] * table.uses[j, q]
    return float(value + state.halves[d, j])


@kernel
def price_all(table: Table, state: State, d: int, last: bool) -> None:
    """Fill `values` at depth d for its candidates as they stand."""
    for t in range(state.counts[d]):
        state.values[d, t] = worth(table, state, d, state.candidates[d, t], last)
    state.marks[3] += state.counts[d]


@kernel
def top_places(values: Floats, count: int, r: int) -> Ints:
    """Places of the r largest of the first `count` values, falling."""
    top = np.empty(r, np.int64)
    filled = 0
    for t in range(count):
        if filled < r:
            slot = filled
            filled += 1
        elif values[t] > values[top[r - 1]]:
            slot = r - 1
        else:
            continue
        while slot > 0 and values[top[slot - 1]] < values[t]:
            top[slot] = top[slot - 1]
            slot -= 1
        top[slot] = t
    return top


@kernel
def fixed_part(table: Table, state: State, d: int) -> float:
    """The bound at depth d but for the candidates."""
    total = state.base[d]
    for m in range(len(table.caps)):
        total += (1.0 - state.cap_prices[d, m]) * state.left[d, m]
    for f in range(state.unmet.shape[1]):
        total += (1.0 - state.need_prices[d, f]) * state.unmet[d, f]
    for q in range(table.uses.shape[1]):
        total += state.use_prices[d, q] * state.room[d, q]
    return float(total)


@kernel
def slopes(
    table: Table, state: State, d: int, top: Ints, by_cap: Floats, by_need: Floats, by_use: Floats
) -> float:
    """Fill in how the bound changes with each price; give the squared length of the steepest way.

    A price at the end of its range counts only where the way leads back into it.
    """
    by_cap[:] = -state.left[d]
    by_need[:] = -state.unmet[d]
    by_use[:] = state.room[d]
    for t in top:
        j = state.candidates[d, t]
        for at in range(table.starts[j], table.starts[j + 1]):
            m = table.kinds[at]
            by_cap[m] += min(table.amounts[at], state.left[d, m])
        for q in range(len(by_use)):
            by_use[q] -= table.uses[j, q]
        for f in range(len(by_need)):
            if table.offers[j, f // 64] >> np.uint64(f % 64) & np.uint64(1):
                by_need[f] += state.unmet[d, f]
    return (
        inward(by_cap, state.cap_prices[d], 1.0)
        + inward(by_need, state.need_prices[d], 1.0)
        + inward(by_use, state.use_prices[d], np.inf)
    )


@kernel
def inward(slope: Floats, prices: Floats, most: float) -> float:
    """Squared length of the slopes along which a price can still move down the bound."""
    total = 0.0
    for m in range(len(slope)):
        at_low, at_high = prices[m] <= 0.0 and slope[m] > 0.0, prices[m] >= most and slope[m] < 0.0
        if not at_low and not at_high:
            total += slope[m] ** 2
    return total


@kernel
def move(prices: Floats, slope: Floats, stride: float, most: float) -> None:
    """Move prices down the slope, within their range."""
    for m in range(len(prices)):
        prices[m] = min(most, max(0.0, prices[m] - stride * slope[m]))


@kernel
def bound_prices(table: Table, state: State, d: int, r: int, goal: float, steps: int) -> float:
    """Bound every group of r more members, with better prices found in so many steps.

    Steps go down the subgradient towards `goal` (Polyak 1969) and end as soon as the bound falls
    below it, or has not fallen for long. Leaves the best prices behind, and `values` that belong
    to them. Minus infinity where there are fewer than r candidates.
    """
    if state.counts[d] < r:
        return -np.inf
    caps, needs, uses = state.cap_prices[d], state.need_prices[d], state.use_prices[d]
    kept_caps, kept_needs, kept_uses = caps.copy(), needs.copy(), uses.copy()
    by_cap, by_need, by_use = np.empty(len(caps)), np.empty(len(needs)), np.empty(len(uses))
    lowest, eagerness, since = np.inf, 1.0, 0
    for step in range(steps + 1):
        price_all(table, state, d, False)
        top = top_places(state.values[d], state.counts[d], r)
        bound = fixed_part(table, state, d)
        for t in top:
            bound += state.values[d, t]
        since = 0 if bound < lowest - FALLEN else since + 1
        if bound < lowest:
            lowest = bound
            kept_caps[:] = caps
            kept_needs[:] = needs
            kept_uses[:] = uses
        if lowest < goal or step == steps or since > PATIENCE:
            break
        length = slopes(table, state, d, top, by_cap, by_need, by_use)
        if length < FLAT:
            break
        stride = eagerness * min(0.1, max(bound - goal, 1e-4)) / length
        eagerness *= 0.97
        move(caps, by_cap, stride, 1.0)
        move(needs, by_need, stride, 1.0)
        move(uses, by_use, stride, np.inf)
    if bound > lowest:
        caps[:] = kept_caps
        needs[:] = kept_needs
        uses[:] = kept_uses
        price_all(table, state, d, False)
    return float(lowest)


@kernel
def help_of(table: Table, state: State, d: int, j: int, other: int) -> float:
    """Priced value of the needs of j that nobody meets yet and the other one could."""
    met = 0
    for word in range(table.needs.shape[1]):
        open_needs = table.needs[j, word] & ~state.once[d, word]
        met += count_bits(open_needs & table.offers[other, word])
    return float(NEED_PRICE * table.each[j] * met)


@kernel
def hope_of(table: Table, state: State, d: int, j: int) -> float:
    """Priced value of the needs of j that nobody meets yet and anybody could."""
    hoped = 0
    for word in range(table.needs.shape[1]):
        hoped += count_bits(table.needs[j, word] & ~state.once[d, word] & table.available[word])
    return float(NEED_PRICE * table.each[j] * hoped)


@kernel
def insert(best: Floats, filled: int, value: float) -> int:
    """Put a value among the best, falling; give the slot it took, or -1."""
    slot = filled if filled < len(best) else len(best) - 1
    if slot < 0 or (filled >= len(best) and value <= best[slot]):
        return -1
    while slot > 0 and best[slot - 1] < value:
        best[slot] = best[slot - 1]
        slot -= 1
    best[slot] = value
    return slot


@kernel
def best_partners(
    table: Table, state: State, d: int, r: int, t: int, best: Floats, partners: Ints
) -> None:
    """Give candidate t at depth d its part of its r - 1 best pairs with other candidates.

    Its needs count by what those partners offer, or, if that is less, as if all were met.
    `lesser` and `hopeful` get the one and the other with one partner fewer. `best` (2, r - 1) is
    scratch; `partners` (r - 1,) are left filled, falling.
    """
    j, filled = state.candidates[d, t], 0
    shares = table.shares[j]
    hoped = hope_of(table, state, d, j)
    for s in range(state.counts[d]):
        if s == t:
            continue
        other = state.candidates[d, s]
        value = shares[other]
        insert(best[1], filled, value)
        if hoped > 0.0:
            value += help_of(table, state, d, j, other)
        slot = insert(best[0], filled, value)
        if slot >= 0:
            for later in range(min(filled, r - 2), slot, -1):
                partners[later] = partners[later - 1]
            partners[slot] = s
        filled += 1
    if filled < r - 1:
        state.lesser[d, j] = state.hopeful[d, j] = state.halves[d, j] = EXCLUDED
        return
    state.lesser[d, j] = best[0, : max(0, r - 2)].sum()
    state.hopeful[d, j] = best[1, : max(0, r - 2)].sum() + hoped
    state.halves[d, j] = min(best[0, : r - 1].sum(), best[1, : r - 1].sum() + hoped)


@kernel
def share_pairs(table: Table, state: State, d: int, r: int) -> Ints:
    """Give each candidate at depth d its part of its r - 1 best pairs with other candidates.

    Returns the places of those partners, (count, r - 1).
    """
    count = state.counts[d]
    best = np.empty((2, r - 1))
    partners = np.zeros((count, r - 1), np.int64)
    for t in range(count):
        best_partners(table, state, d, r, t, best, partners[t])
    state.marks[3] += count * count // 4
    return partners
