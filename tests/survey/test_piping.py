"""Answers given before in the words of later questions."""

import pytest

from survey import Context, check_definition, pages, shown, validate
from tests.survey.posting import document_of, opened, question, small_context
from tests.survey.test_conditions import survey_of

NAMES = survey_of(
    {
        "questions": [
            question("staff", "number"),
            question("partners", "roster"),
            question("after", hint="Of the {staff} you named: {partners}.") | {"label": "{staff}?"},
        ]
    },
    {"questions": [question("total") | {"label": "{people} in all, {profile.turnover} a year"}]},
    calculations=[{"id": "people", "formula": "staff * 1000"}],
)


def labels(answers, context=None):
    found = shown(NAMES, context or small_context(), answers)
    return [(row.label, row.question.hint) for row in found[2:]]


def test_answers_stand_in_the_words_of_later_questions():
    answers = {"staff": 2.5, "partners": {"picked": ["ash"], "ties": {}}}
    context = small_context(known={"turnover": 12_000})
    (after, hint), (total, _) = labels(answers, context)
    assert after == "2.5?"
    assert hint == "Of the 2.5 you named: Ash Lane Club: how closely is not known yet."
    assert total == "2,500 in all, 12,000 a year"


def test_what_was_not_said_is_said_to_be_unknown():
    (after, _), (total, _) = labels({})
    assert after == "(not known yet)?"
    assert total == "(not known yet) in all, (not known yet) a year"


def test_a_question_that_holds_an_answer_comes_on_a_page_after_it():
    found = [[q.id for q in page.questions] for page in pages(NAMES, small_context(), {})]
    assert found == [["staff", "partners"], ["after"], ["total"]]
    form = opened(NAMES, {"staff": 3}, page=pages(NAMES, small_context(), {"staff": 3})[1])
    assert form.questions[0].label.text == "3?"


@pytest.mark.parametrize(
    "typed", ["{staff}", "{{7*7}}", "{x.__class__}", "<b>", "{profile.turnover}"]
)
def test_what_somebody_typed_is_shown_as_it_is_and_never_read(typed):
    # FormBricks' recall and LimeSurvey's expressions ran what was typed.
    survey = survey_of(
        {"questions": [question("name", "text")]},
        {"questions": [question("next") | {"label": "Hello {name}, {{7*7}}"}]},
    )
    rows = shown(survey, Context(known={"turnover": 5}), {"name": typed})
    assert rows[1].label == f"Hello {typed}, {{{{7*7}}}}"
    assert validate(survey, Context(), {"name": typed}) == []


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("Hello {nobody}", "there is no answer ‘nobody’"),
        ("Hello {profile.exclusions}", "there is no answer ‘profile.exclusions’"),
        ("Hello {apart}", "there is no answer ‘apart’"),
        ("Hello {next}", "‘next’ depends on itself"),
    ],
)
def test_words_that_could_never_be_filled_are_a_fault(label, words):
    apart = {**question("apart", "exclusions"), "visibility": "engine"}
    faults = check_definition(
        document_of({"questions": [apart]}, {"questions": [question("next") | {"label": label}]})
    )
    assert len(faults) == 1
    assert words in faults[0].message


def test_words_tell_nobody_what_they_may_not_see():
    private = {**question("money", "number"), "visibility": "coordinators"}
    survey = survey_of(
        {"questions": [private]},
        {"questions": [question("next") | {"label": "{money} or {twice}?"}]},
        calculations=[{"id": "twice", "formula": "money * 2"}],
    )

    def last(audience):
        return shown(survey, Context(audience=audience), {"money": 7})[-1].label

    assert last(None) == last("coordinators") == "7 or 14?"
    assert last("members") == "(not known yet) or (not known yet)?"


def test_an_option_is_said_in_its_words_and_not_sure_is_something_said():
    options = [{"key": "x", "label": "In summer"}, {"key": "y", "label": "In winter"}]
    survey = survey_of(
        {"questions": [question("when", "single", options=options), question("paid")]},
        {"questions": [question("next") | {"label": "{when}: {paid}, {before.paid}"}]},
    )
    context = Context(before={"paid": "yes"})
    rows = shown(survey, context, {"when": {"choice": "y"}, "paid": "not_sure"})
    assert rows[2].label == "In winter: Not sure, Yes"
