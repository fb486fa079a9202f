"""Whose answers could make a group possible where none is yet, as few as possible."""

from dataclasses import replace

import numpy as np

from matching.arrays import Bools, Ints
from matching.asking.hopes import Hopes
from matching.asking.unknowns import Unknowns
from matching.feasibility.facts import Facts
from matching.feasibility.first import first_that_helps
from matching.feasibility.groups import Groups
from matching.feasibility.wanted import Wanted

# What a member's own row can change; ties are looked at apart.
TELLING = ("themes", "turnover", "spare_days", "max_contract", "can_lead", "will_lead")


def with_answers(facts: Facts, hopes: Hopes, unknowns: Unknowns) -> Facts:
    """The rows of everybody as known, and of those with something to tell as they might answer."""
    silent = unknowns.silent
    telling = np.logical_or.reduce([silent[fact] for fact in TELLING]) & unknowns.may_join
    base = np.flatnonzero(telling)
    hoped = hopes.count + base
    can_lead = hopes.eligible[hoped]
    return facts.with_rows(
        base,
        days=hopes.days[hoped],
        small=hopes.small[hoped],
        can=np.where(can_lead, 1.0, facts.can[base]),
        will=np.where(can_lead, 1.0, facts.will[base]),
        contract=np.where(can_lead, np.inf, facts.contract[base]),
        themed=facts.themed[base] | silent["themes"][base],
    )


def fewest_told(facts: Facts, wanted: Wanted, unknowns: Unknowns, most: int) -> Ints:
    """Positions of the fewest organisations, up to `most`, whose answers could do; maybe none.

    Nobody is told of where exclusions change how many it takes.
    """
    groups = Groups(facts)
    nobody = np.zeros(0, np.intp)
    freely = replace(wanted, heed_exclusions=False)
    if groups.any_for(freely) is not None:
        return nobody
    silent = np.flatnonzero(unknowns.silent["ties"] & ~_barred(facts, wanted))
    speakers = silent[np.argsort(facts.turn[silent])]
    found = _fewest(groups, wanted, speakers, most)
    if found is None:
        return nobody
    free = _fewest(groups, freely, speakers, most)
    return found if free is not None and len(free) == len(found) else nobody


def _fewest(groups: Groups, wanted: Wanted, speakers: Ints, most: int) -> Ints | None:
    """`speakers` could still tell their ties, first those to ask first.

    One of them, member or not, may know everybody: only a lead is left of the rule of the hub.
    """
    found = _with_answers(groups, wanted, range(1, most + 1))
    if not wanted.hub or not len(speakers):
        return found
    anywhere = _with_answers(groups, replace(wanted, hub=False, lead="required"), range(most + 1))
    if anywhere is None:
        return found
    if not np.isin(anywhere, speakers).any():
        anywhere = np.append(anywhere, speakers[0])
    if len(anywhere) > most or (found is not None and len(found) <= len(anywhere)):
        return found
    return anywhere


def _with_answers(groups: Groups, wanted: Wanted, counts: range) -> Ints | None:
    """Whose answers a group with the fewest of them needs."""
    found = first_that_helps(groups, counts, lambda count: replace(wanted, answers=count))
    if found is None:
        return None
    rows = np.array(found[1], np.intp)
    return groups.facts.base[rows[groups.facts.hoped[rows]]]


def _barred(facts: Facts, wanted: Wanted) -> Bools:
    barred = np.zeros(facts.organisations, bool)
    barred[list(wanted.barred)] = True
    return barred
