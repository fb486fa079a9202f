"""Searching tile by tile: the same for any hands, no rule broken, nobody forgotten."""

import json
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import generate_instance, suggest_groups
from matching.groupings import rounds, suggestion, tiles
from matching.groupings.tiles import somewhere, tiles_of
from matching.progress import Pace
from matching.scoring import consortia_of
from tests.matching.test_groupings import check, grouping


@pytest.fixture
def small_tiles(monkeypatch):
    """Tiles of a few dozen, so that a small city has many."""
    monkeypatch.setattr(suggestion, "MOST_AT_ONCE", 100)
    monkeypatch.setattr(tiles.tiles_of, "__defaults__", (60,))


@pytest.fixture(scope="module")
def city():
    return generate_instance(400, 4)


def told(outcome):
    return json.dumps(outcome.to_json())


@pytest.mark.usefixtures("small_tiles")
def test_no_rule_is_broken_across_tiles_and_nobody_is_forgotten(city):
    request = grouping(3, 6)
    outcome = suggest_groups(city, request, effort=1)
    check(city, request, outcome)
    assert outcome.status == "bounded"
    assert outcome.bound > outcome.total


@pytest.mark.walk
@pytest.mark.usefixtures("small_tiles")
def test_threads_and_processes_give_the_same_bytes(city):
    request = grouping(3, 6)
    alone = told(suggest_groups(city, request, effort=1))
    assert told(suggest_groups(city, request, effort=1, workers=2)) == alone
    with ProcessPoolExecutor(1, get_context("spawn")) as processes:
        assert told(suggest_groups(city, request, effort=1, executor=processes)) == alone


@pytest.mark.usefixtures("small_tiles")
def test_later_rounds_only_add_to_the_total(city, monkeypatch):
    monkeypatch.setattr("matching.progress.BETWEEN_CALLS", 0)
    request = grouping(3, 6)
    material = suggestion.Material(suggestion.problem_of(city, request), request)

    def total_after(count):
        """What the groups are worth when somebody stops the search after so many rounds."""
        pace = Pace(lambda seen: seen.phase != f"Searching, round {count + 1} of 3", None, 1)
        groups = rounds.search_in_rounds(material, [], pace, 3, 0)
        return sum(len(one.members) * one.quality for one in consortia_of(material.problem, groups))

    totals = [total_after(count) for count in (0, 1, 2, 3)]
    assert totals == sorted(totals)
    assert totals[0] == 0
    assert totals[-1] > totals[1]


@pytest.mark.usefixtures("small_tiles")
def test_a_watcher_that_says_no_keeps_what_was_found(city, monkeypatch):
    monkeypatch.setattr("matching.progress.BETWEEN_CALLS", 0)
    seen = []

    def watch(progress):
        seen.append(progress)
        return len(seen) < 4

    outcome = suggest_groups(city, grouping(3, 6), effort=2, watch=watch)
    assert outcome.provenance.stopped == "cancelled"
    check(city, grouping(3, 6), outcome)


def test_tiles_hold_everybody_once_and_no_more_than_allowed():
    draw = np.random.default_rng(3)
    places, positions = draw.normal(size=(500, 3)), np.arange(0, 500, 2)
    for turn in range(3):
        found = tiles_of(places, positions, turn, 40)
        assert sorted(np.concatenate(found).tolist()) == positions.tolist()
        assert max(map(len, found)) <= 40
    first, second = (
        {tuple(tile) for tile in tiles_of(places, positions, turn, 40)} for turn in (0, 1)
    )
    assert first != second


def test_everybody_is_somewhere_even_where_no_place_is_known():
    instance = generate_instance(60, 2)
    request = grouping(2, 4)
    material = suggestion.Material(suggestion.problem_of(instance, request), request)
    places = somewhere(material.pairs, material.area_places())
    assert places.shape == (60, 3)
    assert not np.isnan(places).any()
    known = ~np.isnan(material.pairs.points[:, 0])
    assert (places[known] == material.pairs.points[known]).all()


def plainly_fixed(tile_of, groups):
    """The slow way: whoever is with somebody of another tile, then whoever is with those."""
    fixed = set()
    while True:
        more = {
            one
            for group in groups
            if len({tile_of[other] for other in group}) > 1 or fixed & set(group)
            for one in group
        }
        if more == fixed:
            return fixed
        fixed = more


@given(st.data())
def test_groups_across_an_edge_stay_with_all_who_hang_on_them(data):
    count = data.draw(st.integers(4, 12))
    tile_of = data.draw(st.lists(st.integers(0, 3), min_size=count, max_size=count))
    some = st.sets(st.integers(0, count - 1), min_size=2, max_size=4)
    groups = [tuple(sorted(one)) for one in data.draw(st.lists(some, max_size=6))]
    rows = rounds._flat(groups)
    fixed, across = rounds._fixed(np.array(tile_of), rows)
    expected = plainly_fixed(tile_of, groups)
    assert set(np.flatnonzero(fixed).tolist()) == expected
    assert across.tolist() == [bool(expected & set(group)) for group in groups]
    assert [*rounds._inside(np.array(tile_of), rows, across, 4)] == [
        [n for n, group in enumerate(groups) if not across[n] and tile_of[group[0]] == tile]
        for tile in range(4)
    ]


@pytest.mark.usefixtures("small_tiles")
@pytest.mark.parametrize("workers", [3, 40])
def test_however_many_tiles_are_away_the_bytes_are_the_same(city, workers):
    request = grouping(3, 6)
    alone = told(suggest_groups(city, request, effort=1))
    with ThreadPoolExecutor(2) as hands:
        found = suggest_groups(city, request, effort=1, executor=hands, workers=workers)
    assert told(found) == alone
