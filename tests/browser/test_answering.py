"""An organisation answers on a small phone without JavaScript: leaves, comes back, sends."""

import pytest
import sqlalchemy as sa

from portal.models.base import db
from portal.models.surveys import Response
from portal.surveys.invitations import invite
from portal.surveys.service import create_survey, open_survey
from survey import registration_definition
from tests.portal import factories as make

WARDS = [("Ash Bank", "North"), ("Birch Lane", "North"), ("Canal Side", "Central")]


@pytest.fixture
def survey(live):
    """The registration of interest of a partnership with 31 organisations."""
    partnership = make.a_partnership()
    for code, label in (("play", "Open-access play"), ("sport", "Sport and being active")):
        make.a_theme(partnership, code, label)
    for code, label in (("hall", "A hall"), ("minibus", "A minibus")):
        make.a_resource(partnership, code, label)
    for number, (name, part) in enumerate(WARDS):
        make.a_partnership_area(partnership, make.an_area(f"E0500000{number}", name), part)
    for number in range(30):
        make.a_participation(partnership, name=f"{'ABCDEFGHIJ'[number % 10]} Club {number}")
    survey = create_survey(partnership, "Autumn survey", registration_definition("Hillside"))
    open_survey(survey)
    db.session.commit()
    return survey


@pytest.fixture
def token(survey):
    club = make.a_participation(survey.partnership, name="Kite Lane Youth Club")
    token = invite(survey, club, "kite@example.org")
    db.session.commit()
    return token


def go_on(page):
    page.get_by_role("button", name="Save and carry on").click()


def heading(page):
    return page.get_by_role("heading", level=1).inner_text()


def response():
    db.session.rollback()
    return db.session.scalar(sa.select(Response))


def test_the_whole_survey_on_a_phone_without_javascript(page_320_nojs, token):
    page = page_320_nojs
    page.goto(f"/link/{token}")
    assert page.get_by_text("You answer for Kite Lane Youth Club").is_visible()
    page.get_by_role("button", name="Start").click()
    assert "/answer/" in page.url and token not in page.url
    page.get_by_role("link", name="Begin: About you").click()
    page.get_by_label("What do you do, in a sentence or two?").fill("We play on <Kite> Lane.")
    page.get_by_label("Registered charity").check()
    go_on(page)
    assert heading(page) == "What you do, and who for"
    page.get_by_role("group", name="Open-access play").get_by_label("Most").check()
    page.get_by_role("button", name="Save and come back later").click()
    assert heading(page) == "Your answers are saved"

    page.context.clear_cookies()
    page.goto(f"/link/{token}")
    page.get_by_role("button", name="Carry on").click()
    page.get_by_role("link", name="What you do, and who for").first.click()
    assert page.get_by_role("group", name="Open-access play").get_by_label("Most").is_checked()
    page.get_by_label("8 to 12").check()
    go_on(page)
    page.get_by_label("What is the postcode of your base?").fill("M40")
    page.get_by_text("North (2 wards)").click()
    page.get_by_label("Ash Bank").check()
    go_on(page)
    assert page.title().startswith("Error:")
    assert page.get_by_role("link", name="Type a full postcode, such as M40 5BE").is_visible()
    assert page.get_by_label("Ash Bank").is_checked()
    page.get_by_label("What is the postcode of your base?").fill("M40 5BE")
    go_on(page)
    page.get_by_label("How many days a week could you give to new work?").fill("1.5")
    go_on(page)
    page.get_by_role("group", name="What could you offer to others?").get_by_label("A hall").check()
    go_on(page)
    page.get_by_label("Find an organisation").fill("club 12")
    page.get_by_role("button", name="Find").click()
    page.get_by_label("C Club 12", exact=True).check()
    go_on(page)
    assert heading(page) == "How closely do you work with each of them?"
    page.get_by_label("We do things together").check()
    go_on(page)
    assert heading(page) == "Anyone you cannot work with"
    go_on(page)
    page.get_by_label("I may answer for my organisation").check()
    page.get_by_label("Our answers may be used").check()
    go_on(page)
    assert heading(page) == "Check your answers"
    assert page.get_by_text("We play on <Kite> Lane.").is_visible()
    page.get_by_label("Your name").fill("Kim Kite")
    page.get_by_role("button", name="Send our answers").click()
    assert heading(page) == "Thank you: we have your answers"
    sent = response()
    assert (sent.state, sent.answered_by) == ("sent", "Kim Kite")
    assert sent.answers["themes"] == {"play": "most", "sport": None}
