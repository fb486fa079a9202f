"""Some organisations laid out for the kernels of open grouping."""

from math import cos, radians, sin
from typing import NamedTuple

import numpy as np

from matching.arrays import Bools, Floats, Ints
from matching.compact import pair_facts
from matching.compressed import Rows, Words
from matching.coverage import breadths
from matching.kernels.opening import nearest_of
from matching.kernels.pairs import EXCLUDED, PairFacts, pair_table
from matching.kernels.worths import GroupFacts
from matching.places import EARTH_RADIUS_KM
from matching.problem import Problem
from matching.request import Grouping

# How many others, and how many who may lead, are looked at beside each organisation.
NEAREST, NEAREST_LEADS = 16, 4


class Slice(NamedTuple):
    """Everything that a search over m organisations needs, small enough to send elsewhere.

    `positions` (m,) are those of the instance, ascending; the fields of `pairs` and all others
    count from 0. See GroupFacts and PairFacts for the shapes.
    """

    positions: Ints
    pairs: PairFacts
    theme_weights: Floats
    district_from: Ints
    districts: Ints
    alone: Floats
    needs: Words
    offers: Words
    own: Floats
    each: Floats
    days: Floats
    small: Floats
    may_lead: Bools
    limits: Ints
    weights: Floats
    breadth: float
    low: int
    high: int


def limits_of(problem: Problem, grouping: Grouping) -> Ints:
    """In how many groups each organisation can be; (n,), 0 for those without a known theme."""
    limits = problem.arrays.max_groups
    if grouping.one_group_each:
        limits = np.minimum(limits, 1)
    return np.where(problem.has_themes, limits, 0).astype(np.int64)


class Material:
    """Everything about a grouping that does not depend on who is looked at together."""

    def __init__(self, problem: Problem, grouping: Grouping) -> None:
        """Weigh the terms and lay out the facts of everybody."""
        self.problem, self.grouping = problem, grouping
        self.weights = problem.weights / problem.weights.sum()
        self.limits = limits_of(problem, grouping)
        self.pairs = pair_facts(problem.arrays, grouping.tie_prior, self.weights[[1, 3, 6]])
        arrays = problem.arrays
        self.themes = Rows(arrays.theme_from, arrays.themes_at)
        self.districts = Rows(arrays.district_from, arrays.districts_at)
        self.alone = breadths(arrays)

    def slice(self, positions: Ints) -> Slice:
        """Cut out some organisations, ascending."""
        problem, arrays, size = self.problem, self.problem.arrays, self.grouping.size
        _, themes = self.themes.places(positions)
        district_from, listed = self.districts.places(positions)
        _, districts = np.unique(self.districts.values[listed], return_inverse=True)
        return Slice(
            positions=positions,
            pairs=_pairs_among(self.pairs, positions),
            theme_weights=arrays.theme_weights[themes],
            district_from=district_from,
            districts=districts.astype(np.int64),
            alone=self.alone[positions],
            needs=arrays.need_words[positions],
            offers=arrays.offer_words[positions],
            own=problem.complementarity.fixed[positions],
            each=problem.complementarity.each[positions],
            days=problem.days[positions],
            small=problem.small[positions].astype(np.float64),
            may_lead=problem.may_lead[positions],
            limits=self.limits[positions],
            weights=np.ascontiguousarray(self.weights[[0, 2, 4, 5]]),
            breadth=float(self.grouping.full_breadth_themes),
            low=size.min,
            high=size.max,
        )

    def area_places(self) -> Floats:
        """The middle of the areas that each organisation lists, on the unit sphere; (n, 3)."""
        areas = self.problem.instance.areas
        middles = {code: _on_sphere(area.lat, area.lon) for code, area in areas.items()}
        places = np.full(self.pairs.points.shape, np.nan)
        for row, one in enumerate(self.problem.instance.organisations):
            if one.place is None:
                known = [middle for code in one.areas or () if (middle := middles[code])]
                places[row] = np.mean(known, axis=0) if known else np.nan
        return places


def _on_sphere(lat: float | None, lon: float | None) -> tuple[float, float, float] | None:
    if lat is None or lon is None:
        return None
    north, east = radians(lat), radians(lon)
    return cos(north) * cos(east), cos(north) * sin(east), sin(north)


def _pairs_among(facts: PairFacts, positions: Ints) -> PairFacts:
    """The pair facts of some organisations among themselves."""
    place = np.full(len(facts.radius), -1, np.int64)
    place[positions] = np.arange(len(positions))
    theme_from, themes = Rows(facts.theme_from, facts.theme_codes).places(positions)
    tie_from, tie_ends, ties = _ends_among(facts.tie_from, facts.tie_ends, positions, place)
    excluded_from, excluded_ends, _ = _ends_among(
        facts.excluded_from, facts.excluded_ends, positions, place
    )
    return facts._replace(
        points=facts.points[positions],
        radius=facts.radius[positions],
        theme_from=theme_from,
        theme_codes=facts.theme_codes[themes],
        theme_weights=facts.theme_weights[themes],
        ages=facts.ages[positions],
        ages_known=facts.ages_known[positions],
        networks=facts.networks[positions],
        ties_known=facts.ties_known[positions],
        tie_from=tie_from,
        tie_ends=tie_ends,
        tie_out=facts.tie_out[ties],
        tie_in=facts.tie_in[ties],
        excluded_from=excluded_from,
        excluded_ends=excluded_ends,
    )


def _ends_among(starts: Ints, ends: Ints, positions: Ints, place: Ints) -> tuple[Ints, Ints, Ints]:
    """Partners of some organisations among themselves: starts, partners, and where they stood."""
    cut, at = Rows(starts, ends).places(positions)
    inside = place[ends[at]] >= 0
    counts = np.concatenate(([0], np.cumsum(inside)))
    return counts[cut].astype(np.int64), place[ends[at[inside]]], at[inside]


def facts_of(cut: Slice, nearest: int = NEAREST, *, anywhere: bool = False) -> GroupFacts:
    """Weigh every pair of a slice, and list whom each may look at: `anywhere`, or within reach."""
    count = len(cut.positions)
    table = pair_table(cut.pairs, np.arange(count))
    near_from, near = _near(cut, table if anywhere else _within_reach(cut.pairs, table), nearest)
    return GroupFacts(
        pairs=table,
        theme_from=cut.pairs.theme_from,
        theme_codes=cut.pairs.theme_codes,
        theme_weights=cut.theme_weights,
        theme_count=cut.pairs.theme_count,
        district_from=cut.district_from,
        districts=cut.districts,
        district_count=int(cut.districts.max(initial=-1)) + 1,
        alone=cut.alone,
        needs=cut.needs,
        offers=cut.offers,
        own=cut.own,
        each=cut.each,
        days=cut.days,
        small=cut.small,
        may_lead=cut.may_lead,
        limits=cut.limits,
        near_from=near_from,
        near=near,
        weights=cut.weights,
        breadth=cut.breadth,
        low=cut.low,
        high=cut.high,
    )


def _near(cut: Slice, table: Floats, most: int) -> tuple[Ints, Ints]:
    """Whom each may look at, compressed: the nearest by pair terms, leads, and those tied to it.

    Where one looks at another, the other looks at it as well.
    """
    count, may = len(cut.positions), cut.limits > 0
    keys = [
        _keys(nearest_of(table, may, may & chosen, min(number, max(1, count - 1))), count)
        for chosen, number in ((may, most), (cut.may_lead, NEAREST_LEADS))
    ]
    sources = np.repeat(np.arange(count), np.diff(cut.pairs.tie_from))
    ends = cut.pairs.tie_ends
    tied = may[ends] & may[sources] & (ends != sources)
    together = np.concatenate((*keys, sources[tied] * count + ends[tied]))
    turned = together % count * count + together // count
    listed = np.unique(np.concatenate((together, turned)))
    starts = np.searchsorted(listed // count, np.arange(count + 1))
    return starts.astype(np.int64), (listed % count).astype(np.int64)


def _within_reach(facts: PairFacts, table: Floats) -> Floats:
    """The pair values, as though two were excluded who are too far from each other."""
    chords = np.sqrt(((facts.points[:, None] - facts.points) ** 2).sum(axis=2))
    reach = (facts.radius[:, None] + facts.radius) / EARTH_RADIUS_KM
    # An unknown place is within reach of everything; with no radius at all only the same place is.
    beyond = (2 * np.arcsin(np.minimum(1.0, chords / 2)) >= reach) & (chords > 0)
    return np.where(beyond, EXCLUDED, table)


def _keys(found: Ints, count: int) -> Ints:
    rows, slots = np.nonzero(found >= 0)
    keys: Ints = rows * count + found[rows, slots]
    return keys
