"""Two groupings side by side, against counting by hand and the textbook formulas."""

import json
from fractions import Fraction
from itertools import combinations
from math import comb
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import (
    PRESETS,
    Brief,
    Grouping,
    Instance,
    ResultError,
    Weights,
    generate_instance,
    score,
    suggest_for_brief,
    suggest_groups,
)
from matching.comparing.answer import Comparison
from matching.comparing.changes import adjusted_rand, jaccard
from matching.comparing.finding import compare_groupings
from matching.outcome import Outcome, Provenance
from matching.weights import TERM_NAMES
from tests.matching import reference
from tests.matching.strategies import groupings, instances, random_grouping, random_tables, seeds

SIZE = {"min": 2, "max": 4}
PLACE, THEME = (
    Grouping.from_json({"id": "g", "size": SIZE, "weights": PRESETS[name].weights.model_dump()})
    for name in ("By place", "By theme")
)


def outcome_of(instance, grouping, groups):
    origin = Provenance("1", 0, 0, "effort", instance.fingerprint)
    return Outcome(grouping, tuple(score(instance, grouping, one) for one in groups), origin)


def random_groups(instance, seed, *, overlapping):
    """Groups of two to four; where they overlap, no two organisations meet twice."""
    draw, ids = Random(seed), [one.id for one in instance.organisations]
    draw.shuffle(ids)
    groups = []
    while len(ids) > 2:
        size = draw.randint(2, 4)
        groups, ids = [*groups, ids[:size]], ids[size:]
    kept = [group for group in groups if len(group) > 1 and draw.random() < 0.8]
    if overlapping and len(kept) > 1:
        kept.append([kept[0][0], kept[1][0]])
    return kept


def two_outcomes(instance, requests, seed, overlapping=True):
    return [
        outcome_of(instance, request, random_groups(instance, seed + n, overlapping=overlapping))
        for n, request in enumerate(requests)
    ]


def together(outcome):
    """Pairs of ids that a group has, found pair by pair."""
    ids = sorted({key for group in outcome.consortia for key in group.members})
    return {
        pair
        for pair in combinations(ids, 2)
        if any(set(pair) <= set(group.members) for group in outcome.consortia)
    }


@settings(max_examples=60, deadline=None)
@given(instances(3, 10), groupings, groupings, seeds)
def test_pairs_and_places_are_those_counted_one_by_one(instance, one, two, seed):
    first, second = two_outcomes(instance, (one, two), seed)
    found = compare_groupings(instance, first, second)
    before, after = together(first), together(second)
    for told, pairs in (
        (found.pairs.kept, before & after),
        (found.pairs.parted, before - after),
        (found.pairs.new, after - before),
    ):
        assert (told.count, told.pairs) == (len(pairs), tuple(sorted(pairs)))
    inside = [{key for pair in pairs for key in pair} for pairs in (before, after)]
    ids = [one.id for one in instance.organisations]
    for told, sides in (
        (found.places.both, (True, True)),
        (found.places.neither, (False, False)),
        (found.places.only_first, (True, False)),
        (found.places.only_second, (False, True)),
    ):
        assert told == tuple(k for k in ids if (k in inside[0], k in inside[1]) == sides)


@settings(max_examples=60, deadline=None)
@given(instances(3, 10), seeds)
def test_who_stays_together_are_the_parts_that_two_groups_share(instance, seed):
    first, second = two_outcomes(instance, (PLACE, THEME), seed)
    found = compare_groupings(instance, first, second).together
    expected = [
        (tuple(sorted({*a.members} & {*b.members})), i, j)
        for i, a in enumerate(first.consortia, start=1)
        for j, b in enumerate(second.consortia, start=1)
        if len({*a.members} & {*b.members}) > 1
    ]
    assert [(one.members, one.first, one.second) for one in found] == expected


def textbook_rand(first, second, ids):
    """Hubert and Arabie's index from the table of two partitions, exactly."""
    parts = [[set(group.members) for group in side.consortia] for side in (first, second)]
    for part in parts:
        part += [{key} for key in ids if not any(key in group for group in part)]
    cells = sum(comb(len(a & b), 2) for a in parts[0] for b in parts[1])
    rows, columns = (sum(comb(len(group), 2) for group in part) for part in parts)
    chance = Fraction(rows * columns, comb(len(ids), 2))
    most = Fraction(rows + columns, 2)
    return Fraction(1) if most == chance else (cells - chance) / (most - chance)


@settings(max_examples=80, deadline=None)
@given(instances(2, 12), seeds)
def test_the_indices_are_those_of_the_textbook(instance, seed):
    first, second = two_outcomes(instance, (PLACE, THEME), seed, overlapping=False)
    found = compare_groupings(instance, first, second).pairs
    ids = [one.id for one in instance.organisations]
    assert found.adjusted_rand == pytest.approx(float(textbook_rand(first, second, ids)))
    before, after = together(first), together(second)
    share = len(before & after) / len(before | after) if before | after else 1.0
    assert found.jaccard == pytest.approx(share)


@given(st.integers(0, 40), st.integers(0, 30))
def test_the_same_grouping_twice_is_wholly_alike(pairs, count):
    pairs = min(pairs, comb(count, 2))
    assert jaccard(pairs, pairs, pairs) == adjusted_rand(pairs, pairs, pairs, count) == 1.0


@settings(max_examples=30, deadline=None)
@given(instances(3, 9), groupings, groupings, seeds)
def test_totals_and_means_are_those_of_the_formulas_by_both_weightings(instance, one, two, seed):
    first, second = two_outcomes(instance, (one, two), seed)
    found = compare_groupings(instance, first, second)
    for judged, weights in ((found.by_first, one.weights), (found.by_second, two.weights)):
        assert judged.weights == weights
        for outcome, told in ((first, judged.first), (second, judged.second)):
            request = outcome.request.model_copy(update={"weights": weights})
            total = sum(
                len(group.members) * reference.quality(instance, request, group.members)
                for group in outcome.consortia
            )
            assert told == pytest.approx(total, abs=1e-9)
        assert judged.change == judged.second - judged.first
    for outcome, means in ((first, found.terms.first), (second, found.terms.second)):
        assert_means(instance, outcome, means)
    for name in TERM_NAMES:
        change = getattr(found.terms.second, name) - getattr(found.terms.first, name)
        assert getattr(found.terms.change, name) == change


def assert_means(instance, outcome, means):
    groups = [group.members for group in outcome.consortia]
    members = sum(map(len, groups))
    for name in TERM_NAMES:
        values = [len(g) * reference.terms(instance, outcome.request, g)[name] for g in groups]
        mean = sum(values) / members if members else 0.0
        assert getattr(means, name) == pytest.approx(mean, abs=1e-9)


@settings(max_examples=30, deadline=None)
@given(instances(3, 9), seeds)
def test_the_other_way_round_what_was_gained_is_lost(instance, seed):
    first, second = two_outcomes(instance, (PLACE, THEME), seed)
    there = compare_groupings(instance, first, second)
    back = compare_groupings(instance, second, first)
    kinds = {"total_by_first": "total_by_second", "total_by_second": "total_by_first"}
    kinds |= {"came_in": "left_out", "left_out": "came_in"}

    def turned(sentences):
        return {kinds.get(one.kind, one.kind) for one in sentences}

    assert {one.kind for one in there.gained} == turned(back.lost)
    assert {one.kind for one in there.lost} == turned(back.gained)
    assert there.pairs.adjusted_rand == back.pairs.adjusted_rand
    assert there.pairs.parted == back.pairs.new


@pytest.mark.parametrize("seed", range(5))
def test_neither_the_order_of_rows_nor_an_exclusion_changes_anything(seed):
    tables = random_tables(seed, 9)
    backwards = {name: rows[::-1] for name, rows in tables.items()}
    one, two = random_grouping(seed), random_grouping(seed + 1)
    answers = []
    for plain in (tables, backwards, tables | {"exclusions": []}):
        instance = Instance.from_tables(**plain)
        first, second = two_outcomes(instance, (one, two), seed)
        answers.append(json.dumps(compare_groupings(instance, first, second).to_json()))
    assert answers[0] == answers[1] == answers[2]


ROWS = [
    {"id": "a", "themes": "play", "lat": "53", "lon": "-2"},
    {"id": "b", "themes": "sport", "lat": "53", "lon": "-2"},
    {"id": "c", "themes": "play", "lat": "53.08", "lon": "-2"},
    {"id": "d", "themes": "sport", "lat": "53.08", "lon": "-2"},
    {"id": "e"},
]


def said(first_groups, second_groups, requests=(PLACE, THEME)):
    instance = Instance.from_tables(ROWS)
    outcomes = [
        outcome_of(instance, request, groups)
        for request, groups in zip(requests, (first_groups, second_groups), strict=True)
    ]
    return compare_groupings(instance, *outcomes)


def texts(sentences):
    return [one.text for one in sentences]


def test_what_is_gained_and_lost_is_said_with_the_figures():
    found = said(["ab", "cd"], ["ac", "bd"])
    assert texts(found.overview) == [
        "Pairs in a group together: 0 on both sides, 2 in the first only, 2 in the second only.",
        "In a group: 4 of 5 in the first, 4 in the second.",
    ]
    assert texts(found.gained) == [
        "By the weights of “By theme” the total rises from 0.67 to 0.88.",
        "“Know each other” rises from 0.12 to 0.40, averaged over members.",
    ]
    assert texts(found.lost) == [
        "By the weights of “By place” the total falls from 1.97 to 0.72.",
        "“Close to each other” falls from 1.00 to 0.11, averaged over members.",
    ]


def test_who_comes_in_and_who_is_left_out_is_named():
    found = said(["ab"], ["cd"])
    assert "a and b are in a group in the first only." in texts(found.lost)
    assert "c and d are in a group in the second only." in texts(found.gained)
    (came,) = [one for one in found.gained if one.kind == "came_in"]
    assert came.figures == {"organisations": 2}


def test_weights_that_are_alike_are_told_of_once():
    own = PLACE.model_copy(update={"weights": Weights(coverage=0.9)})
    kinds = [one.kind for one in said(["ab"], ["ac"], (own, own)).lost]
    assert kinds == ["total_by_both", "left_out", "geography"]
    assert texts(said(["ab"], ["ac"], (own, own)).lost)[0].startswith("By the weights of both ")


def test_two_groupings_of_nobody_are_alike_and_worth_nothing():
    found = said([], [])
    assert (found.pairs.jaccard, found.pairs.adjusted_rand) == (1.0, 1.0)
    assert (found.by_first.first, found.terms.first.coverage) == (0.0, 0.0)
    assert (found.gained, found.lost) == ((), ())


def test_found_groupings_can_be_compared_stored_and_read_again():
    instance = generate_instance(40, seed=1)
    first, second = (suggest_groups(instance, one, effort=1) for one in (PLACE, THEME))
    found = compare_groupings(instance, first, second)
    assert found.by_first.first == pytest.approx(first.total)
    assert found.by_second.second == pytest.approx(second.total)
    assert Comparison.from_json(json.loads(json.dumps(found.to_json()))) == found
    with pytest.raises(ResultError, match="places"):
        Comparison.from_json(found.to_json() | {"places": None})


def test_what_cannot_be_compared_is_refused_and_the_side_named():
    instance, other = Instance.from_tables(ROWS, [{"code": "w"}]), Instance.from_tables(ROWS[:4])
    cells = [{"theme": "play", "area": "w", "level": 1}]
    brief = Brief.from_json({"id": "x", "size": SIZE, "cells": cells})
    grouped = outcome_of(instance, PLACE, ["ab"])
    with pytest.raises(ResultError, match=r"second\.request: is a brief"):
        compare_groupings(instance, grouped, suggest_for_brief(instance, brief, effort=0))
    elsewhere = outcome_of(other, PLACE, ["ab"])
    for pair, side in (((elsewhere, grouped), "first"), ((grouped, elsewhere), "second")):
        with pytest.raises(ResultError, match=rf"{side}\.provenance\.input_fingerprint"):
            compare_groupings(instance, *pair)
