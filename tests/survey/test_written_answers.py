"""Answers that are typed: words, numbers, money, postcodes."""

import pytest

from survey import Context, facts, read_answers
from tests.survey.posting import (
    answer_to,
    errors_of,
    lines_of,
    opened,
    posted,
    small_context,
    survey_of,
)

NUMBER = {"kind": "number"}
MONEY = {"kind": "number", "unit": "£"}


def test_an_empty_line_is_not_answered():
    assert answer_to({"kind": "text"}, {"q_q0": ["  \n "]}) is None


def test_a_line_is_kept_on_one_line_without_control_characters():
    assert answer_to({"kind": "text"}, {"q_q0": [" a\x00b\r\n\tc "]}) == "ab c"


def test_a_paragraph_keeps_its_lines():
    assert answer_to({"kind": "text", "long": True}, {"q_q0": ["one\r\n\r\ntwo"]}) == "one\n\ntwo"


def test_too_many_letters_are_counted_and_kept():
    form = posted(survey_of({"kind": "text", "limit": 3}), {"q_q0": ["four"]})
    assert form.problems == [("q_q0", "Shorten this to 3 letters. It has 4 now")]
    assert form.questions[0].controls[0].value == "four"


def test_markup_is_text_like_any_other():
    hostile = "<script>alert('&')</script>{{ 7*7 }}"
    assert answer_to({"kind": "text"}, {"q_q0": [hostile]}) == hostile


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("12", 12),
        ("12,000", 12000),
        ("12 000", 12000),
        ("12\u00a0000", 12000),
        ("£12,000", 12000),
        ("£ 12,000.50", 12000.5),
        ("1,234,567", 1234567),
        ("0.5", 0.5),
        (".5", 0.5),
        ("12.00", 12),
        ("12.500000", 12.5),
        ("999,999,999,999", 999999999999),
    ],
)
def test_a_number_is_read_as_people_write_it(typed, meant):
    assert answer_to(MONEY, {"q_q0": [typed]}) == meant


@pytest.mark.parametrize(
    "typed", ["about twelve", "1,2", "1e9", "١٢", "1" * 5000, "--1", "NaN", "£"]
)
def test_what_is_no_number_is_asked_for_again_and_stays_in_its_box(typed):
    form = posted(survey_of(NUMBER), {"q_q0": [typed]})
    assert form.problems == [("q_q0", "Type a number, such as 12")]
    assert form.questions[0].controls[0].value == typed


def test_an_amount_is_asked_for_in_pounds():
    assert errors_of(MONEY, {"q_q0": ["lots"]}) == [
        ("q_q0", "Type an amount in pounds, such as 12,000")
    ]


@pytest.mark.parametrize(
    ("unit", "typed", "message"),
    [
        ("£", "12k", "Type all the figures: 12,000, not 12k"),
        ("£", "£1.5m", "Type all the figures: 1,500,000, not £1.5m"),
        ("", "2 million", "Type all the figures: 2,000,000, not 2 million"),
        ("€", "lots", "Type an amount in euros, such as 12,000"),
        ("$", "9" * 9 + "bn", "Type an amount in dollars, such as 12,000"),
        ("%", "half", "Type a number, such as 12"),
    ],
)
def test_a_number_in_short_is_asked_for_in_figures_and_stays_in_its_box(unit, typed, message):
    form = posted(survey_of({**NUMBER, "unit": unit}), {"q_q0": [typed]})
    assert form.problems == [("q_q0", message)]
    assert form.questions[0].controls[0].value == typed


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("999999999999.9", "Type £999,999,999,999 or less"),
        ("1,000,000,000,000", "Type £999,999,999,999 or less"),
        ("1" * 40, "Type £999,999,999,999 or less"),
        ("-1000000000000", "Type -£999,999,999,999 or more"),
        ("0.12345", "Type no more than 4 figures after the point, such as £0.1235"),
    ],
)
def test_a_number_that_cannot_be_kept_is_asked_for_by_what_is_wrong_with_it(typed, message):
    form = posted(survey_of({**MONEY, "min": None}), {"q_q0": [typed]})
    assert form.problems == [("q_q0", message)]
    assert form.questions[0].controls[0].value == typed


def test_a_percentage_ends_at_a_hundred_where_nothing_else_is_said():
    percentage = {**NUMBER, "unit": "%"}
    assert errors_of(percentage, {"q_q0": ["101"]}) == [("q_q0", "Type 100% or less")]
    assert errors_of(percentage, {"q_q0": ["-1"]}) == [("q_q0", "Type 0% or more")]
    assert errors_of({**percentage, "max": 500}, {"q_q0": ["101"]}) == []
    assert errors_of({**NUMBER, "unit": "km"}, {"q_q0": ["101"]}) == []


def test_the_letters_that_are_left_are_counted_where_a_limit_matters():
    settings = [{"long": True}, {"limit": 60}, {}, {"format": "email", "limit": 60}]
    form = opened(survey_of(*({"kind": "text", **some} for some in settings)))
    counted = [(f.controls[0].counted, f.controls[0].limit) for f in form.questions]
    assert counted == [(True, 2000), (True, 60), (False, 200), (False, None)]


def test_a_unit_may_be_typed_with_the_number():
    assert answer_to({"kind": "number", "unit": "%"}, {"q_q0": ["12.5%"]}) == 12.5
    assert answer_to({"kind": "number", "unit": "km"}, {"q_q0": ["3 km"]}) == 3


@pytest.mark.parametrize(
    ("settings", "typed", "message"),
    [
        ({}, "-1", "Type 0 or more"),
        ({"max": 100, "unit": "%"}, "101", "Type 100% or less"),
        ({"min": 1000, "unit": "£"}, "999", "Type £1,000 or more"),
        ({"whole": True}, "1.5", "Type a whole number, such as 2"),
    ],
)
def test_a_number_out_of_bounds_names_the_bound(settings, typed, message):
    assert errors_of({**NUMBER, **settings}, {"q_q0": [typed]}) == [("q_q0", message)]


@pytest.mark.parametrize(
    ("unit", "stored", "line"),
    [
        ("£", 12000, "£12,000"),
        ("£", 0.5, "£0.50"),
        ("€", 1200.5, "€1,200.50"),
        ("%", 12.5, "12.5%"),
        ("km", 3, "3 km"),
        ("", 1e6, "1,000,000"),
    ],
)
def test_a_number_is_shown_with_its_unit(unit, stored, line):
    assert lines_of({**NUMBER, "unit": unit}, stored) == (line,)


def test_zero_is_an_answer():
    survey = survey_of({**NUMBER, "feeds": "staff"})
    assert facts(survey, {"q0": 0})[0].value == 0
    assert facts(survey, {"q0": None}) == []


def test_money_has_its_sign_before_the_box_and_other_units_after_it():
    form = opened(survey_of(MONEY, {"kind": "number", "unit": "km", "whole": True}))
    pounds, km = (field.controls[0] for field in form.questions)
    assert (pounds.prefix, pounds.suffix, pounds.inputmode) == ("£", "", "decimal")
    assert (km.prefix, km.suffix, km.inputmode) == ("", "km", "numeric")
    euros = opened(survey_of({"kind": "number", "unit": "€"})).questions[0].controls[0]
    assert (euros.prefix, euros.suffix) == ("€", "")


def test_a_postcode_finds_its_place_however_it_is_typed():
    base = answer_to({"kind": "postcode"}, {"q_q0": [" m405be "]})
    assert base == {"postcode": "M40 5BE", "lat": 53.51, "lon": -2.18}


def test_a_postcode_without_a_known_place_is_kept_and_said():
    survey = survey_of({"kind": "postcode", "feeds": "base"})
    base = answer_to({"kind": "postcode"}, {"q_q0": ["ZE1 0AA"]})
    assert base == {"postcode": "ZE1 0AA"}
    assert "not on our map" in lines_of({"kind": "postcode"}, base)[0]
    assert facts(survey, {"q0": base})[0].value == {"postcode": "ZE1 0AA", "lat": None, "lon": None}


def test_a_place_found_before_stays_where_no_look_up_is_at_hand():
    known = {"q0": {"postcode": "M40 5BE", "lat": 53.5, "lon": -2.1}}
    context = small_context(find_postcode=None)
    again = answer_to({"kind": "postcode"}, {"q_q0": ["M40 5BE"]}, answers=known, context=context)
    assert again == known["q0"]


@pytest.mark.parametrize("typed", ["M40", "hello", "M40 5BE; DROP", "12345"])
def test_what_is_no_postcode_is_asked_for_again(typed):
    message = "Type a full postcode, such as M40 5BE"
    assert errors_of({"kind": "postcode"}, {"q_q0": [typed]}) == [("q_q0", message)]


def test_networks_may_be_listed_in_words():
    survey = survey_of({"kind": "text", "long": True, "feeds": "networks"})
    told = facts(survey, {"q0": "Youth forum\n\nPlay network; Faith group"})
    assert told[0].value == ["Youth forum", "Play network", "Faith group"]


def test_a_summary_is_told_and_prefilled_whole():
    survey = survey_of({"kind": "text", "long": True, "feeds": "summary"})
    assert facts(survey, {"q0": "Play; and tea\nfor all"})[0].value == "Play; and tea\nfor all"
    form = opened(survey, context=Context(known={"summary": "Play; and tea"}))
    assert form.questions[0].controls[0].value == "Play; and tea"


def test_a_text_without_end_is_not_kept():
    survey = survey_of({"kind": "text", "long": True})
    form = posted(survey, {"q_q0": ["x" * 60_000]})
    assert "q0" not in read_answers(form)
    assert "Shorten this" in form.problems[0][1]
