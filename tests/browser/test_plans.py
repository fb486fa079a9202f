"""Notes, groups of records and files in Chromium: by keyboard, without JavaScript, under axe."""

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from portal.inviting.invitations import invite
from portal.models.base import db
from portal.models.surveys import Response, Upload
from tests.browser.plans import a_survey_of_plans, with_files
from tests.browser.test_answering_keyboard import Keys
from tests.portal import factories as make
from tests.portal.files.sent import PNG, a_pdf

pytestmark = pytest.mark.walk


@pytest.fixture
def survey(live):
    survey = a_survey_of_plans(make.a_partnership())
    db.session.commit()
    return survey


def begin(page, survey, club=None):
    """Open the link of a club and give the address of its page of questions."""
    club = club or make.a_participation(survey.partnership, name="Kite Lane Youth Club")
    token = invite(survey, club, "kite@example.org")
    db.session.commit()
    page.goto(f"/link/{token}")
    page.get_by_role("main").get_by_role("button").first.click()
    return f"{page.url}part/plans"


def press(keys, name):
    """Reach a button by keyboard, press it, and wait for the page that follows."""
    with keys.page.expect_navigation():
        keys.button(name)


def sent(name, content):
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def test_records_are_added_filled_and_removed_by_keyboard_without_a_script(page_320_nojs, survey):
    keys = Keys(page_320_nojs)
    keys.page.goto(begin(keys.page, survey))
    keys.write("Name", "Kim")
    keys.choose("Role", 2)
    press(keys, "Add another Person")
    assert keys.page.url.endswith("#q_team-r2")
    expect(keys.page.locator("#q_team-r2")).to_be_focused()
    keys.page.keyboard.press("Tab")
    keys.page.keyboard.type("Ona")
    press(keys, "Add another Person")
    expect(keys.page.locator("#q_team-r3")).to_be_focused()
    keys.page.keyboard.press("Tab")
    keys.page.keyboard.type("Pat")
    assert not keys.page.get_by_role("button", name="Add another").count()
    press(keys, "Remove Person 1")
    assert keys.page.url.endswith("#q_team")
    expect(keys.page.locator("#q_team")).to_be_focused()
    keys.page.keyboard.press("Tab")
    with keys.page.expect_navigation():
        # Enter in a box saves the page, and presses none of the buttons before it.
        keys.page.keyboard.press("Enter")
    assert keys.page.get_by_text("Person 1. Name: Ona").is_visible()
    db.session.rollback()
    records = db.session.scalar(sa.select(Response)).answers["team"]["records"]
    assert [(one["id"], one["given"]["name"]) for one in records] == [("r2", "Ona"), ("r3", "Pat")]


def test_files_are_sent_and_removed_without_a_script(page_320_nojs, survey):
    keys = Keys(page_320_nojs)
    page = keys.page
    page.goto(begin(page, survey))
    page.set_input_files("#q_policy-file", sent("Safeguarding.pdf", a_pdf()))
    page.set_input_files("#q_rooms-file", [sent("Hall.png", PNG), sent("run.png", b"MZ\0")])
    keys.write("Name", "Kim")
    press(keys, "Send file")
    assert page.title().startswith("Error:")
    assert page.get_by_role("link", name="‘run.png’ is something else by its content").is_visible()
    assert page.get_by_label("Name", exact=True).input_value() == "Kim"
    press(keys, "Remove Hall.png")
    assert page.url.endswith("#q_rooms")
    assert page.get_by_role("link", name="Safeguarding.pdf").is_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Safeguarding.pdf").click()
    assert download.value.suggested_filename == "Safeguarding.pdf"
    press(keys, "Save and carry on")
    db.session.rollback()
    assert list(db.session.scalars(sa.select(Upload.name))) == ["Safeguarding.pdf"]


@pytest.mark.walk
def test_axe_finds_nothing_in_any_state(desk_page, survey, axe_clean):
    page = desk_page
    address = begin(page, survey)
    page.goto(address)
    axe_clean(page)
    club = db.session.scalar(sa.select(Response)).participation
    with_files(survey, club)
    db.session.commit()
    page.goto(address)
    axe_clean(page)
    page.get_by_role("button", name="Save and carry on").click()
    page.wait_for_load_state()
    assert page.get_by_text("Person 2, Days a week: type a number, such as 12").count()
    axe_clean(page)
    page.goto(address.replace("part/plans", "check"))
    axe_clean(page)
