"""The best choice of groups, by prices: depth first, row by row, as far as the slack allows.

Prices of places and of meetings bound every total (Lagrangian relaxation). What a choice falls
short of that bound is its slack: what its columns are worth below their price, and the prices of
what is left unused. So only choices with less slack than the best known are followed, a row at a
time: the organisation with the fewest columns left is in one of them, or is in no more groups.
"""

from typing import NamedTuple

import numpy as np

from matching.kernels.compiled import Bools, Floats, Ints, Words, kernel

LEVEL, NODES, CHOSEN = 0, 1, 2
NONE = -1
ENTER, NEXT, BACK = 0, 1, 2
CLOSER = 1e-9


class Columns(NamedTuple):
    """Groups that could be chosen, by rising slack.

    `masks` (c,) have a bit for each organisation, `members` (c, high) list them, NONE where there
    are fewer; `slacks` (c,) are what each is worth below the price of its members.
    """

    masks: Words
    members: Ints
    slacks: Floats


class Prices(NamedTuple):
    """Rows: `limits` (m,) in groups, `duals` (m,) a place, `pairs` (m, m) a meeting."""

    limits: Ints
    duals: Floats
    pairs: Floats


class Trail(NamedTuple):
    """The path of the search, d levels deep at most, and the best choice so far.

    `lists` (d, c) hold the columns that are left at each level, the first `sizes` (d,) count.
    `rows` (d,) are the organisations that are decided about, `at` (d,) how far in the list,
    `picked` (d,) the column taken or NONE, `slacks` (d,) those summed. `left` (m,) are places
    left, `closed` (m,) those who are in no more groups, `met` (m, m) who are together.
    `counts` (m,) is scratch. `chosen` (d,) are columns of the best, `marks` (3,): the level, the
    nodes so far, how many are chosen; `least` (1,) the slack of the best.
    """

    lists: Ints
    sizes: Ints
    rows: Ints
    at: Ints
    picked: Ints
    slacks: Floats
    left: Ints
    closed: Bools
    met: Bools
    counts: Ints
    chosen: Ints
    marks: Ints
    least: Floats


@kernel
def new_trail(columns: Columns, prices: Prices, low: int, budget: float) -> Trail:
    """Begin where nothing is decided; only choices below the budget of slack are wanted."""
    count, rows = len(columns.masks), len(prices.limits)
    depth = rows + prices.limits.sum() // low + 2
    lists = np.empty((depth, count), np.int64)
    lists[0] = np.arange(count)
    sizes = np.zeros(depth, np.int64)
    sizes[0] = count
    return Trail(
        lists,
        sizes,
        np.full(depth, NONE, np.int64),
        np.full(depth, NONE, np.int64),
        np.full(depth, NONE, np.int64),
        np.zeros(depth),
        prices.limits.copy(),
        np.zeros(rows, np.bool_),
        np.zeros((rows, rows), np.bool_),
        np.zeros(rows, np.int64),
        np.full(depth, NONE, np.int64),
        np.zeros(3, np.int64),
        np.array([budget]),
    )


@kernel
def choose(columns: Columns, prices: Prices, trail: Trail, most: int) -> bool:
    """Find the choice of least slack; False where it would take more nodes than `most`."""
    step = ENTER
    while trail.marks[LEVEL] >= 0:
        if step == ENTER:
            if trail.marks[NODES] >= most:
                return False
            trail.marks[NODES] += 1
            step = enter(columns, prices, trail)
        elif step == NEXT:
            step = try_next(columns, prices, trail)
        else:
            step = come_back(columns, trail)
    return True


@kernel
def enter(columns: Columns, prices: Prices, trail: Trail) -> int:
    """Choose the row to decide about; where there is none the choice is complete."""
    level = trail.marks[LEVEL]
    count_left(columns, trail)
    few, row = 0, NONE
    for one in range(len(prices.limits)):
        if trail.left[one] == 0 or trail.closed[one]:
            continue
        ways = trail.counts[one]
        if trail.slacks[level] + cost_of_closing(prices, trail, one) < trail.least[0] - CLOSER:
            ways += 1
        if row == NONE or ways < few:
            few, row = ways, one
    if row == NONE:
        keep_if_best(prices, trail)
        trail.marks[LEVEL] -= 1
        return BACK
    trail.rows[level], trail.at[level], trail.picked[level] = row, NONE, NONE
    return NEXT


@kernel
def count_left(columns: Columns, trail: Trail) -> None:
    """Count the columns that are left of each row."""
    level = trail.marks[LEVEL]
    trail.counts[:] = 0
    for place in range(trail.sizes[level]):
        for one in columns.members[trail.lists[level, place]]:
            if one == NONE:
                break
            trail.counts[one] += 1


@kernel
def cost_of_closing(prices: Prices, trail: Trail, one: int) -> float:
    """The slack of somebody who is in no more groups: places and meetings that are not used."""
    cost = prices.duals[one] * trail.left[one]
    for other in range(len(prices.limits)):
        if not trail.met[one, other] and not trail.closed[other]:
            cost += prices.pairs[one, other]
    return float(cost)


@kernel
def keep_if_best(prices: Prices, trail: Trail) -> None:
    """Keep a complete choice that has less slack than any before."""
    slack = trail.slacks[trail.marks[LEVEL]]
    for one in range(len(prices.limits)):
        for other in range(one):
            if not (trail.met[one, other] or trail.closed[one] or trail.closed[other]):
                slack += prices.pairs[one, other]
    if slack >= trail.least[0] - CLOSER:
        return
    trail.least[0] = slack
    trail.marks[CHOSEN] = 0
    for level in range(trail.marks[LEVEL]):
        if trail.picked[level] != NONE:
            trail.chosen[trail.marks[CHOSEN]] = trail.picked[level]
            trail.marks[CHOSEN] += 1


@kernel
def try_next(columns: Columns, prices: Prices, trail: Trail) -> int:
    """Take the next column of the row; after the last the row is closed, if that can be paid."""
    level = trail.marks[LEVEL]
    bit = np.uint64(1) << np.uint64(trail.rows[level])
    place = trail.at[level] + 1
    while place < trail.sizes[level] and not columns.masks[trail.lists[level, place]] & bit:
        place += 1
    if place < trail.sizes[level]:
        column = trail.lists[level, place]
        if trail.slacks[level] + columns.slacks[column] < trail.least[0] - CLOSER:
            trail.at[level] = place
            take(columns, trail, column)
            leave_those_that_fit(columns, trail, column, place, bit)
            trail.marks[LEVEL] += 1
            return ENTER
    # Columns come by rising slack, so that no later one can be paid either.
    trail.at[level] = trail.sizes[level]
    cost = trail.slacks[level] + cost_of_closing(prices, trail, trail.rows[level])
    if cost >= trail.least[0] - CLOSER:
        trail.marks[LEVEL] -= 1
        return BACK
    trail.closed[trail.rows[level]] = True
    trail.slacks[level + 1] = cost
    leave_those_without(columns, trail, bit)
    trail.marks[LEVEL] += 1
    return ENTER


@kernel
def take(columns: Columns, trail: Trail, column: int) -> None:
    """Its members use a place each and meet."""
    level = trail.marks[LEVEL]
    trail.picked[level] = column
    trail.slacks[level + 1] = trail.slacks[level] + columns.slacks[column]
    mark(columns, trail, column, True)


@kernel
def mark(columns: Columns, trail: Trail, column: int, together: bool) -> None:
    """Let the members of a column be together, or no longer."""
    for one in columns.members[column]:
        if one == NONE:
            break
        trail.left[one] += -1 if together else 1
        for other in columns.members[column]:
            if other == NONE:
                break
            trail.met[one, other] = together


@kernel
def leave_those_that_fit(
    columns: Columns, trail: Trail, column: int, place: int, bit: np.uint64
) -> None:
    """List the columns that can still be taken beside one; those of its row before it are done."""
    level, kept = trail.marks[LEVEL], 0
    mask, full = columns.masks[column], np.uint64(0)
    for one in columns.members[column]:
        if one != NONE and trail.left[one] == 0:
            full |= np.uint64(1) << np.uint64(one)
    for at in range(trail.sizes[level]):
        other = trail.lists[level, at]
        if trail.slacks[level + 1] + columns.slacks[other] >= trail.least[0] - CLOSER:
            break
        theirs = columns.masks[other]
        shared = theirs & mask
        # Two who are together already may not meet again.
        if theirs & full or shared & (shared - np.uint64(1)) or (at <= place and theirs & bit):
            continue
        trail.lists[level + 1, kept] = other
        kept += 1
    trail.sizes[level + 1] = kept


@kernel
def leave_those_without(columns: Columns, trail: Trail, bit: np.uint64) -> None:
    """List the columns that somebody is not in."""
    level, kept = trail.marks[LEVEL], 0
    for at in range(trail.sizes[level]):
        other = trail.lists[level, at]
        if trail.slacks[level + 1] + columns.slacks[other] >= trail.least[0] - CLOSER:
            break
        if not columns.masks[other] & bit:
            trail.lists[level + 1, kept] = other
            kept += 1
    trail.sizes[level + 1] = kept


@kernel
def come_back(columns: Columns, trail: Trail) -> int:
    """Undo what was decided at a level, and go on there or above."""
    level = trail.marks[LEVEL]
    if trail.picked[level] != NONE:
        mark(columns, trail, trail.picked[level], False)
        trail.picked[level] = NONE
        return NEXT
    trail.closed[trail.rows[level]] = False
    trail.marks[LEVEL] -= 1
    return BACK
