"""Scales, matrices, rankings, split totals and dates: read, put right, shown, stored."""

from gettext import NullTranslations
from typing import ClassVar

import pytest

from survey import columns, read_definition, rows, shown, validate
from tests.survey.posting import (
    answer_to,
    browser,
    document_of,
    faults_of,
    lines_of,
    opened,
    posted,
    question,
    small_context,
    survey_of,
)

ITEMS = [
    {"key": "play", "label": "Play"},
    {"key": "care", "label": "Care"},
    {"key": "arts", "label": "Arts"},
]
LIKERT = [{"key": "no", "label": "Disagree"}, {"key": "yes", "label": "Agree"}]
SCALE = {"kind": "scale", "low": 1, "high": 5, "low_label": "Not at all", "high_label": "Very"}
MATRIX = {"kind": "matrix", "items": ITEMS, "options": LIKERT}
SPLIT = {"kind": "split", "items": ITEMS}
RANKING = {"kind": "ranking", "items": ITEMS}
DATE = {"kind": "date"}


def answer(settings, post):
    """The stored answer and what is said, for a post of parts."""
    data = {f"q_q0-{part}" if part else "q_q0": [text] for part, text in post.items()}
    form = posted(survey_of(settings), data)
    return form.questions[0].data, dict(form.problems)


@pytest.mark.parametrize(
    ("settings", "post", "stored", "read"),
    [
        (SCALE, {"": "5"}, 5, ["5: Very"]),
        (SCALE, {"": "3"}, 3, ["3"]),
        (MATRIX, {"play": "yes", "arts": "no"}, {"play": "yes", "arts": "no"},
         ["Play: Agree", "Arts: Disagree"]),
        (SPLIT, {"play": "60", "care": "40 %"}, {"play": 60, "care": 40},
         ["Play: 60%", "Care: 40%"]),
        (SPLIT | {"total": 3, "unit": "days"}, {"play": "1.5", "arts": "1.5"},
         {"play": 1.5, "arts": 1.5}, ["Play: 1.5 days", "Arts: 1.5 days"]),
        (RANKING, {"care": "1", "play": "2"}, ["care", "play"], ["1. Care", "2. Play"]),
        (RANKING, {"care": "10", "play": "3", "arts": "7"}, ["play", "arts", "care"],
         ["1. Play", "2. Arts", "3. Care"]),
        (DATE, {"day": "28", "month": "11", "year": "2026"}, "2026-11-28", ["28 November 2026"]),
        (DATE, {"day": "1", "month": "feb", "year": "2024"}, "2024-02-01", ["1 February 2024"]),
        (DATE | {"precision": "month"}, {"month": "September", "year": "2026"}, "2026-09",
         ["September 2026"]),
        (DATE | {"precision": "year"}, {"year": "2026"}, "2026", ["2026"]),
        (DATE | {"precision": "year"}, {"year": "1066"}, "1066", ["1066"]),
    ],
)  # fmt: skip
def test_what_is_posted_is_kept_and_read_back(settings, post, stored, read):
    assert answer(settings, post) == (stored, {})
    assert list(lines_of(settings, stored)) == read
    again = browser(opened(survey_of(settings), {"q0": stored}))
    assert answer_to(settings, again) == stored


@pytest.mark.parametrize(
    ("settings", "post", "words"),
    [
        (SCALE, {"": "9"}, {"q_q0.1": "no longer in the list"}),
        (MATRIX, {"play": "maybe"}, {"q_q0-play.no": "no longer in the list"}),
        (SPLIT, {"play": "60", "care": "30"},
         {"q_q0-play": "These come to 90% and must come to 100%: 10% missing"}),
        (SPLIT, {"play": "0.1", "care": "0.2", "arts": "100"},
         {"q_q0-play": "These come to 100.3% and must come to 100%: 0.3% too many"}),
        (SPLIT, {"play": "lots"}, {"q_q0-play": "Type a number, such as 12"}),
        (SPLIT, {"play": "-5", "care": "105"}, {"q_q0-play": "Type 0% or more"}),
        (RANKING, {"play": "1", "care": "1"},
         {"q_q0-play": "‘Care’ has place 1 too", "q_q0-care": "‘Play’ has place 1 too"}),
        (RANKING, {"play": "first"}, {"q_q0-play": "Type a whole number, 1 for the first"}),
        (RANKING | {"top": 1}, {"play": "1", "care": "2"},
         {"q_q0-play": "Give a place to 1 of these at most. You have given 2"}),
        (RANKING | {"required": True}, {"play": "1"},
         {"q_q0-play": "Give a place to all of these"}),
        (DATE, {"day": "31", "month": "2", "year": "2026"}, {"q_q0-day": "There is no such day"}),
        (DATE, {"day": "31", "month": "2"}, {"q_q0-year": "Type the year too"}),
        (DATE, {"day": "31"},
         {"q_q0-month": "Type the month too", "q_q0-year": "Type the year too"}),
        (DATE | {"precision": "month"}, {"month": "13", "year": "2026"},
         {"q_q0-month": "There is no such month"}),
        (DATE | {"precision": "year"}, {"year": "2999"}, {"q_q0-year": "There is no such year"}),
        (DATE | {"precision": "year"}, {"year": "0066"}, {"q_q0-year": "Type a year with four"}),
        (DATE | {"precision": "year"}, {"year": "soon"}, {"q_q0-year": "Type a year with four"}),
        (DATE | {"precision": "year", "latest": "2026-11-28"}, {"year": "2027"},
         {"q_q0-year": "Type 28 November 2026 or earlier"}),
        (DATE | {"precision": "year", "required": True}, {},
         {"q_q0-year": "Type a year, such as 2026"}),
        (DATE, {"day": "1", "month": "ju", "year": "2026"},
         {"q_q0-month": "Type a month, such as"}),
        (DATE, {"day": "1", "month": "1", "year": "26"}, {"q_q0-year": "Type a year with four"}),
        (DATE | {"latest": "2026-11-28"}, {"day": "29", "month": "11", "year": "2026"},
         {"q_q0-day": "Type 28 November 2026 or earlier"}),
        (DATE | {"earliest": "2026-11-28", "precision": "month"}, {"month": "10", "year": "2026"},
         {"q_q0-month": "Type 28 November 2026 or later"}),
    ],
)  # fmt: skip
def test_what_is_to_put_right_is_said_where_it_stands(settings, post, words):
    _, problems = answer(settings, post)
    assert problems.keys() == words.keys()
    assert all(part in problems[anchor] for anchor, part in words.items()), problems


def test_a_matrix_that_is_required_names_each_row_that_is_left():
    survey = survey_of(MATRIX | {"required": True})
    problems = validate(survey, small_context(), {"q0": {"care": "yes"}})
    assert [problem.part for problem in problems] == ["play", "arts"]
    assert (
        validate(survey, small_context(), {"q0": dict.fromkeys(["play", "care", "arts"], "no")})
        == []
    )


def test_a_table_has_a_column_for_each_item_whatever_is_retired():
    # kpi#2089 and formpack#99: removing an option shifted columns or lost earlier answers.
    retired = [ITEMS[0], {**ITEMS[1], "retired": True}, ITEMS[2]]
    survey = survey_of(SPLIT | {"items": retired}, RANKING | {"items": retired})
    assert [one.key for one in columns(survey)] == [
        "q0.play", "q0.care", "q0.arts", "q1.play", "q1.care", "q1.arts",
    ]  # fmt: skip
    table = rows(survey, [{"q0": {"play": 30, "care": 70}, "q1": ["care", "arts"]}])
    assert table == [[30, 70, 0, "(not answered)", 1, 2]]
    assert lines_of(SPLIT | {"items": retired}, {"care": 100}) == ("Care: 100%",)
    form = opened(survey)
    assert [control.label for control in form.questions[0].controls] == ["Play", "Arts"]


@pytest.mark.parametrize(
    ("settings", "place", "words"),
    [
        (SCALE | {"low": 5, "high": 5}, "high", "must be larger than low"),
        (SCALE | {"low": 0, "high": 20}, "high", "makes 21 points; use 11 or fewer"),
        (MATRIX | {"items": [*ITEMS, ITEMS[0]]}, "items[3].key", "‘play’ stands there twice"),
        (MATRIX | {"options": [LIKERT[0], {**LIKERT[1], "retired": True}]}, "options",
         "needs two options or more"),
        (RANKING | {"top": 4}, "top", "asks for more than the 3 items there are"),
        (SPLIT | {"total": 0}, "total", "must be more than 0"),
        (DATE | {"earliest": "2026-02-30"}, "earliest", "is not a date"),
        (DATE | {"earliest": "2027-01", "latest": "2026-01"}, "earliest", "is later than latest"),
        (DATE | {"precision": "week"}, "precision", "must be one of"),
    ],
)  # fmt: skip
def test_a_definition_that_cannot_work_says_so(settings, place, words):
    (fault,) = faults_of(question("q0") | settings)
    assert fault.startswith(f"sections[0].questions[0].{place}: ")
    assert words in fault


@pytest.mark.parametrize(
    ("settings", "value", "condition"),
    [
        (SCALE, 4, "q0 >= 4"),
        (MATRIX, {"play": "yes"}, "q0.play = 'yes'"),
        (SPLIT, {"play": 60, "care": 40}, "q0.play > q0.care and q0.arts = 0"),
        (RANKING, ["care", "play"], "q0.care < q0.play and not answered(q0.arts)"),
        (DATE, "2026-11-28", "starts_with(q0, '2026-11')"),
        (DATE, "2026-11-28", "q0 > '2026-11' and q0 < '2027'"),
        (DATE | {"precision": "month"}, "2026-11", "q0 >= '2026-11-01' and q0 = '2026-11'"),
    ],
)
def test_conditions_can_look_at_each_part(settings, value, condition):
    survey = read_definition(
        document_of(
            {"questions": [question("q0") | settings]},
            {"questions": [question("next", show_if=condition)]},
        )
    )
    asked = [row.question.id for row in shown(survey, small_context(), {"q0": value})]
    assert asked == ["q0", "next"]


@pytest.mark.parametrize(
    ("bounds", "written", "right"),
    [
        ({"latest": "2026-11"}, "2026-11-30", True),
        ({"latest": "2026-11"}, "2026-12-01", False),
        ({"earliest": "2026"}, "2026-01-01", True),
        ({"earliest": "2026-11-28"}, "2026-11-27", False),
    ],
)
def test_a_bound_may_be_less_exact_than_the_answer(bounds, written, right):
    # A day of the last month that is allowed was refused.
    assert (validate(survey_of(DATE | bounds), small_context(), {"q0": written}) == []) == right


@pytest.mark.parametrize(
    ("earliest", "latest"), [("2026-11-28", "2026-11"), ("2026", "2026-01-01"), ("2026", "2026")]
)
def test_two_bounds_are_compared_as_far_as_both_go(earliest, latest):
    # A day of the last month that is allowed was later than it.
    bounds = {"earliest": earliest, "latest": latest}
    assert faults_of(question("q0") | DATE | bounds) == []


class Welsh(NullTranslations):
    """A catalogue that names some months, one of them as another month begins in English."""

    MONTHS: ClassVar = {"March": "Mawrth", "May": "Mai", "June": "Mar", "November": "Tachwedd"}

    def gettext(self, message):
        return self.MONTHS.get(message, message)


@pytest.mark.parametrize(
    ("typed", "month"),
    [("Tachwedd", "11"), ("TACH", "11"), ("november", "11"), ("Mai", "05"), ("mar", "06"),
     ("march", "03")],
)  # fmt: skip
def test_a_month_may_be_typed_in_the_language_of_the_page_or_in_english(typed, month):
    welsh = small_context(catalogue=Welsh())
    data = {"q_q0-day": ["28"], "q_q0-month": [typed], "q_q0-year": ["2026"]}
    assert answer_to(DATE, data, context=welsh) == f"2026-{month}-28"


def test_a_stored_date_that_is_none_counts_as_not_answered():
    for stored in ("2026-13", "2026-02-30", "0000"):
        assert not shown(survey_of(DATE), small_context(), {"q0": stored})[0].answered
    exact = {"q0": "2026-11-28"}
    (problem,) = validate(survey_of(DATE | {"precision": "month"}), small_context(), exact)
    assert problem.message == "Type a month and a year, such as 11 2026"
