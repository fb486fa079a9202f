"""What a coordinator reads where a brief cannot be met, field by field."""

import pytest

from matching import Brief, Instance, Relaxations, RequestError, ResultError, relaxations
from matching.relaxing.words import NEUTRAL
from tests.matching.relaxing.smallest import brief_with
from tests.matching.tight_briefs import random_instance, tight_brief

YES = {"can_lead": "yes", "will_lead": "yes"}
ROWS = [
    {"id": "ash", "name": "Ash Lane", "themes": "t", "spare_days": "2", "turnover": "50000"},
    {"id": "elm", "themes": "t", "spare_days": "3.5", "max_contract": "180000"} | YES,
    {"id": "fir", "name": "Fir Tree", "themes": "t", "turnover": "900000"},
    {"id": "oak", "themes": "t", "spare_days": "1", "max_contract": "40000"} | YES,
]
BRIEF = Brief.from_json(
    {
        "id": "b",
        "cells": [{"theme": "t", "area": "w", "level": 1}],
        "size": {"min": 2, "max": 2},
    }
)


def answer(exclusions=(), ties=(), rows=ROWS, **changes):
    instance = Instance.from_tables(rows, [{"code": "w"}], ties, exclusions)
    return relaxations(instance, brief_with(BRIEF, **changes))


def told(found):
    """Sentences of the fields that help."""
    return {one.field: one.sentence for one in found.relaxations if one.helps}


def test_a_brief_that_can_be_met_says_so():
    found = answer()
    assert found.feasible
    assert found.sentence == "A group can meet this brief."
    assert (found.conflict, found.relaxations) == ((), ())


def test_a_lead_for_less_is_told_in_pounds_and_without_a_lead_whom_to_ask():
    found = answer(contract_value=250_000.0)
    assert found.sentence == ("No group can meet this brief: none has a known lead for £250,000.")
    assert told(found) == {
        "contract_value": "No lead is there for £250,000; the nearest can hold £180,000.",
        "lead": "No lead is known; ask Fir Tree first whether they could lead.",
    }
    first, second = found.relaxations[:2]
    assert (first.asked, first.possible, first.brief.contract_value) == (250_000, 180_000, 180_000)
    assert (second.members, second.brief.lead) == (("fir",), "wanted")
    assert "fir" in second.example


def test_where_nobody_has_said_what_they_can_hold_the_value_is_left_open():
    rows = [{"id": "a", "themes": "t"} | YES, {"id": "b", "themes": "t"}]
    found = answer(rows=rows, contract_value=100.5).relaxations[0]
    assert found.sentence == (
        "No lead is there for £100.50; without a value one is, but nobody has said what they can "
        "hold."
    )
    assert (found.possible, found.brief.contract_value) == (None, None)


def test_spare_days_are_told_with_the_most_and_with_a_larger_size():
    found = answer(min_capacity_days=6.0)
    assert found.sentence == (
        "No group can meet this brief: none has 6 spare days a week and 2 members at once."
    )
    assert told(found) == {
        "size.max": "No group of up to 2 is possible; one of 3 is.",
        "min_capacity_days": "No group has 6 spare days a week; the most is 5.5.",
    }
    assert [one.example for one in found.relaxations if one.helps] == [
        ("ash", "elm", "oak"), ("ash", "elm"),
    ]  # fmt: skip


def test_small_members_are_told_with_the_most():
    found = answer(min_small=2)
    assert told(found) == {"min_small": "No group has 2 small members; the most is 1."}


def test_a_smaller_size_is_told():
    found = answer(**{"size.min": 5, "size.max": 7})
    assert found.sentence == "No group can meet this brief: none has 5 to 7 members."
    assert told(found) == {"size.min": "No group of 5 or more is possible; one of 4 is."}


def test_the_rule_of_the_hub_can_be_left_out():
    found = answer(hub=True)
    assert found.conflict == ("hub",)
    assert told(found) == {
        "hub": "No lead is within two ties of everyone; without that rule a group is possible."
    }


def test_named_members_are_let_go_by_name():
    found = answer(must_include=["ash", "elm", "fir"])
    assert found.conflict == ("must_include", "size")
    sentence = "No group can hold everyone that the brief names; without Ash Lane a group is "
    assert told(found)["must_include"] == f"{sentence}possible."
    let_go = found.relaxations[-1]
    assert (let_go.members, let_go.brief.must_include) == (("ash",), ("elm", "fir"))
    assert (let_go.asked, let_go.possible) == (3, 2)


def test_members_left_out_are_let_back_in_by_id_where_they_have_no_name():
    found = answer(must_exclude=["elm", "oak"])
    assert found.conflict == ("lead", "must_exclude")
    assert told(found)["must_exclude"] == (
        "No group is possible without those whom the brief leaves out; with elm back in one is."
    )


def test_two_fields_that_help_only_together_carry_one_brief():
    rows = [
        {"id": key, "themes": "t", "max_contract": "5", "spare_days": "1"} | YES for key in "ab"
    ]
    found = answer(rows=rows, contract_value=9.0, min_capacity_days=4.0)
    assert told(found) == {}
    assert [one.sentence for one in found.pair] == [
        "No lead is there for £9; the nearest can hold £5.",
        "No group has 4 spare days a week; the most is 2.",
    ]
    brief = found.pair[0].brief
    assert (brief.contract_value, brief.min_capacity_days) == (5, 2)
    assert found.pair[1].brief == brief


def test_in_a_pair_the_one_to_ask_is_one_whom_the_other_change_leaves_in():
    rows = [
        {"id": "big", "themes": "t", "turnover": "900000"},
        {"id": "one", "themes": "t", "turnover": "5000"},
        {"id": "two", "themes": "t", "turnover": "5000", "can_lead": "no"},
    ]
    found = answer(rows=rows, min_small=3)
    assert [one.sentence for one in found.pair] == [
        "No lead is known; ask one first whether they could lead.",
        "No group has 3 small members; the most is 2.",
    ]
    assert found.pair[0].example == ("one", "two")


def test_named_members_who_exclude_each_other_are_never_told():
    found = answer([{"a": "elm", "b": "ash"}], must_include=["ash", "elm"])
    assert (found.feasible, found.private, found.conflict) == (False, True, ())
    assert {found.sentence, *(one.sentence for one in found.relaxations)} == {NEUTRAL}
    assert all(one.private and one.brief is None for one in found.relaxations)


def test_a_figure_that_an_exclusion_lowers_is_not_told():
    found = answer([{"a": "elm", "b": "ash"}], min_capacity_days=6.0)
    days = next(one for one in found.relaxations if one.field == "min_capacity_days")
    assert (days.sentence, days.possible, days.private) == (NEUTRAL, None, True)
    idle = next(one for one in found.relaxations if one.field == "lead")
    assert (idle.sentence, idle.possible, idle.private) == (NEUTRAL, None, False)


def test_what_is_told_of_the_conflict_does_not_depend_on_exclusions():
    for seed in range(25):
        instance, brief = random_instance(seed, 6), tight_brief(seed, 6)
        open_one = Instance(instance.organisations, instance.areas, instance.ties)
        found, freely = relaxations(instance, brief), relaxations(open_one, brief)
        if not freely.feasible:
            assert (found.sentence, found.conflict) == (freely.sentence, freely.conflict)
        for one, other in zip(found.relaxations, freely.relaxations, strict=False):
            assert one.sentence in (NEUTRAL, other.sentence)


def test_the_order_of_rows_does_not_matter():
    for seed in range(15):
        instance, brief = random_instance(seed, 6), tight_brief(seed, 6)
        turned = {name: rows[::-1] for name, rows in instance.tables().items()}
        assert relaxations(instance, brief) == relaxations(Instance.from_tables(**turned), brief)


def test_an_answer_is_read_back_as_it_was_written():
    for seed in range(15):
        found = relaxations(random_instance(seed, 5), tight_brief(seed, 5))
        assert Relaxations.from_json(found.to_json()) == found


def test_a_stored_answer_that_cannot_be_read_names_the_part():
    with pytest.raises(ResultError, match="feasible"):
        Relaxations.from_json({"sentence": "x"})


def test_one_organisation_is_no_group():
    found = answer(rows=ROWS[:1])
    assert (found.feasible, found.conflict, told(found)) == (False, ("size",), {})


def test_no_organisation_is_no_group():
    assert answer(rows=[]).conflict == ("size",)


def test_an_unknown_named_member_is_refused():
    with pytest.raises(RequestError, match="there is no organisation 'z'"):
        answer(must_include=["z"])
