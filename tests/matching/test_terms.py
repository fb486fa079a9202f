"""The engine's figures against the plain recomputation, and each unknown rule by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import Brief, Instance, MembersError, score
from matching.problem import Extension, Problem, ascending
from matching.rules import broken_rules
from tests.matching import reference
from tests.matching.strategies import instances, requests


def drawn_members(data, instance, most=6):
    ids = [one.id for one in instance.organisations]
    return data.draw(st.lists(st.sampled_from(ids), min_size=2, max_size=most, unique=True))


@given(instances(), requests, st.data())
def test_every_term_is_what_the_formulas_say(instance, request, data):
    members = drawn_members(data, instance)
    card = score(instance, request, members)
    expected = reference.terms(instance, request, members)
    for name, value in expected.items():
        assert getattr(card.terms, name) == pytest.approx(value, abs=1e-6), name
    assert card.quality == pytest.approx(reference.quality(instance, request, members), abs=1e-6)


@given(instances(), requests, st.data())
def test_lead_gaps_and_unknowns_are_what_the_rules_say(instance, request, data):
    ids = sorted(drawn_members(data, instance))
    members = [instance.organisation(key) for key in ids]
    card = score(instance, request, ids)
    assert card.lead == reference.lead_shown(request, members)
    assert card.ask_first == reference.ask_first(request, members)
    assert [one.id for one in card.unknowns] == [one.id for one in members if one.unknown_facts]
    if isinstance(request, Brief):
        found = {(gap.theme, gap.area): gap.missing for gap in card.gaps}
        assert found == pytest.approx(reference.gaps(instance, request, members), abs=1e-9)
    else:
        assert card.gaps is None


@given(instances(), requests, st.data())
def test_the_broken_rules_of_any_set_are_named(instance, request, data):
    ids = sorted(drawn_members(data, instance))
    problem = Problem(instance, request)
    broken = broken_rules(problem, [instance.index[key] for key in ids])
    assert set(broken) == reference.broken_rules(instance, request, ids)


@given(instances(least=4), requests, st.data())
def test_a_set_with_one_more_member_is_valued_as_when_it_is_scored(instance, request, data):
    problem = Problem(instance, request)
    everyone = np.arange(len(instance.organisations))
    chosen = data.draw(st.permutations(everyone.tolist()))
    size = data.draw(st.integers(1, 3))
    rest, others = chosen[:size], chosen[size:]
    extension = Extension(problem)
    found = extension.qualities(np.array([rest]), np.array(others))[0]
    exact = problem.qualities(ascending([[*rest, other] for other in others]))
    assert found == pytest.approx(exact, abs=1e-9)


PLAY = {"id": "p", "size": {"min": 2, "max": 4}, "cells": [{"theme": "t", "area": "w", "level": 1}]}


def card_of(*rows, **brief):
    instance = Instance.from_tables(rows, areas=[{"code": "w", "lat": "53", "lon": "-2"}])
    return score(instance, Brief.from_json(PLAY | brief), [row["id"] for row in rows])


def test_an_unknown_place_counts_one_half():
    card = card_of({"id": "a", "lat": "53", "lon": "-2"}, {"id": "b", "lat": "53", "lon": ""})
    assert card.terms.geography == 0.5


def test_two_places_without_radius_are_near_only_when_they_are_the_same():
    here = {"lat": "53", "lon": "-2", "radius_km": "0"}
    assert card_of({"id": "a"} | here, {"id": "b"} | here).terms.geography == 1
    assert card_of({"id": "a"} | here, {"id": "b"} | here | {"lat": "54"}).terms.geography == 0


def test_unknown_needs_count_one_half_and_needing_nothing_counts_one():
    card = card_of({"id": "a", "needs": ""}, {"id": "b", "needs": "none"})
    assert card.terms.complementarity == 0.75


def test_a_member_does_not_meet_its_own_need():
    card = card_of({"id": "a", "needs": "van", "offers": "van"}, {"id": "b", "needs": "none"})
    assert card.terms.complementarity == 0.5


def test_unknown_ages_count_one_half_and_two_known_nones_count_nothing():
    unknown = card_of({"id": "a"}, {"id": "b", "ages": "none"})
    nones = card_of({"id": "a", "ages": "none"}, {"id": "b", "ages": "none"})
    assert unknown.terms.cohesion - nones.terms.cohesion == pytest.approx(0.4 * 0.3 * 0.5)


def test_a_tie_of_strength_nothing_still_means_that_the_two_are_not_new_to_each_other():
    rows = [{"id": "a", "ties_known": "yes"}, {"id": "b"}]
    ties = [{"from": "a", "to": "b", "strength": "0"}]
    instance = Instance.from_tables(rows, areas=[{"code": "w"}], ties=ties)
    assert score(instance, Brief.from_json(PLAY), ["a", "b"]).terms.added_value == 0


def test_the_strongest_of_several_kinds_counts():
    rows = [{"id": "a", "ties_known": "yes"}, {"id": "b"}]
    ties = [
        {"from": "a", "to": "b", "kind": kind, "strength": strength}
        for kind, strength in [("k", "0.25"), ("l", "0.75"), ("m", "0.5")]
    ]
    instance = Instance.from_tables(rows, areas=[{"code": "w"}], ties=ties)
    card = score(instance, Brief.from_json(PLAY), ["a", "b"])
    assert card.terms.cohesion == pytest.approx(0.6 * 0.75 + 0.4 * 0.3 * 0.5)


def test_an_area_within_the_radius_counts_half_of_a_listed_one():
    there = {"themes": "t", "lat": "53", "lon": "-2.01"}
    assert card_of({"id": "a"} | there, {"id": "b"}).terms.coverage == 0.5
    assert card_of({"id": "a", "areas": "w"} | there, {"id": "b"}).terms.coverage == 1
    assert card_of({"id": "a", "areas": "w", "themes": "t"}, {"id": "b"}).terms.coverage == 1


def test_unknown_spare_days_count_nothing_and_one_member_fills_two_fifths_at_most():
    card = card_of({"id": "a", "spare_days": "50"}, {"id": "b"}, min_capacity_days=10)
    assert card.terms.capacity == pytest.approx(0.4)


def test_unknown_turnover_is_not_small():
    card = card_of({"id": "a"}, {"id": "b"}, {"id": "c"}, {"id": "d", "turnover": "0"})
    assert card.terms.small == 0.5


@pytest.mark.parametrize(
    ("first", "second", "lead"),
    [
        ({"max_contract": "5"}, {"max_contract": "9"}, "b"),
        ({"max_contract": "0"}, {"max_contract": ""}, "a"),
        ({"spare_days": ""}, {"spare_days": "2"}, "b"),
        ({"spare_days": ""}, {"spare_days": "0"}, "a"),
        ({}, {}, "a"),
    ],
)
def test_the_lead_shown_has_the_largest_contract_then_spare_days_then_the_smallest_id(
    first, second, lead
):
    ready = {"can_lead": "yes", "will_lead": "yes"}
    assert card_of({"id": "a"} | ready | first, {"id": "b"} | ready | second).lead == lead


def test_whom_to_ask_first_has_the_largest_known_turnover():
    rows = [{"id": "a"}, {"id": "b", "turnover": "5"}, {"id": "c", "turnover": "9"}]
    assert card_of(*rows, lead="wanted").ask_first == "c"
    rows[2]["can_lead"] = "no"
    assert card_of(*rows, lead="wanted").ask_first == "b"
    assert card_of(*rows).ask_first is None


def test_a_set_with_an_unknown_id_is_refused_by_its_name():
    with pytest.raises(MembersError, match="no organisation 'z'"):
        score(Instance.from_tables([{"id": "a"}], [{"code": "w"}]), Brief.from_json(PLAY), "az")


def test_a_set_of_one_is_refused():
    with pytest.raises(MembersError, match="at least two"):
        score(Instance.from_tables([{"id": "a"}], [{"code": "w"}]), Brief.from_json(PLAY), "a")
