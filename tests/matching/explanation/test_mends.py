"""The smallest change that mends each broken rule, in plain words."""

import re

import pytest
from hypothesis import given

from matching import what_if
from tests.matching.explanation.groups import LEAD, brief, broken, grouping, groups, town

ANY = {"themes": "play", "areas": "w1"}
PEOPLE = {"lead", "hub", "capacity", "small"}
NOT_SAID = re.compile(r"exclu|apart|cannot work|refus|trust|None|nan", re.IGNORECASE)


@given(groups(most=5))
def test_whoever_is_named_to_come_in_mends_the_rule_and_breaks_no_other(case):
    instance, request, members = case
    before = broken(instance, request, members)
    for one in what_if(instance, request, members).broken_before:
        assert not NOT_SAID.search(one.mend.text)
        assert one.mend.text.endswith(".")
        for key, fact in one.mend.rests_on:
            assert fact not in instance.organisation(key).unknown_facts
        added = re.match(r"Add (o\d): ", one.mend.text)
        swapped = re.match(r"Put (o\d) in place of (o\d): ", one.mend.text)
        if one.rule not in PEOPLE or not (added or swapped):
            continue
        came, went = (added[1], "") if added else swapped.groups()
        after = broken(instance, request, sorted({*members, came} - {went}))
        assert after <= before - {one.rule}


def mends(*rows, members="ab", request=None, ties=(), exclusions=(), **more):
    instance = town(*rows, ties=ties, exclusions=exclusions)
    found = what_if(instance, request or brief(**more), members)
    return {one.rule: one.mend for one in found.broken_before}


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ("ab", "Add 1 more: a group has at least 3 members."),
        ("abcde", "Take 1 out: a group has at most 4 members."),
    ],
)
def test_a_group_of_the_wrong_size_takes_in_or_lets_go(members, words):
    rows = [{"id": key} | ANY | LEAD for key in "abcde"]
    assert mends(*rows, members=members, size={"min": 3, "max": 4})["size"].text == words


def test_those_without_themes_are_asked_or_taken_out():
    rows = {"id": "a"} | LEAD, {"id": "b", "themes": "none"}, {"id": "c"} | ANY
    found = mends(*rows, members="abc")["themes"]
    assert found.text == "Ask a what they do and take b out, who told of no theme."
    assert (found.kind, found.rests_on) == ("remove", (("b", "themes"),))
    assert mends(*rows, members="ac")["themes"].text == "Ask a what they do."


def test_named_members_are_taken_in_and_refused_ones_out():
    rows = [{"id": key} | ANY | LEAD for key in "abcd"]
    found = mends(*rows, must_include=["d", "c"], must_exclude=["a"])
    assert found["must_include"].text == "Add c and d: the brief names them."
    assert found["must_exclude"].text == "Take a out: the brief leaves them out by name."


def test_the_member_of_whom_least_would_be_asked_is_asked_to_lead():
    rows = {"id": "a"} | ANY, {"id": "b", "can_lead": "yes"} | ANY, {"id": "c"} | ANY | LEAD
    found = mends(*rows)["lead"]
    assert (found.kind, found.text) == ("ask", "Ask b: whether b wants to lead is not known yet.")
    assert mends(*rows, members="ac", contract_value=9)["lead"].text == (
        "Ask c: how large a contract c could hold is not known yet."
    )


NO = {"can_lead": "no"}


def test_where_nobody_can_be_asked_a_lead_is_added_or_swapped_in_or_looked_for():
    rows = [{"id": key} | ANY | NO for key in "ab"]
    able = {"id": "c"} | ANY | LEAD
    found = mends(*rows, able)["lead"]
    assert (found.kind, found.text) == ("add", "Add c: it can lead.")
    assert found.rests_on == (("c", "can_lead"), ("c", "will_lead"))
    full = mends(*rows, able, size={"min": 2, "max": 2})["lead"]
    assert (full.kind, full.text) == ("swap", "Put c in place of a: it can lead.")
    assert mends(*rows)["lead"].text == "Find an organisation that can and wants to lead."
    assert mends(*rows, contract_value=1200)["lead"].text == (
        "Find an organisation that can and wants to lead, and could hold a contract of 1,200."
    )


def test_nobody_kept_apart_from_a_member_is_named():
    rows = [{"id": key} | ANY | NO for key in "ab"] + [{"id": "c"} | ANY | LEAD]
    found = mends(*rows, exclusions=[("a", "c"), ("b", "c")])["lead"]
    assert found.kind == "find"


def test_missing_days_are_asked_for_then_looked_for_elsewhere():
    rows = [{"id": key, "spare_days": "1"} | ANY | LEAD for key in "ab"]
    silent = {"id": "c"} | ANY
    found = mends(*rows, silent, members="abc", min_capacity_days=4)["capacity"]
    assert found.text == (
        "Ask c: how many spare days c has is not known yet, and 2 more a week are needed."
    )
    busy = {"id": "d", "spare_days": "3"} | ANY
    found = mends(*rows, busy, min_capacity_days=4)["capacity"]
    assert found.text == "Add d: its spare days fill what is short, 2 days a week."
    assert found.figures["short"] == 2
    assert mends(*rows, min_capacity_days=4)["capacity"].text == ("Find 2 more spare days a week.")


def test_missing_small_members_are_asked_for_then_looked_for_elsewhere():
    rows = [{"id": key, "turnover": "900000"} | ANY | LEAD for key in "ab"]
    found = mends(*rows, {"id": "c"} | ANY, members="abc", min_small=1)["small"]
    assert found.text == (
        "Ask c: the turnover of c is not known yet, and 1 more small member is needed."
    )
    found = mends(*rows, {"id": "d", "turnover": "5"} | ANY, min_small=1)["small"]
    assert found.text == "Add d: its turnover is below 100,000."
    assert mends(*rows, min_small=2)["small"].text == (
        "Find 2 more members with a turnover below 100,000."
    )


def test_a_hub_is_asked_about_ties_or_added():
    told = {"ties_known": "yes"}
    rows = {"id": "a"} | ANY | LEAD | told, {"id": "b"} | ANY | told
    found = mends(*rows, {"id": "c"} | ANY, members="abc", hub=True)["hub"]
    assert found.text == "Ask c: with whom c works is not known yet."
    between = {"id": "d"} | ANY | LEAD | told
    found = mends(*rows, between, hub=True, ties=[("d", "b"), ("b", "d"), ("d", "a")])
    assert "hub" not in found
    lone = {"id": "a"} | ANY | NO | told, {"id": "b"} | ANY | NO | told
    found = mends(*lone, between, hub=True, lead="wanted", ties=[("d", "b"), ("a", "d")])["hub"]
    assert found.text == "Add d: a member that can lead is then within two ties of everyone."
    assert mends(*lone, hub=True)["hub"].kind == "find"


def test_a_rule_about_who_is_kept_apart_is_not_told():
    rows = [{"id": key} | ANY | LEAD for key in "ab"]
    assert mends(*rows, request=grouping(), exclusions=[("a", "b")]) == {}
