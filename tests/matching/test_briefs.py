"""Suggestions for a brief: never a broken rule, and the best there is where all can be tried."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Brief, Instance, RequestError, generate_instance, suggest_for_brief
from matching.briefs import proofs, proving, suggestion
from tests.matching import reference
from tests.matching.seeds import some_seeds
from tests.matching.strategies import (
    blanked,
    briefs,
    instances,
    random_brief,
    random_tables,
    seeds,
)


@given(instances(least=2, most=8), briefs)
def test_where_all_groups_can_be_tried_the_suggestions_are_the_best_ones(instance, brief):
    expected, first = reference.best_groups(instance, brief), []
    outcome = suggest_for_brief(instance, brief, first=first.append)
    assert_best(outcome, expected)
    assert_in_order(first, expected)
    found = [card.quality for card in outcome.consortia]
    assert found == pytest.approx([value for value, _ in expected], abs=1e-6)


def assert_best(outcome, expected):
    """Every group is the one found by trying all, and proven."""
    assert [card.members for card in outcome.consortia] == [group for _, group in expected]
    assert all(card.proof.status == "optimal" for card in outcome.consortia)
    assert outcome.provenance.stopped == "proof"
    assert_in_order([outcome], expected)


def assert_in_order(outcomes, expected):
    """No answer is better than the best and no bound lower, as far as the groups before agree."""
    for outcome in outcomes:
        for card, (value, group) in zip(outcome.consortia, expected, strict=False):
            assert card.quality <= value + 1e-9
            assert card.proof.bound is None or card.proof.bound >= value - 1e-9
            if card.members != group:
                break


@pytest.fixture
def row_by_row(monkeypatch):
    """Small instances go through the search that twenty thousand organisations need."""
    monkeypatch.setattr(proofs.exact, "__defaults__", (5,))
    monkeypatch.setattr(proofs, "MOST_BELOW", 4)


@pytest.fixture
def never_at_once(monkeypatch):
    """Proofs that a short try would find go through every margin."""
    monkeypatch.setattr(proving, "TRY", 1)


@pytest.fixture
def cut_short(monkeypatch):
    """Suggest with a proof that ends after a little work, more or less with the seed."""

    def suggest(instance, brief, seed):
        with monkeypatch.context() as patch:
            patch.setattr(proving, "PIECE", 200)
            patch.setattr(suggestion, "WORK_EACH", 150 * (1 + seed % 9))
            return suggest_for_brief(instance, brief, effort=1)

    return suggest


def asked(seed, told, lead):
    """A small instance of which much or little is told, and a brief that can often be met."""
    tables = random_tables(seed, 9 + seed % 3)
    tables = blanked(tables, seed, 0.4) if told == "little" else tables
    brief = random_brief(seed)
    fewer = {} if seed % 4 == 0 else {"hub": False, "min_small": 0, "contract_value": None}
    days = brief.min_capacity_days / (4 if told == "little" else 1)
    more = {"lead": lead, "min_capacity_days": days}
    return Instance.from_tables(**tables), brief.model_copy(update=fewer | more)


KINDS = [("much", "required"), ("much", "wanted"), ("little", "wanted")]


@pytest.mark.parametrize(("told", "lead"), KINDS)
@pytest.mark.parametrize("seed", some_seeds(90))
def test_first_answer_best_and_bound_never_change_places(
    seed, told, lead, never_at_once, cut_short, request
):
    if seed % 2:
        request.getfixturevalue("row_by_row")
    instance, brief = asked(seed, told, lead)
    expected, first = reference.best_groups(instance, brief), []
    assert_best(suggest_for_brief(instance, brief, first=first.append), expected)
    assert_in_order(first, expected)
    partly = cut_short(instance, brief, seed)
    assert_in_order([partly], expected)
    for outcome in first:
        assert {card.proof.status for card in outcome.consortia} == {"heuristic"}
        assert outcome.consortia[0].quality <= partly.consortia[0].quality + 1e-9
    for card in partly.consortia:
        bound = card.proof.bound
        assert bound is None or card.proof.gap == pytest.approx(1 - card.quality / bound)


def test_equal_organisations_are_told_apart_by_their_ids():
    rows = [{"id": f"{key}{number}"} | LEAD | {"areas": "w"} for key in "xa" for number in range(9)]
    found = suggested(rows, size={"min": 3, "max": 3}, alternatives=3, min_difference=3)
    assert [card.members for card in found.consortia] == [
        ("a0", "a1", "a2"), ("a3", "a4", "a5"), ("a6", "a7", "a8"),
    ]  # fmt: skip
    assert {card.proof.status for card in found.consortia} == {"optimal"}


@pytest.mark.parametrize("seed", range(12))
def test_with_ties_told_alike_one_more_organisation_never_lowers_the_best(seed):
    tables = random_tables(seed, 10)
    brief = random_brief(seed)
    fewer = [row for row in tables["organisations"] if row["id"] != "o9"]
    kept = {row["id"] for row in fewer}
    less = {
        "organisations": fewer,
        "areas": tables["areas"],
        "ties": [row for row in tables["ties"] if {row["from"], row["to"]} <= kept],
        "exclusions": [row for row in tables["exclusions"] if {row["a"], row["b"]} <= kept],
    }
    if "o9" in {*brief.must_include, *brief.must_exclude}:
        brief = brief.model_copy(update={"must_include": (), "must_exclude": ()})
    few, all_ = (suggest_for_brief(Instance.from_tables(**t), brief) for t in (less, tables))
    best = [one.consortia[0].quality if one.consortia else 0.0 for one in (few, all_)]
    assert best[1] >= best[0] - 1e-9


@settings(max_examples=15)
@given(seeds, st.booleans())
def test_no_hard_rule_is_ever_broken(seed, hub):
    instance = generate_instance(60, seed)
    brief = city_brief(instance, hub=hub, min_small=1, min_capacity_days=4, contract_value=50_000)
    cards = suggest_for_brief(instance, brief, effort=1).consortia
    for card in cards:
        assert reference.broken_rules(instance, brief, card.members) == set()
    for place, card in enumerate(cards):
        for earlier in cards[:place]:
            smaller = min(len(card.members), len(earlier.members))
            assert len({*card.members} & {*earlier.members}) <= smaller - brief.min_difference


def city_brief(instance, **more):
    wards = [code for code in instance.areas if "ward" in code][:3]
    cells = [{"theme": t, "area": w, "level": 1} for t in ("play", "sport") for w in wards]
    return Brief.from_json({"id": "b", "size": {"min": 3, "max": 5}, "cells": cells} | more)


def test_the_order_of_rows_does_not_matter():
    tables = generate_instance(40, 3).tables()
    turned = {name: rows[::-1] for name, rows in tables.items()}
    instance, other = Instance.from_tables(**tables), Instance.from_tables(**turned)
    brief = city_brief(instance)
    assert suggest_for_brief(instance, brief) == suggest_for_brief(other, brief)


def test_a_brief_that_nobody_can_lead_has_no_suggestion():
    instance = Instance.from_tables(
        [{"id": "a", "themes": "t"}, {"id": "b", "themes": "t"}], [{"code": "w"}]
    )
    outcome = suggest_for_brief(instance, small_brief())
    assert outcome.consortia == ()
    assert outcome.nearest == ()


def small_brief(**more):
    cells = [{"theme": "t", "area": "w", "level": 1}]
    return Brief.from_json({"id": "b", "size": {"min": 2, "max": 2}, "cells": cells} | more)


LEAD = {"themes": "t", "can_lead": "yes", "will_lead": "yes"}


def suggested(rows, exclusions=(), **brief):
    instance = Instance.from_tables(rows, [{"code": "w"}], exclusions=exclusions)
    return suggest_for_brief(instance, small_brief(**brief))


def test_where_a_lead_is_only_wanted_the_card_names_whom_to_ask():
    rows = [{"id": "a", "themes": "t"}, {"id": "b", "themes": "t", "turnover": "5"}]
    card = suggested(rows, lead="wanted").consortia[0]
    assert (card.lead, card.ask_first) == (None, "b")


def test_a_named_member_without_themes_is_in_and_another_without_themes_is_not():
    rows = [{"id": "a"}, {"id": "b"}, {"id": "c"} | LEAD]
    outcome = suggested(rows, must_include=["a"])
    assert [card.members for card in outcome.consortia] == [("a", "c")]
    assert [(one.id, one.rule) for one in outcome.nearest] == [("b", "themes")]


def test_named_members_who_exclude_each_other_leave_no_group():
    rows = [{"id": "a"} | LEAD, {"id": "b"} | LEAD]
    outcome = suggested(rows, [{"a": "a", "b": "b"}], must_include=["a", "b"])
    assert outcome.consortia == ()


def test_the_nearest_lose_quality_or_fail_a_rule():
    rows = [{"id": key, "areas": "w"} | LEAD for key in "abc"] + [{"id": "d", "themes": "t"}]
    outcome = suggested(rows, must_exclude=["c"])
    best = outcome.consortia[0]
    assert best.members == ("a", "b")
    found = {one.id: one for one in outcome.nearest}
    assert found["c"].rule == "must_exclude"
    instead = reference.quality(
        Instance.from_tables(rows, [{"code": "w"}]), small_brief(), ["a", "d"]
    )
    assert found["d"].loss == pytest.approx(best.quality - instead)


def test_where_an_exclusion_keeps_one_out_it_is_marked_private_in_neutral_words():
    rows = [
        {"id": "a", "areas": "w"} | LEAD,
        {"id": "b", "areas": "w", "themes": "t"},
        {"id": "c", "themes": "t"},
    ]
    outcome = suggested(rows, [{"a": "a", "b": "c"}])
    only = outcome.nearest[0]
    assert (only.id, only.rule, only.private) == ("c", "exclusion", True)
    assert only.detail == "There is no workable group within reach."


@given(seeds)
@settings(max_examples=40)
def test_what_a_swap_costs_is_what_the_formulas_say(seed):
    instance = Instance.from_tables(**random_tables(seed, 8))
    brief = random_brief(seed)
    outcome = suggest_for_brief(instance, brief)
    for one in outcome.nearest:
        best = outcome.consortia[0]
        costs = [
            best.quality - reference.quality(instance, brief, swapped)
            for member in best.members
            if not reference.broken_rules(
                instance, brief, swapped := sorted({*best.members, one.id} - {member})
            )
        ]
        assert (one.loss is None) == (not costs)
        if costs:
            assert one.loss == pytest.approx(max(0.0, min(costs)), abs=1e-6)


def test_an_unknown_area_in_a_brief_is_named():
    instance = Instance.from_tables([{"id": "a"}])
    with pytest.raises(RequestError, match=r"cells\[0\].area: there is no area 'w'"):
        suggest_for_brief(instance, small_brief())


def test_an_unknown_named_member_is_named():
    instance = Instance.from_tables([{"id": "a"}], [{"code": "w"}])
    with pytest.raises(RequestError, match=r"must_include\[0\]: there is no organisation 'z'"):
        suggest_for_brief(instance, small_brief(must_include=["z"]))


def test_a_watcher_that_says_no_stops_the_search_with_what_it_has():
    instance = generate_instance(200, 1)
    seen = []

    def watch(progress):
        seen.append(progress)
        return progress.best is None

    outcome = suggest_for_brief(instance, city_brief(instance), effort=50, watch=watch)
    assert outcome.provenance.stopped == "cancelled"
    assert seen[0].total >= seen[-1].done >= 0


def test_a_ceiling_of_no_time_is_said_in_the_provenance():
    instance = generate_instance(200, 1)
    outcome = suggest_for_brief(instance, city_brief(instance), seconds=0)
    assert outcome.provenance.stopped == "seconds"
