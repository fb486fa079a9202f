"""An organisation answers on a small phone without JavaScript: leaves, comes back, sends."""

import pytest
import sqlalchemy as sa

from portal.models.base import db
from portal.models.surveys import Response
from tests.browser.surveys import a_club_with_a_link, a_registration


@pytest.fixture
def token(live):
    return a_club_with_a_link(a_registration())


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


def test_two_people_on_one_part_see_both_versions(desk_page, another_page, token):
    first, second = desk_page, another_page()
    for page in (first, second):
        page.goto(f"/link/{token}")
        page.get_by_role("main").get_by_role("button").click()
        page.get_by_role("link", name="About you", exact=True).click()
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
    page.get_by_role("button", name="Start").click()
    page.get_by_role("link", name="Agree", exact=True).click()
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
