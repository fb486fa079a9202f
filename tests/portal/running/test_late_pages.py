"""After the close a coordinator lets one organisation in, for a reason, and takes it back."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from portal.models.base import db, now
from portal.models.surveys import Response
from portal.surveys.service import close_survey
from tests.portal import factories as make
from tests.portal.pages import text, value_of
from tests.portal.surveys.factories import a_draft
from tests.portal.worlds import signed_in

pytestmark = pytest.mark.usefixtures("coordinator")
BASE = "/p/hillside/surveys/autumn-survey"
REASON = "Their hall was flooded"


@pytest.fixture
def token(survey, club, token):
    """The link of an organisation that has begun, and whose survey has closed since."""
    a_draft(survey, club, themes={"play": "most", "sport": "none"})
    close_survey(survey)
    db.session.commit()
    return token


@pytest.fixture
def place(club, token):
    return f"{BASE}/organisations/{club.organisation_id}"


def a_form(days=7, reason=REASON):
    day = now().date() + timedelta(days=days)
    return {"last_day": [str(day.day), str(day.month), str(day.year)], "reason": reason}


def test_a_closed_survey_opens_for_one_until_a_day(app, client, token, place):
    browser = app.test_client()
    assert "does not open anything" in text(browser.get(f"/link/{token}"), 404)
    assert "Let them in late" in text(client.get(place))
    assert client.post(f"{place}/late", data=a_form()).location == place
    day = now().date() + timedelta(days=7)
    page = text(client.get(place))
    assert f"Let in late, until {day.day} {day:%B %Y}" in page
    assert REASON in page
    start = text(browser.get(f"/link/{token}"))
    assert f"The last day is {day.day} {day:%B %Y}." in start
    desk = browser.post(f"/link/{token}").location
    checked = text(browser.get(f"{desk}check"))
    form = {name: value_of(checked, name) for name in ("send_key", "revision")}
    browser.post(f"{desk}check", data={**form, "answered_by": "Kim"})
    assert "Thank you" in text(browser.get(f"{desk}done"))
    assert f"Came late: {REASON}" in text(client.get(place))
    assert REASON in text(client.get(f"{BASE}/answers.csv"))


def test_taken_back_the_link_opens_nothing_again(app, client, token, place):
    client.post(f"{place}/late", data=a_form())
    browser = app.test_client()
    desk = browser.post(f"/link/{token}").location
    assert browser.get(desk).status_code == 200
    assert client.post(f"{place}/late/end").location == place
    assert browser.get(desk).status_code == 404
    assert "Let them in late" in text(client.get(place))


def test_what_is_missing_is_said_at_its_field(client, place):
    page = text(client.post(f"{place}/late", data=a_form(days=-2)))
    assert "Choose today or a later day." in page
    assert REASON in page
    assert "Say in a few words why" in text(client.post(f"{place}/late", data=a_form(reason="")))
    page = text(client.post(f"{place}/late", data={"last_day": ["", "", ""], "reason": ""}))
    assert "Two things to put right" in page
    assert db.session.scalar(sa.select(Response.late_until)) is None


def test_nobody_is_let_in_while_the_survey_is_open(client, survey, club):
    db.session.commit()
    place = f"{BASE}/organisations/{club.organisation_id}"
    assert "Let them in late" not in text(client.get(place))
    assert "has not closed" in text(client.post(f"{place}/late", data=a_form()))


def test_people_of_the_organisation_find_the_survey_among_what_is_theirs(
    app, client, club, token, place
):
    person = make.an_editorship(club.organisation).person
    db.session.commit()
    browser = signed_in(app, person)
    assert "Autumn survey" not in text(browser.get("/mine"))
    client.post(f"{place}/late", data=a_form())
    assert "Autumn survey" in text(browser.get("/mine"))
