"""The best small change to one group: add, replace, eject, move and swap."""

from dataclasses import dataclass

import numpy as np

from matching.groupings.options import Members, Options, top
from matching.groupings.state import State

BETTER = 1e-10


@dataclass(frozen=True, slots=True)
class Change:
    """New members and worth of one or two groups, and what the total gains."""

    gain: float
    groups: tuple[tuple[int, Members, float], ...]


def best_change(state: State, number: int) -> Change | None:
    """The change of this group, alone or with one neighbour, that the total gains most from."""
    best = _alone(state, number)
    for bound, other in _promising(state, number):
        if best is not None and bound <= best.gain + BETTER:
            break
        change = _between(state, number, other, best.gain if best else 0.0)
        best = best if change is None else change
    return best


def _alone(state: State, number: int) -> Change | None:
    """Add someone who is free, let such a one replace a member, or eject a member."""
    options = state.options(number)
    free = state.spare[options.candidates] > 0
    best: Change | None = None
    if free.any():
        column, added = top(np.where(free, options.added, -np.inf))
        place, taken = top(np.where(free, options.taken, -np.inf))
        if added >= taken and added - options.worth >= -BETTER:
            # Someone more in a group is worth having even where the total stays the same.
            members = options.with_one(options.listed[column])
            gain = max(added - options.worth, 2 * BETTER)
            best = Change(gain, ((number, members, added),))
        elif taken - options.worth > BETTER:
            slot = int(options.replaced[:, place].argmax())
            members = options.swapped(slot, options.listed[place])
            best = Change(taken - options.worth, ((number, members, taken),))
    gain = options.most_dropped - options.worth
    if gain > (best.gain if best else 0) + BETTER:
        slot, dropped = top(options.dropped)
        best = Change(gain, ((number, options.without(slot), dropped),))
    return best


def _promising(state: State, number: int) -> list[tuple[float, int]]:
    """Neighbouring groups with the most that a move or swap could gain, greatest first."""
    options = state.options(number)
    taken, added = options.taken.tolist(), options.added.tolist()
    best: dict[int, list[float]] = {}
    for place, one in enumerate(options.listed):
        for home in state.homes[one]:
            known = best.setdefault(home, [-np.inf, -np.inf])
            known[0] = max(known[0], taken[place])
            known[1] = max(known[1], added[place])
    best.pop(number, None)
    found = []
    for other, (swap, join) in best.items():
        theirs = state.options(other)
        gain = max(
            swap + theirs.most_replaced,
            join + theirs.most_dropped,
            options.most_dropped + theirs.most_added,
        )
        gain -= options.worth + theirs.worth
        if gain > BETTER:
            found.append((gain, other))
    return sorted(found, key=lambda pair: (-pair[0], pair[1]))


def _between(state: State, number: int, other: int, least: float) -> Change | None:
    """Move a member either way, or swap two, where that gains more than `least`."""
    mine, theirs = state.options(number), state.options(other)
    out, back = _places(mine, theirs), _places(theirs, mine)
    base = mine.worth + theirs.worth
    best: Change | None = None
    for source, target, pairs, numbers in (
        (mine, theirs, out, (number, other)),
        (theirs, mine, back, (other, number)),
    ):
        if source.most_dropped + target.most_added - base > least + BETTER:
            change = _move(source, target, pairs, numbers)
            if change is not None and change.gain > least + BETTER:
                best, least = change, change.gain
    if _swap_bound(mine, theirs, out, back) - base > least + BETTER:
        change = _swap(mine, theirs, (out, back), (number, other))
        if change is not None and change.gain > least + BETTER:
            best = change
    return best


Places = list[tuple[int, int]]


def _places(source: Options, target: Options) -> Places:
    """Slots of the source whose members are candidates of the target, with their columns."""
    column = target.column
    return [(slot, column[one]) for slot, one in enumerate(source.members) if one in column]


def _move(
    source: Options, target: Options, pairs: Places, numbers: tuple[int, int]
) -> Change | None:
    """The best move of a member of one group to another."""
    if not pairs:
        return None
    worth, slot, column = max(
        (float(source.dropped[slot] + target.added[column]), -slot, -column)
        for slot, column in pairs
    )
    slot, column = -slot, -column
    if worth == -np.inf:
        return None
    moved = source.members[slot]
    return Change(
        worth - source.worth - target.worth,
        (
            (numbers[0], source.without(slot), float(source.dropped[slot])),
            (numbers[1], target.with_one(moved), float(target.added[column])),
        ),
    )


def _swap_bound(mine: Options, theirs: Options, out: Places, back: Places) -> float:
    """What both groups could be worth at most after a swap; -inf when none is possible."""
    if not out or not back:
        return -np.inf
    here = max(float(mine.taken[column]) for _, column in back)
    there = max(float(theirs.taken[column]) for _, column in out)
    return here + there


def _swap(
    mine: Options, theirs: Options, pairs: tuple[Places, Places], numbers: tuple[int, int]
) -> Change | None:
    """The best exchange of a member of each."""
    slots, in_theirs = np.array(pairs[0]).T
    places, in_mine = np.array(pairs[1]).T
    first = mine.replaced[slots[:, None], in_mine]
    second = theirs.replaced[places, in_theirs[:, None]]
    flat, worth = top(first + second)
    row, column = divmod(flat, len(places))
    slot, place = int(slots[row]), int(places[column])
    return Change(
        worth - mine.worth - theirs.worth,
        (
            (numbers[0], mine.swapped(slot, theirs.members[place]), float(first[row, column])),
            (numbers[1], theirs.swapped(place, mine.members[slot]), float(second[row, column])),
        ),
    )
