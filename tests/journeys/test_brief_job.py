"""From a brief that nobody can meet to one that is proven best, its groups side by side."""

import pytest

from tests.journeys.desk import coordinators_page, follow, heading, press
from tests.journeys.town import SILENT

pytestmark = [pytest.mark.browser, pytest.mark.walk]

NAME = "After-school play"


@pytest.fixture
def page(browser, running):
    with coordinators_page(browser, running) as opened:
        yield opened


def test_a_brief_gives_way_is_proven_and_its_groups_stand_side_by_side(page, running):
    write_the_brief(page, running.town.slug)
    heading(page, "No group can meet this brief", level=2)
    assert page.get_by_text("None has a known lead for £600,000").is_visible()
    assert page.get_by_text("the nearest can hold £500,000").is_visible()

    press(page, "Try £500,000 a year")
    heading(page, f"{NAME} (contract up to £500,000)")
    page.get_by_text("Proven best").first.wait_for()
    assert page.get_by_text("all 14 organisations, groups of 2 to 3").count() == 1

    ask = page.locator("#ask")
    assert ask.get_by_role("heading", name="Whom to ask").is_visible()
    assert ask.get_by_role("link", name=SILENT, include_hidden=True).count()

    follow(page, "Side by side")
    assert page.get_by_role("columnheader", name="Group 2").is_visible()
    assert page.get_by_role("rowheader", name="Covers the need").is_visible()


def write_the_brief(page, slug):
    """Ask for two themes in two wards and a contract that nobody can hold."""
    page.goto(f"/p/{slug}/briefs/new")
    for label in ("Play", "Arts"):
        page.get_by_label(label, exact=True).check()
    for ward in ("Hilltop", "Millbrook"):
        page.get_by_label(ward, exact=True).check()
    press(page, "Carry on")
    page.get_by_label("Name").fill(NAME)
    page.get_by_label("Fewest organisations in a group").fill("2")
    page.get_by_label("Most organisations in a group").fill("3")
    page.get_by_label("What the contract is worth in a year, in pounds").fill("600000")
    press(page, "Save and find groups")
