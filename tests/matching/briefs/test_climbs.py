"""Groups of nobody but named members and a hub, where more hubs are possible than are climbed."""

import pytest

from matching import Brief, Instance, suggest_for_brief
from matching.briefs.climbs import HUBS
from tests.matching import reference

LEAD = {"can_lead": "yes", "will_lead": "yes"}


def around(middle, rows):
    """Organisations that are all tied to the one in the middle."""
    ties = [
        {"from": middle, "to": row["id"], "kind": "k", "strength": "1"}
        for row in rows
        if row["id"] != middle
    ]
    return {"organisations": rows, "areas": [{"code": "w"}], "ties": ties}


def organisation(key, weight, **more):
    return {"id": key, "areas": "w", "themes": f"t:{weight}", "ties_known": "yes"} | more


def brief_with(*named, size, **weights):
    cells = [{"theme": "t", "area": "w", "level": 1}]
    return Brief.from_json(
        {"id": "b", "size": {"min": size, "max": size}, "cells": cells, "hub": True,
         "must_include": named, "alternatives": 3, "min_difference": 1, "weights": weights}
    )  # fmt: skip


@pytest.mark.parametrize("size", [2, 3])
def test_of_many_hubs_the_best_beside_the_named_members_is_found(size):
    dull = [organisation(f"h{n:02}", 0.9, offers="none", **LEAD) for n in range(HUBS + 5)]
    helpful = organisation("z", 0.1, offers="bids", needs="none", **LEAD)
    named = [organisation(key, 0.1, needs="bids") for key in "ab"[: size - 1]]
    instance = Instance.from_tables(**around("a", [*named, *dull, helpful]))
    brief = brief_with(*"ab"[: size - 1], size=size, complementarity=3.0)
    found = suggest_for_brief(instance, brief)
    hubs = [one.id for one in instance.organisations if one.can_lead]
    groups = [tuple(sorted([*brief.must_include, hub])) for hub in hubs]
    best = max(groups, key=lambda group: reference.quality(instance, brief, group))
    assert "z" in best
    assert found.consortia[0].members == best
    assert found.consortia[0].quality == pytest.approx(reference.quality(instance, brief, best))
    assert {card.proof.status for card in found.consortia} == {"optimal"}


def test_named_members_are_a_group_though_many_other_hubs_promise_more():
    hubs = [organisation(f"h{n:02}", 0.1, **LEAD) for n in range(HUBS + 5)]
    rich = [organisation(f"x{n:02}", 1) for n in range(HUBS + 5)]
    few = [organisation("a", 0.1, **LEAD), organisation("b", 0.1), organisation("c", 0.1)]
    tables = around("c", [*few, *hubs])
    tables["organisations"] += rich
    tables["ties"] += [
        {"from": hub["id"], "to": one["id"], "kind": "k", "strength": "1"}
        for hub, one in zip(hubs, rich, strict=True)
    ]
    found = suggest_for_brief(Instance.from_tables(**tables), brief_with("a", "b", size=2))
    assert [card.members for card in found.consortia] == [("a", "b")]
