"""A whole response: what was asked, how far it is, what is missing, who reads what."""

import pytest

from survey import (
    Answers,
    columns,
    facts,
    page_after,
    pages,
    progress,
    rows,
    shown,
    validate,
)
from tests.survey.posting import first_page, opened, small_context, survey_of

NAME = {"kind": "text", "id": "name", "required": True}
STAFF = {"kind": "number", "id": "staff", "feeds": "staff", "visibility": "coordinators"}
APART = {"kind": "exclusions", "id": "apart", "visibility": "engine", "feeds": "exclusions"}
OLD = {"kind": "text", "id": "old", "retired": True}
SURVEY = survey_of(NAME, STAFF, APART, OLD)


def status_of(answers):
    (section,) = progress(SURVEY, small_context(), answers)
    return section.status, section.answered, section.asked


def test_not_asked_not_answered_and_answered_are_three_things():
    answers = Answers({"name": "Ash"}).merged({"staff": None})
    states = [answers.state(name) for name in ("name", "staff", "apart")]
    assert states == ["answered", "not answered", "not asked"]


def test_merging_leaves_the_former_answers_as_they_were():
    before = Answers({"name": "Ash"})
    after = before.merged({"name": "Birch"})
    assert (before["name"], after["name"]) == ("Ash", "Birch")
    assert after.as_json() == {"name": "Birch"}
    assert after == Answers({"name": "Birch"})
    assert repr(after) == "Answers({'name': 'Birch'})"


@pytest.mark.parametrize(
    ("answers", "status"),
    [
        ({}, ("not started", 0, 3)),
        ({"staff": 2}, ("started", 1, 3)),
        ({"name": None, "staff": 2, "apart": None}, ("started", 1, 3)),
        ({"name": "Ash", "staff": None, "apart": None}, ("done", 1, 3)),
    ],
)
def test_a_section_is_done_when_it_was_saved_and_nothing_needed_is_missing(answers, status):
    assert status_of(answers) == status


def test_what_is_missing_is_told_with_its_section_and_anchor():
    (problem,) = validate(SURVEY, small_context(), {"staff": 2})
    assert (problem.section_id, problem.question_id, problem.anchor) == ("one", "name", "q_name")
    assert (problem.label, problem.message) == ("Question 0", "Write a few words here")


def test_a_stored_answer_out_of_range_or_unreadable_is_told():
    answers = {"name": "Ash", "staff": -1, "apart": {"picked": "all"}}
    found = [(p.question_id, p.message) for p in validate(SURVEY, small_context(), answers)]
    assert found == [
        ("staff", "Type 0 or more"),
        ("apart", "We could not read this answer. Look at this part again"),
    ]


def test_an_organisation_that_has_gone_from_the_list_is_told():
    answers = {"name": "Ash", "apart": {"picked": ["cedar"]}}
    (problem,) = validate(SURVEY, small_context(), answers)
    assert "no longer in the list" in problem.message
    assert shown(SURVEY, small_context(), answers)[2].lines == ("(no longer in the list)",)


def test_the_one_who_answers_reads_everything_back():
    answers = {"name": "Ash", "staff": None, "apart": {"picked": ["ash"]}}
    found = shown(SURVEY, small_context(), answers)
    assert [row.lines for row in found] == [("Ash",), ("Not known yet",), ("Ash Lane Club",)]
    assert [row.answered for row in found] == [True, False, True]


def test_what_only_the_engine_may_know_is_never_asked_or_shown_on_behalf():
    context = small_context(audience="coordinators")
    answers = {"name": "Ash", "apart": {"picked": ["ash"]}}
    assert [row.question.id for row in shown(SURVEY, context, answers)] == ["name", "staff"]
    names = [field.question.id for field in opened(SURVEY, answers, context).questions]
    assert names == ["name", "staff"]


@pytest.mark.parametrize(
    ("audience", "seen"),
    [("members", ["name", "old"]), ("coordinators", ["name", "staff", "old"])],
)
def test_a_table_holds_what_its_audience_may_see_and_retired_questions_too(audience, seen):
    assert [column.key for column in columns(SURVEY, audience)] == seen


def test_what_only_the_engine_may_know_is_in_no_table():
    assert "apart" not in [column.key for column in columns(SURVEY, "engine")]
    assert rows(SURVEY, [{"apart": {"picked": ["ash"]}}], "engine")[0] == ["(not asked)"] * 3


def test_a_row_keeps_not_asked_and_not_answered_apart():
    assert rows(SURVEY, [{"name": "Ash", "staff": None}]) == [
        ["Ash", "(not answered)", "(not asked)"]
    ]


OPTIONS = [{"key": "a", "label": "A"}, {"key": "b", "label": "B", "other": True}]


@pytest.mark.parametrize(
    ("settings", "answer", "cells"),
    [
        ({"kind": "single", "options": OPTIONS}, {"choice": "a"}, ["a", "(not asked)"]),
        ({"kind": "single", "options": OPTIONS}, {"choice": "b"}, ["b", "(not answered)"]),
        ({"kind": "multiple", "options": OPTIONS}, {"picked": ["a"]}, ["a", "(not asked)"]),
        ({"kind": "multiple", "options": OPTIONS}, {"picked": ["a", "b"]},
         ["a;b", "(not answered)"]),
        ({"kind": "organisation"}, {"code": "ash"}, ["ash", "(not asked)"]),
        ({"kind": "roster", "follow_ups": ["frequency", "flows"]},
         {"picked": [], "special": "none"}, ["none", "(not asked)", "(not asked)"]),
        ({"kind": "roster", "follow_ups": ["frequency", "flows"]}, {"picked": ["ash"]},
         ["ash", "(not answered)", "(not answered)"]),
    ],
)  # fmt: skip
def test_a_part_that_an_answer_leaves_out_was_not_asked(settings, answer, cells):
    assert rows(survey_of(settings), [{"q0": answer}]) == [cells]


@pytest.mark.parametrize("text", ["=1+1", "+44", "-2", "@home"])
def test_no_cell_runs_as_a_formula(text):
    assert rows(SURVEY, [{"name": text}])[0][0] == f"'{text}"


def test_each_part_of_a_block_has_a_column():
    options = [{"key": "a", "label": "A"}, {"key": "b", "label": "B", "other": True}]
    survey = survey_of(
        {"kind": "capacity", "parts": ["staff", "can_lead"]},
        {"kind": "offers_and_needs"},
        {"kind": "single", "options": options},
        {"kind": "consent", "items": [{"key": "yes", "label": "Yes"}]},
        {"kind": "themes"},
        {"kind": "roster"},
    )
    answers = {
        "q0": {"staff": 2},
        "q1": {"offers": {"picked": ["kitchen", "minibus"]}},
        "q2": {"choice": "b", "other": "ours"},
        "q3": {"yes": True},
        "q4": {"play": "fair", "care": None},
        "q5": {"picked": ["ash"], "ties": {"ash": "joint"}},
    }
    table = dict(zip([c.key for c in columns(survey)], rows(survey, [answers])[0], strict=True))
    assert table == {
        "q0.staff": 2,
        "q0.can_lead": "(not answered)",
        "q1.offers": "kitchen;minibus",
        "q1.needs": "(not answered)",
        "q2": "b",
        "q2.other": "ours",
        "q3.yes": "yes",
        "q4": "play:0.6",
        "q5": "ash:0.75",
    }


def test_a_retired_question_is_not_asked_and_tells_no_facts():
    survey = survey_of(NAME, {**STAFF, "retired": True})
    assert facts(survey, {"staff": 2}) == []
    assert len(opened(survey).questions) == 1


def test_after_the_last_page_there_is_none():
    context = small_context()
    assert [page.follow_up for page in pages(SURVEY, context, {})] == [""]
    assert page_after(SURVEY, context, {}, first_page(SURVEY, context, {})) is None


@pytest.mark.parametrize(
    ("question", "blank"),
    [
        ({"kind": "text"}, " "),
        ({"kind": "areas"}, {"picked": []}),
        ({"kind": "themes"}, {"play": None}),
        ({"kind": "themes"}, {}),
        ({"kind": "capacity"}, {}),
        ({"kind": "offers_and_needs"}, {"offers": {"picked": []}}),
        ({"kind": "roster"}, {"picked": []}),
    ],
)
def test_a_stored_answer_that_says_nothing_is_not_taken_for_none(question, blank):
    feeds = {"text": "networks", "areas": "areas", "roster": "ties"}
    kind = question["kind"]
    survey = survey_of({**question, "feeds": feeds.get(kind, kind)})
    assert facts(survey, {"q0": blank}) == []
    assert not shown(survey, small_context(), {"q0": blank})[0].answered
    assert validate(survey, small_context(), {"q0": blank}) == []
