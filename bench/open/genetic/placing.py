"""Finds places for those who are nowhere: anywhere, or where rules and terms say so."""

from bench.open.genetic.herd import NOWHERE, Herd, dissolve, empty_group, judge_all, put, shuffled
from matching.kernels.compiled import kernel
from matching.kernels.rebuilding import draw_below
from matching.kernels.worths import GroupFacts, Rest, lay_out, worths_with

SMALLEST_GAIN = 1e-9


@kernel
def first_fit(facts: GroupFacts, herd: Herd, row: int) -> None:
    """Let whoever is nowhere join any group with room, and the rest make groups of any size."""
    count = shuffled(facts, herd, row)
    groups = herd.sizes.shape[1]
    start, place = draw_below(herd.random, groups), 0
    for step in range(groups):
        group = (start + step) % groups
        while 0 < herd.sizes[row, group] < facts.high and place < count:
            put(herd, row, group, herd.order[place])
            place += 1
    while count - place >= facts.low:
        size = facts.low + draw_below(herd.random, facts.high - facts.low + 1)
        group = empty_group(herd, row)
        for _ in range(min(size, count - place)):
            put(herd, row, group, herd.order[place])
            place += 1


@kernel
def open_around_leads(facts: GroupFacts, rest: Rest, herd: Herd, row: int) -> None:
    """Around each lead who is nowhere, build a group of any size of whoever near adds most."""
    count = shuffled(facts, herd, row)
    for place in range(count):
        one = herd.order[place]
        if facts.may_lead[one] and herd.home[row, one] == NOWHERE:
            group = empty_group(herd, row)
            put(herd, row, group, one)
            size = facts.low + draw_below(herd.random, facts.high - facts.low + 1)
            while herd.sizes[row, group] < size and grow(facts, rest, herd, row, group):
                pass
            if herd.sizes[row, group] < facts.low:
                dissolve(herd, row, group)


@kernel
def grow(facts: GroupFacts, rest: Rest, herd: Herd, row: int, group: int) -> bool:
    """Add whoever near the members and nowhere adds most; False where nobody can."""
    size, listed = herd.sizes[row, group], 0
    for place in range(size):
        one = herd.members[row, group, place]
        for at in range(facts.near_from[one], facts.near_from[one + 1]):
            other = facts.near[at]
            if herd.home[row, other] == NOWHERE and facts.limits[other] > 0:
                herd.beside[listed] = other
                listed += 1
    lay_out(facts, rest, herd.members[row, group], size, NOWHERE)
    worths_with(facts, rest, herd.beside, listed, herd.values)
    best, chosen = 0.0, NOWHERE
    for place in range(listed):
        if herd.values[place] > best:
            best, chosen = herd.values[place], herd.beside[place]
    if chosen != NOWHERE:
        put(herd, row, group, chosen)
    return chosen != NOWHERE


@kernel
def best_fit(facts: GroupFacts, rest: Rest, herd: Herd, row: int) -> None:
    """Let each who is nowhere join the group of somebody near where that gains most."""
    count = shuffled(facts, herd, row)
    judge_all(facts, rest, herd, row)
    for place in range(count):
        one = herd.order[place]
        best, chosen = SMALLEST_GAIN, NOWHERE
        for at in range(facts.near_from[one], facts.near_from[one + 1]):
            group = herd.home[row, facts.near[at]]
            if group == NOWHERE or herd.sizes[row, group] == facts.high:
                continue
            lay_out(facts, rest, herd.members[row, group], herd.sizes[row, group], NOWHERE)
            herd.beside[0] = one
            worths_with(facts, rest, herd.beside, 1, herd.values)
            gain = herd.values[0] - herd.worths[row, group]
            if gain > best:
                best, chosen = gain, group
        if chosen != NOWHERE:
            put(herd, row, chosen, one)
            herd.worths[row, chosen] += best


@kernel
def complete(facts: GroupFacts, rest: Rest, herd: Herd, row: int, informed: bool) -> None:
    """Find places for whoever is nowhere, with or without looking at terms and rules."""
    if informed:
        open_around_leads(facts, rest, herd, row)
        best_fit(facts, rest, herd, row)
    else:
        first_fit(facts, herd, row)
    judge_all(facts, rest, herd, row)
