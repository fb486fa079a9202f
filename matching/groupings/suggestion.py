"""The front door of open grouping: everyone in groups, or left out with a reason."""

from concurrent.futures import Executor

import numpy as np

from matching.arrays import Ints
from matching.groupings.answering import outcome_of
from matching.groupings.bounding import bound_of
from matching.groupings.laying_out import NEAREST, Material, facts_of
from matching.groupings.packing import is_small, pack
from matching.groupings.placing import place_left_out
from matching.groupings.reach import are_few
from matching.groupings.rounds import search_in_rounds
from matching.groupings.search import FEWEST_ROUNDS, Members, Search, leftover
from matching.groupings.sending import hands_of
from matching.groupings.state import State
from matching.instance import Instance
from matching.kernels.worths import GroupFacts
from matching.outcome import Outcome, Provenance
from matching.problem import problem_of
from matching.progress import Pace, Watch
from matching.request import Grouping
from matching.version import ENGINE_VERSION

DEFAULT_EFFORT = 6
# So many rounds between two looks at whether to stop.
ROUNDS_AT_ONCE = 20
# Above so many organisations the search goes tile by tile.
MOST_AT_ONCE = 2_048


def suggest_groups(
    instance: Instance,
    grouping: Grouping,
    *,
    effort: int = DEFAULT_EFFORT,
    seconds: float | None = None,
    seed: int = 0,
    watch: Watch | None = None,
    workers: int = 1,
    executor: Executor | None = None,
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
    workers : int, optional
        How many tiles at once: a ceiling on threads, or what an executor with more than 32 hands
        has. The answer is the same for any number.
    executor : concurrent.futures.Executor, optional
        Where tiles are searched instead: threads, processes, or a `Cluster`.

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
    pace = Pace(watch, seconds, total=1)
    pace.begin("Building first groups")
    material = Material(problem, grouping)
    if len(material.limits) <= MOST_AT_ONCE:
        groups, bound = _at_once(material, pace, effort, seed)
    else:
        with hands_of(workers, executor) as hands:
            groups = search_in_rounds(material, [], pace, effort, seed, hands)
        bound = bound_of(material)
    state = State(material, [*groups, *groups_among(material, groups, seed)])
    pace.begin("Looking again at those left out")
    if pace.goes_on():
        place_left_out(state)
    pace.finish()
    return outcome_of(state, bound, Provenance(
        ENGINE_VERSION, seed, effort, pace.stopped, instance.fingerprint,
    ))  # fmt: skip


def _at_once(material: Material, pace: Pace, effort: int, seed: int) -> tuple[list[Members], float]:
    """Groups of few enough to look at all together, and what no grouping exceeds."""
    possible = np.flatnonzero(material.limits > 0)
    if len(possible) < material.grouping.size.min:
        return [], 0.0
    search = Search(_facts(material, possible, NEAREST), possible, seed)
    search.open()
    pace.begin("Improving them")
    search.improve()
    _rebuild(search, pace, effort)
    bound = bound_of(material, search.facts.pairs)
    if effort and is_small(search.facts) and pace.goes_on():
        pace.begin("Trying every group there could be")
        packing = pack(search.facts, search.total, search.places(), pace.goes_on)
        bound = min(bound, packing.bound)
        if packing.groups is not None:
            search.begin_again(packing.groups)
        if packing.proven:
            pace.stopped = "proof"
    return list(search.groups()), bound


def _facts(material: Material, positions: Ints, nearest: int) -> GroupFacts:
    """Lay organisations out; where there are few in all, everybody may look at everybody."""
    few = are_few(np.flatnonzero(material.limits > 0))
    most = len(positions) if few else nearest
    return facts_of(material.slice(positions), most, anywhere=few)


def _rebuild(search: Search, pace: Pace, effort: int) -> None:
    """Ruin and recreate as long as the effort lasts."""
    pace.total = max(1, effort * (search.count + FEWEST_ROUNDS))
    pace.begin("Trying other groups")
    while effort and pace.done < pace.total and pace.goes_on():
        rounds = min(ROUNDS_AT_ONCE, pace.total - pace.done)
        search.rebuild(rounds)
        pace.step(search.total, rounds)


def groups_among(material: Material, groups: list[Members], seed: int) -> list[Members]:
    """Groups of those who are left, each looking at all others of them within reach."""
    alone = np.array(leftover(np.flatnonzero(material.limits > 0).tolist(), groups), np.intp)
    if not material.grouping.size.min <= len(alone) <= MOST_AT_ONCE:
        return []
    search = Search(_facts(material, alone, len(alone)), alone, seed)
    search.open_more(material.grouping.size.min)
    search.improve()
    return list(search.groups())
