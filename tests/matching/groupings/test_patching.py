"""Earlier groups are mended by the rules, and a patch is judged by companions kept and lost."""

import pickle
from itertools import combinations
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings

from matching import Instance, generate_instance
from matching.groupings.earlier import mended
from matching.groupings.laying_out import Material
from matching.groupings.memberships import Memberships
from matching.groupings.patching import Patcher, Plan, patch_of, run
from matching.problem import Problem
from tests.matching import reference
from tests.matching.strategies import random_grouping, random_tables, seeds
from tests.matching.test_groupings import grouping

HALF = 0.5


def random_groups(draw, count, most=4):
    """Sets of any sizes, also empty ones, in which somebody may be any number of times."""
    return [
        tuple(sorted(draw.sample(range(count), draw.randint(0, most))))
        for _ in range(draw.randint(0, 6))
    ]


@given(seeds)
@settings(max_examples=60)
def test_mended_groups_keep_the_rules_and_those_that_kept_them_stay(seed):
    draw, request = Random(seed), random_grouping(seed)
    instance = Instance.from_tables(**random_tables(seed, 9))
    ids = [one.id for one in instance.organisations]
    companies = random_groups(draw, 9)
    groups = mended(Material(Problem(instance, request), request), companies)
    named = [[ids[one] for one in group] for group in groups]
    for group in filter(None, named):
        assert reference.broken_rules(instance, request, group) == set()
    assert reference.broken_together(instance, request, [one for one in named if one]) == set()
    assert all(set(group) <= set(company) for group, company in zip(groups, companies, strict=True))
    for number, company in enumerate(companies):
        others = {one for place, some in enumerate(companies) if place != number for one in some}
        alone = [ids[one] for one in company]
        if alone and not others & set(company):
            broken = reference.broken_rules(instance, request, alone)
            broken |= reference.broken_together(instance, request, [alone])
            assert (groups[number] == company) == (not broken)


@given(seeds)
@settings(max_examples=40)
def test_memberships_tell_what_sets_tell(seed):
    draw = Random(seed)
    groups = random_groups(draw, 8)
    chosen = np.array([draw.random() < HALF for _ in range(8)])
    some = set(np.flatnonzero(chosen).tolist())
    found = Memberships(groups, 8)
    assert found.times.tolist() == [sum(one in group for group in groups) for one in range(8)]
    touched = [place for place, group in enumerate(groups) if some & set(group)]
    assert found.touched_by(chosen).tolist() == touched
    within = [place for place, group in enumerate(groups) if group and some >= set(group)]
    assert found.within(chosen).tolist() == within
    everybody = sorted({one for place in touched for one in groups[place]})
    assert found.members_of(np.array(touched, np.int64)).tolist() == everybody
    pairs, owners = found.pairs(np.array(touched, np.int64))
    listed = sorted((owner, *pair) for owner, pair in zip(owners, pairs.tolist(), strict=True))
    assert listed == sorted((at, *pair) for at in touched for pair in combinations(groups[at], 2))


def town():
    """A town of 60 with pairs of three and more that were together, and its layout."""
    instance, request = generate_instance(60, 1), grouping(3, 6, one_group_each=True)
    material = Material(Problem(instance, request), request)
    able = np.flatnonzero(material.limits > 0).tolist()
    companies = [tuple(sorted(able[start : start + 5])) for start in range(0, 40, 5)]
    groups = mended(material, companies)
    return material, Memberships(groups, 60), Memberships(companies, 60)


@pytest.mark.parametrize("price", [0.0, 0.1, 2.0])
def test_the_value_of_a_patch_is_the_total_less_the_price_of_companions_lost(price):
    material, standing, companies = town()
    plan = Plan(material, standing, companies, price)
    patch, _ = patch_of(plan, material.limits > 0, 8, 0)
    patcher = Patcher(patch)
    for step in (patcher.improve, lambda: patcher.rebuild(8)):
        step()
        groups = patcher.groups()
        total = sum(
            len(group) * float(material.problem.qualities(np.array([group]))[0]) for group in groups
        )
        assert patcher.value() == pytest.approx(total - price * lost(companies, groups))


def lost(companies, groups):
    """The shares of their companions that everybody has no longer, summed."""
    gone = 0.0
    for company in filter(None, companies.groups):
        for one in company:
            others = set(company) - {one}
            with_it = {other for group in groups if one in group for other in group}
            gone += len(others - with_it) / len(others)
    return gone


def test_a_patch_gives_the_same_groups_wherever_it_is_sent():
    material, standing, companies = town()
    patch, _ = patch_of(Plan(material, standing, companies, 0.1), material.limits > 0, 9, 4)
    sent = pickle.loads(pickle.dumps(patch))  # noqa: S301
    assert run(sent) == run(patch)


def test_a_patch_leaves_groups_alone_that_lie_partly_outside():
    material, standing, companies = town()
    group = next(group for group in standing.groups if group)
    chosen = material.limits > 0
    chosen[group[0]] = False
    patch, changing = patch_of(Plan(material, standing, companies, 0.1), chosen, 0, 0)
    assert set(patch.groups) == {one for one in standing.groups if one and one != group}
    assert len(changing) == len(patch.groups)
    assert not set(group) & set(patch.cut.positions.tolist())
