"""What each member brings, against plain leave-one-out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import Brief, Instance, MembersError, contributions
from tests.matching import reference
from tests.matching.strategies import instances, requests


@given(instances(least=4), requests, st.data())
def test_the_loss_is_the_quality_with_less_the_quality_without(instance, request, data):
    ids = [one.id for one in instance.organisations]
    members = sorted(data.draw(st.lists(st.sampled_from(ids), min_size=3, max_size=6, unique=True)))
    whole = reference.quality(instance, request, members)
    broken = reference.broken_rules(instance, request, members)
    for part in contributions(instance, request, members):
        rest = [key for key in members if key != part.id]
        assert part.loss == pytest.approx(
            whole - reference.quality(instance, request, rest), abs=1e-6
        )
        without = reference.broken_rules(instance, request, rest)
        assert set(part.needed_for) == without - broken - {"size"}


CELLS = [{"theme": t, "area": "w", "level": 1} for t in ("play", "sport")]
BRIEF = Brief.from_json({"id": "b", "size": {"min": 2, "max": 3}, "cells": CELLS})
ROWS = [
    {"id": "a", "themes": "play;sport:0.5", "areas": "w", "can_lead": "yes", "will_lead": "yes"},
    {"id": "b", "themes": "play:0.4", "areas": "w"},
    {"id": "c", "themes": "play"},
]


def parts(members):
    instance = Instance.from_tables(ROWS, [{"code": "w"}])
    return {part.id: part for part in contributions(instance, BRIEF, members)}


def test_a_cell_that_nobody_else_serves_is_listed_as_served_alone():
    found = parts("abc")
    assert [(one.theme, one.amount) for one in found["a"].serves] == [("play", 1), ("sport", 0.5)]
    assert [one.theme for one in found["a"].alone] == ["sport"]
    assert found["b"].alone == ()
    assert found["c"].serves == ()


def test_the_only_lead_is_needed_for_the_lead():
    found = parts("abc")
    assert found["a"].needed_for == ("lead",)
    assert found["b"].needed_for == ()


def test_one_of_a_pair_takes_everything_with_it():
    found = parts("ab")
    score = found["a"].loss
    assert score == found["b"].loss
    assert score > 0


def test_an_unknown_member_is_refused():
    with pytest.raises(MembersError, match="'z'"):
        parts("az")
