"""Whom to ask, as somebody may read it: what is not known, what it could add, and no more."""

from types import SimpleNamespace

import pytest

from portal.consortia.asking import list_asked
from portal.consortia.covers import Names
from portal.consortia.directory import Directory, Entry

NAMES = Names({"play": "Play"}, {"w1": "Hilltop", "w2": "Millbrook"})
ENTRIES = {
    "org-1": Entry("Ash Club", 1),
    "org-2": Entry("Birch Club", 2),
    "org-3": Entry("Gone", None, left=True),
}
OPEN = {"themes": "public", "areas": "public", "base": "coordinators", "radius_km": "members"}


def one(key, **changes):
    cells = [
        {"theme": "play", "area": "w1", "fills": True, "near": False},
        {"theme": "play", "area": "w2", "fills": False, "near": True},
    ]
    usual = {"id": key, "facts": ["spare_days"], "gain": 0.081, "instead_of": "org-2"}
    return usual | {"cells": cells, "rules": []} | changes


def asked(*rows, audience="coordinators", visibility=OPEN, together=()):
    kept = {
        "sentence": "If this one answered, up to 1 more of 2 cells could be covered.",
        "together": list(together),
        "organisations": list(rows),
        "others": 0,
        "visibility": {row["id"]: visibility for row in rows},
    }
    run = SimpleNamespace(advice={"asking": kept})
    return list_asked(run, Directory(ENTRIES, {}), NAMES, audience)


def adds(*rows, **options):
    (found,) = asked(*rows, **options).others
    return " ".join(found.adds)


def test_it_is_said_what_an_answer_could_add_at_most():
    assert adds(one("org-1")) == (
        "It might cover Play in Hilltop. It might cover part of Play in Millbrook. "
        "Up to 8 points more for group 1 in place of Birch Club."
    )


def test_a_base_is_not_given_away_by_the_cells_near_it():
    assert "Millbrook" not in adds(one("org-1"), audience="infrastructure")
    assert "Hilltop" in adds(one("org-1"), audience="infrastructure")


@pytest.mark.parametrize("field", ["themes", "areas"])
def test_what_only_coordinators_may_read_is_not_given_away_by_cells(field):
    closed = OPEN | {field: "coordinators"}
    assert "cover" not in adds(one("org-1"), audience="infrastructure", visibility=closed)
    assert "cover" in adds(one("org-1"), visibility=closed)
    silent = one("org-1", facts=[field])
    assert "cover" in adds(silent, audience="infrastructure", visibility=closed)


def test_rules_that_an_answer_might_keep_come_first():
    found = adds(one("org-1", rules=["lead", "capacity"], cells=[], gain=None))
    assert found == "It might be able to lead. It might bring days that are missing."


def test_those_to_ask_together_stand_apart_and_whoever_has_left_does_not_stand_there():
    found = asked(one("org-1"), one("org-2"), one("org-3"), together=["org-2"])
    assert [who.name for who in found.first] == ["Birch Club"]
    assert [who.name for who in found.others] == ["Ash Club"]


def test_where_nobody_has_anything_to_add_nothing_is_shown():
    assert asked() is None
    run = SimpleNamespace(advice=None)
    assert list_asked(run, Directory(ENTRIES, {}), NAMES, "coordinators") is None
