"""Whether a group is possible, against all groups there are."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.feasibility import groups as module
from matching.feasibility.facts import facts_of
from matching.feasibility.groups import Groups
from matching.feasibility.wanted import wanted_of
from matching.problem import problem_of
from matching.request import Size
from tests.matching.strategies import seeds
from tests.matching.tight_briefs import AllGroups, random_instance, tight_brief

counts = st.integers(2, 7)


def ids_of(instance, rows):
    return tuple(instance.organisations[row].id for row in rows)


def days_of(instance, group):
    return sum(instance.organisation(key).spare_days or 0.0 for key in group)


def check(seed, count, most=None):
    """Compare with all groups: is one possible, and how many days has the fullest?"""
    instance, brief = random_instance(seed, count), tight_brief(seed, count)
    if most:
        brief = brief.model_copy(update={"size": Size(min=2, max=most)})
    there = AllGroups(instance, most)
    problem = problem_of(instance, brief)
    groups, wanted = Groups(facts_of(problem)), wanted_of(problem, brief)
    for heed in (True, False):
        asked = replace(wanted, heed_exclusions=heed)
        keeping = there.keeping(brief, heed=heed)
        found = groups.any_for(asked)
        assert (found is None) == (not keeping)
        assert found is None or ids_of(instance, found) in keeping
        freely = brief.model_copy(update={"min_capacity_days": 0.0})
        days = [days_of(instance, group) for group in there.keeping(freely, heed=heed)]
        fullest = groups.fullest(asked)
        assert (fullest is None) == (not days)
        assert fullest is None or groups.days_of(fullest) == pytest.approx(max(days), abs=1e-9)


@settings(max_examples=150)
@given(seeds, counts)
def test_a_group_is_found_exactly_where_one_exists_and_the_fullest_is_the_fullest(seed, count):
    check(seed, count)


def test_the_same_where_most_organisations_are_not_looked_at():
    for seed in range(80):
        check(seed, 10 + seed % 5, most=2 + seed % 2)


@pytest.fixture
def program_only(monkeypatch):
    """Everything goes through the linear program, which exclusions need."""
    monkeypatch.setattr(module, "clashing", lambda *_: module.np.zeros((2, 1)))


def test_the_linear_program_finds_the_same(program_only):
    for seed in range(60):
        check(seed, 2 + seed % 6)
