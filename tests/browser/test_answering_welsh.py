"""A survey is answered in Welsh in Chromium, with a script and without, and axe finds nothing."""

import json

import pytest

from portal.models.base import db
from portal.surveys.service import publish
from survey import registration_definition
from tests.browser.looking import look
from tests.browser.surveys import a_club_with_a_link, a_registration
from tests.portal import factories as make
from tests.portal.surveys.welsh import MARK, in_welsh

pytestmark = pytest.mark.walk
SECTIONS = ("about", "work", "place", "taking_on", "sharing", "partners", "apart", "agreeing")
LANGUAGE = "document.documentElement.lang"


def in_both():
    document = registration_definition("Hillside").model_dump_json(exclude_defaults=True)
    return in_welsh(json.loads(document))


@pytest.fixture
def survey(live):
    """The registration of interest, in English and in Welsh."""
    survey = a_registration()
    publish(survey, in_both(), note="Welsh")
    db.session.commit()
    return survey


@pytest.fixture
def token(survey):
    return a_club_with_a_link(survey)


def language(page):
    return page.locator("html").get_attribute("lang")


def press(page, name):
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def begin(page, token):
    page.goto(f"/link/{token}")
    page.get_by_role("link", name="Cymraeg").click()
    press(page, "Dechrau")
    return page.url


def test_a_whole_survey_is_answered_in_welsh_without_a_script(page_320_nojs, token):
    page = page_320_nojs
    address = begin(page, token)
    for section in SECTIONS:
        page.goto(f"{address}part/{section}")
        assert language(page) == "cy"
        if section == "about":
            page.locator("textarea").first.fill("Clwb ieuenctid")
        if section == "agreeing":
            for box in page.get_by_role("checkbox").all():
                box.check()
        press(page, "Cadw a pharhau")
        assert language(page) == "cy"
    page.goto(f"{address}check")
    assert "Clwb ieuenctid" in page.get_by_role("main").inner_text()
    page.get_by_label("Eich enw").fill("Kim")
    press(page, "Anfon ein hatebion")
    assert page.get_by_role("heading", name="Diolch: mae eich atebion gennym").is_visible()
    assert language(page) == "cy"


def test_the_language_is_changed_in_the_middle_and_what_was_typed_is_there(page_320_nojs, token):
    page = page_320_nojs
    address = begin(page, token)
    page.goto(f"{address}part/about")
    page.locator("textarea").first.fill("Clwb ieuenctid")
    press(page, "English")
    assert language(page) == "en-GB"
    assert page.locator("textarea").first.input_value() == "Clwb ieuenctid"
    assert page.get_by_role("button", name="Save and carry on").is_visible()
    page.goto(address)
    press(page, "Cymraeg")
    assert language(page) == "cy"


def test_enter_in_a_box_saves_and_does_not_change_the_language(desk_page, token):
    page = desk_page
    address = begin(page, token)
    page.goto(f"{address}part/place")
    page.get_by_role("textbox").first.fill("M40 5BE")
    with page.expect_navigation():
        page.get_by_role("textbox").first.press("Enter")
    assert language(page) == "cy"


def test_errors_are_in_welsh_and_axe_finds_nothing_on_any_page(desk_page, token):
    page = desk_page
    address = begin(page, token)
    for place in ("", *(f"part/{section}" for section in SECTIONS), "check", "later", "copy"):
        page.goto(f"{address}{place}")
        assert look(page) == [], place
    page.goto(f"{address}part/agreeing")
    press(page, "Cadw a pharhau")
    assert page.get_by_text("Ticiwch hwn i barhau").first.is_visible()
    assert look(page) == []


def test_axe_finds_nothing_on_the_pages_about_languages(desk_page, survey, sign_in):
    make.a_member(survey.partnership, "coordinator", sign_in(desk_page, "ada@example.org"))
    db.session.commit()
    for place in ("languages", "languages/cy", "languages/pl"):
        desk_page.goto(f"/p/{survey.partnership.slug}/surveys/{survey.slug}/{place}")
        assert look(desk_page) == [], place


def test_a_language_written_from_the_right_turns_the_page(desk_page, survey):
    words = in_both()["translations"]["cy"]
    arabic = {place: text.replace(MARK, "") for place, text in words.items()}
    publish(survey, {**in_both(), "translations": {"ar": arabic}}, note="Arabic")
    token = a_club_with_a_link(survey, "Owl Play")
    desk_page.goto(f"/link/{token}?language=ar")
    assert desk_page.locator("html").get_attribute("dir") == "rtl"
    assert look(desk_page) == []
