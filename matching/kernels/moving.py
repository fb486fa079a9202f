"""Small changes to the groups of a search: the best one of a group, and sweeps of them."""

from typing import NamedTuple

import numpy as np

from matching.kernels.compiled import Bools, Floats, Ints, kernel
from matching.kernels.standing import (
    NOWHERE,
    Standing,
    give_back,
    is_in,
    may_meet,
    put,
    take_apart,
    weigh,
)
from matching.kernels.worths import GroupFacts, Rest, lay_out, worths_with

BETTER = 1e-10
IMPOSSIBLE = -1e9
MOST_CHANGES = 60
KIND, GROUP, LEAVER, OTHER, JOINER = 0, 1, 2, 3, 4
NOTHING, ADD, REPLACE, EJECT, MOVE, SWAP, DISSOLVE = 0, 1, 2, 3, 4, 5, 6


class Sweep(NamedTuple):
    """Scratch of a sweep over g groups of m organisations.

    `queue` (g,) is a ring of groups to look at, `queued` (g,) whether one is in it, `ring` (2,)
    where it begins and how many wait. `stamps` (m,) and `stamp` (1,) mark whom a list holds
    already; `beside` (m,) is that list. `values` (m,) are what a group is worth with each of
    them, `taken` (high, m) what it gains by each in place of each member. `chosen` (5,) is the best
    change: its kind, the group, the member who leaves, the other group, who joins; `gain` (1,)
    what the total gains. `first` and `second` (high,) are new members.
    """

    queue: Ints
    queued: Bools
    ring: Ints
    stamps: Ints
    stamp: Ints
    beside: Ints
    values: Floats
    taken: Floats
    chosen: Ints
    gain: Floats
    first: Ints
    second: Ints


@kernel
def new_sweep(facts: GroupFacts, standing: Standing) -> Sweep:
    """Lay out the scratch."""
    count, groups = len(facts.limits), len(standing.sizes)
    return Sweep(
        np.zeros(groups, np.int64),
        np.zeros(groups, np.bool_),
        np.zeros(2, np.int64),
        np.zeros(count, np.int64),
        np.zeros(1, np.int64),
        np.zeros(count, np.int64),
        np.zeros(count),
        np.zeros((facts.high, count)),
        np.zeros(5, np.int64),
        np.zeros(1),
        np.zeros(facts.high, np.int64),
        np.zeros(facts.high, np.int64),
    )


@kernel
def wait(sweep: Sweep, group: int) -> None:
    """Put a group into the queue, once."""
    if not sweep.queued[group]:
        sweep.queued[group] = True
        sweep.queue[(sweep.ring[0] + sweep.ring[1]) % len(sweep.queue)] = group
        sweep.ring[1] += 1


@kernel
def next_waiting(sweep: Sweep) -> int:
    """Take the first group out of the queue."""
    group = sweep.queue[sweep.ring[0]]
    sweep.ring[0] = (sweep.ring[0] + 1) % len(sweep.queue)
    sweep.ring[1] -= 1
    sweep.queued[group] = False
    return int(group)


@kernel
def list_beside(facts: GroupFacts, standing: Standing, sweep: Sweep, group: int) -> int:
    """List who is near a member of a group and not in it; gives how many."""
    sweep.stamp[0] += 1
    stamp = sweep.stamp[0]
    for number in range(standing.sizes[group]):
        sweep.stamps[standing.members[group, number]] = stamp
    found = 0
    for number in range(standing.sizes[group]):
        one = standing.members[group, number]
        for at in range(facts.near_from[one], facts.near_from[one + 1]):
            other = facts.near[at]
            if sweep.stamps[other] != stamp:
                sweep.stamps[other] = stamp
                sweep.beside[found] = other
                found += 1
    return found


@kernel
def offer(sweep: Sweep, gain: float, kind: int, group: int, leaver: int, other: int,
          joiner: int) -> None:  # fmt: skip
    """Keep a change if it is better than the best so far."""
    if gain > sweep.gain[0]:
        sweep.gain[0] = gain
        sweep.chosen[KIND], sweep.chosen[GROUP] = kind, group
        sweep.chosen[LEAVER], sweep.chosen[OTHER], sweep.chosen[JOINER] = leaver, other, joiner


@kernel
def look(facts: GroupFacts, standing: Standing, sweep: Sweep, rest: Rest, group: int) -> None:
    """Find the change of a group, alone or with one other, that the total gains most from."""
    sweep.gain[0], sweep.chosen[KIND] = BETTER, NOTHING
    size = standing.sizes[group]
    worth = standing.worths[group]
    found = list_beside(facts, standing, sweep, group)
    if size < facts.high:
        look_at_joining(facts, standing, sweep, rest, group, found)
    weigh(facts, standing, rest, group)
    for number in range(size):
        leaver = standing.members[group, number]
        if size > facts.low and keeps_lead(facts, standing, group, leaver, NOWHERE):
            offer(sweep, standing.without[group, number] - worth, EJECT, group, leaver, -1, -1)
        look_at_replacing(facts, standing, sweep, rest, group, number, found)
    look_at_swapping(facts, standing, sweep, rest, group, found)


@kernel
def keeps_lead(facts: GroupFacts, standing: Standing, group: int, leaver: int, joiner: int) -> bool:
    """Whether a group still has somebody who may lead after a change of members."""
    leads = standing.leads[group]
    if leaver >= 0 and facts.may_lead[leaver]:
        leads -= 1
    if joiner >= 0 and facts.may_lead[joiner]:
        leads += 1
    return bool(leads > 0)


@kernel
def look_at_joining(
    facts: GroupFacts, standing: Standing, sweep: Sweep, rest: Rest, group: int, found: int
) -> None:
    """Somebody with room joins, or comes from another group; the other may be dissolved by it."""
    worth = standing.worths[group]
    lay_out(facts, rest, standing.members[group], standing.sizes[group], NOWHERE)
    worths_with(facts, rest, sweep.beside, found, sweep.values)
    for place in range(found):
        one, gain = sweep.beside[place], sweep.values[place] - worth
        # Somebody more in a group is worth having even where the total stays the same.
        if (
            standing.spare[one] > 0
            and gain >= -BETTER
            and gain + 2 * BETTER > sweep.gain[0]
            and may_meet(facts, standing, one, group, NOWHERE, NOWHERE)
        ):
            offer(sweep, gain + 2 * BETTER, ADD, group, NOWHERE, -1, one)
        if gain <= sweep.gain[0]:
            continue
        for at in range(standing.home_from[one], standing.home_from[one + 1]):
            home = standing.homes[at]
            if home == NOWHERE:
                continue
            kind, lost = DISSOLVE, standing.worths[home]
            if standing.sizes[home] > facts.low:
                if not standing.weighed[home]:
                    weigh(facts, standing, rest, home)
                kind = MOVE
                lost -= standing.without[home, slot_of(standing, home, one)]
                if facts.may_lead[one] and standing.leads[home] == 1:
                    continue
            if gain - lost > sweep.gain[0] and may_meet(facts, standing, one, group, NOWHERE, home):
                offer(sweep, gain - lost, kind, group, NOWHERE, home, one)


@kernel
def slot_of(standing: Standing, group: int, one: int) -> int:
    """Where in the list of members somebody is."""
    for number in range(standing.sizes[group]):
        if standing.members[group, number] == one:
            return number
    return -1


@kernel
def look_at_replacing(
    facts: GroupFacts, standing: Standing, sweep: Sweep, rest: Rest, group: int, number: int,
    found: int,
) -> None:  # fmt: skip
    """A member makes room for somebody with room left."""
    leaver = standing.members[group, number]
    worth = standing.worths[group]
    led = standing.leads[group] > (1 if facts.may_lead[leaver] else 0)
    lay_out(facts, rest, standing.members[group], standing.sizes[group], leaver)
    taken = sweep.taken[number]
    worths_with(facts, rest, sweep.beside, found, taken)
    for place in range(found):
        one = sweep.beside[place]
        gain = taken[place] - worth
        if not led and not facts.may_lead[one]:
            gain = IMPOSSIBLE
        taken[place] = gain
        if (
            gain > sweep.gain[0]
            and standing.spare[one] > 0
            and may_meet(facts, standing, one, group, leaver, NOWHERE)
        ):
            offer(sweep, gain, REPLACE, group, leaver, -1, one)


@kernel
def look_at_swapping(
    facts: GroupFacts, standing: Standing, sweep: Sweep, rest: Rest, group: int, found: int
) -> None:
    """A member changes places with somebody of another group.

    One of the two groups gains by it; the exchange is found where that one is looked at.
    """
    for place in range(found):
        one = sweep.beside[place]
        most = IMPOSSIBLE
        for number in range(standing.sizes[group]):
            most = max(most, sweep.taken[number, place])
        if most <= 0.0:
            continue
        for at in range(standing.home_from[one], standing.home_from[one + 1]):
            home = standing.homes[at]
            if home != NOWHERE:
                look_at_swaps_of(facts, standing, sweep, rest, group, place, home)


@kernel
def look_at_swaps_of(
    facts: GroupFacts, standing: Standing, sweep: Sweep, rest: Rest, group: int, place: int,
    home: int,
) -> None:  # fmt: skip
    """Each member of a group changes places with one and the same of another."""
    one = sweep.beside[place]
    size = standing.sizes[group]
    lay_out(facts, rest, standing.members[home], standing.sizes[home], one)
    worths_with(facts, rest, standing.members[group], size, sweep.values)
    for number in range(size):
        leaver = standing.members[group, number]
        gain = sweep.taken[number, place]
        if gain <= 0.0 or is_in(standing, leaver, home):
            continue
        gain += sweep.values[number] - standing.worths[home]
        if (
            gain > sweep.gain[0]
            and keeps_lead(facts, standing, home, one, leaver)
            and may_meet(facts, standing, one, group, leaver, home)
            and may_meet(facts, standing, leaver, home, one, group)
        ):
            offer(sweep, gain, SWAP, group, leaver, home, one)


@kernel
def exchanged(standing: Standing, group: int, leaver: int, joiner: int, into: Ints) -> int:
    """Write the members of a group after a change; gives how many."""
    size = 0
    for number in range(standing.sizes[group]):
        if standing.members[group, number] != leaver:
            into[size] = standing.members[group, number]
            size += 1
    if joiner >= 0:
        into[size] = joiner
        size += 1
    return size


@kernel
def set_members(
    facts: GroupFacts, standing: Standing, rest: Rest, group: int, members: Ints, size: int
) -> None:
    """Put other members into a group; their worth is worked out."""
    worth = lay_out(facts, rest, members, size, NOWHERE)
    put(facts, standing, group, members, size, worth)


@kernel
def make(facts: GroupFacts, standing: Standing, sweep: Sweep, rest: Rest) -> None:
    """Make the chosen change, and let whatever it bears on wait to be looked at."""
    kind, group, leaver = sweep.chosen[KIND], sweep.chosen[GROUP], sweep.chosen[LEAVER]
    other, joiner = sweep.chosen[OTHER], sweep.chosen[JOINER]
    first = exchanged(standing, group, leaver, joiner, sweep.first)
    second = 0
    if other >= 0:
        second = exchanged(standing, other, joiner, leaver, sweep.second)
        take_apart(standing, other)
    take_apart(standing, group)
    set_members(facts, standing, rest, group, sweep.first, first)
    wait(sweep, group)
    if other >= 0 and kind != DISSOLVE:
        set_members(facts, standing, rest, other, sweep.second, second)
        wait(sweep, other)
    if kind == DISSOLVE:
        give_back(standing, other)
        for number in range(second):
            wait_beside(facts, standing, sweep, sweep.second[number])
    if kind in (REPLACE, EJECT):
        wait_beside(facts, standing, sweep, leaver)


@kernel
def wait_beside(facts: GroupFacts, standing: Standing, sweep: Sweep, one: int) -> None:
    """Let the groups that might want somebody who has become free wait."""
    for at in range(facts.near_from[one], facts.near_from[one + 1]):
        other = facts.near[at]
        for place in range(standing.home_from[other], standing.home_from[other + 1]):
            if standing.homes[place] != NOWHERE:
                wait(sweep, standing.homes[place])


@kernel
def improve(facts: GroupFacts, standing: Standing, sweep: Sweep, rest: Rest) -> int:
    """Make changes until no group that waits has one; gives how many groups were looked at."""
    left = MOST_CHANGES * (sweep.ring[1] + 1)
    looked = 0
    while sweep.ring[1]:
        group = next_waiting(sweep)
        if standing.sizes[group] == 0 or left == 0:
            continue
        looked += 1
        look(facts, standing, sweep, rest, group)
        if sweep.chosen[KIND] != NOTHING:
            left -= 1
            make(facts, standing, sweep, rest)
    return looked
