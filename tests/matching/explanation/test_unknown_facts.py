"""What unknown facts could change: ranges that hold for everything that might be told."""

from random import Random

import pytest
from hypothesis import given

from matching import explain
from tests.matching import reference
from tests.matching.explanation.facts import random_values, telling_values, told
from tests.matching.explanation.groups import LEAD, brief, broken, grouping, groups, town
from tests.matching.strategies import seeds

EXACT = {"areas", "offers", "needs", "networks", "turnover", "spare_days", "ties"}
FACTS_FOR_RULES = {"can_lead", "will_lead", "max_contract"}


def unknown(instance, members):
    """Everything that is not known of the members."""
    return [(key, fact) for key in members for fact in instance.organisation(key).unknown_facts]


def listed(found):
    return {(one.id, one.fact): one for one in found.unknowns}


@given(groups(most=4), seeds)
def test_whatever_is_told_the_quality_lies_in_the_range(case, seed):
    instance, request, members = case
    draw, found = Random(seed), explain(instance, request, members)
    for key, fact in unknown(instance, members):
        range_ = listed(found).get((key, fact))
        low, high = (range_.lowest, range_.highest) if range_ else (found.quality, found.quality)
        values = telling_values(instance, key, fact, members)
        for value in [*values, *random_values(draw, fact, members)]:
            quality = reference.quality(told(instance, key, fact, value), request, members)
            assert low - 1e-9 <= quality <= high + 1e-9, (key, fact, value)


@given(groups(most=4))
def test_both_ends_of_exact_ranges_are_reached_and_the_lowest_of_all(case):
    instance, request, members = case
    for one in explain(instance, request, members).unknowns:
        values = telling_values(instance, one.id, one.fact, members)
        reached = [
            reference.quality(told(instance, one.id, one.fact, value), request, members)
            for value in values
        ]
        assert min(reached) == pytest.approx(one.lowest, abs=1e-9), one
        if one.fact in EXACT:
            assert max(reached) == pytest.approx(one.highest, abs=1e-9), one


@given(groups(most=4))
def test_rules_that_an_answer_would_mend_or_break_are_named(case):
    instance, request, members = case
    before = broken(instance, request, members)
    found = listed(explain(instance, request, members))
    for key, fact in unknown(instance, members):
        mended, lost = set(), set()
        for value in telling_values(instance, key, fact, members):
            after = broken(told(instance, key, fact, value), request, members)
            mended, lost = mended | before - after, lost | after - before
        one = found.get((key, fact))
        assert lost == (set(one.would_break) if one else set())
        if one and one.along_with:
            assert mended == set()
        else:
            assert mended == (set(one.would_meet) if one else set()), (key, fact)


@given(groups(most=4))
def test_facts_that_help_only_together_do_so_together(case):
    instance, request, members = case
    before = broken(instance, request, members)
    for one in explain(instance, request, members).unknowns:
        changed = instance
        for fact in {one.fact, *one.along_with} & FACTS_FOR_RULES:
            changed = told(changed, one.id, fact, 1e9 if fact == "max_contract" else True)
        if one.fact in FACTS_FOR_RULES:
            assert before - broken(changed, request, members) == set(one.would_meet)


@given(groups())
def test_only_facts_that_change_something_are_listed_in_order(case):
    instance, request, members = case
    found = explain(instance, request, members)
    assert [*listed(found)] == [one for one in unknown(instance, members) if one in listed(found)]
    for one in found.unknowns:
        moves = max(abs(one.lowest - found.quality), abs(one.highest - found.quality))
        assert moves > 1e-13 or one.would_meet or one.would_break
        assert bool(one.terms) == (moves > 1e-13)


def only(weights, *rows, request=brief, members="ab", **more):
    """The unknown facts of a group where some terms alone count."""
    terms = ("coverage", "geography", "complementarity", "cohesion", "capacity", "small",
             "added_value")  # fmt: skip
    wanted = request(weights=dict.fromkeys(terms, 0) | weights, lead="wanted", **more)
    return listed(explain(town(*rows), wanted, members))


def test_a_place_could_be_near_or_far():
    rows = {"id": "a", "lat": "53.5", "lon": "-2.2"}, {"id": "b"}
    one = only({"geography": 1}, *rows)["b", "place"]
    assert (one.lowest, one.highest, one.terms) == (0, 1, ("geography",))


def test_a_place_in_a_brief_could_come_within_reach_of_areas():
    rows = {"id": "a"}, {"id": "b", "themes": "play;carers"}
    found = only({"coverage": 1}, *rows)
    assert found["b", "place"].highest == pytest.approx(1 / 3)
    assert found["b", "areas"].highest == pytest.approx(2 / 3)


def test_two_unknown_places_leave_their_pair_as_it_is():
    assert only({"geography": 1}, {"id": "a"}, {"id": "b"}) == {}


def test_the_highest_of_themes_is_reached_by_those_closest_to_all():
    rows = {"id": "a", "themes": "play"}, {"id": "b", "themes": "sport"}, {"id": "c"}
    one = only({"cohesion": 1}, *rows, members="abc")["c", "themes"]
    instance, weights = town(*rows), {"coverage": 0, "geography": 0, "complementarity": 0,
                                      "capacity": 0, "small": 0, "added_value": 0}  # fmt: skip
    best = told(instance, "c", "themes", {"play": 1.0, "sport": 1.0})
    reached = reference.quality(best, brief(weights=weights), "abc")
    assert one.highest == pytest.approx(reached)


def test_the_highest_of_ages_is_reached_where_all_others_are_alike():
    rows = {"id": "a", "ages": "x;y"}, {"id": "b", "ages": "x;y"}, {"id": "c"}
    one = only({"cohesion": 1}, *rows, members="abc")["c", "ages"]
    instance = told(town(*rows), "c", "ages", frozenset("xy"))
    weights = {"coverage": 0, "geography": 0, "complementarity": 0, "capacity": 0, "small": 0,
               "added_value": 0}  # fmt: skip
    assert one.highest == pytest.approx(reference.quality(instance, brief(weights=weights), "abc"))


def test_one_who_cannot_be_small_is_not_asked_for_its_turnover():
    rows = {"id": "a"}, {"id": "b"}
    assert only({"small": 1}, *rows, small_turnover=0) == {}
    assert ("a", "turnover") in only({"small": 1}, *rows)


def test_two_open_questions_about_leading_are_asked_together():
    instance = town({"id": "a", "themes": "play"}, {"id": "b", "themes": "play"} | LEAD)
    found = listed(explain(instance, brief(contract_value=5), "ab"))
    assert found["b", "max_contract"].would_meet == ("lead",)
    assert found["b", "max_contract"].along_with == ()
    assert found["a", "can_lead"].along_with == ("will_lead", "max_contract")


def test_the_only_one_who_may_lead_could_say_no_where_a_lead_is_only_wanted():
    instance = town({"id": "a", "can_lead": "no"}, {"id": "b", "can_lead": "yes"})
    found = listed(explain(instance, grouping(lead="wanted"), "ab"))
    assert found["b", "will_lead"].would_break == ("lead",)


def test_ties_told_could_make_a_hub():
    instance = town({"id": "a"} | LEAD, {"id": "b"}, {"id": "c"})
    found = listed(explain(instance, brief(hub=True), "abc"))
    assert found["c", "ties"].would_meet == ("hub",)


def test_nothing_is_unknown_of_members_who_told_everything():
    full = {"lat": "53.5", "lon": "-2.2", "areas": "w1", "themes": "play", "ages": "x",
            "offers": "m", "needs": "none", "networks": "none", "turnover": "1", "spare_days": "1",
            "max_contract": "1", "ties_known": "yes"} | LEAD  # fmt: skip
    assert explain(town({"id": "a"} | full, {"id": "b"} | full), brief(), "ab").unknowns == ()
