"""An organisation answers on a small phone without JavaScript: leaves, comes back, sends."""

import re

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from portal.models.base import db
from portal.models.surveys import Response
from tests.browser.surveys import a_club_with_a_link, a_registration


@pytest.fixture
def token(live):
    return a_club_with_a_link(a_registration())


def follow(page, control):
    """Press what leads to another page, and wait until that page is there."""
    with page.expect_navigation():
        control.click()


def go_on(page):
    follow(page, page.get_by_role("button", name="Save and carry on"))


def pass_over(page, to):
    """Leave out what comes before a part."""
    for _ in range(9):
        go_on(page)
        if heading(page) == to:
            return
    raise AssertionError(f"{to} does not come")


def heading(page):
    return page.get_by_role("heading", level=1).inner_text()


def response():
    db.session.rollback()
    return db.session.scalar(sa.select(Response))


def test_the_whole_survey_on_a_phone_without_javascript(page_320_nojs, token):
    page = page_320_nojs
    page.goto(f"/link/{token}")
    assert page.get_by_text("You answer for Kite Lane Youth Club").is_visible()
    follow(page, page.get_by_role("button", name="Start"))
    assert "/answer/" in page.url and token not in page.url
    follow(page, page.get_by_role("link", name="Begin: About you"))
    page.get_by_label("What do you do, in a sentence or two?").fill("We play on <Kite> Lane.")
    page.get_by_label("Registered charity").check()
    go_on(page)
    assert heading(page) == "What you do, and who for"
    page.get_by_role("group", name="Open-access play").get_by_label("Most").check()
    follow(page, page.get_by_role("button", name="Save and come back later"))
    assert heading(page) == "Your answers are saved"

    page.context.clear_cookies()
    page.goto(f"/link/{token}")
    follow(page, page.get_by_role("button", name="Carry on"))
    follow(page, page.get_by_role("link", name="What you do, and who for").first)
    assert page.get_by_role("group", name="Open-access play").get_by_label("Most").is_checked()
    page.get_by_label("8 to 12").check()
    go_on(page)
    page.get_by_label("What is the postcode of your base?").fill("M40")
    page.get_by_text("North (2 wards)").click()
    page.get_by_label("Ash Bank").check()
    go_on(page)
    expect(page).to_have_title(re.compile("^Error:"))
    assert page.get_by_role("link", name="Type a full postcode, such as M40 5BE").is_visible()
    assert page.get_by_label("Ash Bank").is_checked()
    page.get_by_label("What is the postcode of your base?").fill("M40 5BE")
    go_on(page)
    page.get_by_label("How many days a week could you give to new work?").fill("1.5")
    pass_over(page, "What you offer and what you need")
    page.get_by_role("group", name="What could you offer to others?").get_by_label("A hall").check()
    go_on(page)
    page.get_by_label("Find an organisation").fill("club 12")
    follow(page, page.get_by_role("button", name="Find"))
    page.get_by_label("C Club 12", exact=True).check()
    go_on(page)
    assert heading(page) == "How closely do you work with each of them?"
    page.get_by_label("We do things together").check()
    pass_over(page, "Anyone you cannot work with")
    go_on(page)
    page.get_by_label("I may answer for my organisation").check()
    page.get_by_label("Our answers may be used").check()
    go_on(page)
    assert heading(page) == "Check your answers"
    assert page.get_by_text("We play on <Kite> Lane.").is_visible()
    page.get_by_label("Your name").fill("Kim Kite")
    follow(page, page.get_by_role("button", name="Send our answers"))
    assert heading(page) == "Thank you: we have your answers"
    sent = response()
    assert (sent.state, sent.answered_by) == ("sent", "Kim Kite")
    assert sent.answers["themes"] == {"play": "most", "sport": None}


def test_two_people_on_one_part_see_both_versions(desk_page, another_page, token):
    first, second = desk_page, another_page()
    for page in (first, second):
        page.goto(f"/link/{token}")
        follow(page, page.get_by_role("main").get_by_role("button").first)
        follow(page, page.get_by_role("link", name="About you", exact=True))
    question = "What do you do, in a sentence or two?"
    first.get_by_label(question).fill("What the first one wrote")
    go_on(first)
    second.get_by_label(question).fill("What the second one wrote")
    go_on(second)
    assert second.get_by_text("Somebody else changed this part").is_visible()
    assert second.get_by_text("What the first one wrote").is_visible()
    assert second.get_by_label(question).input_value() == "What the second one wrote"
    assert response().answers["summary"] == "What the first one wrote"
    go_on(second)
    assert heading(second) == "What you do, and who for"
    assert response().answers["summary"] == "What the second one wrote"


def test_a_second_press_of_send_gives_the_same_page(desk_page, token):
    page = desk_page
    page.goto(f"/link/{token}")
    follow(page, page.get_by_role("button", name="Start"))
    follow(page, page.get_by_role("link", name="What may be seen, and agreeing", exact=True))
    page.get_by_label("I may answer for my organisation").check()
    page.get_by_label("Our answers may be used").check()
    go_on(page)
    page.get_by_label("Your name").fill("Kim Kite")
    page.get_by_role("button", name="Send our answers").dblclick()
    page.wait_for_url("**/done")
    page.go_back()
    page.reload()
    assert heading(page) == "Thank you: we have your answers"
    assert response().state == "sent"
