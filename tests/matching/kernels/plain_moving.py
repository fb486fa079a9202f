"""Twins of the kernels in `matching/kernels/moving.py`: every small change, tried and scored."""

from math import inf
from typing import NamedTuple

from matching.kernels.moving import (
    ADD,
    BETTER,
    DISSOLVE,
    EJECT,
    MOST_CHANGES,
    MOVE,
    REPLACE,
    SWAP,
)
from tests.matching.kernels import plain_standing
from tests.matching.kernels.plain_climbing import NEAR_TIE, UndecidedError
from tests.matching.kernels.plain_grouping import decided, is_above
from tests.matching.kernels.plain_standing import homes_of


class Change(NamedTuple):
    """A small change; what does not apply is None."""

    kind: int
    group: int
    leaver: str | None = None
    other: int | None = None
    joiner: str | None = None


def new_sweep():
    """The groups that wait, none as yet."""
    return []


def wait(queue, group):
    """Put a group into the queue, once."""
    if group not in queue:
        queue.append(group)


def next_waiting(queue):
    """Take the first group out of the queue."""
    return queue.pop(0)


def list_beside(standing, group):
    """Who is near a member and not one, in the order in which they are met."""
    members, near = standing.groups[group], standing.plain.near
    return list(dict.fromkeys(j for i in members for j in near[i] if j not in members))


def slot_of(standing, group, one):
    """Where somebody is in the list of members, -1 where it is not."""
    members = standing.groups.get(group, [])
    return members.index(one) if one in members else -1


def exchanged(standing, group, leaver, joiner):
    """The members of a group after a change, whoever is new at the end."""
    kept = [one for one in standing.groups[group] if one != leaver]
    return kept if joiner is None else [*kept, joiner]


def keeps_lead(standing, group, leaver, joiner):
    """Whether somebody may lead a group after a change of members."""
    return any(map(standing.plain.may_lead, exchanged(standing, group, leaver, joiner)))


def after(standing, change):
    """All groups after a change."""
    kind, group, leaver, other, joiner = change
    groups = standing.groups | {group: exchanged(standing, group, leaver, joiner)}
    if kind == DISSOLVE:
        del groups[other]
    elif other is not None:
        groups[other] = exchanged(standing, other, joiner, leaver)
    return groups


def gains_of(standing, change):
    """What the group gains by a change, and what the total gains."""
    worth, groups = standing.plain.worth, after(standing, change)
    own, other = (
        worth(groups.get(number, ())) - worth(standing.groups.get(number, ()))
        for number in (change.group, change.other)
    )
    return own, own + other


def tried(standing, changes):
    """What the total gains by each of the changes that keep every rule."""
    plain = standing.plain
    return {
        change: gains_of(standing, change)[1]
        for change in changes
        if plain.legal(after(standing, change).values())
    }


def look_at_joining(standing, group):
    """Gains by somebody joining who has room, or comes from a group that may be dissolved by it."""
    plain, found = standing.plain, {}
    for one in list_beside(standing, group):
        adding = tried(standing, [Change(ADD, group, None, None, one)])
        # Somebody more in a group is worth having even where the total stays the same.
        found |= {change: gain + 2 * BETTER for change, gain in adding.items() if gain > -NEAR_TIE}
        for home in homes_of(standing, one):
            kind = MOVE if len(standing.groups[home]) > plain.low else DISSOLVE
            found |= tried(standing, [Change(kind, group, None, home, one)])
    return found


def look_at_replacing(standing, group, leaver):
    """Gains by a member making room for somebody with room left."""
    beside = list_beside(standing, group)
    return tried(standing, [Change(REPLACE, group, leaver, None, one) for one in beside])


def look_at_ejecting(standing, group):
    """Gains by a member leaving."""
    return tried(standing, [Change(EJECT, group, one) for one in standing.groups[group]])


def look_at_swaps_of(standing, group, one, home):
    """Gains by each member changing places with one and the same of another group.

    Only where the group gains itself.
    """
    swaps = [
        Change(SWAP, group, leaver, home, one)
        for leaver in standing.groups[group]
        if leaver not in standing.groups[home]
    ]
    gaining = [swap for swap in swaps if gains_of(standing, swap)[0] > -NEAR_TIE]
    return tried(standing, gaining)


def look_at_swapping(standing, group):
    """Gains by any member changing places with somebody of another group."""
    found = {}
    for one in list_beside(standing, group):
        for home in homes_of(standing, one):
            found |= look_at_swaps_of(standing, group, one, home)
    return found


def look(standing, group):
    """Gains by every small change of a group."""
    found = look_at_joining(standing, group) | look_at_ejecting(standing, group)
    for leaver in standing.groups[group]:
        found |= look_at_replacing(standing, group, leaver)
    return found | look_at_swapping(standing, group)


def is_open(standing, change, gain):
    """Whether the kernel may pass a change over, and why.

    Rounding decides whether a group gains by a swap or loses by an addition. Who leaves a group
    that is better off without is only looked at where the move beats what was found before.
    """
    own, total = gains_of(standing, change)
    if change.kind == SWAP:
        return own < NEAR_TIE
    if change.kind == ADD:
        return gain < 0.0
    return change.kind == MOVE and total > own - NEAR_TIE


def offer(best, change, gain):
    """The better of two changes with their gains; of equal ones the first."""
    return (change, gain) if gain > best[1] else best


def choose(standing, group):
    """The best change of a group, None where none helps; it must be so by more than rounding."""
    found = look(standing, group)
    highest = max(found.values(), default=-inf)
    if not found or not is_above(highest, BETTER):
        return None
    change = decided(found)
    if is_open(standing, change, found[change]):
        raise UndecidedError
    return change


def set_members(standing, group, members):
    """Put other members into a group."""
    plain_standing.put(standing, group, members)


def make(standing, queue, change):
    """Make a change, and let whatever it bears on wait to be looked at."""
    kind, group, leaver, other, _ = change
    freed = [leaver] if kind in (REPLACE, EJECT) else []
    if kind == DISSOLVE:
        freed = exchanged(standing, other, change.joiner, None)
    groups = after(standing, change)
    for number in (other, group):
        if number is not None:
            plain_standing.take_apart(standing, number)
    for number in (group, other):
        if number in groups and number is not None:
            set_members(standing, number, groups[number])
            wait(queue, number)
    if kind == DISSOLVE:
        plain_standing.give_back(standing, other)
    for one in freed:
        wait_beside(standing, queue, one)


def wait_beside(standing, queue, one):
    """Let every group of those near somebody wait."""
    for other in standing.plain.near[one]:
        for home in homes_of(standing, other):
            wait(queue, home)


def improve(standing, queue):
    """Make the best change of each group that waits, until none does; how many were looked at."""
    left, looked = MOST_CHANGES * (len(queue) + 1), 0
    while queue:
        group = next_waiting(queue)
        if group not in standing.groups or left == 0:
            continue
        looked += 1
        change = choose(standing, group)
        if change:
            left -= 1
            make(standing, queue, change)
    return looked
