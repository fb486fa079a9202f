"""axe finds nothing where answers are changed, held or given back; each page reads well narrow."""

import sqlite3

import pytest
import sqlalchemy as sa

from portal.models.base import db, now
from portal.models.surveys import Invitation
from portal.surveys.service import close_survey
from tests.browser.surveys import a_club_with_a_link, a_registration
from tests.browser.test_answering_long import hurry

pytestmark = pytest.mark.walk
QUESTION = "What do you do, in a sentence or two?"


@pytest.fixture
def survey(live):
    return a_registration()


@pytest.fixture
def token(survey):
    return a_club_with_a_link(survey)


@pytest.fixture
def desk(desk_page, token):
    """A page whose browser has opened a response, and the response's address."""
    desk_page.goto(f"/link/{token}")
    desk_page.get_by_role("button", name="Start").click()
    return desk_page, desk_page.url


def press(page, name):
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def type_about(page, address, words="What we wrote\nin two lines"):
    page.goto(f"{address}part/about")
    page.get_by_label(QUESTION).fill(words)


def send(page, address):
    page.goto(f"{address}part/agreeing")
    page.get_by_label("I may answer for my organisation").check()
    page.get_by_label("Our answers may be used").check()
    press(page, "Save and carry on")
    page.get_by_label("Your name").fill("Kim Kite")
    press(page, "Send our answers")


def test_changing_what_was_sent(desk, token, axe_clean):
    page, address = desk
    type_about(page, address)
    press(page, "Save and carry on")
    send(page, address)
    axe_clean(page)
    page.goto(f"/link/{token}")
    axe_clean(page)
    press(page, "Change our answers")
    axe_clean(page)
    page.goto(f"{address}check")
    axe_clean(page)
    type_about(page, address, "Something else")
    axe_clean(page)
    press(page, "Save and come back later")
    axe_clean(page)
    for state in ("check", "copy", "done", "keep"):
        page.goto(address + state)
        axe_clean(page)
    press(page, "Keep what we sent")
    assert page.get_by_text("You kept what you sent.").is_visible()
    axe_clean(page)


def test_a_page_whose_link_has_ended(desk, survey, axe_clean):
    page, address = desk
    type_about(page, address)
    db.session.execute(sa.update(Invitation).values(revoked_at=now()))
    db.session.commit()
    press(page, "Save and carry on")
    page.get_by_text("What you typed and chose on this page").click()
    axe_clean(page)
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="E-mail me the link").click()
    opened.value.wait_for_load_state()
    axe_clean(opened.value)
    assert page.get_by_role("button", name="Save now").is_visible()


def test_a_page_that_is_older_than_the_session(desk, token, axe_clean):
    page, address = desk
    type_about(page, address)
    page.context.clear_cookies()
    other = page.context.new_page()
    other.goto(f"/link/{token}")
    other.get_by_role("main").get_by_role("button").first.click()
    press(page, "Save and carry on")
    assert page.get_by_text("press the button once more").is_visible()
    axe_clean(page)
    press(page, "Save now")
    assert page.url.endswith("/part/work")


def test_a_page_that_comes_after_the_close(desk, survey, axe_clean):
    page, address = desk
    type_about(page, address)
    close_survey(survey)
    db.session.commit()
    press(page, "Save and carry on")
    assert page.get_by_text("What we wrote").is_visible()
    axe_clean(page)


def test_a_page_that_came_while_the_database_was_locked(desk, axe_clean):
    page, address = desk
    type_about(page, address)
    engine = db.engine
    sa.event.listen(engine, "checkout", hurry)
    other = sqlite3.connect(engine.url.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        press(page, "Save and carry on")
        assert page.get_by_role("heading", name="Not saved yet").is_visible()
        axe_clean(page)
    finally:
        other.execute("ROLLBACK")
        other.close()
        sa.event.remove(engine, "checkout", hurry)
