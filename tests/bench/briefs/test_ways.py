"""What briefs are compared with: simple ways, a linear programme, and the slow formulas."""

from dataclasses import replace

import pytest

from bench.briefs import checking, linear, simple
from bench.briefs.families import FAMILIES, case
from bench.briefs.searching import search
from matching import suggest_for_brief

families = pytest.mark.parametrize("family", FAMILIES)


@families
def test_no_simple_way_is_better_than_the_proven_best(family):
    one = case(family, 40, 0)
    best = suggest_for_brief(one.instance, one.brief).consortia[0]
    assert best.proof.status == "optimal"
    ways = [
        simple.greedy(one, best.quality),
        simple.random(one, best.quality, seconds=0.1),
        linear.by_linear_part(one, best.quality),
    ]
    found = [way.quality for way in ways if way.quality is not None]
    assert found
    assert max(found) <= best.quality + 1e-9


@families
def test_highs_and_the_engine_agree_on_a_linear_brief(family):
    found = linear.compared(case(family, 40, 1))
    assert found.highs_proven
    assert found.engine_proven
    assert found.highs == pytest.approx(found.engine, abs=1e-6)


@families
def test_every_group_tried_gives_the_list_of_the_search(family):
    assert checking.tried_all(case(family, 9, 0)).same


def test_answers_are_held_against_the_formulas():
    one = case("ordinary", 40, 0)
    record, outcome = search(one, "small", effort=4)
    assert record.finished
    found = checking.checked(one, outcome)
    assert found.groups == len(outcome.consortia) == record.proven
    assert found.furthest_term < 1e-6
    assert found.broken == ()


def test_a_broken_rule_and_groups_too_alike_are_found():
    one = case("ordinary", 40, 0)
    _, outcome = search(one, "small", effort=0)
    first = outcome.consortia[0]
    stricter = replace(one, brief=one.brief.model_copy(update={"must_exclude": first.members[:1]}))
    found = checking.checked(stricter, replace(outcome, consortia=(first, first)))
    assert found.broken == (
        *[f"{one.words}: must_exclude"] * 2,
        f"{one.words}: groups 1 and 2 are too alike",
    )
