"""First groups: leads are the scarce resource, so each opens one group before any joins another."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matching.arrays import Ints
from matching.groupings.state import State
from matching.progress import Pace

SAMPLED_LEADS = 24
# Leads are kept for groups of their own while there are fewer than this many for each group.
SCARCE_BELOW = 1.3


@dataclass(frozen=True, slots=True)
class Plan:
    """The size that groups are first built to, and whether leads must be kept apart."""

    size: int
    leads_kept: bool


def construct(state: State, pace: Pace) -> None:
    """Build groups from the most remote lead on, then more while anyone free can make one."""
    plan = plan_for(state)
    for lead in _remote_first(state):
        if not pace.goes_on():
            return
        if state.spare[lead] > 0 and not state.homes[lead]:
            _build(state, lead, plan.size, leads_kept=plan.leads_kept)
            pace.step(state.total, 0)


def found_more(state: State, pace: Pace, size: int | None = None) -> set[int]:
    """New groups of those who have room left; returns their numbers."""
    built = set()
    for lead in _remote_first(state) if pace.goes_on() else ():
        if not pace.goes_on():
            break
        if state.spare[lead] > 0:
            number = _build(state, lead, size or state.low, leads_kept=False)
            built |= {number} if number else set()
    return built


def plan_for(state: State) -> Plan:
    """Try each size on a few leads and take the one whose groups would be worth most in all."""
    leads = state.possible[state.problem.may_lead[state.possible]]
    step = max(1, len(leads) // SAMPLED_LEADS)
    sample = leads[::step][:SAMPLED_LEADS]
    best, plan = -1.0, Plan(state.low, leads_kept=True)
    chains = [_chain(state, int(lead), state.high) for lead in sample]
    for size in range(state.low, state.high + 1):
        values = [state.worth_of(chain[:size]) / size for chain in chains if len(chain) >= size]
        if not values:
            continue
        groups = min(len(leads), len(state.possible) // size)
        worth = groups * size * float(np.mean(values))
        if worth > best + 1e-9:
            kept = len(leads) < SCARCE_BELOW * len(state.possible) / size
            best, plan = worth, Plan(size, kept)
    return plan


def _remote_first(state: State) -> list[int]:
    """Possible leads, those with the fewest good neighbours first."""
    leads = state.possible[state.problem.may_lead[state.possible]]
    table = state.extension.table
    company = [float(table.of(np.array([lead]), state.near[lead]).sum()) for lead in leads.tolist()]
    order = np.lexsort((leads, np.round(company, 9)))
    return [int(lead) for lead in leads[order]]


def _build(state: State, lead: int, size: int, *, leads_kept: bool) -> int | None:
    """Grow a group around a lead; None where too few can join it."""
    members = _chain(state, lead, size, free=True, leads_kept=leads_kept)
    if len(members) < state.low and leads_kept:
        members = _chain(state, lead, size, free=True)
    if len(members) < state.low:
        members = _chain(state, lead, state.low, free=True, everyone=True)
    if len(members) < state.low:
        return None
    number = state.new_number()
    state.put(number, tuple(sorted(members)))
    return number


def _chain(
    state: State, lead: int, size: int, *, free: bool = False, leads_kept: bool = False,
    everyone: bool = False,
) -> list[int]:  # fmt: skip
    """Members in the order in which they join best, the lead first."""
    chain = [lead]
    while len(chain) < size:
        pool = _open_to(state, chain, free=free, leads_kept=leads_kept, everyone=everyone)
        if not len(pool):
            break
        values = state.extension.qualities(np.array([chain], np.intp), pool)[0]
        chain.append(int(pool[int(values.argmax())]))
    return chain


def _open_to(
    state: State, chain: Sequence[int], *, free: bool, leads_kept: bool, everyone: bool
) -> Ints:
    """Who may join: near (or, for everyone, within reach), with room, not barred by a member."""
    if everyone:
        pool = np.flatnonzero(np.logical_or.reduce([state.worth_trying(one) for one in chain]))
    else:
        pool = np.unique(np.concatenate([state.near[one] for one in chain]))
    pool = pool[~np.isin(pool, chain)]
    if free:
        pool = pool[state.spare[pool] > 0]
    if leads_kept:
        pool = pool[~state.problem.may_lead[pool]]
    return np.array([one for one in pool.tolist() if state.can_meet(one, chain)], np.intp)
