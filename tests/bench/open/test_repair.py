"""The repair that other ways are given: rules are kept, and nobody is twice."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.open.cutting import cut
from bench.open.families import NAMES, case
from bench.open.judging import judge
from bench.open.repair import with_leads, with_the_rest
from bench.open.weighing import Weighing
from matching.rules import broken_rules

CASES = {name: Weighing(case(name, 60, 0)) for name in ("ordinary", "decoys", "many unknowns")}


def members(groups):
    return [one for group in groups for one in group]


@settings(deadline=None, max_examples=30)
@given(st.sampled_from(sorted(CASES)), st.integers(3, 8), st.randoms(use_true_random=False))
def test_mended_groups_keep_the_rules_and_everybody_is_at_most_once(name, size, draw):
    weighing = CASES[name]
    everyone = weighing.everyone.tolist()
    draw.shuffle(everyone)
    groups = cut(everyone, size, 3, 8)
    led = with_leads(weighing, groups)
    placed = with_the_rest(weighing, led)
    for mended in (led, placed):
        assert not any(broken_rules(weighing.case.problem, group) for group in mended)
        assert len(members(mended)) == len(set(members(mended)))
        assert set(members(mended)) <= set(everyone)
    assert set(members(led)) <= set(members(placed))


@pytest.mark.parametrize("family", NAMES)
def test_a_repair_never_makes_a_grouping_worth_less(family):
    one = case(family, 60, 1)
    weighing = Weighing(one)
    groups = cut(weighing.everyone.tolist(), 6, 3, 8)
    led = with_leads(weighing, groups)
    totals = [judge(one, each).total for each in (groups, led, with_the_rest(weighing, led))]
    assert totals == sorted(totals)


def test_a_spare_lead_moves_into_a_group_without_one():
    weighing = CASES["ordinary"]
    leads = [one for one in weighing.everyone.tolist() if weighing.may_lead(one)][:4]
    silent = [one for one in weighing.everyone.tolist() if not weighing.may_lead(one)]
    groups = [(*leads, *silent[:2]), tuple(silent[2:6])]
    mended = with_leads(weighing, groups)
    assert len(mended) == 2
    assert all(weighing.is_led(group) for group in mended)


def test_what_keeps_every_rule_stays_as_it_is():
    weighing = CASES["ordinary"]
    lead = next(one for one in weighing.everyone.tolist() if weighing.may_lead(one))
    silent = [one for one in weighing.everyone.tolist() if not weighing.may_lead(one)]
    group = tuple(sorted([lead, *silent[:3]]))
    assert not weighing.apart(group).any()
    assert with_leads(weighing, [group]) == [group]
