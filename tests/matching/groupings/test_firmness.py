"""How often groups come again, against counting the runs by hand."""

import json
from itertools import combinations

import pytest
from hypothesis import given, settings

from matching import (
    Grouping,
    Instance,
    RequestError,
    ResultError,
    generate_instance,
    suggest_groups,
)
from matching.groupings.firm_groups import Firmness
from matching.groupings.firmness import firmness
from tests.matching.strategies import groupings, instances, random_grouping, random_tables

TOWN = generate_instance(40, seed=5)
GROUPING = Grouping.from_json({"id": "g", "size": {"min": 2, "max": 4}, "lead": "wanted"})


def shares_by_hand(runs, members):
    """For every two members the share of runs in which a group has both."""
    return {
        frozenset(pair): sum(
            any(set(pair) <= set(group.members) for group in run.consortia) for run in runs
        ) / len(runs)
        for pair in combinations(members, 2)
    }  # fmt: skip


def number_by_hand(runs, outcome, key):
    """Mean share over all that are with it, or the share of runs that leave it out too."""
    groups = [group.members for group in outcome.consortia if key in group.members]
    pairs = [
        share
        for members in groups
        for pair, share in shares_by_hand(runs, members).items()
        if key in pair
    ]
    if not groups:
        pairs = [all(key not in group.members for group in run.consortia) for run in runs]
    return sum(pairs) / len(pairs)


def assert_counted(instance, grouping, outcome, found, seeds):
    runs = [suggest_groups(instance, grouping, effort=1, seed=seed) for seed in seeds]
    assert (found.seeds, found.stopped) == (seeds, "effort")
    assert len(found.groups) == len(outcome.consortia)
    for group, firm in zip(outcome.consortia, found.groups, strict=True):
        shares = shares_by_hand(runs, group.members)
        assert [one.id for one in firm.members] == sorted(group.members)
        assert firm.mean == pytest.approx(sum(shares.values()) / len(shares))
        for one in firm.members:
            assert [other.id for other in one.beside] == sorted({*group.members} - {one.id})
            own = {frozenset((one.id, other.id)): other.share for other in one.beside}
            assert own == {pair: share for pair, share in shares.items() if one.id in pair}
            assert one.mean == pytest.approx(sum(own.values()) / len(own))
    assert [*found.organisations] == [one.id for one in instance.organisations]
    for key, number in found.organisations.items():
        assert number == pytest.approx(number_by_hand(runs, outcome, key))


@settings(max_examples=15, deadline=None)
@given(instances(2, 9), groupings)
def test_shares_are_those_of_the_runs_with_other_seeds(instance, grouping):
    outcome = suggest_groups(instance, grouping, effort=1, seed=1)
    found = firmness(instance, grouping, outcome, seeds=3, effort=1)
    assert_counted(instance, grouping, outcome, found, (0, 2, 3))


def test_where_searches_end_differently_some_members_are_firmer_than_others():
    outcome = suggest_groups(TOWN, GROUPING, effort=0)
    found = firmness(TOWN, GROUPING, outcome, seeds=2, effort=1)
    assert_counted(TOWN, GROUPING, outcome, found, (1, 2))
    assert len({*found.organisations.values()}) > 2


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_rows_changes_nothing(seed):
    tables, grouping = random_tables(seed, 8), random_grouping(seed)
    backwards = {name: rows[::-1] for name, rows in tables.items()}
    answers = []
    for plain in (tables, backwards):
        instance = Instance.from_tables(**plain)
        outcome = suggest_groups(instance, grouping, effort=1)
        answers.append(firmness(instance, grouping, outcome, seeds=2, effort=1).to_json())
    assert json.dumps(answers[0]) == json.dumps(answers[1])


def test_a_no_before_the_first_search_has_ended_leaves_every_number_open():
    outcome = suggest_groups(TOWN, GROUPING, effort=0)
    found = firmness(TOWN, GROUPING, outcome, watch=lambda _: False)
    assert (found.runs, found.stopped) == (0, "cancelled")
    assert {*found.organisations.values()} == {None}
    assert {group.mean for group in found.groups} == {None}
    assert {other.share for g in found.groups for one in g.members for other in one.beside} == {
        None
    }


def test_a_no_later_on_keeps_the_searches_that_had_ended():
    told = []

    def watch(progress):
        told.append(progress)
        return progress.done < 2_000

    outcome = suggest_groups(TOWN, GROUPING, effort=0)
    found = firmness(TOWN, GROUPING, outcome, seeds=5, effort=0, watch=watch)
    assert (found.seeds, found.stopped) == ((1, 2), "cancelled")
    assert found.groups == firmness(TOWN, GROUPING, outcome, seeds=2, effort=0).groups
    assert {one.total for one in told} == {5_000}
    assert [one.done for one in told] == sorted(one.done for one in told)
    assert {one.phase for one in told} == {"Search 1 of 5", "Search 2 of 5"}


def test_a_no_that_comes_when_all_is_done_changes_nothing():
    outcome = suggest_groups(TOWN, GROUPING, effort=0)
    late = firmness(
        TOWN, GROUPING, outcome, seeds=2, effort=0, watch=lambda told: told.done < told.total
    )
    assert late == firmness(TOWN, GROUPING, outcome, seeds=2, effort=0)
    assert late.stopped == "effort"


def test_an_answer_can_be_stored_and_read_again():
    outcome = suggest_groups(TOWN, GROUPING, effort=0)
    found = firmness(TOWN, GROUPING, outcome, seeds=1, effort=0)
    assert Firmness.from_json(json.loads(json.dumps(found.to_json()))) == found
    with pytest.raises(ResultError, match="stopped"):
        Firmness.from_json(found.to_json() | {"stopped": "never"})


def test_nothing_tells_who_is_kept_apart():
    tables = random_tables(1, 8)
    instance = Instance.from_tables(**tables)
    assert instance.exclusions
    outcome = suggest_groups(instance, GROUPING, effort=0)
    found = firmness(instance, GROUPING, outcome, seeds=2, effort=0)
    told = {
        frozenset((one.id, b.id)) for g in found.groups for one in g.members for b in one.beside
    }
    assert not told & {frozenset(pair) for pair in instance.exclusions}
    plain = json.dumps(found.to_json())
    assert "private" not in plain
    assert "exclu" not in plain


def test_what_does_not_belong_together_is_refused():
    outcome = suggest_groups(TOWN, GROUPING, effort=0)
    with pytest.raises(RequestError, match="seeds: must be 1 or more"):
        firmness(TOWN, GROUPING, outcome, seeds=0)
    other = GROUPING.model_copy(update={"one_group_each": True})
    with pytest.raises(ResultError, match="request: is not the grouping"):
        firmness(TOWN, other, outcome)
    with pytest.raises(ResultError, match="input_fingerprint: is of another instance"):
        firmness(generate_instance(40, seed=6), GROUPING, outcome)
