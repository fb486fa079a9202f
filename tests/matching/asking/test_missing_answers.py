"""Whom to ask about a brief, in small cases that can be followed by hand."""

import pytest

from matching import (
    Brief,
    Instance,
    MembersError,
    MissingAnswers,
    RequestError,
    ResultError,
    generate_instance,
    missing_answers,
)
from tests.matching.strategies import random_brief
from tests.matching.tight_briefs import random_instance

LEAD = {"can_lead": "yes", "will_lead": "yes"}
TOLD = {
    "lat": "53", "lon": "-2", "areas": "w", "ages": "none", "offers": "none", "needs": "none",
    "turnover": "200000", "ties_known": "yes",
}  # fmt: skip
ALPHA, BETA = ({"id": key, "themes": "play"} | TOLD | LEAD for key in ("a", "b"))


def brief(**changes):
    cells = [{"theme": theme, "area": "w", "level": 1} for theme in ("play", "sport", "music")]
    return Brief.from_json({"id": "x", "cells": cells, "size": {"min": 2, "max": 3}} | changes)


def answer(*rows, exclusions=(), members=("a", "b"), most=12, **changes):
    instance = Instance.from_tables(rows, [{"code": "w"}], exclusions=exclusions)
    return missing_answers(instance, brief(**changes), members=members, most=most)


def silent(key, *facts, **more):
    """An organisation that has told all but these facts."""
    row = {"id": key, "themes": "play"} | TOLD | {"can_lead": "no", "will_lead": "no"} | more
    return {name: "" if name in facts else value for name, value in row.items()}


def by_id(found):
    return {one.id: one for one in found.organisations}


def test_unknown_themes_could_fill_every_cell_of_the_areas_listed():
    found = answer(ALPHA, BETA, silent("c", "themes"))
    only = found.organisations[0]
    assert (only.id, only.facts, only.instead_of, only.rules) == ("c", ("themes",), None, ())
    assert [(one.theme, one.missing, one.amount, one.fills) for one in only.cells] == [
        ("sport", 1, 1, True), ("music", 1, 1, True),
    ]  # fmt: skip
    assert (found.together, found.covered, found.more, found.cells) == (("c",), 1, 2, 3)
    assert found.sentence == "If this one answered, up to 2 more of 3 cells could be covered."


def test_the_gain_is_what_the_best_answer_adds():
    found = answer(ALPHA, BETA, silent("c", "themes", lat="60"))
    # Coverage rises by two thirds; three in place of two, of which one is far from the others.
    assert by_id(found)["c"].instead_of is None
    assert 0 < by_id(found)["c"].gain < 0.3 * 2 / 3


def test_a_member_may_have_something_to_tell_as_well():
    found = answer(ALPHA | {"turnover": ""}, BETA)
    only = found.organisations[0]
    assert (only.id, only.facts, only.instead_of) == ("a", ("turnover",), None)
    assert only.gain == pytest.approx(0.05)
    assert (found.together, found.more) == ((), 0)
    assert found.sentence == "No answer that is missing could cover another of 3 cells."


def test_unknown_themes_could_be_those_of_the_other_members():
    only = {"cohesion": 1.0} | dict.fromkeys(
        ("coverage", "geography", "complementarity", "capacity", "small", "added_value"), 0.0
    )
    found = answer(ALPHA, silent("c", "themes"), members="ac", must_include=["c"], weights=only)
    assert by_id(found)["c"].gain == pytest.approx(0.4 * 0.7)


def test_in_a_full_group_the_newcomer_takes_the_place_that_suits_it_best():
    rows = [ALPHA, BETA, silent("c", "themes")]
    found = answer(*rows, size={"min": 2, "max": 2})
    assert by_id(found)["c"].instead_of in ("a", "b")


def test_a_named_member_keeps_its_place():
    rows = [ALPHA, BETA, silent("c", "themes")]
    found = answer(*rows, size={"min": 2, "max": 2}, must_include=["a"])
    assert by_id(found)["c"].instead_of == "b"
    found = answer(*rows, size={"min": 2, "max": 2}, must_include=["a", "b"])
    assert found.organisations == ()


def test_the_only_lead_keeps_its_place_unless_the_newcomer_could_lead():
    rows = [ALPHA, BETA | {"can_lead": "no"}]
    full = {"size": {"min": 2, "max": 2}, "must_exclude": []}
    assert by_id(answer(*rows, silent("c", "themes"), **full))["c"].instead_of == "b"
    could = by_id(answer(*rows, silent("c", "themes", "can_lead", will_lead="yes"), **full))["c"]
    assert "can_lead" in could.facts


def test_whoever_the_brief_leaves_out_or_has_no_theme_is_not_listed():
    rows = [ALPHA, BETA, silent("c", "themes"), silent("d", "areas", themes="none")]
    assert answer(*rows, must_exclude=["c"]).organisations == ()


def test_whoever_is_excluded_from_all_places_is_silently_absent():
    rows = [ALPHA, BETA, silent("c", "themes")]
    pairs = [{"a": "c", "b": key} for key in "ab"]
    assert answer(*rows, exclusions=pairs).organisations == ()
    assert by_id(answer(*rows, exclusions=pairs[:1]))["c"].instead_of == "a"


def test_facts_that_the_brief_does_not_ask_about_are_not_asked_for():
    rows = [ALPHA, BETA, silent("c", "areas", "spare_days", "needs", "networks", themes="art")]
    weights = {"complementarity": 0.0}
    assert answer(*rows, weights=weights).organisations == ()
    assert by_id(answer(*rows, members=["a", "c"]))["c"].facts == ("needs",)
    days = by_id(answer(*rows, weights=weights, min_capacity_days=1.0, members=["a", "c"]))
    assert days["c"].facts == ("spare_days",)
    assert days["c"].rules == ("capacity",)


def test_two_are_asked_where_one_cannot_fill_a_cell_alone():
    cells = [{"theme": "sport", "area": "w", "level": 2}]
    rows = [ALPHA, BETA, silent("c", "themes"), silent("d", "themes"), silent("e", "themes")]
    found = answer(*rows, cells=cells, size={"min": 2, "max": 4})
    assert found.together == ("c", "d")
    assert found.sentence == "If these 2 answered, up to 1 more of 1 cell could be covered."
    assert answer(*rows, cells=cells, size={"min": 2, "max": 4}, most=1).together == ()


def test_a_group_that_covers_everything_says_so():
    cells = [{"theme": "play", "area": "w", "level": 1}]
    assert answer(ALPHA, BETA, cells=cells).sentence == "The group covers its only cell."
    cells += [{"theme": "play", "area": "v", "level": 0.1}]
    instance = Instance.from_tables([ALPHA | {"areas": "v;w"}, BETA], [{"code": c} for c in "vw"])
    found = missing_answers(instance, brief(cells=cells), members=["a", "b"])
    assert found.sentence == "The group covers all 2 cells."


def test_without_a_group_those_who_could_lead_come_first():
    rows = [
        silent("a"), silent("b", "can_lead", will_lead="yes"), silent("c", "themes"),
        silent("d", "can_lead"),
    ]  # fmt: skip
    found = answer(*rows, members=None)
    assert (found.members, found.quality) == ((), None)
    assert found.together == ("b",)
    assert found.sentence == (
        "No group can meet this brief yet. If this one answered, one could become possible."
    )
    assert [(one.id, one.gain, one.rules) for one in found.organisations] == [
        ("b", None, ("lead",)), ("c", None, ()),
    ]  # fmt: skip
    assert [cell.theme for cell in found.organisations[1].cells] == ["play", "sport", "music"]


def test_without_a_group_whoever_could_know_everybody_helps_the_hub():
    rows = [ALPHA, silent("b"), silent("c", ties_known="")]
    found = answer(*rows, members=None, hub=True)
    assert found.together == ("c",)
    assert found.organisations[0].rules == ("hub",)


def test_by_default_the_group_is_a_good_answer_to_the_brief():
    found = answer(ALPHA, BETA, silent("c", "themes"), members=None, size={"min": 2, "max": 2})
    assert found.members == ("a", "b")
    assert found.quality > 0


def test_the_order_of_rows_does_not_matter_and_is_by_cells_then_quality_then_id():
    for seed in range(15):
        instance, asked = random_instance(seed, 7), random_brief(seed)
        turned = {name: rows[::-1] for name, rows in instance.tables().items()}
        found = missing_answers(instance, asked)
        assert found == missing_answers(Instance.from_tables(**turned), asked)
        if found.members:
            order = [
                (-one.fills, -len(one.cells), -round(one.gain, 12), one.id)
                for one in found.organisations
            ]
            assert order == sorted(order)


def test_an_answer_is_read_back_as_it_was_written():
    for seed in range(20):
        found = missing_answers(random_instance(seed, 6), random_brief(seed))
        assert MissingAnswers.from_json(found.to_json()) == found


def test_a_stored_answer_that_cannot_be_read_names_the_part():
    with pytest.raises(ResultError, match="members"):
        MissingAnswers.from_json({})


def test_no_more_than_so_many_are_asked():
    instance = generate_instance(300, 2)
    wards = [code for code in instance.areas if "ward" in code][:6]
    cells = [{"theme": "sport", "area": ward, "level": 2} for ward in wards]
    asked = Brief.from_json({"id": "x", "cells": cells, "size": {"min": 3, "max": 6}})
    found = missing_answers(instance, asked, most=2)
    assert len(found.together) <= 2
    assert set(found.together) <= {one.id for one in found.organisations}


def test_unknown_ids_are_refused():
    with pytest.raises(MembersError, match="'z'"):
        answer(ALPHA, BETA, members=["a", "z"])
    with pytest.raises(RequestError, match="must_exclude"):
        answer(ALPHA, BETA, must_exclude=["z"])
