"""The front door of revising: an earlier grouping, changed as little as is worth it."""

from concurrent.futures import Executor
from math import inf

import numpy as np

from matching.arrays import Bools, Ints
from matching.changes import changes_between
from matching.errors import RequestError, ResultError
from matching.groupings.answering import outcome_of
from matching.groupings.bounding import bound_of
from matching.groupings.carrying import Known, known_of
from matching.groupings.earlier import companies_of, mended
from matching.groupings.laying_out import Material
from matching.groupings.memberships import Memberships
from matching.groupings.partners import renew_partners
from matching.groupings.patching import Plan
from matching.groupings.placing import place_left_out
from matching.groupings.search import Members
from matching.groupings.sending import hands_of
from matching.groupings.state import State
from matching.groupings.suggestion import MOST_AT_ONCE, groups_among
from matching.groupings.sweeping import sweep_everybody, sweep_nearby
from matching.instance import Instance
from matching.outcome import Outcome, Provenance
from matching.problem import problem_of
from matching.progress import Pace, Watch
from matching.renewing import renew_arrays
from matching.request import Grouping
from matching.version import ENGINE_VERSION

DEFAULT_PRICE = 0.1
DEFAULT_EFFORT = 2
# Where more than this share of the organisations changed everybody is looked at.
MOST_TOUCHED = 0.1
MATERIAL = "material"


def revise_groups(
    instance: Instance,
    grouping: Grouping,
    previous: Outcome,
    *,
    earlier: Instance | None = None,
    price: float = DEFAULT_PRICE,
    effort: int = DEFAULT_EFFORT,
    seconds: float | None = None,
    seed: int = 0,
    watch: Watch | None = None,
    workers: int = 1,
    executor: Executor | None = None,
) -> Outcome:
    """Bring earlier groups up to date, and change no more than is worth it.

    Parameters
    ----------
    instance : Instance
        As it is now.
    grouping : Grouping
    previous : Outcome
        The groups as they were, perhaps of another instance or of another grouping.
    earlier : Instance, optional
        The instance that `previous` was suggested for. Then only what is different since is looked
        at, with those near it; everybody else stays as they are. It is found by comparing, which
        costs least where both share their organisations (`with_organisation` and the like).
    price : float, optional
        What the total must gain, in units of quality times members, for each organisation that
        joins others or leaves those it was with. From 0, which asks for no stability.
    effort : int, optional
        How long to search, from 0: rounds of ruin and recreate.
    seconds : float, optional
        A ceiling on the search; reaching it is said in `provenance.stopped`.
    seed : int, optional
        Chooses among equally sensible searches.
    watch : callable, optional
        Called with a Progress a few times a second; False stops with the best so far.
    workers, executor : optional
        As for `suggest_groups`, where everybody is looked at and there are many.

    Returns
    -------
    Outcome
        As of `suggest_groups`: every rule kept, nobody forgotten, the total without the price.

    Raises
    ------
    RequestError
        `price` is below 0 or not finite.
    ResultError
        `previous` is no open grouping, or `earlier` is not the instance it was suggested for.

    Examples
    --------
    >>> from matching import suggest_groups
    >>> rows = [{"id": key, "themes": "play", "can_lead": "yes", "will_lead": "yes"}
    ...         for key in "abcd"]
    >>> grouping = Grouping.from_json({"id": "g", "size": {"min": 2, "max": 2}})
    >>> before = Instance.from_tables(rows)
    >>> first = suggest_groups(before, grouping)
    >>> after = before.without_organisation(first.consortia[0].members[0])
    >>> second = revise_groups(after, grouping, first, earlier=before)
    >>> second.consortia[0].members == first.consortia[1].members, len(second.left_out)
    (True, 1)
    """
    _check(previous, earlier, price)
    pace = Pace(watch, seconds, total=1)
    pace.begin("Looking at what changed")
    companies = companies_of(instance, previous)
    known = _known(instance, grouping, previous, earlier, companies)
    material = material_of(instance, grouping)
    groups, count = mended(material, companies), len(material.limits)
    plan = Plan(material, Memberships(groups, count), Memberships(companies, count), price)
    if known is not None and len(known.changes.touched) <= MOST_TOUCHED * count:
        found = sweep_nearby(plan, _seeds(plan, known), pace, effort, seed)
    else:
        with hands_of(workers, executor) as hands:
            found = sweep_everybody(plan, pace, effort, seed, MOST_AT_ONCE, hands)
        found += groups_among(material, found, seed)
    state = State(material, found, {} if known is None else known.worths)
    pace.begin("Looking again at those left out")
    if pace.goes_on():
        place_left_out(state, None if known is None else _looked_at(state, known))
    pace.finish()
    provenance = Provenance(ENGINE_VERSION, seed, effort, pace.stopped, instance.fingerprint)
    return outcome_of(state, bound_of(material), provenance, known)


def _check(previous: Outcome, earlier: Instance | None, price: float) -> None:
    if not 0 <= price < inf:
        raise RequestError("price", "must be 0 or more, and finite")
    if not isinstance(previous.request, Grouping):
        raise ResultError("request", "is a brief, not an open grouping")
    if earlier is not None and previous.provenance.input_fingerprint != earlier.fingerprint:
        raise ResultError("provenance.input_fingerprint", "is of another instance")


def material_of(instance: Instance, grouping: Grouping) -> Material:
    """The instance laid out for a grouping; the last is kept with the instance."""
    kept: Material | None = instance.memo.get(MATERIAL)
    if kept is None or kept.grouping != grouping:
        kept = instance.memo[MATERIAL] = Material(problem_of(instance, grouping), grouping)
    return kept


def _known(
    instance: Instance,
    grouping: Grouping,
    previous: Outcome,
    earlier: Instance | None,
    companies: list[Members],
) -> Known | None:
    """What is known and what changed since; None where all has to be looked at again."""
    origin = previous.provenance
    finished = origin.stopped in ("effort", "proof") and origin.engine_version == ENGINE_VERSION
    if earlier is None or previous.request != grouping or not finished:
        return None
    changes = changes_between(earlier, instance)
    if changes is None:
        return None
    renew_arrays(earlier, instance, changes)
    material = material_of(instance, grouping)
    renew_partners(material, earlier, changes)
    return known_of(previous, material_of(earlier, grouping), material, changes, companies)


def _seeds(plan: Plan, known: Known) -> list[Ints]:
    """Whom the changes bear on: those who are others themselves, and those who lost company."""
    rows = zip(plan.standing.groups, plan.companies.groups, known.previous.consortia, strict=True)
    mates = [
        np.array(company, np.int64)
        for group, company, card in rows
        if company and len(group) < len(card.members)
    ]
    return [*known.changes.touched[:, None], *mates]


def _looked_at(state: State, known: Known) -> Bools:
    """Whose chances to join a group may be others than before: (n,)."""
    ids, looked = state.problem.arrays.ids, np.zeros(len(state.limits), bool)
    looked[known.changes.touched] = True
    for group in state.groups:
        if group not in known.cards:
            looked[list(group)] = True
    told = {one.id for one in known.previous.left_out or ()}
    looked[[one for one in state.alone().tolist() if ids[one] not in told]] = True
    return looked
