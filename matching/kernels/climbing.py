"""First answers: a group grown greedily, then the best swaps until none helps."""

import numpy as np

from matching.kernels.branching import add_member
from matching.kernels.compiled import Floats, Ints, kernel
from matching.kernels.pairs import BARELY, PairFacts, pair_row
from matching.kernels.pricing import NOTHING, State, Table, worth

BETTER = 1e-12
MOST_SWEEPS = 60
BREACH_ANY, BREACH_EACH = 10.0, 1_000.0


@kernel
def breach(table: Table, state: State, d: int, j: int, last: bool) -> float:
    """How far the members at depth d with j are from keeping the rules; 0 where they do.

    Each broken rule counts more than BREACH_ANY, which is more than any quality.
    Before the last member only what a rule forbids counts, not what it still asks for.
    """
    total = 0.0
    for q in range(table.uses.shape[1]):
        if last or table.limits[q] >= 0.0:
            over = table.uses[j, q] - state.room[d, q]
            if over > 1e-9:
                total += BREACH_ANY + BREACH_EACH * over / max(1.0, abs(table.limits[q]))
    return total


@kernel
def best_addition(table: Table, state: State, d: int, rows: Floats, last: bool) -> int:
    """Place of the candidate that adds most to the members at depth d, or -1.

    `rows` (d, n) are the members' pair values; `values` at depth d are left filled.
    """
    best = -1
    for j in range(len(table.positions)):
        allowed = True
        near = 0.0
        for member in range(d):
            if rows[member, j] < BARELY or state.members[member] == j:
                allowed = False
                break
            near += rows[member, j]
        state.values[d, j] = NOTHING
        if not allowed:
            continue
        state.near[d, j] = near
        value = worth(table, state, d, j, True) - breach(table, state, d, j, last)
        state.values[d, j] = value
        if best < 0 or value > state.values[d, best]:
            best = j
    state.marks[3] += len(table.positions)
    return best


@kernel
def lay(table: Table, state: State, places: Ints, rows: Floats) -> None:
    """Write the members at these places into the rows of the state."""
    for d in range(len(places)):
        near = 0.0
        for member in range(d):
            near += rows[member, places[d]]
        state.near[d, places[d]] = near
        add_member(table, state, d, places[d])


@kernel
def climb(
    table: Table, state: State, facts: PairFacts, starts: Ints, named: int, size: int
) -> Floats:
    """Grow and improve groups from each of `starts` (s, size), in place; give their values (s,).

    A start ends with -1 where members are missing; its first `named` places stay. Values are
    below -1 where a rule is broken, and NOTHING where a group could not be grown.
    """
    count = len(table.positions)
    place = np.full(len(facts.radius), -1, np.int64)
    for j in range(count):
        place[table.positions[j]] = j
    themes = np.zeros(facts.theme_count)
    rows = np.empty((size, count))
    pairs = size * (size - 1) / 2.0
    found = np.full(len(starts), NOTHING)
    for s in range(len(starts)):
        group = starts[s]
        whole = True
        for d in range(size):
            if group[d] < 0:
                lay(table, state, group[:d], rows)
                best = best_addition(table, state, d, rows, d == size - 1)
                if best < 0:
                    whole = False
                    break
                group[d] = best
            pair_row(facts, table.positions[group[d]], table.positions, 0, place, themes, rows[d])
            rows[d] /= pairs
        if not whole:
            continue
        found[s] = swap(table, state, facts, group, named, rows, place, themes)
    return found


@kernel
def swap(
    table: Table,
    state: State,
    facts: PairFacts,
    group: Ints,
    named: int,
    rows: Floats,
    place: Ints,
    themes: Floats,
) -> float:
    """Make the best swap of each member in turn until none helps; give the value of the group."""
    size = len(group)
    pairs = size * (size - 1) / 2.0
    rest, rest_rows = np.empty(size - 1, np.int64), np.empty((size - 1, rows.shape[1]))
    value = NOTHING
    for _ in range(MOST_SWEEPS):
        improved = False
        for slot in range(size):
            if slot < named and slot < size - 1:
                continue
            for other in range(size - 1):
                at = other if other < slot else other + 1
                rest[other] = group[at]
                rest_rows[other] = rows[at]
            lay(table, state, rest, rest_rows)
            best = best_addition(table, state, size - 1, rest_rows, True)
            now = state.base[size - 1] + state.values[size - 1, group[slot]]
            value = now
            if slot < named or best < 0:
                continue
            better = state.base[size - 1] + state.values[size - 1, best]
            if better > now + BETTER:
                improved = True
                value = better
                group[slot] = best
                positions = table.positions
                pair_row(facts, positions[best], positions, 0, place, themes, rows[slot])
                rows[slot] /= pairs
        if not improved:
            break
    return float(value)


@kernel
def swap_values(table: Table, state: State, group: Ints, rows: Floats) -> Floats:
    """Quality of `group` (k,) with each member replaced by each organisation: (k, n).

    `rows` (k, n) are the members' pair values. Beside another member a value has no meaning.
    """
    size, count = len(group), len(table.positions)
    values = np.empty((size, count))
    rest, rest_rows = np.empty(size - 1, np.int64), np.empty((size - 1, count))
    for slot in range(size):
        for other in range(size - 1):
            at = other if other < slot else other + 1
            rest[other] = group[at]
            rest_rows[other] = rows[at]
        lay(table, state, rest, rest_rows)
        for j in range(count):
            near = 0.0
            for other in range(size - 1):
                near += rest_rows[other, j]
            state.near[size - 1, j] = near
            values[slot, j] = state.base[size - 1] + worth(table, state, size - 1, j, True)
    return values
