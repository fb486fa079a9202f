"""Every kind of question by keyboard alone, on a small phone's screen with JavaScript off."""

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from portal.models.base import db
from portal.models.surveys import Response
from tests.browser.surveys import a_club_with_a_link, a_survey_of_kinds
from tests.browser.test_answering_keyboard import Keys

pytestmark = pytest.mark.walk


@pytest.fixture
def keys(page_320_nojs, live):
    keys = Keys(page_320_nojs)
    keys.page.goto(f"/link/{a_club_with_a_link(a_survey_of_kinds())}")
    keys.button("Start")
    return keys


def type_into(keys, group, label, text):
    box = keys.page.get_by_role("group", name=group).get_by_label(label, exact=True)
    keys.reach(box)
    keys.page.keyboard.type(text)


def find(keys, group, words):
    """Look for words in the list of a question, by Enter in its box."""
    keys.reach(keys.page.get_by_role("group", name=group).get_by_role("textbox").first)
    keys.page.keyboard.type(words)
    keys.page.keyboard.press("Enter")
    keys.page.wait_for_load_state()


def answers():
    db.session.rollback()
    return db.session.scalar(sa.select(Response.answers))


def tell_in_words(keys):
    expect(keys.page.get_by_text("You can write up to 60 letters.")).to_be_visible()
    keys.write("Your motto", "Play on")
    keys.write("What does a session cost?", "1,200.50")
    type_into(keys, "When did you begin?", "Day", "28")
    type_into(keys, "When did you begin?", "Month", "nov")
    type_into(keys, "When did you begin?", "Year", "2020")
    type_into(keys, "In which year did you move in?", "Year", "1999")
    keys.go_on()


def weigh(keys):
    keys.choose("How ready are you for a joint bid?", 5)
    keys.choose("Would you work with us again?", 11)
    keys.choose("We know our neighbours", 4)
    keys.choose("We are asked early enough", 1)
    type_into(keys, "What should come first?", "Summer", "1")
    type_into(keys, "How is your income split?", "Grants", "100")
    keys.go_on()


def find_in_long_lists(keys):
    find(keys, "Which language do you use most?", "pol")
    keys.choose("Which language do you use most?", 1)
    find(keys, "Which others do you speak?", "urdu")
    keys.press(keys.page.get_by_role("group", name="Which others").get_by_label("Urdu"), "Space")
    find(keys, "Who holds your accounts?", "club 12")
    keys.choose("Who holds your accounts?", 1)
    keys.go_on()


def tell_of_partners(keys):
    find(keys, "Which of these do you work with?", "club 29")
    keys.tick("J Club 29")
    keys.write("Anyone who is not in the list?", "The Owls")
    keys.go_on()
    keys.choose("J Club 29", 4)
    keys.go_on()
    keys.choose("J Club 29", 5)
    keys.go_on()
    keys.tick("Money")
    keys.go_on()
    for number in (4, 5, 1):
        keys.choose("J Club 29", number)
        keys.go_on()


def test_every_kind_by_keyboard(keys):
    keys.link("Begin: Part typed")
    for stretch in (tell_in_words, weigh, find_in_long_lists, tell_of_partners):
        stretch(keys)
    expect(keys.page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    assert_that_all_came()


def assert_that_all_came():
    told = answers()
    (club,) = told["partners"]["picked"]
    assert told["partners"] == {
        "picked": [club], "unlisted": ["The Owls"], "ties": {club: "joint"},
        "often": {club: "daily"}, "flows": {club: ["money"]},
    }  # fmt: skip
    assert told["trust"] == {
        "reliable": {club: 4}, "mission": {club: "not_sure"}, "open": {club: 1},
    }  # fmt: skip
    assert (told["cost"], told["began"], told["year"]) == (1200.5, "2020-11-28", "1999")
    assert (told["ready"], told["again"]) == (5, 10)
    assert told["values"] == {"k0": "k3", "k1": "k0"}
    assert (told["first"], told["money"]) == (["k1"], {"k0": 100})
    assert told["main"] == {"choice": "k12"}
    assert told["others"] == {"picked": ["k20"]}
    assert told["host"]["code"]
