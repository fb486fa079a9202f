"""The groups of a search in progress: who is where, and how to take changes back."""

from typing import NamedTuple

import numpy as np

from matching.kernels.compiled import Bools, Floats, Ints, kernel
from matching.kernels.worths import EXCLUDED_BELOW, GroupFacts, Rest, lay_out

NOWHERE = -1
OPEN_SLOTS, SAVED, KEEPING = 0, 1, 2


class Standing(NamedTuple):
    """Up to g groups of m organisations.

    `members` (g, high), of which the first `sizes` (g,) count; a size of 0 is no group. `worths`
    (g,) are sizes times qualities, `leads` (g,) how many members could lead. Groups of i are
    `homes[home_from[i]:home_from[i + 1]]`, NOWHERE where there is room; `spare` (m,) is how much.
    `without` (g, high) is the worth with each member taken out, right where `weighed` (g,).
    `unused` (g,) lists the numbers of no group, `marks` (3,) how many they are, how many groups
    are saved, and whether changes are being saved: `saved` (g,) numbers, their `saved_sizes`,
    `saved_members`, `saved_worths`; `saved_at` (g,) is the place of a group among them or -1.
    """

    members: Ints
    sizes: Ints
    worths: Floats
    leads: Ints
    home_from: Ints
    homes: Ints
    spare: Ints
    without: Floats
    weighed: Bools
    unused: Ints
    marks: Ints
    saved: Ints
    saved_sizes: Ints
    saved_members: Ints
    saved_worths: Floats
    saved_at: Ints


@kernel
def new_standing(facts: GroupFacts) -> Standing:
    """Lay out a search with no group yet."""
    count = len(facts.limits)
    home_from = np.zeros(count + 1, np.int64)
    for one in range(count):
        home_from[one + 1] = home_from[one] + facts.limits[one]
    most = home_from[count] // facts.low + 1
    return Standing(
        np.full((most, facts.high), NOWHERE, np.int64),
        np.zeros(most, np.int64),
        np.zeros(most),
        np.zeros(most, np.int64),
        home_from,
        np.full(home_from[count], NOWHERE, np.int64),
        facts.limits.copy(),
        np.zeros((most, facts.high)),
        np.zeros(most, np.bool_),
        np.arange(most - 1, -1, -1),
        np.array([most, 0, 0]),
        np.zeros(most, np.int64),
        np.zeros(most, np.int64),
        np.full((most, facts.high), NOWHERE, np.int64),
        np.zeros(most),
        np.full(most, -1, np.int64),
    )


@kernel
def total_of(standing: Standing) -> float:
    """The sum of all worths."""
    total = 0.0
    for group in range(len(standing.sizes)):
        total += standing.worths[group]
    return total


@kernel
def put(
    facts: GroupFacts, standing: Standing, group: int, members: Ints, size: int, worth: float
) -> None:
    """Set the members of a group that has none."""
    if standing.marks[KEEPING]:
        save(standing, group)
    leads = 0
    for number in range(size):
        one = members[number]
        standing.members[group, number] = one
        leads += 1 if facts.may_lead[one] else 0
        move_home(standing, one, NOWHERE, group)
    standing.sizes[group], standing.worths[group] = size, worth
    standing.leads[group], standing.weighed[group] = leads, False


@kernel
def take_apart(standing: Standing, group: int) -> None:
    """Let all members of a group go; its number stays taken until `give_back`."""
    if standing.marks[KEEPING]:
        save(standing, group)
    for number in range(standing.sizes[group]):
        move_home(standing, standing.members[group, number], group, NOWHERE)
    standing.sizes[group], standing.worths[group] = 0, 0.0
    standing.leads[group], standing.weighed[group] = 0, False


@kernel
def move_home(standing: Standing, one: int, before: int, after: int) -> None:
    """Change one of the homes of an organisation."""
    for at in range(standing.home_from[one], standing.home_from[one + 1]):
        if standing.homes[at] == before:
            standing.homes[at] = after
            break
    if before == NOWHERE:
        standing.spare[one] -= 1
    if after == NOWHERE:
        standing.spare[one] += 1


@kernel
def new_number(standing: Standing) -> int:
    """A number that no group has; there is always one."""
    standing.marks[OPEN_SLOTS] -= 1
    return int(standing.unused[standing.marks[OPEN_SLOTS]])


@kernel
def give_back(standing: Standing, group: int) -> None:
    """Let the number of a group without members be used again."""
    standing.unused[standing.marks[OPEN_SLOTS]] = group
    standing.marks[OPEN_SLOTS] += 1


@kernel
def save(standing: Standing, group: int) -> None:
    """Remember a group as it was before its first change."""
    if standing.saved_at[group] >= 0:
        return
    place = standing.marks[SAVED]
    standing.marks[SAVED] += 1
    standing.saved_at[group] = place
    standing.saved[place] = group
    standing.saved_sizes[place] = standing.sizes[group]
    standing.saved_worths[place] = standing.worths[group]
    standing.saved_members[place] = standing.members[group]


@kernel
def begin_saving(standing: Standing) -> None:
    """From here on changes can be taken back."""
    standing.marks[KEEPING] = 1


@kernel
def gained(standing: Standing) -> float:
    """What the total has gained since `begin_saving`."""
    gain = 0.0
    for place in range(standing.marks[SAVED]):
        gain += standing.worths[standing.saved[place]] - standing.saved_worths[place]
    return gain


@kernel
def keep(standing: Standing) -> None:
    """Let the changes stand."""
    for place in range(standing.marks[SAVED]):
        standing.saved_at[standing.saved[place]] = -1
    standing.marks[SAVED], standing.marks[KEEPING] = 0, 0


@kernel
def take_back(facts: GroupFacts, standing: Standing) -> None:
    """Put every changed group back as it was."""
    standing.marks[KEEPING] = 0
    for place in range(standing.marks[SAVED]):
        take_apart(standing, standing.saved[place])
    for place in range(standing.marks[SAVED]):
        size = standing.saved_sizes[place]
        if size:
            put(
                facts, standing, standing.saved[place], standing.saved_members[place], size,
                standing.saved_worths[place],
            )  # fmt: skip
    # Numbers are given out anew, since a group that was there may not be and the other way round.
    free = 0
    for group in range(len(standing.sizes) - 1, -1, -1):
        if standing.sizes[group] == 0:
            standing.unused[free] = group
            free += 1
    standing.marks[OPEN_SLOTS] = free
    keep(standing)


@kernel
def weigh(facts: GroupFacts, standing: Standing, rest: Rest, group: int) -> None:
    """Work out what a group is worth with each member taken out, where that is not known."""
    if standing.weighed[group]:
        return
    size = standing.sizes[group]
    for number in range(size):
        one = standing.members[group, number]
        members = standing.members[group]
        standing.without[group, number] = lay_out(facts, rest, members, size, one)
    standing.weighed[group] = True


@kernel
def may_meet(
    facts: GroupFacts, standing: Standing, one: int, group: int, replaced: int, leaving: int
) -> bool:
    """Whether `one` may join a group in which it is not yet.

    `replaced` is the member that makes room or -1, `leaving` the group that `one` leaves or -1.
    Two who are excluded may not meet, nor two who are together in another group.
    """
    for number in range(standing.sizes[group]):
        member = standing.members[group, number]
        if member != replaced and facts.pairs[one, member] < EXCLUDED_BELOW:
            return False
    for at in range(standing.home_from[one], standing.home_from[one + 1]):
        home = standing.homes[at]
        if home in (NOWHERE, leaving, group):
            continue
        for number in range(standing.sizes[home]):
            member = standing.members[home, number]
            if member != replaced and member != one and is_in(standing, member, group):
                return False
    return True


@kernel
def is_in(standing: Standing, one: int, group: int) -> bool:
    """Whether an organisation is a member of a group."""
    for at in range(standing.home_from[one], standing.home_from[one + 1]):
        if standing.homes[at] == group:
            return True
    return False


@kernel
def are_strangers(
    facts: GroupFacts, standing: Standing, members: Ints, count: int, one: int
) -> bool:
    """Whether somebody is neither excluded from a member nor in a group with one already."""
    for number in range(count):
        if facts.pairs[one, members[number]] < EXCLUDED_BELOW:
            return False
    for at in range(standing.home_from[one], standing.home_from[one + 1]):
        home = standing.homes[at]
        if home == NOWHERE:
            continue
        for place in range(standing.sizes[home]):
            for number in range(count):
                if standing.members[home, place] == members[number]:
                    return False
    return True
