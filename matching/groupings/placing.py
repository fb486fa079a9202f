"""The last look at whoever is still in no group: every group that it could join."""

import numpy as np

from matching.arrays import Bools, Floats, Ints
from matching.groupings.state import State


def place_left_out(state: State) -> None:
    """Add those in no group wherever the total does not fall, the best gain first."""
    alone = np.array([one for one in state.possible.tolist() if not state.homes[one]], np.intp)
    if not len(alone):
        return
    open_to = np.stack([state.worth_trying(one) for one in alone.tolist()])
    gains = {number: _gains(state, number, alone, open_to) for number in sorted(state.groups)}
    while gains:
        number = max(gains, key=lambda one: (float(gains[one].max()), -one))
        place = int(gains[number].argmax())
        if gains[number][place] < -1e-12:
            return
        state.put(number, tuple(sorted((*state.groups[number], int(alone[place])))))
        for values in gains.values():
            values[place] = -np.inf
        gains[number] = _gains(state, number, alone, open_to)


def _gains(state: State, number: int, alone: Ints, open_to: Bools) -> Floats:
    """What the total gains when each of those alone joins, where it is worth trying."""
    trying = open_to[:, list(state.groups[number])].any(axis=1)
    trying &= np.array([not state.homes[one] for one in alone.tolist()])
    gains: Floats = np.where(trying, gains_of(state, number, alone), -np.inf)
    return gains


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
