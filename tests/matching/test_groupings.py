"""Open grouping: no rule broken, everybody accounted for, and as good as trying everything."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings

from matching import Grouping, Instance, Outcome, generate_instance, score, suggest_groups
from tests.matching import reference
from tests.matching.reference_left_out import in_reach, joining_gains, may_join, reason
from tests.matching.strategies import (
    groupings,
    instances,
    random_grouping,
    random_tables,
)

LEAD = {"themes": "t", "can_lead": "yes", "will_lead": "yes"}


def grouping(low=2, high=4, **more):
    return Grouping.from_json({"id": "g", "size": {"min": low, "max": high}} | more)


def check(instance, request, outcome):
    """Every hard rule, and everyone in a group or left out."""
    groups = [card.members for card in outcome.consortia]
    for group in groups:
        assert reference.broken_rules(instance, request, group) == set()
    assert reference.broken_together(instance, request, groups) == set()
    grouped = {key for group in groups for key in group}
    left_out = [one.id for one in outcome.left_out]
    assert sorted(grouped | set(left_out)) == [one.id for one in instance.organisations]
    assert not grouped & set(left_out)
    assert len(left_out) == len(set(left_out))


@given(instances(most=12), groupings)
@settings(max_examples=40)
def test_no_rule_is_broken_and_everyone_is_grouped_or_left_out(instance, request):
    check(instance, request, suggest_groups(instance, request, effort=1))


@given(instances(most=12), groupings)
@settings(max_examples=40)
def test_each_reason_is_the_first_that_holds(instance, request):
    outcome = suggest_groups(instance, request, effort=1)
    groups = [card.members for card in outcome.consortia]
    for one in outcome.left_out:
        assert one.reason == reason(instance, request, groups, one.id)
        wants_one = instance.organisation(one.id).max_groups > 0
        for group in groups if wants_one else ():
            if may_join(instance, request, group, one.id):
                assert joining_gains(instance, request, group, one.id) < 1e-9


@given(instances(most=12), groupings)
@settings(max_examples=30)
def test_the_total_is_the_sum_of_size_times_quality(instance, request):
    outcome = suggest_groups(instance, request, effort=1)
    total = sum(
        len(card.members) * reference.quality(instance, request, card.members)
        for card in outcome.consortia
    )
    assert outcome.total == pytest.approx(total, abs=1e-6)


def test_small_instances_reach_the_best_total_nearly_always():
    same = 0
    for seed in range(24):
        instance = Instance.from_tables(**random_tables(seed, 7, max_groups=("", "1")))
        request = random_grouping(seed)
        best = reference.best_total(instance, request)
        found = suggest_groups(instance, request).total
        assert found <= best + 1e-9
        same += found > best - 1e-9
    assert same >= 23


@pytest.mark.parametrize("seed", range(3))
def test_a_made_up_city_breaks_no_rule(seed):
    instance = generate_instance(150, seed)
    request = grouping(3, 7)
    check(instance, request, suggest_groups(instance, request, effort=1, seed=seed))


def test_in_a_larger_city_only_groups_within_reach_are_joined_and_reasons_hold():
    instance = generate_instance(130, 9)
    request = grouping(3, 4)
    outcome = suggest_groups(instance, request, effort=0)
    groups = [card.members for card in outcome.consortia]
    assert len(outcome.left_out) > 10
    for one in outcome.left_out:
        assert one.reason == reason(instance, request, groups, one.id)
        for group in groups_within_reach(instance, groups, one.id):
            if one.reason != "not known yet" and may_join(instance, request, group, one.id):
                assert joining_gains(instance, request, group, one.id) < 1e-9


def groups_within_reach(instance, groups, key):
    me = instance.organisation(key)
    members = [[instance.organisation(other) for other in group] for group in groups]
    return [
        g for g, m in zip(groups, members, strict=True) if any(in_reach(instance, me, x) for x in m)
    ]


def test_the_order_of_rows_does_not_matter_to_a_byte():
    tables = generate_instance(60, 5).tables()
    turned = {name: rows[::-1] for name, rows in tables.items()}
    texts = [
        json.dumps(suggest_groups(Instance.from_tables(**rows), grouping(3, 6)).to_json())
        for rows in (tables, turned)
    ]
    assert texts[0] == texts[1]


def test_workers_do_not_change_the_answer():
    instance = generate_instance(60, 5)
    one, two = (suggest_groups(instance, grouping(), effort=1, workers=n) for n in (1, 2))
    assert one == two


def test_more_effort_is_never_worse():
    instance = generate_instance(100, 2)
    totals = [suggest_groups(instance, grouping(3, 6), effort=n).total for n in (0, 1, 4)]
    assert totals == sorted(totals)


def test_every_card_is_what_scoring_its_members_gives():
    instance = generate_instance(50, 4)
    outcome = suggest_groups(instance, grouping(), effort=1)
    for card in outcome.consortia:
        assert card == score(instance, grouping(), card.members)


def test_nobody_is_in_two_groups_where_one_each_is_asked():
    tables = generate_instance(60, 1)
    instance = replace(
        tables, organisations=tuple(replace(one, max_groups=3) for one in tables.organisations)
    )
    request = grouping(one_group_each=True)
    outcome = suggest_groups(instance, request, effort=1)
    members = [key for card in outcome.consortia for key in card.members]
    assert len(members) == len(set(members))
    several = suggest_groups(instance, grouping(), effort=1)
    members = [key for card in several.consortia for key in card.members]
    assert len(members) > len(set(members))
    check(instance, grouping(), several)


def test_a_watcher_that_says_no_gets_the_best_so_far():
    instance = generate_instance(120, 1)
    outcome = suggest_groups(instance, grouping(), effort=99, watch=lambda _: False)
    assert outcome.provenance.stopped == "cancelled"
    check(instance, grouping(), outcome)


def test_progress_ends_with_all_the_work_done():
    seen = []
    suggest_groups(generate_instance(40, 1), grouping(), effort=1, watch=seen.append)
    assert seen[-1].done == seen[-1].total
    assert seen[-1].best > 0


def test_an_outcome_is_read_back_as_it_was_written():
    outcome = suggest_groups(generate_instance(40, 1), grouping(), effort=0)
    assert Outcome.from_json(json.loads(json.dumps(outcome.to_json()))) == outcome


def test_nobody_at_all_gives_no_groups():
    outcome = suggest_groups(Instance.from_tables([]), grouping())
    assert (outcome.consortia, outcome.left_out, outcome.total) == ((), (), 0.0)
