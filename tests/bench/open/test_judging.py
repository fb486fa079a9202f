"""The judge of all ways: the formulas, and nothing for a group that breaks a rule."""

from dataclasses import replace

import pytest

from bench.open.comparing import groups_of
from bench.open.families import AS_GENERATED, NAMES, SHARINGS, TWO_EACH, case
from bench.open.judging import judge, too_often, who_may, worths_of
from bench.open.weighing import Weighing
from matching import suggest_groups
from tests.matching import reference

families = pytest.mark.parametrize("family", NAMES)


@families
def test_the_judge_agrees_with_the_engine_and_with_the_slow_formulas(family):
    one = case(family, 40, 2)
    outcome = suggest_groups(one.instance, one.grouping, effort=1)
    found = judge(one, groups_of(one, outcome))
    slow = sum(
        len(card.members) * reference.quality(one.instance, one.grouping, card.members)
        for card in outcome.consortia
    )
    assert outcome.consortia
    assert found.total == pytest.approx(outcome.total, abs=1e-9)
    assert found.total == pytest.approx(slow, abs=1e-6)
    assert found.broken == 0
    assert found.grouped == one.count - len(outcome.left_out)


def test_a_group_without_a_lead_and_one_too_small_count_nothing():
    one = case("ordinary", 40, 0)
    leads = one.problem.may_lead
    silent = [who for who in who_may(one).tolist() if not leads[who]]
    found = judge(one, [tuple(silent[:5]), tuple(silent[5:7])])
    assert (found.total, found.grouped, found.groups, found.broken) == (0.0, 0, 2, 2)


def test_whoever_is_in_two_groups_is_refused_unless_that_is_wanted():
    for sharing, allowed in zip(SHARINGS, (False, False, True), strict=True):
        one = case("ordinary", 40, 0, sharing)
        wants_one = [who for who in who_may(one).tolist() if sharing == TWO_EACH
                     or one.problem.arrays.max_groups[who] == 1]  # fmt: skip
        groups = [tuple(wants_one[:4]), tuple(wants_one[3:7])]
        assert (too_often(one, groups) == []) == allowed
        if not allowed:
            with pytest.raises(ValueError, match="too many groups"):
                judge(one, groups)


def test_the_same_member_twice_in_a_group_is_refused():
    one = case("ordinary", 40, 0, TWO_EACH)
    first, second = who_may(one).tolist()[:2]
    assert too_often(one, [(first, first, second)]) == [first, second]


def test_ways_that_try_much_weigh_like_the_judge():
    one = case("ordinary", 60, 1)
    weighing = Weighing(one)
    everyone = weighing.everyone.tolist()
    group, others = everyone[:4], weighing.everyone[10:20]
    assert weighing.worth(group) == pytest.approx(worths_of(one.problem, [group])[0], abs=1e-9)
    values = weighing.worths_with(group, others)
    for other, value in zip(others.tolist(), values.tolist(), strict=True):
        with_it = (*group, other)
        apart = weighing.apart(with_it).any()
        expected = worths_of(one.problem, [with_it])[0]
        assert value < 0 if apart else value == pytest.approx(expected, abs=1e-9)


def test_asking_for_two_groups_each_changes_the_instance_and_nothing_else():
    plain, both = case("ordinary", 30, 0, AS_GENERATED), case("ordinary", 30, 0, TWO_EACH)
    assert {each.max_groups for each in both.instance.organisations} == {2}
    assert both.instance.organisations == tuple(
        replace(each, max_groups=2) for each in plain.instance.organisations
    )
    assert not both.grouping.one_group_each
