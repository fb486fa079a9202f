"""axe finds nothing in any state of answering, registering and running a survey."""

import re

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from portal.models.base import db
from portal.models.jobs import OutgoingEmail
from portal.organisations.profiles import Source, set_fact
from portal.surveys.service import close_survey
from tests.browser.surveys import a_club_with_a_link, a_registration
from tests.portal import factories as make

pytestmark = pytest.mark.walk
SECTIONS = ("about", "work", "place", "taking_on", "sharing", "partners", "apart", "agreeing")


@pytest.fixture
def survey(live):
    return a_registration()


@pytest.fixture
def desk(desk_page, survey):
    """A page whose browser has opened a response, and the response's address."""
    token = a_club_with_a_link(survey)
    desk_page.goto(f"/link/{token}")
    desk_page.get_by_role("button", name="Start").click()
    return desk_page, desk_page.url


def press(page, name):
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def agree(page, address):
    page.goto(f"{address}part/agreeing")
    page.get_by_label("I may answer for my organisation").check()
    page.get_by_label("Our answers may be used").check()
    press(page, "Save and carry on")


def test_the_link_before_and_after_it_works(desk_page, survey, axe_clean):
    token = a_club_with_a_link(survey)
    desk_page.goto(f"/link/{token}")
    axe_clean(desk_page)
    press(desk_page, "Start")
    assert "/answer/" in desk_page.url
    axe_clean(desk_page)
    assert desk_page.goto("/link/unknown").status == 404
    axe_clean(desk_page)


@pytest.mark.parametrize("section", SECTIONS)
def test_each_part_before_and_after_it_is_saved(desk, axe_clean, section):
    page, address = desk
    page.goto(f"{address}part/{section}")
    axe_clean(page)
    press(page, "Save and carry on")
    if section == "agreeing":
        expect(page).to_have_title(re.compile("^Error:"))
        axe_clean(page)


def test_a_part_with_faults(desk, axe_clean):
    page, address = desk
    page.goto(f"{address}part/taking_on")
    page.get_by_label("How many paid staff have you?").fill("lots")
    page.get_by_label("How many volunteers help in a usual month?").fill("many")
    press(page, "Save and carry on")
    assert page.get_by_text("Two things to put right").is_visible()
    axe_clean(page)


def test_a_list_that_was_searched_and_the_page_that_follows(desk, axe_clean):
    page, address = desk
    page.goto(f"{address}part/partners")
    page.get_by_label("Find an organisation").fill("club 12")
    page.get_by_label("C Club 12", exact=True).check()
    axe_clean(page)
    press(page, "Save and carry on")
    assert page.url.endswith("/part/partners/partners")
    axe_clean(page)


def test_the_pages_before_and_after_sending(desk, axe_clean):
    page, address = desk
    page.goto(f"{address}check")
    axe_clean(page)
    page.goto(f"{address}later")
    axe_clean(page)
    club = db.session.scalar(sa.text("SELECT max(id) FROM participations"))
    participation = db.session.get(make.Participation, club)
    set_fact(participation, "volunteers", 9, Source("typed", "", "Old Kim"))
    db.session.commit()
    page.goto(f"{address}part/taking_on")
    page.get_by_label("How many volunteers help in a usual month?").fill("4")
    axe_clean(page)
    press(page, "Save and carry on")
    agree(page, address)
    axe_clean(page)
    press(page, "Send our answers")
    axe_clean(page)
    page.get_by_label("Your name").fill("Kim Kite")
    press(page, "Send our answers")
    expect(page.get_by_text("1 thing to settle")).to_be_visible()
    axe_clean(page)
    page.goto(f"{address}copy")
    axe_clean(page)


def test_a_clash_and_a_page_that_comes_too_late(desk, survey, another_page, axe_clean):
    page, address = desk
    question = page.get_by_label("What do you do, in a sentence or two?")
    page.goto(f"{address}part/about")
    other = another_page()
    other.context.add_cookies(page.context.cookies())
    other.goto(f"{address}part/about")
    question.fill("Mine")
    other.get_by_label("What do you do, in a sentence or two?").fill("Theirs")
    press(other, "Save and carry on")
    press(page, "Save and carry on")
    axe_clean(page)
    agree(other, address)
    other.get_by_label("Your name").fill("Kim Kite")
    press(other, "Send our answers")
    press(page, "Save and carry on")
    assert page.get_by_text("were sent while you were on this page").is_visible()
    axe_clean(page)
    close_survey(survey)
    db.session.commit()
    page.goto(address)
    axe_clean(page)


def test_registering_interest(desk_page, survey, axe_clean):
    page = desk_page
    page.goto(f"/p/hillside/register/{survey.slug}")
    axe_clean(page)
    press(page, "Send me a link")
    axe_clean(page)
    page.get_by_label("Name of your organisation").fill("New Owls")
    page.get_by_label("Your name").fill("Ona")
    page.get_by_label("Your e-mail address").fill("ona@example.org")
    press(page, "Send me a link")
    axe_clean(page)
    db.session.rollback()
    letter = db.session.scalar(sa.select(OutgoingEmail.body))
    page.goto(next(word for word in letter.split() if "/register/" in word))
    axe_clean(page)
    press(page, "Confirm")
    assert page.get_by_role("heading", name="Hello, New Owls").is_visible()


def test_the_coordinator_s_pages(desk_page, survey, sign_in, axe_clean):
    page, base = desk_page, "/p/hillside/surveys"
    person = sign_in(page, "ada@example.org")
    make.a_member(survey.partnership, "coordinator", person)
    a_club_with_a_link(survey)
    slug, number = survey.slug, db.session.scalar(sa.text("SELECT max(id) FROM organisations"))
    db.session.rollback()
    one = f"{base}/{slug}"
    paths = ("", "/open", "/close", "/invite", "/try", "/try/part/place")
    for path in (base, f"{base}/new", *(one + path for path in paths)):
        assert page.goto(path).status == 200
        axe_clean(page)
    page.goto(f"{one}/organisations/{number}")
    press(page, "Make a link to hand over")
    axe_clean(page)
    page.goto(f"{one}/close")
    press(page, "Close the survey")
    axe_clean(page)
    page.goto(f"{one}/open")
    press(page, "Open it again")
    axe_clean(page)
