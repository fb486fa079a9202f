"""How a quality is made up, and what each member brings, against plain leave-one-out."""

import json
from random import Random

import pytest
from hypothesis import given

from matching import Explanation, Instance, MembersError, ResultError, explain, score
from tests.matching import reference
from tests.matching.explanation.groups import LEAD, brief, grouping, groups, town
from tests.matching.strategies import random_brief, random_tables, seeds


@given(groups())
def test_the_points_of_the_terms_sum_to_the_quality(case):
    instance, request, members = case
    found = explain(instance, request, members)
    values = reference.terms(instance, request, members)
    assert {one.name: one.value for one in found.terms} == pytest.approx(values, abs=1e-6)
    assert sum(one.points for one in found.terms) == pytest.approx(found.quality)
    assert sum(one.points + one.missing for one in found.terms) == pytest.approx(1)
    weights = request.weights.model_dump()
    for one in found.terms:
        assert one.share == pytest.approx(weights[one.name] / sum(weights.values()))
        assert one.points == pytest.approx(one.share * one.value)


@given(groups())
def test_the_figures_are_those_of_the_card(case):
    instance, request, members = case
    card, found = score(instance, request, members), explain(instance, request, members)
    assert found.quality == pytest.approx(card.quality, abs=1e-12)
    assert [one.id for one in found.members] == list(card.members)


@given(groups(least=3))
def test_the_loss_is_the_quality_with_less_the_quality_without(case):
    instance, request, members = case
    whole = reference.terms(instance, request, members)
    quality = reference.quality(instance, request, members)
    for part in explain(instance, request, members).members:
        rest = [key for key in members if key != part.id]
        left = reference.terms(instance, request, rest)
        for name, value in whole.items():
            assert getattr(part.terms, name) == pytest.approx(value - left[name], abs=1e-6)
        lost = quality - reference.quality(instance, request, rest)
        assert part.loss == pytest.approx(lost, abs=1e-6)


@given(groups(least=3))
def test_a_member_is_needed_for_the_rules_that_break_without_it(case):
    instance, request, members = case
    before = reference.broken_rules(instance, request, members)
    found = explain(instance, request, members)
    for part in found.members:
        rest = [key for key in members if key != part.id]
        after = reference.broken_rules(instance, request, rest) - before
        assert set(part.needed_for) == after - {"size"}
        if part.id == found.worst.id:
            assert set(found.worst.broken) == after


@given(groups(least=3))
def test_the_worst_loss_leaves_the_least_quality(case):
    instance, request, members = case
    left = {
        key: reference.quality(instance, request, [one for one in members if one != key])
        for key in members
    }
    worst = explain(instance, request, members).worst
    lowest = min(left.values())
    assert worst.id == min(key for key, value in left.items() if value <= lowest + 1e-9)
    assert worst.quality == pytest.approx(lowest, abs=1e-6)


@given(groups())
def test_a_cell_is_served_alone_when_nobody_else_serves_it(case):
    instance, request, members = case
    found = explain(instance, request, members)
    served = {part.id: {(one.theme, one.area) for one in part.serves} for part in found.members}
    for part in found.members:
        others = set().union(*(cells for key, cells in served.items() if key != part.id))
        assert {(one.theme, one.area) for one in part.alone} == served[part.id] - others


TOWN = town(
    {"id": "a", "themes": "play;sport:0.5", "areas": "w1"} | LEAD,
    {"id": "b", "themes": "play:0.4", "areas": "w1"},
    {"id": "c", "themes": "carers"},
)


def parts(members):
    return {part.id: part for part in explain(TOWN, brief(), members).members}


def test_services_are_the_cells_of_the_brief_with_weight_times_reach():
    found = parts("abc")
    assert [(one.theme, one.amount) for one in found["a"].serves] == [("play", 1), ("sport", 0.5)]
    assert [one.theme for one in found["a"].alone] == ["sport"]
    assert found["b"].alone == ()
    assert found["c"].serves == ()


def test_services_of_an_open_group_are_its_themes_in_its_areas():
    found = explain(TOWN, grouping(lead="wanted"), "ab").members
    assert [(one.theme, one.area) for one in found[0].serves] == [("play", "w1"), ("sport", "w1")]


def test_one_of_a_pair_takes_everything_with_it():
    found = explain(TOWN, brief(), "ab")
    assert [part.loss for part in found.members] == [found.quality] * 2
    assert (found.worst.quality, found.worst.broken) == (0, ("size", "lead"))


def test_the_cells_of_the_worst_loss_are_those_that_it_served_alone():
    found = explain(TOWN, brief(), "abc")
    assert found.worst.id == "a"
    assert [one.theme for one in found.worst.cells] == ["sport"]
    assert found.worst.broken == ("lead",)


def test_an_unknown_member_is_refused():
    with pytest.raises(MembersError, match="'z'"):
        explain(TOWN, brief(), "az")


def test_one_member_is_no_group():
    with pytest.raises(MembersError, match="at least two"):
        explain(TOWN, brief(), "aa")


@given(seeds)
def test_the_order_of_the_rows_does_not_matter(seed):
    tables, draw = random_tables(seed, 8), Random(seed)
    shuffled = {name: draw.sample(rows, len(rows)) for name, rows in tables.items()}
    members = draw.sample([row["id"] for row in tables["organisations"]], 4)
    one, other = (Instance.from_tables(**rows) for rows in (tables, shuffled))
    request = random_brief(seed)
    assert explain(one, request, members) == explain(other, request, members[::-1])


@given(groups())
def test_an_explanation_is_read_back_equal(case):
    found = explain(*case)
    assert Explanation.from_json(json.loads(json.dumps(found.to_json()))) == found


def test_a_stored_explanation_names_the_part_that_is_wrong():
    plain = explain(TOWN, brief(), "ab").to_json()
    plain["worst"]["loss"] = "much"
    with pytest.raises(ResultError, match=r"worst\.loss"):
        Explanation.from_json(plain)
