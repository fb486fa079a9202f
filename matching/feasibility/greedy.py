"""The group with the most spare days where exclusions are left aside: first come, best served."""

import numpy as np

from matching.arrays import Bools, Ints
from matching.feasibility.facts import Facts
from matching.feasibility.pool import among
from matching.feasibility.wanted import Wanted


def fullest_freely(
    facts: Facts, wanted: Wanted, rows: Ints, leads: Bools | None, fixed: Ints
) -> Ints | None:
    """Members with the most days, exclusions left aside, or None where no group is possible.

    `rows` are by days, most first; `fixed` are members in any case. Small members are taken
    first, as many as are needed, then whoever has most; with one lead set beforehand that is
    exact. It knows no exceptions (`counts_some`).
    """
    named = among(facts, wanted.named)[rows]
    if named.sum() < len(wanted.named):
        return None
    kept = np.union1d(fixed, rows[named])
    free = rows[~np.isin(rows, kept)]
    if leads is None or leads[kept].any():
        return _filled(facts, wanted, kept, free)
    first = _first_leads(facts, free[leads[free]])
    options = [_filled(facts, wanted, np.append(kept, lead), free[free != lead]) for lead in first]
    groups = [group for group in options if group is not None]
    return max(groups, key=facts.total_days, default=None)


def _first_leads(facts: Facts, leads: Ints) -> list[int]:
    """Of those who may lead the fullest small and the fullest other one."""
    small = facts.small[leads]
    return [int(part[0]) for part in (leads[small], leads[~small]) if len(part)]


def _filled(facts: Facts, wanted: Wanted, kept: Ints, free: Ints) -> Ints | None:
    places = wanted.high - len(kept)
    needed = max(0, wanted.small - int(facts.small[kept].sum()))
    small = free[facts.small[free]][:needed]
    if places < needed or len(small) < needed:
        return None
    others = free[~np.isin(free, small)][: places - needed]
    useful = facts.days[others] > 0
    useful[: max(0, wanted.low - len(kept) - needed)] = True
    group: Ints = np.concatenate((kept, small, others[useful]))
    return group if len(group) >= wanted.low else None
