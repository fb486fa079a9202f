"""The front door of open grouping: everyone in groups, or left out with a reason."""

from collections.abc import Sequence
from random import Random

import numpy as np

from matching.groupings.construction import construct, found_more
from matching.groupings.left_out import Explainer
from matching.groupings.placing import place_left_out
from matching.groupings.ruin import ruin_and_recreate
from matching.groupings.state import State
from matching.groupings.sweeps import improve
from matching.instance import Instance
from matching.outcome import Consortium, Outcome, Provenance
from matching.problem import problem_of
from matching.progress import Pace, Watch
from matching.request import Grouping
from matching.scoring import consortium_of
from matching.version import ENGINE_VERSION

DEFAULT_EFFORT = 6
FEWEST_ROUNDS = 10
LAST_LOOKS = 5


def suggest_groups(
    instance: Instance,
    grouping: Grouping,
    *,
    effort: int = DEFAULT_EFFORT,
    seconds: float | None = None,
    seed: int = 0,
    watch: Watch | None = None,
    previous: Outcome | None = None,
    workers: int = 1,
) -> Outcome:
    """Put the organisations of a partnership into groups.

    Parameters
    ----------
    instance : Instance
    grouping : Grouping
    effort : int, optional
        How long to search, from 0: rounds of ruin and recreate for each group.
    seconds : float, optional
        A ceiling on the search, which begins once the instance is made ready and is followed by
        the reasons; reaching it is said in `provenance.stopped`.
    seed : int, optional
        Chooses among equally sensible searches.
    watch : callable, optional
        Called with a Progress a few times a second; False stops the search with the best so far.
    previous : Outcome, optional
        Groups to begin from, where they still keep the rules.
    workers : int, optional
        A ceiling on processes; the answer is the same for any number.

    Returns
    -------
    Outcome
        `consortia` best first, `left_out` by id, `total` = sum of size times quality.

    Examples
    --------
    >>> rows = [{"id": key, "themes": "play", "can_lead": "yes", "will_lead": "yes"}
    ...         for key in "abcd"] + [{"id": "e"}]
    >>> grouping = Grouping.from_json({"id": "g", "size": {"min": 2, "max": 4}})
    >>> found = suggest_groups(Instance.from_tables(rows), grouping)
    >>> sum(len(one.members) for one in found.consortia), found.left_out[0].reason
    (4, 'not known yet')
    """
    problem = problem_of(instance, grouping)
    state = State(problem, grouping)
    pace = Pace(watch, seconds, total=1)
    _begin(state, previous, pace)
    rounds = effort * (len(state.groups) + FEWEST_ROUNDS) if state.possible.size else 0
    pace.total = max(1, rounds)
    pace.begin("Trying other groups")
    ruin_and_recreate(state, rounds, Random(f"{seed}"), pace)
    pace.begin("Looking again at those left out")
    _last_looks(state, pace)
    pace.finish()
    return _outcome(state, grouping, Provenance(
        ENGINE_VERSION, seed, effort, pace.stopped, instance.fingerprint,
    ))  # fmt: skip


def _begin(state: State, previous: Outcome | None, pace: Pace) -> None:
    """First groups, improved by small changes."""
    pace.begin("Building first groups")
    if previous is not None:
        _take_over(state, previous)
    construct(state, pace)
    pace.begin("Improving them")
    improve(state, state.groups, pace)
    improve(state, found_more(state, pace), pace)
    state.keep()


def _take_over(state: State, previous: Outcome) -> None:
    """Begin with earlier groups, without members who have gone or can no longer be there."""
    index = state.problem.instance.index
    for consortium in previous.consortia:
        members: list[int] = []
        for key in consortium.members:
            one = index.get(key)
            if one is not None and state.spare[one] > 0 and state.can_meet(one, members):
                members.append(one)
        led = state.problem.may_lead[members].any()
        if state.low <= len(members) <= state.high and led:
            state.put(state.new_number(), tuple(sorted(members)))


def _last_looks(state: State, pace: Pace) -> None:
    """Leave nobody out whom a group, old or new, could take without loss."""
    for _ in range(LAST_LOOKS):
        if not pace.goes_on():
            break
        before = len(state.groups)
        found_more(state, pace)
        place_left_out(state)
        if len(state.groups) == before:
            break
    state.keep()


def _outcome(state: State, grouping: Grouping, provenance: Provenance) -> Outcome:
    problem = state.problem
    cards = [consortium_of(problem, members) for members in state.groups.values()]
    cards.sort(key=lambda card: (-card.quality, card.members))
    explainer = Explainer(state, _order(state, cards))
    alone = [one for one in range(problem.arrays.count) if not state.homes[one]]
    return Outcome(
        request=grouping,
        consortia=tuple(cards),
        provenance=provenance,
        left_out=tuple(explainer.explained(one) for one in alone),
        total=float(np.sum([len(card.members) * card.quality for card in cards])),
        status="heuristic",
    )


def _order(state: State, cards: Sequence[Consortium]) -> list[int]:
    """Numbers of the search's groups in the order of the cards."""
    ids = state.problem.arrays.ids
    numbers = {tuple(ids[one] for one in group): key for key, group in state.groups.items()}
    return [numbers[card.members] for card in cards]
