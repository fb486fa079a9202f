"""The last look at whoever is still in no group: every group and every new one, near or far."""

import numpy as np

from matching.arrays import Floats, Ints
from matching.groupings.state import State


def place_left_out(state: State) -> None:
    """Add those in no group wherever the total does not fall, the best gain first."""
    alone = np.array([one for one in state.possible.tolist() if not state.homes[one]], np.intp)
    if not len(alone):
        return
    numbers = sorted(state.groups)
    gains = {number: gains_of(state, number, alone) for number in numbers}
    while gains:
        number = max(gains, key=lambda one: (float(gains[one].max()), -one))
        place = int(gains[number].argmax())
        if gains[number][place] < -1e-12:
            return
        joined = int(alone[place])
        state.put(number, tuple(sorted((*state.groups[number], joined))))
        for values in gains.values():
            values[place] = -np.inf
        open_places = np.isfinite(gains[number])
        gains[number] = np.where(open_places, gains_of(state, number, alone), -np.inf)


def gains_of(state: State, number: int, joining: Ints, *, heed_exclusions: bool = True) -> Floats:
    """What the total gains when each joins this group; -inf where a rule forbids it."""
    members = state.groups[number]
    if len(members) >= state.high:
        return np.full(len(joining), -np.inf)
    rest = np.array([members], np.intp)
    worth: Floats = (len(members) + 1) * state.extension.qualities(rest, joining)[0]
    if heed_exclusions:
        allowed = [state.can_meet(one, members) for one in joining.tolist()]
        worth = np.where(allowed, worth, -np.inf)
    return worth - state.worth[number]
