"""The last look at whoever is still in no group: every group that it could join."""

from heapq import heapify, heappop, heappush

from matching.arrays import Bools, Ints
from matching.groupings.state import State

Entry = tuple[float, int, int]


def place_left_out(state: State, looked_at: Bools | None = None) -> None:
    """Add those in no group wherever the total does not fall, the best gain first.

    A gain can only fall out of reach while others join, never rise, so that what was worked out
    for a group stays a ceiling until somebody joins that group. With `looked_at` (n,) somebody is
    tried with a group only where one of them is among these, or somebody has joined the group.
    """
    alone = state.alone()
    some = alone if looked_at is None else alone[looked_at[alone]]
    waiting = [
        entry
        for number in state.open_groups()
        if (entry := _best(state, number, _trying(state, number, alone, some, looked_at)))
        is not None
    ]
    heapify(waiting)
    while waiting:
        _, number, one = heappop(waiting)
        if not state.grouped[one]:
            state.join(one, number)
        if len(state.groups[number]) < state.high:
            alone = alone[~state.grouped[alone]]
            again = _best(state, number, alone)
            if again is not None:
                heappush(waiting, again)


def _trying(state: State, number: int, alone: Ints, some: Ints, looked_at: Bools | None) -> Ints:
    """Whom to try with a group: all of those alone where it is looked at itself, else some."""
    if looked_at is None or looked_at[list(state.groups[number])].any():
        return alone
    return some


def _best(state: State, number: int, alone: Ints) -> Entry | None:
    """Who gains most by joining a group, where anybody does not lower the total."""
    if not len(alone):
        return None
    ones = alone[state.near(alone, number)]
    ones = ones[~state.barred(ones, number)]
    if not len(ones):
        return None
    gains = state.gains(ones, number)
    place = int(gains.argmax())
    if gains[place] < -1e-12:
        return None
    return -float(gains[place]), number, int(ones[place])
