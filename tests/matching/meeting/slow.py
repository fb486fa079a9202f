"""Who should meet whom, once more: every pair by the formulas, then the best one at a time."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import permutations

from matching import Brief, Consortium, Outcome
from matching.outcome import Provenance, Terms
from matching.weights import PRESETS
from tests.matching import reference


def outcome_of(instance, request, groups=()):
    """An outcome with these groups, whatever they are worth."""
    cards = [Consortium(tuple(sorted(ids)), None, 0.0, Terms(*[0.0] * 7)) for ids in groups]
    origin = Provenance("1", 0, 0, "effort", instance.fingerprint)
    return Outcome(request, tuple(cards), origin)


def shares(request):
    names = ("coverage", "complementarity", "added_value", "geography")
    for weights in (request.weights, PRESETS["Balanced"].weights):
        four = [getattr(weights, name) for name in names]
        if sum(four) > 0:
            break
    return [one / sum(four) for one in four]


@dataclass
class Found:
    """The reasons of one pair."""

    worth: float
    added: float
    brought: dict = field(default_factory=dict)
    needs: set = field(default_factory=set)
    networks: tuple = ((), ())
    kilometres: float | None = None


def brought_for_brief(instance, brief, i, j):
    found = {}
    for cell in brief.cells:
        mine, theirs = (reference.provision(instance, [one], cell) for one in (i, j))
        if (mine > 0) != (theirs > 0):
            key = (cell.theme, i.id if mine else j.id)
            found[key] = tuple(sorted((*found.get(key, ()), cell.area)))
    pair, *alone = (
        reference.coverage_of_brief(instance, brief, those) for those in ([i, j], [i], [j])
    )
    return found, pair - max(alone)


def districts(instance, i):
    return {instance.areas[code].parent or code for code in i.areas or ()}


def brought_for_grouping(instance, grouping, i, j):
    shared = tuple(sorted(districts(instance, i) & districts(instance, j)))
    if not shared:
        return {}, 0.0
    mine, theirs = i.themes or {}, j.themes or {}
    found = {(theme, i.id): shared for theme in mine if theme not in theirs}
    found |= {(theme, j.id): shared for theme in theirs if theme not in mine}

    def breadth(*those):
        themes = {theme for them in those for theme in them}
        total = sum(min(1.0, sum(them.get(theme, 0.0) for them in those)) for theme in themes)
        return min(grouping.full_breadth_themes, total) / grouping.full_breadth_themes

    return found, breadth(mine, theirs) - max(breadth(mine), breadth(theirs))


def met(i, j):
    return {(need, i.id, j.id) for need in (i.needs or frozenset()) & (j.offers or frozenset())}


def beside(instance, request, i, j):
    if isinstance(request, Brief):
        return all(
            any(reference.provision(instance, [one], cell) > 0 for cell in request.cells)
            for one in (i, j)
        )
    return bool(districts(instance, i) & districts(instance, j))


def reasons(instance, request, i, j):
    """All reasons of a pair, or None where there is none."""
    near = reference.geography_of(i, j)
    if near == 0 and not beside(instance, request, i, j):
        return None
    look = brought_for_brief if isinstance(request, Brief) else brought_for_grouping
    brought, added = look(instance, request, i, j)
    if not brought or added <= 1e-9:
        brought, added = {}, 0.0
    mean = sum(len(met(a, b)) / len(a.needs) for a, b in ((i, j), (j, i)) if a.needs) / 2
    mine, theirs = i.networks or frozenset(), j.networks or frozenset()
    tied = reference.stated(instance, i, j) or reference.stated(instance, j, i)
    bridge = bool(mine and theirs and not mine & theirs and not tied)
    known = reference.place(i) is not None and reference.place(j) is not None
    part = shares(request)
    worth = part[0] * added + part[1] * mean + part[2] * bridge
    worth += part[3] * known * near * (1 if worth > 0 else 0.1)
    if round(worth, 9) <= 0:
        return None
    return Found(
        round(worth, 9),
        added,
        brought,
        met(i, j) | met(j, i),
        (tuple(sorted(mine)), tuple(sorted(theirs))) if bridge else ((), ()),
        reference.km(reference.place(i), reference.place(j)) if known and near > 0 else None,
    )


def apart(instance, outcome, i, j):
    """Whether these two are in neither's list, whatever they could do for each other."""
    if tuple(sorted((i.id, j.id))) in instance.exclusions:
        return True
    if any({i.id, j.id} <= set(group.members) for group in outcome.consortia):
        return True
    ties = (*reference.stated(instance, i, j), *reference.stated(instance, j, i))
    return max(ties, default=0.0) >= 0.5


def lists(instance, outcome, each, cap):
    """For each id the others in its list with their reasons; for at most 64 organisations."""
    found = {}
    for i, j in permutations(instance.organisations, 2):
        pair = None if apart(instance, outcome, i, j) else reasons(instance, outcome.request, i, j)
        if pair is not None:
            found[i.id, j.id] = pair
    options = Counter(own for own, _ in found)
    given, times, chosen = Counter(), Counter(), {}

    def order(pair):
        own, other = pair
        return (-found[pair].worth, given[own], options[own], times[other], own, other)

    while True:
        possible = [
            (own, other)
            for own, other in found
            if (own, other) not in chosen and given[own] < each and times[other] < cap
        ]
        if not possible:
            return chosen
        own, other = min(possible, key=order)
        chosen[own, other] = found[own, other]
        given[own] += 1
        times[other] += 1
