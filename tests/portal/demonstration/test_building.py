"""The demonstration is built once, by the services that people use, and ends in suggestions."""

import pytest

from portal.accounts.service import get_person
from portal.consortia.service import list_runs
from portal.consortia.studies import FIRMNESS, get_latest, list_comparisons
from portal.demonstration.building import SLUG, build_demonstration
from portal.demonstration.people import PEOPLE
from portal.home.service import list_own_participations
from portal.inviting.reminders import plan_reminders
from portal.inviting.replies import when_held
from portal.inviting.tracking import STATES, count_rows, list_rows
from portal.organisations.service import list_participations
from portal.partnerships.service import get_partnership, list_members
from portal.surveys.following import list_unanswerable
from portal.surveys.opening import standing_of
from portal.surveys.papers import blank_paper
from portal.surveys.reading import list_nameless
from portal.surveys.service import list_surveys
from portal.surveys.submissions import list_latest
from tests.portal.conftest import emptied

pytestmark = pytest.mark.walk


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
    *_, survey = list_surveys(built)
    counts = count_rows(list_rows(survey))
    assert sum(counts.values()) == 120
    assert {state for state, count in counts.items() if count} == set(STATES)


def test_answers_came_by_telephone_are_being_changed_and_a_talk_was_held(built):
    *_, survey = list_surveys(built)
    rows = list_rows(survey)
    responses = [row.response for row in rows if row.response]
    assert [one.state for one in responses].count("amending") == 1
    assert [one.channel for one in responses].count("telephone") == 1
    assert sum(when_held(one) is not None for one in responses) == 1
    assert sum(row.reminders for row in rows) == 1
    assert {row.stop for row in rows} == {"", "opted_out", "bounced"}
    assert plan_reminders(survey).due


def test_a_survey_in_confidence_has_closed_and_the_next_wave_opens_by_itself(built):
    later, health, _ = list_surveys(built)
    assert [standing_of(one) for one in (later, health)] == ["scheduled", "closed"]
    assert len(list_nameless(health)) == 14
    assert later.follows_id == health.id
    assert list_unanswerable(later) == []


def test_the_next_wave_asks_some_what_became_of_what_they_had_begun(built):
    later, health, _ = list_surveys(built)
    asked = {
        sent.answers["begun"]: {row.question.id for row in blank_paper(later, one).rows()}
        for sent in list_latest(health)
        for one in [sent.response.participation]
    }
    assert "goes_on" in asked["yes"]
    assert "goes_on" not in asked["no"]


def test_each_role_has_somebody_to_sign_in_as(built):
    roles = {member.person.email: member.role for member in list_members(built)}
    assert roles == {PEOPLE[r].email: r for r in ("coordinator", "viewer")}
    assert get_person(PEOPLE["administrator"].email).is_administrator
    for role in ("owner", "editor"):
        assert len(list_own_participations(get_person(PEOPLE[role].email))) == 1
