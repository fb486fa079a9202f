"""What is kept of what would help a brief: how it could give way, whom to ask, and no secret."""

import json

import pytest

from portal.consortia import service
from portal.models.base import db
from tests.portal.consortia.factories import a_town, excludes, knows
from tests.portal.consortia.runs import (
    a_blocked_run,
    a_finished_grouping,
    a_finished_run,
    carried_out,
)
from tests.portal.factories import a_participation

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def town(app):
    """Nine organisations that told about themselves, and one that is silent."""
    partnership, wards, members = a_town(9)
    return partnership, wards, [*members, a_participation(partnership, name="Quiet Corner")]


def searched_again(run):
    again = service.start_again(run)
    db.session.commit()
    return carried_out(again)


def helping(run):
    return {one["field"]: one for one in run.advice["relaxations"]["options"] if one["brief"]}


def test_a_brief_that_cannot_be_met_keeps_which_rules_block_it_and_what_would_help(town):
    run = a_blocked_run(town[0], town[1])
    kept = run.advice["relaxations"]
    assert (kept["feasible"], kept["conflict"]) == (False, ["lead"])
    assert "a known lead for £600,000" in kept["sentence"]
    change = helping(run)["contract_value"]
    assert (change["asked"], change["possible"]) == (600_000, 500_000)
    assert change["brief"]["contract_value"] == 500_000
    assert (run.best, run.bound) == (None, None)


def test_a_brief_that_can_be_met_keeps_whom_to_ask_about_its_first_group(town):
    run = a_finished_run(town[0], town[1])
    silent = town[2][-1].slug
    assert "relaxations" not in run.advice
    asked = {one["id"]: one for one in run.advice["asking"]["organisations"]}
    assert {"themes", "areas"} <= set(asked[silent]["facts"])
    assert set(run.advice["asking"]["together"]) <= set(asked)


def test_a_long_list_of_whom_to_ask_is_cut_and_says_how_many_more_there_are(town, monkeypatch):
    monkeypatch.setattr("portal.consortia.advice.MOST_ASKED", 1)
    for number in range(3):
        a_participation(town[0], name=f"Silent {number}")
    asking = a_finished_run(town[0], town[1]).advice["asking"]
    assert len(asking["organisations"]) == max(1, len(asking["together"]))
    assert asking["others"] >= 3


def test_a_gap_that_only_a_base_could_fill_is_marked(town):
    partnership, wards, members = town
    base = {"base": {"postcode": "", "lat": 53.5, "lon": -2.2}, "radius_km": 9}
    other = a_participation(partnership, name="Quiet Lane")
    for silent, ward in ((members[-1], wards[0]), (other, wards[1])):
        knows(silent, areas=[ward.area.code], **base)
    run = a_finished_run(partnership, wards, smallest=2, largest=2)
    gap = {"theme": "arts", "area": wards[1].area.code}
    assert {**gap, "missing": 0.5} in run.outcome["consortia"][0]["gaps"]
    cells = {one["id"]: one["cells"] for one in run.advice["asking"]["organisations"]}
    assert cells[members[-1].slug] == [{**gap, "fills": True, "near": True}]
    assert cells[other.slug] == [{**gap, "fills": True, "near": False}]


def test_an_open_grouping_keeps_no_advice(town):
    assert a_finished_grouping(town[0]).advice is None


def test_an_exclusion_that_moves_no_group_changes_nothing_that_is_kept(town):
    partnership, wards, members = town
    plain = a_finished_run(partnership, wards), a_blocked_run(partnership, wards)
    excludes(members[-1], *members[:4])
    private = searched_again(plain[0]), searched_again(plain[1])
    for before, after in zip(plain, private, strict=True):
        assert before.outcome["consortia"] == after.outcome["consortia"]
        assert before.advice == after.advice


def test_what_only_an_exclusion_blocks_is_told_in_the_words_of_what_never_helps(town):
    partnership, wards, members = town
    for member in members[2:]:
        knows(member, can_lead=False, spare_days=0)
    for member in members[:2]:
        knows(member, spare_days=5)
    excludes(members[0], members[1])
    kept = a_finished_run(partnership, wards, days=10.0).advice
    told = kept["relaxations"]
    assert (told["conflict"], told["pair"]) == ([], [])
    assert "asking" not in kept
    assert {one["sentence"] for one in told["options"]} == {told["sentence"]}
    assert all(one["possible"] is None and one["brief"] is None for one in told["options"])


def test_what_is_kept_names_no_group_and_does_not_say_what_is_private(town):
    partnership, wards, members = town
    excludes(members[0], *members[1:4])
    kept = json.dumps(a_blocked_run(partnership, wards).advice)
    assert "example" not in kept
    assert "private" not in kept
