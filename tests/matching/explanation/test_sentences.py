"""Sentences: made from data, named by id, never about who is kept apart."""

import re
from dataclasses import replace
from math import isfinite

import pytest
from hypothesis import given

from matching import explain
from tests.matching.explanation.groups import LEAD, brief, grouping, groups, town

NOT_SAID = re.compile(r"exclu|apart|cannot work|refus|trust|nan|None", re.IGNORECASE)
IDS = re.compile(r"\bo\d\b")


def all_sentences(found):
    return [*found.sentences, *(one for part in found.members for one in part.sentences)]


@given(groups())
def test_each_member_has_one_to_three_sentences_that_name_it_or_its_group(case):
    found = explain(*case)
    for part in found.members:
        assert 1 <= len(part.sentences) <= 3
        named = {one.id for one in part.replacements} | {one.id for one in found.members}
        for one in part.sentences:
            assert part.id in one.text
            assert set(IDS.findall(one.text)) <= named


@given(groups())
def test_sentences_are_plain_and_their_figures_finite(case):
    for one in all_sentences(explain(*case)):
        assert not NOT_SAID.search(one.text), one.text
        assert re.fullmatch(r"[a-z_]+", one.kind)
        assert one.text[0] in "o" or one.text[0].isupper()
        assert one.text.endswith(".")
        assert all(isfinite(value) for value in one.figures.values())


@given(groups())
def test_exclusions_change_no_sentence(case):
    instance, request, members = case
    free = replace(instance, exclusions=frozenset())
    told = [all_sentences(explain(one, request, members)) for one in (instance, free)]
    same = [[one for one in some if one.kind != "fits_in"] for some in told]
    assert same[0] == same[1]


@given(groups())
def test_what_a_sentence_rests_on_is_known(case):
    instance, request, members = case
    for one in all_sentences(explain(instance, request, members)):
        for key, fact in one.rests_on:
            assert key in members
            assert fact not in instance.organisation(key).unknown_facts


def sentences(*rows, members="abc", request=None, ties=(), **more):
    instance = town(*rows, ties=ties)
    found = explain(instance, request or brief(lead="wanted", **more), members)
    return {part.id: {one.kind: one for one in part.sentences} for part in found.members}


ANY = {"themes": "play", "areas": "w1"}


def alone(term):
    """Weights in which one term counts alone."""
    names = ("coverage", "geography", "complementarity", "cohesion", "capacity", "small",
             "added_value")  # fmt: skip
    return dict.fromkeys(names, 0.0) | {term: 1.0}


def test_the_only_one_for_a_cell_is_told_with_what_is_covered_without_it():
    found = sentences({"id": "a"} | ANY, {"id": "b"} | ANY,
                      {"id": "c", "themes": "carers", "areas": "w2"})["c"]["only_one"]  # fmt: skip
    assert found.text == (
        "Only c serves carers in Oakley: 67% of what is wanted is covered with it, 33% without."
    )
    assert found.figures == pytest.approx(
        {"cells": 1, "coverage": 2 / 3, "coverage_without": 1 / 3}
    )
    assert found.rests_on == (("c", "themes"), ("c", "areas"))


def test_one_who_adds_to_a_cell_is_told_so():
    rows = [{"id": key, "themes": "play:0.5", "areas": "w1"} for key in "ab"]
    assert sentences(*rows, members="ab")["a"]["covers"].text == (
        "a adds to play in Elmfield: 33% of what is wanted is covered with it, 17% without."
    )


def test_the_only_lead_is_needed_to_lead():
    rows = {"id": "a"} | ANY | LEAD, {"id": "b"} | ANY, {"id": "c"} | ANY
    found = sentences(*rows, request=brief())["a"]["needed_to_lead"]
    assert found.text == "Without a nobody here is known to be able to lead."
    found = sentences(*rows, {"id": "d"} | ANY, request=brief(contract_value=9), members="abd")
    assert "needed_to_lead" not in found["a"]


def test_needed_time_is_told_once():
    rows = [{"id": key, "spare_days": "2"} | ANY for key in "abc"]
    found = sentences(*rows, min_capacity_days=6, weights=alone("capacity"))["a"]
    assert [*found] == ["time_needed"]
    assert found["time_needed"].text == (
        "Its time is needed: without a the others have 4 spare days a week, and 6 are wanted."
    )
    assert found["time_needed"].figures == {"days": 2, "days_without": 4, "wanted": 6}


def test_time_that_helps_is_told_with_the_groups():
    rows = {"id": "a", "spare_days": "1.5"}, {"id": "b", "spare_days": "4"}, {"id": "c"}
    found = sentences(*rows, min_capacity_days=20, weights=alone("capacity"))
    assert found["a"]["time"].text == (
        "a has 1.5 spare days a week of the 5.5 in the group; 20 are wanted."
    )
    assert [*found["c"]] == ["fits_in"]


def test_needed_small_members_and_named_ones_are_told():
    rows = {"id": "a", "turnover": "5"} | ANY, {"id": "b"} | ANY, {"id": "c"} | ANY
    found = sentences(*rows, min_small=1, must_include=["b"])
    assert found["a"]["small_needed"].text == (
        "Without a the group has 0 of the 1 small members that are wanted."
    )
    assert found["b"]["named"].text == "The brief names b as a member."


def test_the_one_that_ties_all_is_needed_as_hub():
    rows = {"id": "a", "ties_known": "yes"} | ANY | LEAD, {"id": "b"} | ANY, {"id": "c"} | ANY
    found = sentences(*rows, hub=True, ties=[("a", "b"), ("a", "c")])["a"]
    assert found["needed_as_hub"].text == (
        "Without a no member that could lead is within two ties of everyone."
    )


def test_what_it_alone_offers_is_told_with_who_needs_it():
    rows = [
        {"id": "a", "offers": "hall;bids"},
        {"id": "b", "needs": "hall"},
        {"id": "c", "needs": "bids;hall"},
    ]
    found = sentences(*rows, weights=alone("complementarity"))
    assert found["a"]["offers"].text == (
        "Only a offers what others here need: hall for b and c; bids for c."
    )
    assert found["b"]["needs_met"].text == "b gets what it needs: hall from a."
    assert found["b"]["needs_met"].rests_on == (("b", "needs"), ("a", "offers"))


def test_nearness_is_told_with_kilometres():
    rows = [{"id": key, "lat": f"53.{50 + step}", "lon": "-2.2"} for key, step in
            (("a", 0), ("b", 1), ("c", 2))]  # fmt: skip
    found = sentences(*rows, weights=alone("geography"))["b"]["near"]
    assert found.text == "b is 1.1 km from a, and 1.1 km from the others on average."


def test_ties_are_told_with_those_who_state_them():
    rows = {"id": "a", "ties_known": "yes"}, {"id": "b"}, {"id": "c"}
    found = sentences(*rows, ties=[("a", "b")], weights=alone("cohesion"), tie_prior=0)
    assert found["b"]["works_with"].text == "b works with a already."
    assert found["b"]["works_with"].rests_on == (("a", "ties"),)


def test_alike_work_new_connections_and_small_members_are_told():
    rows = [{"id": key, "themes": "play;sport", "turnover": "5"} for key in "ab"]
    rows.append({"id": "c", "themes": "carers"})
    alike = sentences(*rows, weights=alone("cohesion"), tie_prior=0)["a"]["alike"]
    assert alike.text == "a does work that b does too: play and sport."
    new = sentences(*rows, weights=alone("added_value"), members="ab")["a"]["new"]
    assert new.text == (
        "No tie and no shared network is known between a and b: "
        "the group would bring them together."
    )
    small = sentences(*rows, weights=alone("small"), members="ab")["a"]["small"]
    assert small.text == "a counts as small: its turnover is below 100,000."


def test_what_adds_members_up_or_compares_them_rests_on_all_of_them():
    days = {"spare_days": "2", "turnover": "5", "networks": "forum"}
    rows = [{"id": "a"} | ANY | days, {"id": "b"} | ANY | days, {"id": "c"} | ANY]
    both = (("a", "spare_days"), ("b", "spare_days"))
    open_one = grouping(lead="wanted", weights=alone("capacity"))
    assert sentences(*rows, request=open_one)["a"]["time"].rests_on == both
    needed = sentences(*rows, min_capacity_days=4)["a"]["time_needed"]
    assert needed.rests_on == both
    small = sentences(*rows, min_small=2)["a"]["small_needed"]
    assert small.rests_on == (("a", "turnover"), ("b", "turnover"))
    new = sentences(*rows, weights=alone("added_value"))["c"]["new"]
    assert new.figures == {"new": 2, "others": 2}
    assert new.rests_on == (("a", "networks"), ("b", "networks"))


def test_one_who_weakens_the_group_is_told_so_last():
    rows = [{"id": key, "themes": "play"} for key in "ab"] + [{"id": "c", "themes": "carers"}]
    found = sentences(*rows, weights=alone("cohesion"), tie_prior=0)["c"]
    assert [*found] == ["better_without"]
    assert re.fullmatch(
        r"Without c the quality would be 0\.\d\d instead of 0\.\d\d\.",
        found["better_without"].text,
    )


def test_the_group_is_told_by_what_it_covers_what_is_missing_and_who_is_missed_most():
    instance = town({"id": "a", "themes": "play", "areas": "w1"} | LEAD,
                    {"id": "b", "themes": "sport", "areas": "w1"},
                    {"id": "c", "themes": "sport", "areas": "w1"})  # fmt: skip
    found = {one.kind: one for one in explain(instance, brief(), "abc").sentences}
    assert [*found] == ["covers", "strongest", "missing", "drop_out", "unknown"]
    assert found["covers"].text == (
        "It covers 2 of 3 cells in full; most is missing of carers in Oakley."
    )
    assert found["strongest"].text.startswith("Most of the quality comes from “covers the need”: ")
    assert found["drop_out"].text.startswith(
        "If any one of them drops out, the loss of a is the worst: "
    )
    assert found["drop_out"].text.endswith("and nobody serves play in Elmfield.")


def test_an_open_group_is_told_by_its_breadth():
    instance = town({"id": "a"} | ANY, {"id": "b"} | ANY)
    found = explain(instance, grouping(lead="wanted"), "ab").sentences
    assert found[0].text == "Its themes come to 12% of a full breadth in one district."
    assert "If either of the two drops out, no group is left." in [one.text for one in found]


def test_a_theme_that_another_does_elsewhere_is_not_told_as_the_only_one():
    rows = [{"id": "a", "themes": "play:0.5", "areas": "w1"},
            {"id": "b", "themes": "play:0.5", "areas": "w2"}]  # fmt: skip
    request = grouping(lead="wanted", weights=alone("coverage"))
    found = sentences(*rows, members="ab", request=request)["a"]
    assert [*found] == ["covers"]
    assert found["covers"].text.startswith("a adds to play: ")
