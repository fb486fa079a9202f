"""By how much one member's place, areas or themes could raise the coverage term; never lower it."""

from collections.abc import Sequence

import numpy as np

from matching.coverage import BriefCoverage, OpenCoverage
from matching.explanation.group import Group
from matching.instance import Instance, Organisation
from matching.places import kilometres
from matching.request import Brief

LISTED, NEAR = 1.0, 0.5


def cover_if_placed(group: Group, place: int) -> float:
    """The area of every cell that it does not list comes within its radius."""
    one, request = group.members[place], group.request
    if not isinstance(request, Brief):
        return 0.0
    areas, themes = one.areas or (), one.themes or {}
    amounts = [
        themes.get(cell.theme, 0.0) * _best_reach(group.problem.instance, cell.area, areas)
        for cell in request.cells
    ]
    return _rise(group, place, amounts)


def cover_if_listed(group: Group, place: int) -> float:
    """It lists every area there is."""
    one, request, coverage = group.members[place], group.request, group.problem.coverage
    if isinstance(request, Brief):
        themes = one.themes or {}
        return _rise(group, place, [themes.get(cell.theme, 0.0) for cell in request.cells])
    if isinstance(coverage, OpenCoverage) and group.problem.instance.areas:
        return _rise_in_best_district(coverage, group, place)
    return 0.0


def cover_if_themed(group: Group, place: int) -> float:
    """It has weight 1 in every theme that could be wanted."""
    one, request = group.members[place], group.request
    if isinstance(request, Brief):
        instance = group.problem.instance
        return _rise(group, place, [_reach(instance, one, cell.area) for cell in request.cells])
    return 1.0 - float(group.terms[0]) if one.areas else 0.0


def _rise(group: Group, place: int, amounts: Sequence[float]) -> float:
    """What coverage gains where a member provides these amounts instead of its own."""
    coverage = group.problem.coverage
    if not isinstance(coverage, BriefCoverage):
        return 0.0
    provision = coverage.provision[group.positions]
    provision[place] = amounts
    met = np.minimum(coverage.levels, provision.sum(axis=0)).sum() / coverage.levels.sum()
    return float(met - group.terms[0])


def _rise_in_best_district(coverage: OpenCoverage, group: Group, place: int) -> float:
    """The best of the others' districts with it, and of a district of its own."""
    themes, districts = coverage.tables(group.positions)
    districts[place] = 1.0
    sums = np.minimum(1.0, districts.T @ themes).sum(axis=1)
    best = min(coverage.breadth, float(sums.max(initial=themes[place].sum())))
    return max(0.0, best / coverage.breadth - float(group.terms[0]))


def _best_reach(instance: Instance, code: str, listed: Sequence[str]) -> float:
    if code in listed:
        return LISTED
    return 0.0 if instance.areas[code].centroid is None else NEAR


def _reach(instance: Instance, one: Organisation, code: str) -> float:
    if code in (one.areas or ()):
        return LISTED
    place, centroid = one.place, instance.areas[code].centroid
    if place is None or centroid is None:
        return 0.0
    return NEAR if kilometres(*place, *centroid) <= one.radius_km else 0.0
