"""Depth-first branch and bound over the groups of one size, in pieces that can be continued."""

import numpy as np

from matching.kernels.compiled import Floats, Ints, kernel
from matching.kernels.pairs import BARELY, count_bits
from matching.kernels.pricing import (
    State,
    Table,
    bound_prices,
    fixed_part,
    help_of,
    hope_of,
    insert,
    price_all,
    share_pairs,
)
from matching.kernels.splitting import split_pairs

DEPTH, FRESH, FOUND, WORK = 0, 1, 2, 3
TIED = 1e-9
FIRST_STEPS, STEPS = 200, 12
# Pairs are split for the whole search at its start: what suits one branch spoils the next.
SPLITS = 30
MANY = 48
SLACK = 1e-9


@kernel
def add_member(table: Table, state: State, d: int, j: int) -> None:
    """Write row d + 1: the members at depth d and j; its candidates are not chosen yet."""
    e = d + 1
    state.members[d] = j
    total = state.base[d] + state.near[d, j] + table.own[j]
    state.left[e] = state.left[d]
    for at in range(table.starts[j], table.starts[j + 1]):
        m = table.kinds[at]
        amount = min(table.amounts[at], state.left[d, m])
        total += amount
        state.left[e, m] -= amount
    for q in range(table.uses.shape[1]):
        state.room[e, q] = state.room[d, q] - table.uses[j, q]
        state.use_prices[e, q] = state.use_prices[d, q]
    state.unmet[e] = state.unmet[d]
    for word in range(table.needs.shape[1]):
        offered, needed = table.offers[j, word], table.needs[j, word]
        open_needs = needed & ~state.once[d, word]
        total += table.each[j] * count_bits(needed & state.once[d, word])
        state.wanted[e, word] = 0
        for bit in range(64):
            f = 64 * word + bit
            if f >= state.unmet.shape[1]:
                break
            if offered >> np.uint64(bit) & np.uint64(1):
                total += state.unmet[e, f]
                state.unmet[e, f] = 0.0
            if open_needs >> np.uint64(bit) & np.uint64(1):
                state.unmet[e, f] += table.each[j]
            if state.unmet[e, f] > 0.0:
                state.wanted[e, word] |= np.uint64(1) << np.uint64(bit)
        state.once[e, word] = state.once[d, word] | offered
    state.cap_prices[e] = state.cap_prices[d]
    state.need_prices[e] = state.need_prices[d]
    state.base[e] = total


@kernel
def peek(table: Table, state: State, d: int, r: int, place: int, row: Floats, goal: float) -> bool:
    """Give row d + 1 those after `place` who could form a good group with the candidate there.

    A quick bound with the prices of row d: False where nothing good lies below, before the
    candidate is made a member. `row` (n,) holds its pair values. `near` is not written yet.
    """
    e, j = d + 1, state.candidates[d, place]
    best = np.full(max(1, r - 1), -np.inf)
    count = 0
    for t in range(place + 1, state.counts[d]):
        other = state.candidates[d, t]
        if row[other] < BARELY:
            continue
        lesser = min(
            state.hopeful[d, other], state.lesser[d, other] + help_of(table, state, d, other, j)
        )
        value = state.values[d, t] - state.halves[d, other] + lesser + row[other]
        if r == 2:
            value += help_of(table, state, d, j, other)
        state.candidates[e, count] = other
        state.values[e, count] = value
        count += 1
        insert(best, count - 1, value)
    state.marks[WORK] += (state.counts[d] - place) // 8
    without_last = state.constant[d] + state.values[d, place] - state.halves[d, j]
    if r > 2:
        without_last += hope_of(table, state, d, j)
    for slot in range(r - 2):
        without_last += best[slot]
    if count < r - 1 or without_last + best[r - 2] < goal:
        return False
    kept = 0
    for t in range(count):
        if without_last + state.values[e, t] >= goal:
            state.candidates[e, kept] = state.candidates[e, t]
            kept += 1
    state.counts[e] = kept
    return kept >= r - 1


@kernel
def come_near(state: State, d: int, row: Floats) -> None:
    """Add the newest member's pairs, `row` (n,), to what the candidates of row d + 1 add."""
    e = d + 1
    for t in range(state.counts[e]):
        other = state.candidates[e, t]
        state.near[e, other] = state.near[d, other] + row[other]
        state.halves[e, other] = min(state.lesser[d, other], state.hopeful[d, other])


@kernel
def smaller(ours: Ints, size: int, theirs: Ints) -> bool:
    """Whether the first `size` of ours, sorted, come before theirs (sorted, -1 where it ends)."""
    mine = np.sort(ours[:size])
    for place in range(size):
        if place >= len(theirs) or theirs[place] < 0:
            return False
        if mine[place] != theirs[place]:
            return bool(mine[place] < theirs[place])
    return bool(size < len(theirs) and theirs[size] >= 0)


@kernel
def could_be_smaller(table: Table, state: State, d: int, first: int, size: int) -> bool:
    """Whether some group below could come before the best one by its members' places."""
    group = np.empty(size, np.int64)
    group[:d] = table.positions[state.members[:d]]
    rest = np.sort(table.positions[state.candidates[d, first : state.counts[d]]])
    group[d:] = rest[: size - d]
    return smaller(group, size, state.best_members)


@kernel
def keep_leaves(table: Table, state: State, d: int, size: int) -> None:
    """Complete the members at depth d = size - 1 with each candidate; keep the best group."""
    price_all(table, state, d, True)
    group = np.empty(size, np.int64)
    for t in range(state.counts[d]):
        value = state.base[d] + state.values[d, t]
        if value < state.best[0] - TIED:
            continue
        j = state.candidates[d, t]
        allowed = True
        for q in range(table.uses.shape[1]):
            allowed &= table.uses[j, q] <= state.room[d, q] + SLACK
        if not allowed:
            continue
        group[:d] = table.positions[state.members[:d]]
        group[d] = table.positions[j]
        if value <= state.best[0] + TIED and not smaller(group, size, state.best_members):
            continue
        state.best[0] = max(value, state.best[0])
        state.best_members[:] = -1
        state.best_members[:size] = np.sort(group)
        state.marks[FOUND] = 1


@kernel
def cannot_keep(table: Table, state: State, d: int, r: int) -> bool:
    """Whether r more candidates must break a rule that asks for something."""
    for q in range(table.uses.shape[1]):
        if state.room[d, q] >= 0.0:
            continue
        least = np.full(r, np.inf)
        for t in range(state.counts[d]):
            use = table.uses[state.candidates[d, t], q]
            slot = r - 1
            if use >= least[slot]:
                continue
            while slot > 0 and least[slot - 1] > use:
                least[slot] = least[slot - 1]
                slot -= 1
            least[slot] = use
        if least.sum() > state.room[d, q] + SLACK:
            return True
    return False


@kernel
def cut_tail(state: State, d: int, r: int, goal: float) -> None:
    """Sort the candidates at depth d, best first, and drop those that no good group can hold."""
    count = state.counts[d]
    order = np.argsort(-state.values[d, :count], kind="mergesort")
    state.values[d, :count] = state.values[d, :count][order]
    state.candidates[d, :count] = state.candidates[d, :count][order]
    others = state.constant[d]
    for t in range(r - 1):
        others += state.values[d, t]
    while count > r and others + state.values[d, count - 1] < goal:
        count -= 1
    state.counts[d] = count


@kernel
def open_row(table: Table, state: State, d: int, size: int, goal: float, start: int) -> bool:
    """Bound and order the candidates of a fresh row; False where nothing good lies below."""
    r = size - d
    if state.counts[d] < r or cannot_keep(table, state, d, r):
        return False
    if d == start:
        share_pairs(table, state, d, r)
    first = FIRST_STEPS if d == start else STEPS // 2 if state.counts[d] > MANY else 0
    if bound_prices(table, state, d, r, goal, first) < goal:
        return False
    state.constant[d] = fixed_part(table, state, d)
    cut_tail(state, d, r, goal)
    split_pairs(table, state, d, r, goal, SPLITS if d == start else 0)
    if bound_prices(table, state, d, r, goal, STEPS) < goal:
        return False
    state.constant[d] = fixed_part(table, state, d)
    cut_tail(state, d, r, goal)
    state.following[d] = 0
    return True


@kernel
def bound_of_rest(state: State, d: int, size: int) -> float:
    """Bound of what has not been tried at depth d: the next candidate with the best after it.

    Minus infinity where too few are left.
    """
    first, r = state.following[d], size - d
    if first + r > state.counts[d]:
        return -np.inf
    total = state.constant[d]
    for t in range(first, first + r):
        total += state.values[d, t]
    return float(total)


@kernel
def search(table: Table, state: State, start: int, size: int, margin: float, work: int) -> bool:
    """Go on with a search from depth `start` until it is over (True) or `work` is done.

    A branch is left where no group in it is better than the best by more than `margin`, or, with
    margin 0, where none is as good within 1e-9 and comes first by its members' places. One unit
    of work is about one candidate looked at.
    """
    depth, until = state.marks[DEPTH], state.marks[WORK] + work
    while depth >= start:
        goal = state.best[0] + margin - (TIED if margin == 0.0 else 0.0)
        if state.marks[FRESH]:
            if state.marks[WORK] >= until:
                break
            state.marks[FRESH] = 0
            if size - depth == 1:
                keep_leaves(table, state, depth, size)
                depth -= 1
            elif not open_row(table, state, depth, size, goal, start):
                depth -= 1
            continue
        bound = bound_of_rest(state, depth, size)
        first = state.following[depth]
        if bound < goal or (
            margin == 0.0
            and bound <= state.best[0] + TIED
            and not could_be_smaller(table, state, depth, first, size)
        ):
            depth -= 1
            continue
        state.following[depth] = first + 1
        row = table.pairs[state.candidates[depth, first]]
        if not peek(table, state, depth, size - depth, first, row, goal):
            continue
        add_member(table, state, depth, state.candidates[depth, first])
        come_near(state, depth, row)
        depth += 1
        state.marks[FRESH] = 1
    state.marks[DEPTH] = depth
    return bool(depth < start)


@kernel
def open_bound(table: Table, state: State, start: int, size: int) -> float:
    """Bound of everything that has not been searched yet from depth `start` on.

    Infinity before the first row was opened, minus infinity once the search is over.
    """
    highest, deepest = -np.inf, state.marks[DEPTH]
    if state.marks[FRESH] and deepest == start:
        return np.inf
    for d in range(start, deepest + (0 if state.marks[FRESH] else 1)):
        highest = max(highest, bound_of_rest(state, d, size))
    if state.marks[FRESH] and deepest > start:
        above = deepest - 1
        state.following[above] -= 1
        highest = max(highest, bound_of_rest(state, above, size))
        state.following[above] += 1
    return highest
