"""From groups of everybody to whom to bring together, whom to ask, another basis, and news."""

import re

import pytest

from portal.models.base import db
from portal.models.organisations import Participation
from portal.organisations.service import add_organisation, leave
from portal.partnerships.service import get_partnership
from tests.browser.looking import look
from tests.journeys.desk import coordinators_page, follow, heading, press
from tests.journeys.town import SILENT

pytestmark = [pytest.mark.browser, pytest.mark.walk]

NAME, LATE = "Groups for the autumn meeting", "Late Comers"


@pytest.fixture
def page(browser, running):
    with coordinators_page(browser, running) as opened:
        yield opened


def test_from_groups_to_meetings_silence_firmness_and_another_basis(page, running):
    page.goto(f"/p/{running.town.slug}/groups/new")
    page.get_by_label("Name").fill(NAME)
    press(page, "Find groups")
    heading(page, "The groups", level=2)
    grouping = page.url
    meet_whom(page)
    page.goto(grouping)
    ask_the_silent(page, running)
    page.goto(grouping)
    count_how_firm(page)
    compare_place_and_theme(page)
    page.goto(grouping)
    bring_up_to_date(page, running)


def meet_whom(page):
    """Look one organisation up, and find others with reasons."""
    follow(page, "Who should meet whom")
    heading(page, "Who should meet whom")
    page.get_by_label("Name", exact=True).fill("club 3")
    press(page, "Show")
    assert page.get_by_role("status").inner_text() == "1 of 14 organisations"
    assert page.get_by_text("More together.").or_(page.get_by_text("A need met.")).count()
    assert look(page) == []


def ask_the_silent(page, running):
    """Find who has told nothing on one page, with the way to a link to the survey."""
    follow(page, "What to ask each, on one page")
    heading(page, "Not known yet")
    row = page.get_by_role("row", name=re.compile(SILENT))
    assert row.get_by_role("cell", name="Not invited yet").is_visible()
    assert look(page) == []
    row.get_by_role("link", name="Ask for their themes").click()
    assert "/surveys/" in page.url


def count_how_firm(page):
    """Ask how firm the groups are and wait until every card says so, without a press."""
    press(page, "How firm are these groups?")
    page.get_by_text(re.compile("Patchwork searched 8 more times")).wait_for()
    cards = page.locator(".pw-card[id^=group-]")
    assert cards.count() == page.get_by_text(re.compile("came together again in")).count()
    assert look(page) == []


def compare_place_and_theme(page):
    """Have both presets searched for and set side by side, without a press."""
    follow(page, "Compare place and theme")
    press(page, "Compare")
    heading(page, "By place and By theme")
    heading(page, "The whole, judged both ways", level=2)
    table = page.get_by_role("table", name="The seven qualities, averaged over members")
    assert table.get_by_role("row").count() == 8
    assert page.get_by_role("link", name="Groups: By theme").is_visible()
    assert look(page) == []


def bring_up_to_date(page, running):
    """Hear that nothing changed; then let one come, and read what that changed."""
    press(page, "Bring up to date")
    assert "nothing was started" in page.get_by_role("status").first.inner_text()
    with running.app.app_context():
        late = add_organisation(get_partnership(running.town.slug), LATE).id
        db.session.commit()
    press(page, "Bring up to date")
    heading(page, "What changed", level=2)
    page.get_by_text(re.compile("Who joined, left or moved")).click()
    table = page.get_by_role("table", name=re.compile("Organisations whose place changed"))
    assert table.get_by_role("row", name=re.compile(LATE)).is_visible()
    assert look(page) == []
    with running.app.app_context():  # the other journeys know a smaller town
        leave(db.session.get_one(Participation, late))
        db.session.commit()
    page.get_by_role("link", name=re.compile("The groups before")).click()
    heading(page, NAME)
    assert not page.get_by_role("heading", name="What changed").count()
