"""Sixty questions on a small phone without JavaScript, with the session lost midway: nothing is."""

import re
import sqlite3

import pytest
import sqlalchemy as sa

from portal.models.base import db
from portal.models.surveys import Response, Submission
from tests.browser.long_survey import (
    BRANCHING,
    SECTIONS,
    a_long_survey,
    answer,
    expected,
    words,
)
from tests.browser.looking import HEAVIEST, WIDTH, packed
from tests.browser.surveys import a_club_with_a_link

pytestmark = pytest.mark.walk

ASSET = re.compile(r'(?:href|src)="(/static/[^"]+)"')


@pytest.fixture
def token(live):
    return a_club_with_a_link(a_long_survey())


@pytest.fixture
def weigh(live):
    """Weighs a page as it is sent: itself, its styles, scripts, typeface and pictures, packed."""
    client, known = live.app.test_client(), {}

    def weigh_page(page):
        html = page.content()
        for address in set(ASSET.findall(html)) - known.keys():
            with client.get(address) as asset:
                known[address] = packed(asset.data)
        return packed(html.encode()) + sum(known[one] for one in set(ASSET.findall(html)))

    return weigh_page


@pytest.fixture
def check(weigh):
    """Checks that a page is light and narrow."""

    def check_page(page):
        assert weigh(page) < HEAVIEST, f"{page.url}: {weigh(page):,} bytes"
        assert page.evaluate(WIDTH) <= 320, page.url

    return check_page


def follow(page, control):
    with page.expect_navigation():
        control.click()


def press(page, name):
    follow(page, page.get_by_role("main").get_by_role("button", name=name, exact=True))


def heading(page):
    return page.get_by_role("heading", level=1).inner_text()


def open_link(page, token, button):
    page.goto(f"/link/{token}")
    press(page, button)


def answer_section(page, number, check):
    """Answer a section with all its pages."""
    assert heading(page) == f"Part number {number}"
    check(page)
    answer(page, number)
    press(page, "Save and carry on")
    if number in BRANCHING:
        check(page)
        page.get_by_label(f"What more {number}?").fill(f"More of {number}")
        press(page, "Save and carry on")


def lose_session(page, token, number, check):
    """Answer a page whose session is gone, open the link in another tab, and save it."""
    answer(page, number)
    page.context.clear_cookies()
    press(page, "Save and carry on")
    assert heading(page) == "You were away for a while. Your answers are still here"
    check(page)
    other = page.context.new_page()
    open_link(other, token, "Carry on")
    assert "/answer/" in other.url
    other.close()
    press(page, "Save now")


def sent_answers():
    db.session.rollback()
    sent = db.session.scalars(sa.select(Submission)).one()
    return {key: value for key, value in sent.answers.items() if value is not None}


def test_sixty_questions_on_a_phone_with_the_session_lost_in_the_middle(
    page_320_nojs, token, check
):
    page = page_320_nojs
    open_link(page, token, "Start")
    check(page)
    follow(page, page.get_by_role("link", name="Begin: Part number 0"))
    for number in range(SECTIONS):
        if number == 5:
            lose_session(page, token, number, check)
        else:
            answer_section(page, number, check)
    assert heading(page) == "Check your answers"
    check(page)
    page.get_by_label("Your name").fill("Kim Kite")
    press(page, "Send our answers")
    assert heading(page) == "Thank you: we have your answers"
    check(page)
    whole = {}
    for number in range(SECTIONS):
        whole |= expected(number)
    assert sent_answers() == {
        key: value.strip() if isinstance(value, str) else value for key, value in whole.items()
    }


def test_a_locked_database_keeps_the_page_until_it_is_saved_by_one_press(
    page_320_nojs, live, token, check
):
    page = page_320_nojs
    open_link(page, token, "Start")
    follow(page, page.get_by_role("link", name="Begin: Part number 0"))
    answer(page, 0)
    engine = db.engine
    sa.event.listen(engine, "checkout", hurry)
    other = sqlite3.connect(engine.url.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        for button in ("Save and carry on", "Try again"):
            press(page, button)
            assert heading(page) == "Not saved yet. Your answers are still here"
            check(page)
    finally:
        other.execute("ROLLBACK")
        other.close()
        sa.event.remove(engine, "checkout", hurry)
    press(page, "Try again")
    assert page.url.endswith("/part/part_0/part-2")
    db.session.rollback()
    assert db.session.scalar(sa.select(Response)).answers["what_0"] == words(0).strip()


def hurry(connection, _record, _proxy):
    """Let a connection wait for a lock a moment only."""
    connection.execute("PRAGMA busy_timeout=50")
