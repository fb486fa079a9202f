"""axe finds nothing on the pages of any kind of question, fresh, with faults, and searched."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.surveys import a_club_with_a_link, a_survey_of_kinds
from tests.browser.test_answering_axe import press

pytestmark = pytest.mark.walk
GO_ON = "Save and carry on"


@pytest.fixture
def desk(desk_page, live):
    """A page whose browser has opened a response, and the response's address."""
    token = a_club_with_a_link(a_survey_of_kinds())
    desk_page.goto(f"/link/{token}")
    press(desk_page, "Start")
    return desk_page, desk_page.url


def group(page, name):
    return page.get_by_role("group", name=name)


def refused(page):
    press(page, GO_ON)
    expect(page).to_have_title(re.compile("^Error:"))


def test_what_is_typed(desk, axe_clean):
    page, address = desk
    page.goto(f"{address}part/typed")
    axe_clean(page)
    page.get_by_label("Your motto").fill("x" * 70)
    expect(page.locator("#q_motto-info + .govuk-character-count__status")).to_have_text(
        "10 letters too many"
    )
    page.get_by_label("What does a session cost?").fill("12k")
    page.get_by_label("How much of it is paid by grants?").fill("130")
    group(page, "When did you begin?").get_by_label("Day").fill("31")
    group(page, "In which month").get_by_label("Month").fill("13")
    group(page, "In which year").get_by_label("Year").fill("1066")
    refused(page)
    assert page.get_by_role("link", name="Type all the figures: 12,000, not 12k").is_visible()
    axe_clean(page)


def test_scales_rows_places_and_parts(desk, axe_clean):
    page, address = desk
    page.goto(f"{address}part/ordered")
    axe_clean(page)
    for name in ("Easter", "Summer"):
        group(page, "What should come first?").get_by_label(name).fill("1")
    group(page, "How is your income split?").get_by_label("Grants").fill("70")
    refused(page)
    axe_clean(page)
    group(page, "How ready are you").get_by_label("5: Fully").check()
    group(page, "Would you work with us").get_by_label("10: Certainly").check()
    for name in ("We know our neighbours", "We are asked early enough"):
        group(page, name).get_by_label("Agree", exact=True).check()
    group(page, "What should come first?").get_by_label("Summer").fill("2")
    group(page, "How is your income split?").get_by_label("Earned").fill("30")
    axe_clean(page)
    press(page, GO_ON)
    assert page.url.endswith("/part/chosen")


def test_long_lists_while_somebody_types(desk, axe_clean):
    page, address = desk
    page.goto(f"{address}part/chosen")
    axe_clean(page)
    most = group(page, "Which language do you use most?")
    most.get_by_label("Find an answer").fill("po")
    expect(most.get_by_role("radio")).to_have_count(2)
    expect(most.get_by_role("status")).to_have_text("2 found. What you ticked stays ticked.")
    most.get_by_label("Polish").check()
    most.get_by_label("Find an answer").fill("zzz")
    expect(most.get_by_role("radio")).to_have_count(1)
    host = group(page, "Who holds your accounts?")
    host.get_by_label("Find an organisation").fill("club 12")
    expect(host.get_by_label("C Club 12")).to_be_visible()
    axe_clean(page)
    host.get_by_label("Another organisation").check()
    refused(page)
    assert page.get_by_role("link", name="Type the name of the organisation").is_visible()
    axe_clean(page)


def test_all_pages_about_partners(desk, axe_clean):
    page, address = desk
    page.goto(f"{address}part/partners")
    axe_clean(page)
    page.get_by_label("Find an organisation").fill("club 1")
    for name in ("B Club 1", "A Club 10", "B Club 11"):
        page.get_by_label(name, exact=True).check()
    names = page.get_by_label("Anyone who is not in the list?")
    names.fill("B Club 2\na club 0")
    refused(page)
    axe_clean(page)
    names.fill("The Owls")
    press(page, GO_ON)
    seen = []
    while "/part/partners/" in page.url:
        seen.append(page.url.rsplit("/", 1)[-1])
        axe_clean(page)
        page.get_by_role("group", name="B Club 11").get_by_role("checkbox").or_(
            page.get_by_role("group", name="B Club 11").get_by_role("radio")
        ).nth(2).check()
        axe_clean(page)
        press(page, GO_ON)
    assert seen == [
        "partners", "partners-frequency", "partners-flows", "trust", "trust-mission", "trust-open",
    ]  # fmt: skip
    axe_clean(page)
    assert page.get_by_text("Not in the list: The Owls").is_visible()
