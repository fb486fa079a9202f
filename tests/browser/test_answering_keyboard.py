"""The whole survey by keyboard alone, on a small phone's screen with JavaScript off."""

import pytest
import sqlalchemy as sa

from portal.models.base import db
from portal.models.surveys import Response
from tests.browser.surveys import a_club_with_a_link, a_registration

HERE = "element => element === document.activeElement"


class Keys:
    """Somebody who has a keyboard and nothing else."""

    def __init__(self, page):
        self.page = page

    def reach(self, place):
        """Press Tab until the focus is there; it must be seen where it is."""
        for _ in range(150):
            if place.evaluate(HERE):
                assert place.bounding_box() is not None
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not come to {place}")

    def press(self, place, key="Enter"):
        self.reach(place)
        self.page.keyboard.press(key)
        self.page.wait_for_load_state()

    def write(self, label, text):
        self.reach(self.page.get_by_label(label))
        self.page.keyboard.type(text)

    def tick(self, label):
        self.press(self.page.get_by_label(label, exact=True), "Space")

    def choose(self, group, number):
        """Choose the answer of that number among radio buttons."""
        radios = self.page.get_by_role("group", name=group, exact=True).get_by_role("radio")
        self.press(radios.first, "Space")
        for _ in range(number - 1):
            self.page.keyboard.press("ArrowDown")
        assert radios.nth(number - 1).is_checked()

    def button(self, name):
        self.press(self.page.get_by_role("button", name=name, exact=True))

    def link(self, name):
        self.press(self.page.get_by_role("link", name=name, exact=True))

    def go_on(self):
        self.button("Save and carry on")


@pytest.fixture
def keys(page_320_nojs):
    return Keys(page_320_nojs)


def tell_who_and_where(keys):
    keys.write("What do you do, in a sentence or two?", "We play on Kite Lane.")
    keys.choose("What kind of organisation are you?", 2)
    keys.go_on()
    keys.choose("Open-access play", 4)
    keys.choose("Sport and being active", 1)
    keys.tick("8 to 12")
    keys.go_on()
    keys.write("What is the postcode of your base?", "M40 5BE")
    keys.choose("How far from your base could you also work?", 3)
    keys.press(keys.page.locator("summary").filter(has_text="North"), "Enter")
    keys.tick("Birch Lane")
    keys.go_on()


def tell_how_they_work(keys):
    keys.write("How many days a week could you give to new work?", "1.5")
    keys.choose("Could you be the lead of a group?", 3)
    keys.go_on()
    keys.choose("A body of our own", 1)
    keys.go_on()
    keys.choose("If you had to choose one today, which would it be?", 3)
    keys.go_on()
    keys.tick("Working out what your work really costs")
    keys.go_on()
    keys.choose("Where could you get to?", 2)
    keys.go_on()
    offers = keys.page.get_by_role("group", name="What could you offer to others?")
    keys.press(offers.get_by_label("A minibus"), "Space")
    keys.go_on()


def tell_whom_they_know(keys):
    keys.write("Find an organisation", "club 12")
    keys.page.keyboard.press("Enter")
    keys.page.wait_for_load_state()
    keys.tick("C Club 12")
    keys.go_on()
    keys.choose("C Club 12", 4)
    keys.go_on()
    keys.choose("C Club 12", 3)
    keys.go_on()
    keys.tick("Referrals")
    keys.go_on()
    keys.go_on()


def agree(keys):
    keys.tick(
        "I may answer for my organisation, and what I have told you is right as far as I know"
    )
    keys.tick("Our answers may be used to suggest groups that we could be part of")
    keys.go_on()


@pytest.mark.walk
def test_the_whole_survey_by_keyboard(keys, live):
    keys.page.goto(f"/link/{a_club_with_a_link(a_registration())}")
    keys.button("Start")
    keys.link("Begin: About you")
    for stretch in (tell_who_and_where, tell_how_they_work, tell_whom_they_know, agree):
        stretch(keys)
    keys.write("Your name", "Kim Kite")
    keys.button("Send our answers")
    assert (
        keys.page.get_by_role("heading", level=1).inner_text() == "Thank you: we have your answers"
    )
    assert_that_all_came()


def assert_that_all_came():
    db.session.rollback()
    sent = db.session.scalar(sa.select(Response))
    assert sent.state == "sent"
    assert sent.answers["kind_of_organisation"] == {"choice": "cic"}
    assert sent.answers["themes"] == {"play": "most", "sport": "none"}
    assert sent.answers["areas"] == {"picked": ["E05000001"]}
    assert sent.answers["exchange"] == {"offers": {"picked": ["minibus"]}}
    assert sent.answers["model_views"] == {"hub_and_spoke": "join"}
    assert sent.answers["model_first"] == {"choice": "hub_and_spoke"}
    assert sent.answers["workshop_part"] == {"choice": "anywhere"}
    assert list(sent.answers["partners"]["ties"].values()) == ["joint"]
    assert list(sent.answers["partners"]["often"].values()) == ["monthly"]
    assert list(sent.answers["partners"]["flows"].values()) == [["referrals"]]


def test_the_first_press_of_tab_offers_to_skip_the_frame(keys, live):
    keys.page.goto(f"/link/{a_club_with_a_link(a_registration())}")
    keys.page.keyboard.press("Tab")
    skip = keys.page.get_by_role("link", name="Skip to main content")
    assert skip.evaluate(HERE)
    keys.page.keyboard.press("Enter")
    keys.page.keyboard.press("Tab")
    assert keys.page.get_by_role("button", name="Start").evaluate(HERE)
