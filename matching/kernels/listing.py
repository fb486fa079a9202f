"""Every group that there could be of a few organisations, and what each is worth."""

import numpy as np

from matching.kernels.compiled import Floats, Ints, Words, kernel
from matching.kernels.worths import EXCLUDED_BELOW, GroupFacts, Rest, lay_out, worths_with


@kernel
def every_group(facts: GroupFacts, rest: Rest, most: int) -> tuple[Words, Floats]:
    """All sets of allowed sizes with somebody who may lead and nobody excluded.

    Gives their members as bits, (s,), and their worths, (s,). Of more than 64 organisations none
    is listed; `most` is no less than the number of sets.
    """
    masks, worths = np.zeros(most, np.uint64), np.zeros(most)
    members = np.zeros(facts.high, np.int64)
    later = np.zeros(len(facts.limits), np.int64)
    values = np.zeros(len(facts.limits))
    found, size = 0, 0
    one = 0
    while one < len(facts.limits) or size > 0:
        if one == len(facts.limits) or size == facts.high - 1:
            size -= 1
            one = members[size] + 1
            continue
        if not may_follow(facts, members, size, one):
            one += 1
            continue
        members[size] = one
        size += 1
        count = list_later(facts, members, size, later)
        lay_out(facts, rest, members, size, -1)
        worths_with(facts, rest, later, count, values)
        found = add_sets(facts, members, size, later, count, values, masks, worths, found)
        one += 1
    return masks[:found], worths[:found]


@kernel
def may_follow(facts: GroupFacts, members: Ints, size: int, one: int) -> bool:
    """Whether somebody can be in groups at all and is excluded by none of the members."""
    fine = facts.limits[one] > 0
    for number in range(size):
        fine = fine and facts.pairs[one, members[number]] >= EXCLUDED_BELOW
    return bool(fine)


@kernel
def list_later(facts: GroupFacts, members: Ints, size: int, later: Ints) -> int:
    """List who may follow the last member; gives how many."""
    count = 0
    for one in range(members[size - 1] + 1, len(facts.limits)):
        if may_follow(facts, members, size, one):
            later[count] = one
            count += 1
    return count


@kernel
def add_sets(
    facts: GroupFacts, members: Ints, size: int, later: Ints, count: int, values: Floats,
    masks: Words, worths: Floats, found: int,
) -> int:  # fmt: skip
    """Note the members with each of those later where that is a group; gives how many there are."""
    if size + 1 < facts.low:
        return found
    mask, led = np.uint64(0), False
    for number in range(size):
        mask |= np.uint64(1) << np.uint64(members[number])
        led = led or facts.may_lead[members[number]]
    for place in range(count):
        if led or facts.may_lead[later[place]]:
            masks[found] = mask | (np.uint64(1) << np.uint64(later[place]))
            worths[found] = values[place]
            found += 1
    return found


@kernel
def prices_of(masks: Words, each: Floats, pairs: Floats) -> Floats:
    """Sums over the members of each set of `each` (n,), and over their pairs of `pairs` (n, n)."""
    members = np.zeros(64, np.int64)
    sums = np.zeros(len(masks))
    for row in range(len(masks)):
        mask, size, total = masks[row], 0, 0.0
        one = 0
        while mask:
            if mask & np.uint64(1):
                total += each[one]
                for number in range(size):
                    total += pairs[one, members[number]]
                members[size] = one
                size += 1
            mask >>= np.uint64(1)
            one += 1
        sums[row] = total
    return sums
