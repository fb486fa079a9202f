"""What a script adds to questions that work without: dragging an order, a map to press."""

import pytest

from portal.models.base import db
from tests.browser.surveys import a_club_with_a_link, a_registration, a_survey_of_kinds
from tests.portal import factories as make

pytestmark = pytest.mark.walk


def open_part(page, survey, part):
    page.goto(f"/link/{a_club_with_a_link(survey)}")
    page.get_by_role("button", name="Start").click()
    page.goto(f"{page.url}part/{part}")


def order_of(page):
    lines = page.locator(".pw-order .pw-line").all()
    return [(one.locator("label").inner_text(), one.get_by_role("textbox").input_value())
            for one in lines]  # fmt: skip


def drag(page, name, to):
    """Draw a line by its handle onto the upper half of another, as a hand does."""
    page.locator(".pw-order").scroll_into_view_if_needed()
    lines = page.locator(".pw-order .pw-line")
    start = lines.filter(has_text=name).locator(".pw-line__handle").bounding_box()
    goal = lines.filter(has_text=to).bounding_box()
    page.mouse.move(start["x"] + 10, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(start["x"] + 10, goal["y"] + 4, steps=8)
    page.mouse.up()


def test_an_order_is_dragged_and_what_was_typed_stays_in_it(desk_page, live):
    open_part(desk_page, a_survey_of_kinds(), "ordered")
    names = [name for name, _ in order_of(desk_page)]
    desk_page.get_by_label(names[0], exact=True).fill("1")
    drag(desk_page, names[-1], names[1])
    ranked, rest = [(names[0], "1"), (names[-1], "2")], names[1:-1]
    assert order_of(desk_page) == [*ranked, *((name, "") for name in rest)]


def test_a_press_that_goes_nowhere_gives_no_place(desk_page, live):
    open_part(desk_page, a_survey_of_kinds(), "ordered")
    before = order_of(desk_page)
    desk_page.locator(".pw-line__handle").first.click()
    assert order_of(desk_page) == before


def test_a_patch_ticks_its_area_and_a_tick_fills_its_patch(desk_page, live, axe_clean):
    survey = a_registration()
    for number in range(3):
        area = make.an_area(f"E0500009{number}", f"Ward {number}", lat=53.4 + number / 50, lon=-2.2)
        make.a_partnership_area(survey.partnership, area)
    db.session.commit()
    open_part(desk_page, survey, "place")
    desk_page.get_by_text("On a map").click()
    patch = desk_page.locator("svg.pw-map rect").filter(has_text="Ward 1")
    patch.click()
    assert desk_page.locator("input[value=E05000091]").is_checked()
    assert desk_page.get_by_text("Ward 1: ticked").is_visible()
    assert "pw-map__on" in patch.get_attribute("class")
    patch.click()
    assert not desk_page.locator("input[value=E05000091]").is_checked()
    axe_clean(desk_page)


def test_without_a_script_there_is_no_handle_and_the_map_shows_what_was_saved(page_320_nojs, live):
    open_part(page_320_nojs, a_survey_of_kinds(), "ordered")
    assert not page_320_nojs.locator(".pw-line__handle").first.is_visible()
