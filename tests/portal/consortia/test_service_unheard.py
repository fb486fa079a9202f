"""Who is left out as not known yet: what to ask each, how far they are, and whom to write to."""

import pytest

from portal.consortia.unheard import count_unheard, show_unheard
from portal.inviting.invitations import invite
from portal.models.base import db, now
from portal.surveys.responses import fingerprint, save_page, start_response
from portal.surveys.service import create_survey, open_survey
from survey import registration_definition
from tests.portal.consortia.factories import a_town, knows
from tests.portal.consortia.runs import a_finished_grouping
from tests.portal.factories import a_participation

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def town(app):
    return a_town(6)


@pytest.fixture
def quiet(town):
    """Two that have told nothing, and one that told everything but its themes."""
    partnership, wards, _ = town
    found = [a_participation(partnership, name=name) for name in ("Zebra", "Ash", "Bee")]
    found[1].contact_name, found[1].contact_email = "Kim", "kim@example.org"
    areas = [ward.area.code for ward in wards]
    knows(found[2], areas=areas, ages=["8-12"], base={"lat": 53.5, "lon": -2.2})
    return found


def told(run, **options):
    return show_unheard(run, coordinates=True, **options)


def test_they_are_listed_by_name_with_what_to_ask_next(town, quiet):
    run = a_finished_grouping(town[0])
    assert count_unheard(run) == 3
    page = told(run)
    assert [(one.name, one.ask_next) for one in page.rows] == [
        ("Ash", "everything else"),
        ("Bee", "what they need, what they offer, their spare days and 2 more"),
        ("Zebra", "everything else"),
    ]
    assert (page.total, page.told, page.gone, page.survey, page.states) == (3, 0, 0, None, [])


@pytest.mark.usefixtures("quiet")
def test_only_a_coordinator_is_told_whom_to_write_to(town):
    run = a_finished_grouping(town[0])
    assert told(run).rows[0].contact_email == "kim@example.org"
    body = show_unheard(run, coordinates=False)
    assert not any(one.contact_email or one.contact_name or one.how_far for one in body.rows)


def test_how_far_each_is_in_the_open_survey_is_said_and_counted(town, quiet):
    partnership = town[0]
    survey = create_survey(partnership, "Autumn survey", registration_definition("hillside"))
    open_survey(survey)
    invite(survey, quiet[0], "zebra@example.org")
    begun = start_response(survey, quiet[1])
    answers = {"summary": "We play."}
    save_page(begun, answers, fingerprint(begun.answers, answers))
    page = told(a_finished_grouping(partnership))
    assert page.survey == survey.slug
    how_far = {one.name: one.how_far for one in page.rows}
    assert how_far["Zebra"].startswith("Invited ")
    assert how_far["Zebra"].endswith(", no answer")
    assert how_far["Ash"].endswith(", not sent")
    assert how_far["Bee"] == "Not invited yet"
    assert page.states == [
        (1, "began and did not send"),
        (1, "invited, no answer"),
        (1, "not invited yet"),
    ]


def test_who_told_since_is_said_and_who_left_is_counted(town, quiet):
    run = a_finished_grouping(town[0])
    knows(quiet[0], themes={"play": 1.0})
    quiet[1].left_at = now()
    db.session.flush()
    page = told(run)
    assert [(one.name, one.told) for one in page.rows] == [("Bee", False), ("Zebra", True)]
    assert (page.total, page.told, page.gone) == (2, 1, 1)


def test_a_town_that_told_its_themes_has_nobody_here(town):
    page = told(a_finished_grouping(town[0]))
    assert (page.rows, page.total, page.pages) == ([], 0, 1)


@pytest.mark.usefixtures("quiet")
def test_many_come_by_the_page(town, monkeypatch):
    monkeypatch.setattr("portal.consortia.unheard.ROWS_A_PAGE", 2)
    page = told(a_finished_grouping(town[0]), number=9)
    assert (page.number, page.pages, [one.name for one in page.rows]) == (2, 2, ["Zebra"])
