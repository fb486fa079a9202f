"""Holding groupings against the formulas finds what is wrong, and the packing is the best."""

from dataclasses import replace

import pytest

from bench.open.checking import best_packing, checked, tried_all
from bench.open.families import ONE_EACH, SHARINGS, case
from bench.open.small import worth_asking
from matching import suggest_groups
from tests.matching import reference


def answered(count=40):
    one = case("ordinary", count, 0)
    return one, suggest_groups(one.instance, one.grouping, effort=0)


def test_an_answer_of_the_engine_holds():
    one, outcome = answered()
    found = checked(one, outcome)
    assert found.groups == len(outcome.consortia) > 1
    assert found.furthest < 1e-6
    assert found.broken == ()


def test_wrong_figures_a_member_twice_and_somebody_lost_are_found():
    one, outcome = answered()
    first = outcome.consortia[0]
    wrong = replace(first, quality=first.quality + 0.01)
    assert checked(one, replace(outcome, consortia=(wrong,))).furthest >= 0.01 - 1e-9
    twice = checked(one, replace(outcome, consortia=(first, *outcome.consortia)))
    assert {words.rpartition(": ")[2] for words in twice.broken} == {"max_groups", "met twice"}
    lost = checked(one, replace(outcome, left_out=outcome.left_out[1:]))
    assert "both or neither" in lost.broken[0]


@pytest.mark.parametrize("sharing", SHARINGS)
def test_the_usual_effort_finds_what_trying_everything_finds(sharing):
    found = tried_all(next(worth_asking("ordinary", 8, sharing)), sharing)
    assert found.sets > 0
    assert found.found == pytest.approx(found.best, abs=1e-6)


def test_the_packing_is_that_of_the_slow_search():
    one = next(worth_asking("ordinary", 9, ONE_EACH))
    groups = list(reference.all_groups(one.instance, one.grouping))
    slow = reference.best_total(one.instance, one.grouping)
    assert best_packing(one, groups) == pytest.approx(slow, abs=1e-6)
