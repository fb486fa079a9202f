"""The demonstration is built once, by the services that people use, and ends in suggestions."""

import pytest

from portal.accounts.service import get_person
from portal.consortia.service import list_runs
from portal.consortia.studies import FIRMNESS, get_latest, list_comparisons
from portal.demonstration.building import SLUG, build_demonstration
from portal.demonstration.people import PEOPLE
from portal.home.service import list_own_participations
from portal.inviting.tracking import count_rows, list_rows
from portal.organisations.service import list_participations
from portal.partnerships.service import get_partnership, list_members
from portal.surveys.service import list_surveys
from tests.portal.conftest import emptied


@pytest.fixture(scope="module")
def built(database):
    """A database with the demonstration in it, for all tests of this file."""
    with emptied(database):
        assert build_demonstration()
        yield get_partnership(SLUG)


def test_it_ends_in_suggestions_and_is_built_only_once(built):
    runs = sorted(list_runs(built), key=lambda run: run.id)
    assert [run.kind for run in runs[:3]] == ["brief", "brief", "grouping"]
    assert {run.state for run in runs[:3]} == {"finished"}
    assert not build_demonstration()
    assert len(list_runs(built)) == len(runs)


def test_what_goes_on_from_its_grouping_is_left_to_the_worker(built):
    everybody = list_runs(built, "grouping")[-1]
    assert any(one["meetings"] for one in everybody.meetings["lists"])
    studies = [get_latest(everybody, FIRMNESS), *list_comparisons(everybody)]
    assert [study.state for study in studies] == ["queued", "queued"]
    sides = (studies[1].run, studies[1].other)
    assert [(side.preset, side.state) for side in sides] == [
        ("By place", "queued"),
        ("By theme", "queued"),
    ]


def test_one_brief_is_met_and_another_says_what_would_help(built):
    blocked, met = sorted(list_runs(built, "brief"), key=lambda run: run.id)
    assert met.outcome["consortia"]
    assert blocked.outcome["consortia"] == []
    assert len(blocked.advice["relaxations"]["conflict"]) > 1
    assert sum(one["brief"] is not None for one in blocked.advice["relaxations"]["options"]) > 1
    assert blocked.advice["asking"]["organisations"]


def test_it_shows_every_stage_of_answering(built):
    assert len(list_participations(built)) == 120
    (survey,) = list_surveys(built)
    counts = count_rows(list_rows(survey))
    assert sum(counts.values()) == 120
    assert {"sent", "started", "invited", "not_invited"} <= {k for k, n in counts.items() if n}


def test_each_role_has_somebody_to_sign_in_as(built):
    roles = {member.person.email: member.role for member in list_members(built)}
    assert roles == {PEOPLE[r].email: r for r in ("coordinator", "viewer")}
    assert get_person(PEOPLE["administrator"].email).is_administrator
    for role in ("owner", "editor"):
        assert len(list_own_participations(get_person(PEOPLE[role].email))) == 1
