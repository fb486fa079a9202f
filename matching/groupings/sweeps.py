"""Local search: take the best change of each group until none is left."""

from collections.abc import Iterable

from matching.groupings.moves import best_change
from matching.groupings.options import Members
from matching.groupings.state import State
from matching.progress import Pace

MOST_CHANGES_EACH = 60


def improve(state: State, numbers: Iterable[int], pace: Pace, *, spread: bool = True) -> None:
    """Improve these groups and whatever their changes touch.

    With `spread` the groups beside an organisation that has become free are looked at too.
    """
    waiting = sorted(set(numbers))
    queued = set(waiting)
    left = MOST_CHANGES_EACH * (len(waiting) + 1)
    while waiting and left and pace.goes_on():
        number = waiting.pop(0)
        queued.discard(number)
        if number not in state.groups:
            continue
        change = best_change(state, number)
        if change is None:
            continue
        left -= 1
        freed = _apply(state, change.groups)
        touched = {one for one, *_ in change.groups}
        if spread:
            touched |= _beside(state, freed)
        fresh = sorted(touched - queued)
        waiting.extend(fresh)
        queued.update(fresh)


def _apply(state: State, groups: Iterable[tuple[int, Members, float]]) -> set[int]:
    """Make the change; returns organisations that have more room than before."""
    before = {one: state.spare[one] for number, *_ in groups for one in state.groups[number]}
    for number, members, worth in groups:
        state.put(number, members, worth)
    return {one for one, spare in before.items() if state.spare[one] > spare}


def _beside(state: State, freed: Iterable[int]) -> set[int]:
    """Groups that might want an organisation that has become free."""
    found: set[int] = set()
    for one in freed:
        for other in state.near[one].tolist():
            found.update(state.homes[other])
    return found
