"""Who could take a member's place, by trying everybody."""

import pytest
from hypothesis import given

from matching import explain
from tests.matching import reference
from tests.matching.explanation.groups import (
    LEAD,
    best_three,
    brief,
    grouping,
    groups,
    offered,
    outsiders,
    town,
)


def swapped(instance, request, members, out):
    """Every allowed swap for one member, with its quality."""
    for key in outsiders(instance, members):
        rest = [one for one in members if one != out]
        group = sorted([*rest, key])
        broken = reference.broken_rules(instance, request, group) - {"size"}
        if not broken and offered(instance, request, key, rest):
            yield reference.quality(instance, request, group), key


@given(groups(most=5))
def test_the_replacements_are_the_best_three_that_keep_every_rule(case):
    instance, request, members = case
    for part in explain(instance, request, members).members:
        expected = list(swapped(instance, request, members, part.id))
        assert [one.id for one in part.replacements] == best_three(expected)


@given(groups(most=5))
def test_the_figures_of_a_replacement_are_those_of_the_new_group(case):
    instance, request, members = case
    before = reference.terms(instance, request, members)
    found = explain(instance, request, members)
    for part in found.members:
        for option in part.replacements:
            group = sorted({*members, option.id} - {part.id})
            after = reference.terms(instance, request, group)
            quality = reference.quality(instance, request, group)
            assert option.quality == pytest.approx(quality, abs=1e-6)
            assert option.change == pytest.approx(quality - found.quality, abs=1e-6)
            for name, value in after.items():
                assert getattr(option.terms, name) == pytest.approx(value - before[name], abs=1e-6)


@given(groups())
def test_fewer_replacements_are_the_first_of_them(case):
    instance, request, members = case
    whole = explain(instance, request, members)
    less = explain(instance, request, members, replacements=1)
    for some, of_three in zip(less.members, whole.members, strict=True):
        assert some.replacements == of_three.replacements[:1]


def test_a_member_that_the_brief_names_has_no_replacement():
    instance = town(*({"id": key, "themes": "play", "areas": "w1"} | LEAD for key in "abcd"))
    found = explain(instance, brief(must_include=["a"]), "ab").members
    assert [[one.id for one in part.replacements] for part in found] == [[], ["c", "d"]]


def test_nobody_without_themes_or_left_out_by_name_is_offered():
    rows = [{"id": key, "themes": "play", "areas": "w1"} | LEAD for key in "abc"]
    instance = town(*rows, {"id": "d", "areas": "w1"} | LEAD, {"id": "e", "themes": "none"} | LEAD)
    found = explain(instance, brief(must_exclude=["c"]), "ab").members
    assert [part.replacements for part in found] == [(), ()]


def test_an_exclusion_leaves_somebody_out_without_a_word():
    rows = [{"id": key, "themes": "play", "areas": "w1"} | LEAD for key in "abc"]
    apart = town(*rows, exclusions=[("a", "c")])
    found = explain(apart, grouping(), "ab")
    assert [[one.id for one in part.replacements] for part in found.members] == [["c"], []]
    told = str(explain(town(*rows[:2]), grouping(), "ab").sentences)
    assert str(found.sentences) == told


def test_a_group_too_large_keeps_its_size_when_one_is_swapped():
    rows = [{"id": key, "themes": "play", "areas": "w1"} | LEAD for key in "abcd"]
    found = explain(town(*rows), brief(size={"min": 2, "max": 2}), "abc")
    assert [one.id for one in found.members[0].replacements] == ["d"]
