"""From a personal link on a phone to groups, a reason and files that open elsewhere."""

import re

import pytest

from matching import EXPORT_FORMATS
from tests.journeys.town import INVITED, SILENT
from tests.matching.formats.samples import read_back

pytestmark = pytest.mark.browser

PHONE, DESK = {"width": 320, "height": 640}, {"width": 1280, "height": 900}
TITLE = "Thank you: we have your answers"
NETWORKS = ("ties", "affinity", "members")


@pytest.fixture
def phone(browser, running):
    """A small phone with JavaScript off."""
    context = browser.new_context(base_url=running.url, viewport=PHONE, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture
def desk(browser, running):
    """A wide screen with JavaScript on."""
    context = browser.new_context(base_url=running.url, viewport=DESK)
    yield context.new_page()
    context.close()


def heading(page):
    return page.get_by_role("heading", level=1).inner_text()


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def follow(page, name):
    page.get_by_role("link", name=name, exact=True).click()


def go_on(page):
    press(page, "Save and carry on")


def test_from_a_link_on_a_phone_to_groups_and_files(phone, desk, running, tmp_path):
    link = running.link_to(running.town.invited)
    begin(phone, link)
    come_back_and_send(phone, link)
    keep_a_copy(phone)
    assert running.letter_to(running.town.invited, f"has the answers of {INVITED}")

    sign_in_by_letter(desk, running)
    start_a_grouping(desk, running.town.slug)
    read_why_one_is_left_out(desk)
    follow(desk, "Network and files")
    for kind in NETWORKS:
        show_network(desk, kind)
        compare_files(desk, tmp_path / kind)


def begin(page, link):
    """Answer one part and a half, then leave."""
    page.goto(link)
    assert page.get_by_text(f"You answer for {INVITED}").is_visible()
    press(page, "Start")
    assert link.rsplit("/", 1)[1] not in page.url
    follow(page, "Begin: About you")
    page.get_by_label("What do you do, in a sentence or two?").fill("Kites & <clubs>")
    go_on(page)
    page.get_by_role("group", name="Play").get_by_label("Most").check()
    press(page, "Save and come back later")
    assert heading(page) == "Your answers are saved"
    page.context.clear_cookies()


def come_back_and_send(page, link):
    """Open the link again, find what was answered, go on, skip some parts, and send."""
    page.goto(link)
    press(page, "Carry on")
    follow(page, "What you do, and who for")
    assert page.get_by_role("group", name="Play").get_by_label("Most").is_checked()
    page.get_by_label("8 to 12").check()
    go_on(page)
    page.get_by_label("Hilltop").check()
    go_on(page)
    page.get_by_label("How many days a week could you give to new work?").fill("2")
    press(page, "Save and come back later")
    follow(page, "Carry on now")
    follow(page, "What may be seen, and agreeing")
    page.get_by_label("I may answer for my organisation").check()
    page.get_by_label("Our answers may be used").check()
    page.get_by_label("Members may see").check()
    go_on(page)
    assert heading(page) == "Check your answers"
    assert page.get_by_text("Kites & <clubs>").is_visible()
    page.get_by_label("Your name").fill("Kim Kite")
    press(page, "Send our answers")
    assert heading(page) == TITLE


def keep_a_copy(page):
    """Take the answers along as a text file."""
    with page.expect_download() as kept:
        follow(page, "Save as text")
    copy = kept.value.path().read_text(encoding="utf-8")
    assert INVITED in copy
    assert "Kites & <clubs>" in copy


def sign_in_by_letter(page, running):
    """Ask for a link, open the letter, press the button."""
    page.goto("/sign-in")
    page.get_by_label("E-mail").fill(running.town.coordinator)
    press(page, "Send me a link")
    assert heading(page) == "Look in your inbox"
    page.goto(running.link_to(running.town.coordinator))
    press(page, "Sign in")


def start_a_grouping(page, slug):
    """Ask for groups of everybody and watch until they are there, without a press."""
    page.goto(f"/p/{slug}/groups")
    follow(page, "New grouping")
    page.get_by_label("Name").fill("First groups, autumn")
    press(page, "Find groups")
    page.get_by_role("heading", name="The groups", exact=True).wait_for()
    assert page.get_by_text("13 have answered", exact=True).is_visible()


def read_why_one_is_left_out(page):
    """Find the silent organisation under its reason, with what would change it."""
    reason = page.locator("#left-out details", has_text="Their themes are not known yet (1)")
    assert reason.get_by_text(SILENT).is_visible()
    assert reason.get_by_text("Ask them for their themes.").is_visible()


def show_network(page, kind):
    """Choose one of the three networks."""
    filters = page.locator(".pw-filters")
    filters.get_by_label("Network", exact=True).select_option(kind)
    filters.get_by_role("button", name="Show").click()
    assert f"graph={kind}" in page.url


def compare_files(page, folder):
    """Download the four files of a network and read the page's counts back from each."""
    nodes, edges = counts_on(page)
    assert nodes
    for each in EXPORT_FORMATS.values():
        with page.expect_download() as kept:
            follow(page, each.title)
        file = folder / kept.value.suggested_filename
        kept.value.save_as(file)
        assert file.suffix == each.suffix
        found_nodes, found_edges, _ = read_back(file.read_bytes(), each.name)
        assert (len(found_nodes), len(found_edges)) == (nodes, edges), file.name


def counts_on(page):
    """Read how many nodes and edges the page says that its files hold."""
    words = page.locator("#files").inner_text()
    found = re.search(r"([\d,]+) nodes? and ([\d,]+) edges?", words)
    return tuple(int(number.replace(",", "")) for number in found.groups())
