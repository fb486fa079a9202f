"""Searching tile by tile: the same for any hands, no rule broken, nobody forgotten."""

import json
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np
import pytest

from matching import generate_instance, suggest_groups
from matching.groupings import suggestion, tiles
from matching.groupings.tiles import somewhere, tiles_of
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


@pytest.mark.usefixtures("small_tiles")
def test_threads_and_processes_give_the_same_bytes(city):
    request = grouping(3, 6)
    alone = told(suggest_groups(city, request, effort=1))
    assert told(suggest_groups(city, request, effort=1, workers=2)) == alone
    with ProcessPoolExecutor(1, get_context("spawn")) as processes:
        assert told(suggest_groups(city, request, effort=1, executor=processes)) == alone


@pytest.mark.usefixtures("small_tiles")
def test_later_rounds_only_add_to_the_total(city, monkeypatch):
    request, totals = grouping(3, 6), []
    for rounds in (1, 2, 3):
        monkeypatch.setattr("matching.groupings.rounds.ROUNDS", rounds)
        totals.append(suggest_groups(city, request, effort=rounds).total)
    assert totals == sorted(totals)
    assert totals[-1] > totals[0]


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
