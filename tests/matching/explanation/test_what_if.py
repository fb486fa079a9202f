"""What if: exact scores after a change, gaps, leads, and who would come next."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import MembersError, WhatIf, score, what_if
from tests.matching import reference
from tests.matching.explanation.groups import (
    LEAD,
    best_three,
    brief,
    broken,
    grouping,
    groups,
    offered,
    outsiders,
    town,
)


@st.composite
def changes(draw):
    """A group with some to add and some to remove, at least two being left."""
    instance, request, members = draw(groups(most=5))
    outside = outsiders(instance, members)
    added = draw(st.lists(st.sampled_from(outside), max_size=2, unique=True)) if outside else []
    most = len(members) + len(added) - 2
    chosen = st.lists(st.sampled_from(members), max_size=min(2, most), unique=True)
    return instance, request, members, added, draw(chosen)


@given(changes())
def test_before_and_after_are_the_cards_of_the_two_groups(change):
    instance, request, members, added, removed = change
    found = what_if(instance, request, members, add=added, remove=removed)
    left = ({*members} | {*added}) - {*removed}
    assert found.before == score(instance, request, members)
    assert found.after == score(instance, request, left)
    before, after = (reference.terms(instance, request, sorted(ids)) for ids in (members, left))
    for name, value in after.items():
        assert getattr(found.terms, name) == pytest.approx(value - before[name], abs=1e-6)
    qualities = [reference.quality(instance, request, sorted(ids)) for ids in (members, left)]
    assert found.change == pytest.approx(qualities[1] - qualities[0], abs=1e-6)


@given(changes())
def test_broken_rules_are_told_but_never_who_is_kept_apart(change):
    instance, request, members, added, removed = change
    found = what_if(instance, request, members, add=added, remove=removed)
    for group, told in (
        (found.before, found.broken_before),
        (found.after, found.broken_after),
    ):
        assert {one.rule for one in told} == broken(instance, request, group.members)


@given(changes())
def test_gaps_open_and_close(change):
    instance, request, members, added, removed = change
    found = what_if(instance, request, members, add=added, remove=removed)
    if found.before.gaps is None:
        assert (found.gaps_opened, found.gaps_closed) == (None, None)
        return
    before, after = (
        reference.gaps(instance, request, [instance.organisation(key) for key in card.members])
        for card in (found.before, found.after)
    )
    opened = {(gap.theme, gap.area): gap.missing for gap in found.gaps_opened}
    closed = {(gap.theme, gap.area): gap.missing for gap in found.gaps_closed}
    assert opened == pytest.approx({cell: after[cell] for cell in after if cell not in before})
    assert closed == pytest.approx({cell: before[cell] for cell in before if cell not in after})


@given(changes())
def test_the_next_additions_are_the_best_that_break_no_rule_that_is_kept(change):
    instance, request, members, added, removed = change
    found = what_if(instance, request, members, add=added, remove=removed)
    group = found.after.members
    now = broken(instance, request, group)
    options = [
        (reference.quality(instance, request, sorted([*group, key])), key)
        for key in outsiders(instance, group)
        if offered(instance, request, key, group)
        and broken(instance, request, [*group, key]) <= now
    ]
    full = len(group) >= request.size.max
    assert [one.id for one in found.additions] == ([] if full else best_three(options))
    for one in found.additions:
        quality = reference.quality(instance, request, sorted([*group, one.id]))
        assert one.quality == pytest.approx(quality, abs=1e-6)
        assert one.change == pytest.approx(quality - found.after.quality, abs=1e-6)


@given(changes(), st.data())
def test_a_chosen_lead_is_eligible_or_not_or_not_known(change, data):
    instance, request, members, added, removed = change
    lead = data.draw(st.sampled_from(sorted(({*members} | {*added}) - {*removed})))
    found = what_if(instance, request, members, add=added, remove=removed, lead=lead)
    expected = reference.leadership(request, instance.organisation(lead))
    assert (found.lead.id, found.lead.eligible) == (lead, expected)
    plain = what_if(instance, request, members, add=added, remove=removed)
    assert found.after.lead == (lead if expected else plain.after.lead)
    assert found.after.quality == plain.after.quality


@given(changes())
def test_a_what_if_is_read_back_equal(change):
    instance, request, members, added, removed = change
    found = what_if(instance, request, members, add=added, remove=removed)
    assert WhatIf.from_json(json.loads(json.dumps(found.to_json()))) == found


ROWS = [{"id": key, "themes": "play", "areas": "w1"} | LEAD for key in "abcde"]
TOWN = town(*ROWS)


@pytest.mark.parametrize(
    ("change", "words", "ids"),
    [
        ({"add": ["x", "c", "y"]}, "there is no organisation 'x', 'y'", ("x", "y")),
        ({"remove": ["z"]}, "there is no organisation 'z'", ("z",)),
        ({"lead": "z"}, "there is no organisation 'z'", ("z",)),
        ({"add": ["b"]}, "there already is a member 'b'", ("b",)),
        ({"remove": ["c"]}, "there is no member 'c'", ("c",)),
        ({"add": ["c"], "remove": ["c"]}, "there is no member 'c'", ("c",)),
        ({"remove": ["a"]}, "a group has at least two members", ("b",)),
        ({"remove": ["a"], "add": ["c"], "lead": "a"}, "the lead 'a' is not in the group", ("a",)),
        ({"lead": "c"}, "the lead 'c' is not in the group", ("c",)),
    ],
)
def test_a_change_that_makes_no_sense_is_refused_with_its_ids(change, words, ids):
    with pytest.raises(MembersError, match=words) as caught:
        what_if(TOWN, brief(), "ab", **change)
    assert caught.value.ids == ids


def test_two_kept_apart_are_scored_like_any_other():
    apart = town(*ROWS, exclusions=[("a", "c"), ("a", "d")])
    found = what_if(apart, grouping(), "ab", add="c")
    assert found.broken_after == ()
    assert found.after == what_if(TOWN, grouping(), "ab", add="c").after
    assert [one.id for one in found.additions] == ["e"]


def test_a_full_group_takes_nobody_more():
    assert what_if(TOWN, brief(), "abc", add="d").additions == ()
