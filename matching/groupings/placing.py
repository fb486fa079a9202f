"""The last look at whoever is still in no group: every group that it could join."""

from heapq import heapify, heappop, heappush

from matching.arrays import Ints
from matching.groupings.state import State

Entry = tuple[float, int, int]


def place_left_out(state: State) -> None:
    """Add those in no group wherever the total does not fall, the best gain first.

    A gain can only fall out of reach while others join, never rise, so that what was worked out
    for a group stays a ceiling until somebody joins that group.
    """
    alone = state.alone()
    waiting = [
        entry
        for number in state.open_groups()
        if (entry := _best(state, number, alone)) is not None
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


def _best(state: State, number: int, alone: Ints) -> Entry | None:
    """Who gains most by joining a group, where anybody does not lower the total."""
    ones = alone[state.near(alone, number)]
    ones = ones[~state.barred(ones, number)]
    if not len(ones):
        return None
    gains = state.gains(ones, number)
    place = int(gains.argmax())
    if gains[place] < -1e-12:
        return None
    return -float(gains[place]), number, int(ones[place])
