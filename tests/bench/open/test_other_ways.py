"""The other ways: whatever they offer, nobody is twice and every group has an allowed size."""

import numpy as np
import pytest

from bench.open.comparing import WAYS, compared
from bench.open.families import NAMES, case
from bench.open.genetic.evolving import evolved
from bench.open.judging import judge, who_may
from bench.open.kmeans import IS_INSTALLED, parts_of, places_and_themes
from bench.open.records import ENGINE
from bench.open.ways import at_random, by_communities, by_ward

KMEANS = "k-means-constrained"


@pytest.mark.parametrize("family", NAMES)
@pytest.mark.parametrize("way", [at_random, by_ward, by_communities])
def test_what_a_way_offers_can_be_judged(family, way):
    one = case(family, 60, 0)
    offered = list(way(one))
    assert len(offered) == 6
    for groups in offered:
        assert all(3 <= len(group) <= 8 for group in groups)
        assert set().union(*groups) <= set(who_may(one).tolist())
        assert judge(one, groups).groups == len(groups)


@pytest.mark.parametrize("informed", [False, True])
@pytest.mark.walk
def test_genetic_groups_are_part_of_everybody_and_worth_what_the_grouper_thought(informed):
    one = case("ordinary", 60, 0)
    groups = evolved(one, 0.1, informed=informed)
    assert all(3 <= len(group) <= 8 for group in groups)
    assert set().union(*groups) <= set(who_may(one).tolist())
    found = judge(one, groups)
    assert found.total > 0
    assert found.broken == 0 or not informed


def test_more_breeding_does_not_make_it_worse():
    one = case("ordinary", 60, 0)
    short, long = (judge(one, evolved(one, most, informed=False)).total for most in (0.0, 0.3))
    assert long >= short


def test_labels_become_groups_and_unknown_places_stand_in_the_middle():
    everyone = np.array([2, 5, 7, 9])
    assert parts_of(everyone, np.array([1, 0, 1, 1])) == [(5,), (2, 7, 9)]
    one = case("many unknowns", 40, 0)
    points = places_and_themes(one.problem.arrays, who_may(one), 1.0)
    unknown = np.isnan(one.problem.arrays.lat + one.problem.arrays.lon)[who_may(one)]
    assert unknown.any()
    assert (points[unknown, :2] == 0).all()
    assert np.linalg.norm(points[:, 2:], axis=1) == pytest.approx(1.0)


@pytest.mark.walk
def test_every_way_is_compared_on_the_same_instance_and_none_passes_the_bound():
    without = [] if IS_INSTALLED else [KMEANS]
    rows, outcome = compared(case("ordinary", 60, 0), without)
    assert [row.way for row in rows] == [way for way in WAYS if way not in without]
    assert rows[0].way == ENGINE
    assert rows[0].total == pytest.approx(outcome.total / 60)
    for row in rows:
        assert row.total <= row.led_total + 1e-9 <= row.placed_total + 2e-9
        assert row.placed_total <= rows[0].bound + 1e-9
