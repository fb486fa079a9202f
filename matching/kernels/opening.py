"""First groups: leads are the scarce resource, so each opens one group before any joins another."""

import numpy as np

from matching.kernels.compiled import Bools, Floats, Ints, kernel
from matching.kernels.moving import Sweep
from matching.kernels.rebuilding import Building
from matching.kernels.standing import NOWHERE, Standing, are_strangers, new_number, put
from matching.kernels.worths import EXCLUDED_BELOW, GroupFacts, Rest, lay_out, worths_with


@kernel
def nearest_of(pairs: Floats, asking: Bools, asked: Bools, most: int) -> Ints:
    """The `most` others of highest pair value beside each of m, by position: (m, most).

    `asking` (m,) says for whom they are looked up, `asked` (m,) who counts; nobody excluded does.
    What is missing is -1. Of equal values the first count.
    """
    count = len(asking)
    found = np.full((count, most), -1, np.int64)
    best = np.zeros(most)
    for one in range(count):
        held = 0
        for other in range(count if asking[one] else 0):
            value = pairs[one, other]
            if not asked[other] or other == one or value < EXCLUDED_BELOW:
                continue
            if held == most and value <= best[most - 1]:
                continue
            slot = held if held < most else most - 1
            while slot > 0 and best[slot - 1] < value:
                best[slot] = best[slot - 1]
                found[one, slot] = found[one, slot - 1]
                slot -= 1
            best[slot], found[one, slot] = value, other
            held = min(most, held + 1)
    return found


@kernel
def remote_first(facts: GroupFacts) -> Ints:
    """Those who may lead, the ones with the least company near them first."""
    leads = np.flatnonzero(facts.may_lead & (facts.limits > 0))
    company = np.zeros(len(leads))
    for row in range(len(leads)):
        one = leads[row]
        for at in range(facts.near_from[one], facts.near_from[one + 1]):
            company[row] += max(0.0, facts.pairs[one, facts.near[at]])
    return leads[np.argsort(np.round(company, 9), kind="mergesort")]


@kernel
def open_groups(
    facts: GroupFacts, standing: Standing, sweep: Sweep, building: Building, rest: Rest,
    size: int, apart: bool,
) -> int:  # fmt: skip
    """Build groups up to a size around leads; gives how many were built.

    First around those who are in none, then around those in one who have room for another, and so
    on. With `apart` nobody who may lead joins the group of another.
    """
    leads = remote_first(facts)
    turns, built = 0, 0
    for lead in leads:
        turns = max(turns, facts.limits[lead])
    for turn in range(turns):
        for lead in leads:
            if standing.spare[lead] == 0 or facts.limits[lead] - standing.spare[lead] > turn:
                continue
            count = chain(facts, standing, sweep, building, rest, lead, size, apart)
            if count < facts.low and apart:
                count = chain(facts, standing, sweep, building, rest, lead, facts.low, False)
            if count >= facts.low:
                worth = lay_out(facts, rest, building.parts[0], count, NOWHERE)
                put(facts, standing, new_number(standing), building.parts[0], count, worth)
                built += 1
    return built


@kernel
def chain(
    facts: GroupFacts, standing: Standing, sweep: Sweep, building: Building, rest: Rest,
    lead: int, size: int, apart: bool,
) -> int:  # fmt: skip
    """Let whoever adds most join a lead, one after the other, from those near the members."""
    members = building.parts[0]
    members[0] = lead
    count = 1
    sweep.stamp[0] += 1
    sweep.stamps[lead] = sweep.stamp[0]
    listed = list_open(facts, standing, sweep, lead, 0, apart)
    while count < size:
        lay_out(facts, rest, members, count, NOWHERE)
        worths_with(facts, rest, sweep.beside, listed, sweep.values)
        best, chosen = 0.0, -1
        for place in range(listed):
            if sweep.values[place] > best and are_strangers(
                facts, standing, members, count, sweep.beside[place]
            ):
                best, chosen = sweep.values[place], place
        if chosen < 0:
            break
        one = sweep.beside[chosen]
        members[count] = one
        count += 1
        sweep.beside[chosen] = sweep.beside[listed - 1]
        listed = list_open(facts, standing, sweep, one, listed - 1, apart)
    return count


@kernel
def list_open(
    facts: GroupFacts, standing: Standing, sweep: Sweep, one: int, listed: int, apart: bool
) -> int:
    """Add those near somebody who have room to the list, each once; gives how many there are."""
    for at in range(facts.near_from[one], facts.near_from[one + 1]):
        other = facts.near[at]
        if sweep.stamps[other] == sweep.stamp[0] or standing.spare[other] == 0:
            continue
        if apart and facts.may_lead[other]:
            continue
        sweep.stamps[other] = sweep.stamp[0]
        sweep.beside[listed] = other
        listed += 1
    return listed
