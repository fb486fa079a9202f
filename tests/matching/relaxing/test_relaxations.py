"""What stands in the way of a brief and what would help, against trying everything."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Brief, relaxations
from matching.relaxing.words import NEUTRAL
from matching.rules import RULES
from tests.matching.relaxing.smallest import brief_with, smallest
from tests.matching.strategies import seeds
from tests.matching.tight_briefs import AllGroups, random_instance, tight_brief

counts = st.integers(2, 6)


def asked(seed, count):
    instance, brief = random_instance(seed, count), tight_brief(seed, count)
    return AllGroups(instance), brief, relaxations(instance, brief)


@settings(max_examples=80)
@given(seeds, counts)
def test_a_brief_is_feasible_exactly_where_a_group_exists_and_one_is_given(seed, count):
    there, brief, answer = asked(seed, count)
    keeping = there.keeping(brief)
    assert answer.feasible == bool(keeping)
    assert not keeping or answer.example in keeping
    assert answer.feasible or not answer.example


@settings(max_examples=50)
@given(seeds, counts)
def test_no_group_keeps_the_rules_in_conflict_and_one_does_without_any_of_them(seed, count):
    there, brief, answer = asked(seed, count)
    if answer.feasible or answer.private:
        assert answer.conflict == ()
        return
    assert set(answer.conflict) <= {*RULES} - {"exclusion"}
    assert not there.keeping(brief, rules=answer.conflict)
    for rule in answer.conflict:
        assert there.keeping(brief, rules={*answer.conflict} - {rule})


@settings(max_examples=50)
@given(seeds, counts)
def test_only_an_exclusion_makes_the_whole_answer_private(seed, count):
    there, brief, answer = asked(seed, count)
    only = not there.keeping(brief) and bool(there.keeping(brief, heed=False))
    assert answer.private == only
    if only:
        assert answer.sentence == NEUTRAL
        assert all(one.private and not one.helps for one in answer.relaxations)


@settings(max_examples=60)
@given(seeds, counts)
def test_each_relaxation_is_the_smallest_that_helps_and_private_where_exclusions_matter(
    seed, count
):
    there, brief, answer = asked(seed, count)
    for one in answer.relaxations if not answer.private else ():
        true = smallest(there, brief, one.field, heed=True)
        free = smallest(there, brief, one.field, heed=False)
        same = true == free
        assert one.private == (not same)
        if true is None or not same:
            assert_says_nothing(one)
        else:
            assert (one.possible, one.members) == (pytest.approx(true[0], abs=1e-9), true[1])
            assert one.example in there.keeping(one.brief)
            assert Brief.from_json(one.brief.to_json()) == one.brief


def assert_says_nothing(one):
    assert (one.sentence, one.possible, one.members) == (NEUTRAL, None, ())
    assert (one.brief, one.example) == (None, ())


def tellable(there, brief, fields):
    """Whether any one of these fields helps where exclusions are left aside."""
    return any(smallest(there, brief, field, heed=False) for field in fields)


def test_a_pair_is_told_only_where_no_field_alone_helps_and_it_works():
    told = 0
    for seed in range(100):
        there, brief, answer = asked(seed, 2 + seed % 5)
        if not answer.pair:
            continue
        told += 1
        assert not tellable(there, brief, [one.field for one in answer.relaxations])
        first, second = answer.pair
        assert first.brief == second.brief
        assert first.example in there.keeping(first.brief)
        for one, other in ((first, second), (second, first)):
            assert_other_could_not_be_smaller(there, brief, one, other)
    assert told > 2


def assert_other_could_not_be_smaller(there, brief, one, other):
    """With one field as changed, the other is changed as little as possible."""
    changed = value_of(one.brief, one.field)
    rest = brief_with(brief, **{one.field: changed})
    possible, members = smallest(there, rest, other.field, heed=True)
    assert other.possible == pytest.approx(possible, abs=1e-9)
    assert other.members == members


def value_of(brief, field):
    value = brief.to_json()
    for part in field.split("."):
        value = value[part]
    return value
