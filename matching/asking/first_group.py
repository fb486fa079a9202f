"""Whose answers could make a group possible where none is yet, as few as possible."""

from dataclasses import replace

import numpy as np

from matching.arrays import Ints
from matching.asking.hopes import Hopes
from matching.asking.unknowns import Unknowns
from matching.feasibility.facts import Facts
from matching.feasibility.first import first_that_helps
from matching.feasibility.groups import Groups
from matching.feasibility.wanted import Wanted

# What a member's own row can change; ties are looked at apart.
TELLING = ("themes", "turnover", "spare_days", "max_contract", "can_lead", "will_lead")
_NOBODY: Ints = np.zeros(0, np.intp)


def with_answers(facts: Facts, hopes: Hopes, unknowns: Unknowns, ranked: Ints) -> Facts:
    """Everybody as known, then those with something to tell as they might answer, by rank."""
    silent = unknowns.silent
    telling = np.logical_or.reduce([silent[fact] for fact in TELLING]) & unknowns.may_join
    first = ranked[telling[ranked]]
    base = np.append(first, np.setdiff1d(np.flatnonzero(telling), first))
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

    With the rule of the hub, one who could still tell its ties, member or not, may know everybody:
    then only a lead is left of that rule. Nobody is told of where exclusions change how many
    answers it takes.
    """
    groups = Groups(facts)
    around = _fewest(groups, wanted, most)
    anywhere = replace(wanted, hub=False, lead="required")
    free = _fewest(groups, anywhere, most) if wanted.hub else None
    freely = [replace(question, heed_exclusions=False) for question in (wanted, anywhere)]
    if around != _fewest(groups, freely[0], most):
        return _NOBODY
    if wanted.hub and free != _fewest(groups, freely[1], most):
        return _NOBODY
    told = _NOBODY if around is None else _ranked(groups, wanted, around)
    if free is None:
        return told
    known = _with_speaker(facts, wanted, unknowns, _ranked(groups, anywhere, free))
    fits = 0 < len(known) <= most and (not len(told) or len(known) < len(told))
    return known if fits else told


def _fewest(groups: Groups, wanted: Wanted, most: int) -> int | None:
    """How many answers it takes."""
    found = first_that_helps(groups, range(most + 1), lambda count: replace(wanted, answers=count))
    return None if found is None else found[0]


def _ranked(groups: Groups, wanted: Wanted, answers: int) -> Ints:
    """Whose so many answers a group needs, all ranked as high as can be."""
    facts, wanted = groups.facts, replace(wanted, answers=answers)
    ranks = range(int(facts.hoped.sum()) + 1)
    found = first_that_helps(groups, ranks, lambda most: replace(wanted, answers_among=most))
    if found is None:
        return _NOBODY
    rows = np.array(found[1], np.intp)
    return np.sort(facts.base[rows[facts.hoped[rows]]])


def _with_speaker(facts: Facts, wanted: Wanted, unknowns: Unknowns, asked: Ints) -> Ints:
    """These and, where none of them could still tell its ties, one who could; else nobody."""
    speaks = unknowns.silent["ties"].copy()
    speaks[list(wanted.barred)] = False
    if speaks[asked].any():
        return asked
    speakers = np.flatnonzero(speaks)
    first = speakers[np.argsort(facts.turn[speakers])][:1]
    return np.append(asked, first) if len(first) else _NOBODY
