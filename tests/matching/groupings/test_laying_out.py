"""Whom a search looks at beside each organisation."""

import numpy as np

from matching import Grouping, generate_instance
from matching.groupings.laying_out import NEAREST, Material, facts_of
from matching.groupings.suggestion import _facts
from matching.problem import Problem
from tests.matching.reference_left_out import in_reach


def material_of(count, seed):
    instance = generate_instance(count, seed)
    grouping = Grouping.from_json({"id": "g", "size": {"min": 3, "max": 6}})
    return instance, Material(Problem(instance, grouping), grouping)


def pairs_looked_at(facts):
    sources = np.repeat(np.arange(len(facts.limits)), np.diff(facts.near_from))
    return set(zip(sources.tolist(), facts.near.tolist(), strict=True))


def test_only_those_within_reach_are_looked_at_and_both_ways():
    instance, material = material_of(150, 3)
    positions = np.flatnonzero(material.limits > 0)
    near = pairs_looked_at(facts_of(material.slice(positions)))
    people = [instance.organisations[position] for position in positions]
    assert len(near) > 16 * 100
    for one, other in near:
        assert in_reach(instance, people[one], people[other])
        assert (other, one) in near


def test_of_few_everybody_is_looked_at_who_is_not_excluded():
    instance, material = material_of(40, 3)
    positions = np.flatnonzero(material.limits > 0)
    near = pairs_looked_at(_facts(material, positions, NEAREST))
    ids = [instance.organisations[position].id for position in positions]
    expected = {
        (one, other)
        for one in range(len(ids))
        for other in range(len(ids))
        if one != other and tuple(sorted((ids[one], ids[other]))) not in instance.exclusions
    }
    assert near >= expected
