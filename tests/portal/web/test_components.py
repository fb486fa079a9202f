"""What the components say: silence, gaps, proof and qualities, in words as well as shapes."""

import re

import pytest
from flask import Flask
from markupsafe import Markup

from portal.app import create_app
from portal.config import Settings
from portal.web.filters import prepare_filters
from portal.web.languages import prepare_languages

TERMS = {
    "added_value": 0.6,
    "small": 0.5,
    "capacity": 1.0,
    "cohesion": 0.58,
    "complementarity": 0.8,
    "geography": 0.79,
    "coverage": 0.77,
}
IN_ORDER = [
    "Covers the need",
    "Close to each other",
    "Fill each other’s needs",
    "Know each other",
    "Time to deliver",
    "Small groups",
    "New connections",
]


@pytest.fixture(scope="module")
def pages() -> Flask:
    app = Flask("components", root_path="portal", template_folder="../templates")
    prepare_languages(app)
    prepare_filters(app)
    return app


def macro(pages, name):
    """Give a macro of the file of its name, or "file:macro"."""
    file, _, inside = name.partition(":")
    module = pages.jinja_env.get_template(f"components/{file}.html").module
    return getattr(module, inside or file)


def words(html):
    """Give what a person reads: no tags, single spaces."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


def test_the_seven_qualities_always_come_in_one_order(pages):
    html = macro(pages, "term_bars")(TERMS)
    assert re.findall(r"<dt>([^<]+)</dt>", html) == IN_ORDER


def test_a_quality_that_is_missing_is_not_known_yet_and_never_nought(pages):
    text = words(macro(pages, "term_bars")({**TERMS, "geography": None}))
    assert "Close to each other not known yet" in text


def test_knowing_each_other_is_told_in_five_steps(pages):
    text = words(macro(pages, "term_bars")(TERMS))
    assert "Know each other 3 of 5 steps" in text
    assert "58" not in text


def test_in_words_no_bar_gives_a_figure_away(pages):
    low, high = ({**TERMS, "coverage": value} for value in (0.51, 0.74))
    in_words = macro(pages, "term_bars")
    assert in_words(low, as_words=True) == in_words(high, as_words=True)
    assert not re.search(r"\d", words(in_words(TERMS, as_words=True)))


@pytest.mark.parametrize(
    ("value", "word"),
    [(0.0, "low"), (0.25, "fair"), (0.5, "good"), (0.75, "strong"), (1, "strong")],
)
def test_a_quality_in_words_goes_by_quarters(pages, value, word):
    html = macro(pages, "term_bars:score")(value, as_words=True)
    assert words(html) == word


def test_a_changed_quality_says_what_it_was(pages):
    text = words(macro(pages, "term_bars")(TERMS, before={**TERMS, "coverage": 0.81}))
    assert "Covers the need 77 was 81" in text


def test_only_what_is_proven_is_called_proven(pages):
    stamp = macro(pages, "proof_stamp")
    assert words(stamp("optimal")) == "Proven best"
    assert words(stamp("bounded", gap=0.02)) == "Within 2% of the best possible"
    assert words(stamp("bounded", gap=0.0004)) == "Within less than 0.1% of the best possible"
    assert words(stamp("heuristic", gap=0.02)) == "Good answer, not proven"
    assert words(stamp("bounded")) == "Good answer, not proven"


COVERED = {"state": "covered", "count": 3, "share": 0.72, "href": "/who"}


@pytest.mark.parametrize(
    ("cell", "shape", "says"),
    [
        (COVERED, "pw-patch--4", "3 organisations, 72%"),
        ({**COVERED, "share": 0.2}, "pw-patch--1", "3 organisations, 20%"),
        ({**COVERED, "share": 1.0}, "pw-patch--5", "3 organisations, 100%"),
        ({**COVERED, "count": 1}, "pw-patch--one", "1 organisation, only, 72%"),
        ({"state": "gap"}, "pw-patch--gap", "Gap"),
        ({"state": "unknown"}, "pw-patch--unknown", "not known"),
    ],
)
def test_a_patch_has_its_shape_and_its_words(pages, cell, shape, says):
    assert shape in macro(pages, "coverage_cell:patch_class")(cell).split()
    assert words(macro(pages, "coverage_cell")(cell)).replace(" ,", ",") == says


def test_a_link_in_a_patch_reads_in_full(pages):
    html = macro(pages, "coverage_cell")({"state": "gap", "href": "/who"}, name="Play, Moss End")
    assert words(html) == "Play, Moss End: Gap"


def coverage(pages, areas, **more):
    themes = [{"code": "play", "name": "Play"}]
    places = [{"code": str(n), "name": f"Area {n}"} for n in range(areas)]
    return macro(pages, "coverage_table")("Theme by area", themes, places, {}, **more)


def test_a_cell_that_nobody_computed_is_not_known(pages):
    assert coverage(pages, 1).count("pw-patch--unknown") == 2  # the legend and the cell


def test_a_wide_table_comes_in_parts_that_say_so(pages):
    html = coverage(pages, 23)
    assert html.count("<table") == 3
    assert "Theme by area, part 3 of 3" in html


def test_every_area_of_a_table_can_be_opened_on_a_phone(pages):
    assert coverage(pages, 12).count("<details") == 12


def test_text_of_people_stays_text(pages):
    html = macro(pages, "organisation")("<b>Bold</b> Youth", "R & D")
    assert "&lt;b&gt;Bold&lt;/b&gt;" in html
    assert "R &amp; D" in html
    assert isinstance(html, Markup)


def test_the_lead_is_named_by_a_word_as_well(pages):
    assert words(macro(pages, "organisation")("Mill Lane", lead=True)) == "ML Mill Lane Lead"


def test_nothing_is_chosen_in_a_theme_before_it_is_answered(pages):
    html = macro(pages, "theme_picker")("t", "Play")
    assert "checked" not in html
    assert "Not known yet" in html


def test_none_is_an_answer_and_not_silence(pages):
    html = macro(pages, "theme_picker")("t", "Play", value="0")
    assert re.search(r'value="0" checked', html)
    assert "Not known yet" not in html


def test_a_number_as_value_finds_its_option(pages):
    html = macro(pages, "theme_picker")("t", "Play", value=0.6)
    assert re.search(r'value="0.6" checked', html)


def test_the_summary_counts_in_words_and_links_to_each_field(pages):
    html = macro(pages, "error_summary")(
        errors=[
            {"text": "Give a name", "href": "#name"},
            {"text": "No lead is near", "href": "#None"},
        ]
    )
    assert "Two things to put right" in html
    assert html.count("<a ") == 1


def test_an_answer_that_is_missing_is_said_to_be(pages):
    rows = [{"key": "Spare days", "value": None}, {"key": "Staff", "value": 0}]
    text = words(macro(pages, "summary_list")(rows))
    assert text == "Spare days Not known yet Staff 0"


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    settings = Settings(
        instance=tmp_path_factory.mktemp("instance"),
        database_url="sqlite:////nowhere/at/all.sqlite",
        demonstration=True,
    )
    return create_app(settings, TESTING=True)


@pytest.mark.parametrize("status", [400, 403, 404, 409, 413, 429, 500, 503])
def test_an_error_page_needs_no_database(whole, status):
    with whole.test_request_context("/"):
        page = whole.jinja_env.get_template(f"errors/{status}.html").render(error=None)
    assert "<h1" in page
    assert "Patchwork" in page


def test_a_clash_shows_both_versions(whole):
    clash = {"message": "Somebody was first", "yours": {"Days": "3"}, "theirs": {"Days": None}}
    with whole.test_request_context("/"):
        page = words(whole.jinja_env.get_template("errors/409.html").render(error=clash))
    assert "What you typed Days 3 What is saved now Days Not known yet" in page


def test_the_page_of_pieces_shows_in_the_demonstration(whole):
    page = whole.test_client().get("/system")
    assert page.status_code == 200
    assert "everyone and everything here is invented" in page.text
