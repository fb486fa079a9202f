"""The demonstration is built once, by the services that people use, and ends in suggestions."""

import pytest

from portal.accounts.service import get_person
from portal.consortia.service import list_runs
from portal.demonstration.building import SLUG, build_demonstration
from portal.demonstration.people import PEOPLE
from portal.home.service import list_own_participations
from portal.organisations.service import list_participations
from portal.partnerships.service import get_partnership, list_members
from portal.surveys.service import list_surveys
from portal.surveys.tracking import count_rows, list_rows


@pytest.fixture
def built(app):
    """A database with the demonstration in it."""
    assert build_demonstration()
    return get_partnership(SLUG)


def test_it_ends_in_suggestions_and_is_built_only_once(built):
    runs = list_runs(built)
    assert {run.kind for run in runs} == {"brief", "grouping"}
    assert {run.state for run in runs} == {"finished"}
    assert all(run.outcome["consortia"] for run in runs)
    assert not build_demonstration()
    assert len(list_runs(built)) == 2


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
