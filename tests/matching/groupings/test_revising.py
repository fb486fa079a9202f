"""Revising: rules kept, nobody forgotten, little changed, everything told as from cold."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import combinations
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import (
    Brief,
    Grouping,
    Instance,
    RequestError,
    ResultError,
    generate_instance,
    revise_groups,
    score,
    suggest_for_brief,
    suggest_groups,
)
from matching.groupings import revising, tiles
from matching.groupings.answering import outcome_of
from matching.groupings.bounding import bound_of
from matching.groupings.laying_out import Material
from matching.groupings.state import State
from matching.problem import Problem
from tests.matching import reference
from tests.matching.editing import KINDS, edited
from tests.matching.strategies import groupings, random_grouping, random_tables, seeds
from tests.matching.test_groupings import check, grouping

PRICES = st.sampled_from([0.0, 0.1, 5.0])


def told(outcome):
    return json.dumps(outcome.to_json())


def read_anew(instance):
    return Instance.from_tables(**instance.tables())


def members(outcome):
    return {card.members for card in outcome.consortia}


def from_cold(instance, request, outcome):
    """The answer that the same groups get when nothing is known of before."""
    material = Material(Problem(read_anew(instance), request), request)
    index = instance.index
    groups = [tuple(index[key] for key in card.members) for card in outcome.consortia]
    return outcome_of(State(material, groups), bound_of(material), outcome.provenance)


def holds(instance, request, outcome):
    """Every rule, everybody told of, and all figures and reasons as from cold."""
    check(instance, request, outcome)
    assert outcome.total <= outcome.bound + 1e-9
    anew = read_anew(instance)
    for card in outcome.consortia:
        assert card == score(anew, request, card.members)
    assert outcome == from_cold(instance, request, outcome)


@pytest.mark.walk
@given(seeds, groupings, PRICES)
@settings(max_examples=40)
def test_rules_hold_and_all_is_as_from_cold_after_edit_upon_edit(seed, request, price):
    draw = Random(seed)
    earlier = Instance.from_tables(**random_tables(seed, 10))
    outcome = suggest_groups(earlier, request, effort=1)
    for _ in range(3):
        instance = edited(earlier, draw)
        outcome = revise_groups(instance, request, outcome, earlier=earlier, price=price)
        holds(instance, request, outcome)
        earlier = instance


@pytest.mark.walk
@given(seeds, groupings, groupings, PRICES)
@settings(max_examples=30)
def test_rules_hold_where_the_request_or_much_of_the_instance_is_another(seed, old, new, price):
    draw = Random(seed)
    earlier = Instance.from_tables(**random_tables(seed, 9))
    outcome = suggest_groups(earlier, old, effort=1)
    instance = earlier
    for _ in range(5):
        instance = edited(instance, draw)
    for known in (None, earlier):
        revised = revise_groups(instance, new, outcome, earlier=known, price=price)
        check(instance, new, revised)
        assert revised == from_cold(instance, new, revised)


@pytest.fixture(scope="module")
def city():
    """A town, a grouping of it, and its outcome."""
    instance, request = generate_instance(200, 3), grouping(3, 6)
    return instance, request, suggest_groups(instance, request, effort=2)


@pytest.mark.parametrize("kind", KINDS)
def test_in_a_town_each_kind_of_edit_gives_what_cold_computing_gives(city, kind):
    earlier, request, outcome = city
    draw = Random(kind)
    for _ in range(3):
        instance = edited_in_town(earlier, draw, kind)
        outcome = revise_groups(instance, request, outcome, earlier=earlier)
        holds(instance, request, outcome)
        earlier = instance


def edited_in_town(instance, draw, kind):
    """An edit in the words of this town: facts are those of another organisation in it."""
    if kind in ("facts", "added"):
        one, other = draw.sample(instance.organisations, 2)
        key = one.id if kind == "facts" else f"{one.id}-new"
        return instance.with_organisation(replace(other, id=key, ties_known=True))
    return edited(instance, draw, (kind,))


def test_far_away_groups_stay_as_they_are(city):
    instance, request, outcome = city
    one = instance.organisation(outcome.consortia[0].members[0])
    changed = instance.with_organisation(replace(one, spare_days=9.0, themes={"play": 1.0}))
    revised = revise_groups(changed, request, outcome, earlier=instance)
    kept = members(outcome) & members(revised)
    assert len(kept) > 0.8 * len(outcome.consortia)
    cards = {card.members: card for card in outcome.consortia}
    carried = [card for card in revised.consortia if card is cards.get(card.members)]
    assert len(carried) >= len(kept) - 1


def test_nothing_changed_changes_nothing(city):
    instance, request, outcome = city
    revised = revise_groups(read_anew(instance), request, outcome, earlier=instance)
    assert revised.consortia == outcome.consortia
    assert revised.left_out == outcome.left_out
    assert (revised.total, revised.bound) == (outcome.total, outcome.bound)


@pytest.mark.parametrize("known", [True, False])
def test_at_a_huge_price_nobody_leaves_company(city, known):
    earlier, request, outcome = city
    one = earlier.organisation(outcome.consortia[3].members[1])
    instance = earlier.with_organisation(replace(one, themes={"music": 0.3}, spare_days=0.0))
    revised = revise_groups(
        instance, request, outcome, earlier=earlier if known else None, price=1e3
    )
    assert outcome.pairs <= revised.pairs


def still_allowed(instance, request, outcome):
    """Earlier groups that keep the rules as they are; none where they do not beside each other."""
    kept = [
        card.members
        for card in outcome.consortia
        if set(card.members) <= set(instance.index)
        and not reference.broken_rules(instance, request, card.members)
    ]
    return kept if not reference.broken_together(instance, request, kept) else []


@given(seeds, st.booleans())
@settings(max_examples=40)
def test_at_a_huge_price_no_more_company_is_lost_than_must_be(seed, known):
    request = random_grouping(seed)
    earlier = Instance.from_tables(**random_tables(seed, 10))
    outcome = suggest_groups(earlier, request, effort=1)
    instance = edited(earlier, Random(seed))
    revised = revise_groups(
        instance, request, outcome, earlier=earlier if known else None, price=1e3
    )
    kept = still_allowed(instance, request, outcome)
    together = {pair for group in kept for pair in combinations(group, 2)}
    before = [card.members for card in outcome.consortia]
    assert company_lost(before, revised.pairs) <= company_lost(before, together) + 1e-9
    if len(kept) == len(before):
        assert together <= revised.pairs


def company_lost(groups, together):
    """The share of its companions that everybody has no longer, summed; over groups of before."""
    lost = 0.0
    for group in groups:
        gone = sum(pair not in together for pair in combinations(group, 2))
        lost += 2 * gone / (len(group) - 1)
    return lost


@given(seeds, st.integers(0, 2))
@settings(max_examples=25)
def test_without_a_price_it_is_never_worse_than_keeping(seed, effort):
    request = random_grouping(seed)
    earlier = Instance.from_tables(**random_tables(seed, 10))
    outcome = suggest_groups(earlier, request, effort=1)
    instance = edited(earlier, Random(seed), ("facts", "tie", "no tie", "added", "removed"))
    revised = revise_groups(instance, request, outcome, earlier=earlier, price=0.0, effort=effort)
    kept = still_allowed(instance, request, outcome)
    total = sum(len(one) * reference.quality(instance, request, one) for one in kept)
    assert revised.total >= total - 1e-9


def test_a_higher_price_changes_fewer_pairs(city):
    earlier, request, outcome = city
    draw = Random(5)
    instance = earlier
    for _ in range(6):
        instance = edited_in_town(instance, draw, "facts")
    changed = [
        len(revise_groups(instance, request, outcome, price=price, effort=4).pairs ^ outcome.pairs)
        for price in (0.0, 0.1, 1.0)
    ]
    assert changed[0] > changed[1] >= changed[2]


def test_a_group_that_loses_its_only_lead_is_mended_or_given_up():
    rows = [
        {"id": key, "themes": "play", "areas": "w", "lat": "53", "lon": "-2"} for key in "abcdef"
    ]
    for row in rows:
        row |= {"can_lead": "yes", "will_lead": "yes" if row["id"] in "ad" else "no"}
    earlier = Instance.from_tables(rows, areas=[{"code": "w"}])
    request = grouping(3, 3)
    outcome = suggest_groups(earlier, request)
    assert len(outcome.consortia) == 2
    instance = earlier.with_organisation(replace(earlier.organisation("a"), will_lead=False))
    revised = revise_groups(instance, request, outcome, earlier=earlier)
    holds(instance, request, revised)
    assert len(revised.consortia) == 1
    waiting = revised.left_out[0].id
    helped = instance.with_organisation(replace(instance.organisation(waiting), will_lead=True))
    again = revise_groups(helped, request, revised, earlier=instance)
    holds(helped, request, again)
    assert len(again.consortia) == 2
    assert members(revised) <= members(again)


def test_two_who_come_to_exclude_each_other_part(city):
    earlier, request, outcome = city
    pair = outcome.consortia[2].members[:2]
    instance = earlier.changed(exclusions=earlier.exclusions | {pair})
    revised = revise_groups(instance, request, outcome, earlier=earlier, price=1e3)
    holds(instance, request, revised)
    assert pair not in revised.pairs


def test_the_same_input_gives_the_same_bytes(city):
    earlier, request, outcome = city
    instance = edited_in_town(earlier, Random(2), "facts")
    shared, anew = (
        told(revise_groups(one, request, outcome, earlier=before))
        for one, before in ((instance, earlier), (read_anew(instance), read_anew(earlier)))
    )
    assert shared == anew


def test_many_are_looked_at_tile_by_tile_the_same_for_any_hands(city, monkeypatch):
    earlier, request, outcome = city
    monkeypatch.setattr(revising, "MOST_AT_ONCE", 100)
    monkeypatch.setattr(tiles.tiles_of, "__defaults__", (60,))
    instance = edited_in_town(earlier, Random(2), "facts")
    revised = revise_groups(instance, request, outcome, price=0.02)
    check(instance, request, revised)
    assert revised != outcome
    assert told(revise_groups(instance, request, outcome, price=0.02, workers=2)) == told(revised)
    with ThreadPoolExecutor(2) as hands:
        again = revise_groups(instance, request, outcome, price=0.02, executor=hands)
    assert told(again) == told(revised)


def test_the_bound_kept_from_run_to_run_is_the_bound_from_cold(city):
    earlier, request, outcome = city
    draw = Random(8)
    for kind in ("facts", "removed", "added", "tie", "facts", "removed"):
        instance = edited_in_town(earlier, draw, kind)
        outcome = revise_groups(instance, request, outcome, earlier=earlier, effort=0)
        cold = bound_of(Material(Problem(read_anew(instance), request), request))
        assert outcome.bound == pytest.approx(cold, abs=1e-12)
        earlier = instance


def test_no_table_of_all_pairs_is_made_for_an_edit(city, monkeypatch):
    earlier, request, outcome = city
    asked = []

    def watched(facts, positions):
        asked.append(len(positions))
        return np.zeros((len(positions), len(positions)))

    instance = edited_in_town(earlier, Random(2), "facts")
    revise_groups(instance, request, outcome, earlier=earlier)
    monkeypatch.setattr("matching.groupings.laying_out.pair_table", watched)
    monkeypatch.setattr("matching.groupings.partners.pair_table", watched)
    revise_groups(read_anew(instance), request, outcome, earlier=earlier)
    assert len(asked) == 1
    assert asked[0] < 150


def test_a_watcher_that_says_no_gets_groups_that_keep_the_rules(city):
    earlier, request, outcome = city
    instance = edited_in_town(earlier, Random(2), "removed")
    revised = revise_groups(instance, request, outcome, watch=lambda _: False, effort=99)
    assert revised.provenance.stopped == "cancelled"
    check(instance, request, revised)
    again = revise_groups(instance, request, revised, earlier=instance)
    holds(instance, request, again)


@pytest.mark.parametrize("price", [-0.1, float("inf"), float("nan")])
def test_a_price_that_is_none_is_refused(city, price):
    instance, request, outcome = city
    with pytest.raises(RequestError, match="price: must be 0 or more"):
        revise_groups(instance, request, outcome, price=price)


def test_an_outcome_of_something_else_is_refused(city):
    instance, request, outcome = city
    with pytest.raises(ResultError, match="input_fingerprint: is of another instance"):
        revise_groups(instance, request, outcome, earlier=generate_instance(20, 1))
    cells = [{"theme": "play", "area": "town-1", "level": 1}]
    brief = Brief.from_json({"id": "b", "size": {"min": 3, "max": 6}, "cells": cells})
    with pytest.raises(ResultError, match="request: is a brief"):
        revise_groups(instance, request, suggest_for_brief(instance, brief, effort=0))


def test_nobody_at_all_can_be_revised():
    request = Grouping.from_json({"id": "g", "size": {"min": 2, "max": 3}})
    nobody = Instance.from_tables([])
    outcome = suggest_groups(nobody, request)
    more = Instance.from_tables([{"id": "a", "themes": "play"}])
    for earlier, instance in ((nobody, nobody), (nobody, more)):
        for known in (None, earlier):
            revised = revise_groups(instance, request, outcome, earlier=known)
            check(instance, request, revised)
