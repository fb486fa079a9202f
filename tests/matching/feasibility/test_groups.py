"""Whether a group is possible, against all groups there are."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Brief, Instance
from matching.feasibility import groups as module
from matching.feasibility import hubs
from matching.feasibility.facts import facts_of
from matching.feasibility.groups import Groups
from matching.feasibility.wanted import wanted_of
from matching.problem import problem_of
from matching.request import Size
from tests.matching.strategies import seeds
from tests.matching.tight_briefs import AllGroups, random_instance, tight_brief

counts = st.integers(2, 7)
CELL_AREAS = [{"code": "w"}]


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


def crowded(seed):
    """Many organisations that differ in days and exclude each other, around a few that all know."""
    draw = Random(seed)
    ids = [f"o{number:02}" for number in range(40)]
    rows = [
        {"id": key, "themes": "a", "can_lead": "yes", "will_lead": "yes", "ties_known": "yes",
         "spare_days": f"{draw.random() * 9:.2f}", "turnover": draw.choice(["5", "5000000"])}
        for key in ids
    ]  # fmt: skip
    ties = [{"from": draw.choice(ids[:4]), "to": key, "kind": "k", "strength": "1"} for key in ids]
    couples = [sorted(draw.sample(ids, 2)) for _ in range(draw.choice([5, 60, 200]))]
    return Instance.from_tables(
        rows, CELL_AREAS, [tie for tie in ties if tie["from"] != tie["to"]],
        [{"a": a, "b": b} for a, b in couples],
    )  # fmt: skip


@pytest.mark.parametrize("hub", [False, True])
def test_whoever_is_not_looked_at_is_not_missed(monkeypatch, hub):
    def fullest(seed, small):
        instance = crowded(seed)
        cells = [{"theme": "a", "area": "w", "level": 1}]
        asked = {"id": "b", "cells": cells, "size": {"min": 2, "max": 4}, "min_small": small}
        problem = problem_of(instance, Brief.from_json(asked | {"hub": hub}))
        groups = Groups(facts_of(problem))
        group = groups.fullest(wanted_of(problem, problem.request))
        return None if group is None else round(groups.days_of(group), 9)

    few = [fullest(seed, seed % 4) for seed in range(30)]
    monkeypatch.setattr(
        module, "worth_looking_at", lambda facts, _, rows, *__: facts.order[rows[facts.order]]
    )
    monkeypatch.setattr(hubs, "_worth", lambda _, circles, __, ___: circles)
    assert few == [fullest(seed, seed % 4) for seed in range(30)]


@pytest.fixture
def program_only(monkeypatch):
    """Everything goes through the linear program, which exclusions need."""
    monkeypatch.setattr(module, "clashing", lambda *_: module.np.zeros((2, 1)))


def test_the_linear_program_finds_the_same(program_only):
    for seed in range(60):
        check(seed, 2 + seed % 6)
