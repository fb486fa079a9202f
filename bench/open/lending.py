"""Moves leads into groups that have none: those in no group, and second leads of other groups."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from bench.open.weighing import Weighing
from matching.arrays import Floats, Ints

Groups = list[list[int]]
LEADS_TRIED = 6
SMALLEST_GAIN = 1e-9
NO_GROUP = -1


class Move(NamedTuple):
    """A lead who comes from a group (or none), in the place of a member (or nobody)."""

    gain: float
    lead: int
    source: int
    instead: int | None


def lend_leads(weighing: Weighing, groups: Groups, free: set[int]) -> None:
    """Give each group without a lead the one that raises the total most, if one raises it."""
    wanting = [number for number, group in enumerate(groups) if not weighing.is_led(group)]
    for number in sorted(wanting, key=lambda number: -weighing.worth(groups[number])):
        moves = _moves(weighing, groups, free, number)
        best = max(moves, default=None, key=lambda move: (move.gain, -move.lead))
        if best is not None and best.gain > SMALLEST_GAIN:
            _carry_out(groups, free, number, best)


def _moves(weighing: Weighing, groups: Groups, free: set[int], number: int) -> Iterator[Move]:
    """Every way to bring in one of the leads that suit a group best; as it is it counts 0."""
    source_of = dict(_spare_leads(weighing, groups, free))
    leads = np.array(sorted(source_of), np.intp)
    group, size = groups[number], weighing.case.grouping.size
    if not len(leads) or len(group) < size.min - 1:
        return
    if len(group) < size.max:
        after = weighing.worths_with(group, leads)
        for place in _most(after):
            lead = int(leads[place])
            cost = _cost(weighing, groups, source_of[lead], lead)
            yield Move(float(after[place]) - cost, lead, source_of[lead], None)
    if len(group) >= size.min:
        rests = [[one for one in group if one != gone] for gone in group]
        changed = np.array([weighing.worths_with(rest, leads) for rest in rests])
        for place in _most(changed.max(axis=0)):
            lead = int(leads[place])
            gains = changed[:, place] - _costs(weighing, groups, source_of[lead], lead, group)
            best = int(gains.argmax())
            yield Move(float(gains[best]), lead, source_of[lead], group[best])


def _spare_leads(weighing: Weighing, groups: Groups, free: set[int]) -> Iterator[tuple[int, int]]:
    """Leads who can be had and the number of their group, or NO_GROUP."""
    yield from ((one, NO_GROUP) for one in free if weighing.may_lead(one))
    for number, group in enumerate(groups):
        leads = [one for one in group if weighing.may_lead(one)]
        if len(leads) > 1:
            yield from ((one, number) for one in leads)


def _most(values: Floats) -> list[int]:
    places: list[int] = np.argsort(-values, kind="stable")[:LEADS_TRIED].tolist()
    return places


def _cost(weighing: Weighing, groups: Groups, source: int, lead: int) -> float:
    """What a group loses by its second lead; it must stay large enough."""
    if source == NO_GROUP:
        return 0.0
    left = [one for one in groups[source] if one != lead]
    if len(left) < weighing.case.grouping.size.min:
        return np.inf
    return weighing.worth(groups[source]) - weighing.worth(left)


def _costs(
    weighing: Weighing, groups: Groups, source: int, lead: int, instead: list[int]
) -> Floats:
    """What a group loses when each of some takes the place of its second lead; (k,)."""
    if source == NO_GROUP:
        return np.zeros(len(instead))
    left = [one for one in groups[source] if one != lead]
    others: Ints = np.array(instead, np.intp)
    return weighing.worth(groups[source]) - weighing.worths_with(left, others)


def _carry_out(groups: Groups, free: set[int], number: int, move: Move) -> None:
    """Move the lead, and whoever makes room for it the other way."""
    _leave(groups, free, move.source, move.lead)
    groups[number].append(move.lead)
    if move.instead is not None:
        groups[number].remove(move.instead)
        _enter(groups, free, move.source, move.instead)


def _leave(groups: Groups, free: set[int], number: int, one: int) -> None:
    if number == NO_GROUP:
        free.remove(one)
    else:
        groups[number].remove(one)


def _enter(groups: Groups, free: set[int], number: int, one: int) -> None:
    if number == NO_GROUP:
        free.add(one)
    else:
        groups[number].append(one)
