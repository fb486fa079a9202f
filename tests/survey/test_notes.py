"""A note stands among the questions and asks nothing."""

import pytest

from survey import (
    Context,
    columns,
    kept,
    page_at,
    pages,
    progress,
    read_answers,
    rows,
    shown,
    validate,
)
from tests.survey.posting import faults_of, opened, posted, question, survey_of

NOTE = {"kind": "note", "id": "now", "label": "How it is worded now", "text": "One.\n\n Two."}
YES_NO = {"kind": "yes_no", "id": "change"}


def test_a_note_counts_nowhere():
    survey = survey_of(NOTE, YES_NO)
    answers = {"now": "typed by somebody", "change": "yes"}
    assert [(p.answered, p.asked, p.status) for p in progress(survey, Context(), answers)] == [
        (1, 1, "done")
    ]
    assert kept(survey, Context(), answers) == {"change": "yes"}
    assert [column.key for column in columns(survey)] == ["change"]
    assert rows(survey, [answers]) == [["yes"]]
    assert [row.question.id for row in shown(survey, Context(), answers)] == ["change"]
    assert validate(survey, Context(), answers) == []


def test_a_post_says_nothing_of_a_note():
    form = posted(survey_of(NOTE, YES_NO), {"q_now": ["x"], "q_change": ["no"]})
    assert read_answers(form) == {"change": "no"}
    assert form.problems == []


def test_a_note_has_paragraphs_and_facts_and_stands_on_the_page():
    fact = {"key": "age", "term": "Ages", "words": "8 to 16"}
    form = opened(survey_of({**NOTE, "facts": [fact]}, YES_NO))
    note = form.questions[0]
    assert (note.kind, note.controls) == ("note", [])
    assert note.question.paragraphs == ["One.", "Two."]
    assert note.question.facts[0].words == "8 to 16"


def test_a_note_can_hang_on_an_answer():
    survey = survey_of(YES_NO, {**NOTE, "show_if": "change = yes"})
    assert len(pages(survey, Context(), {"change": "no"})) == 1
    there = page_at(survey, Context(), {"change": "yes"}, "one", "part-2")
    assert [q.id for q in there.questions] == ["now"]


def test_notes_alone_make_no_page():
    section = [
        {**NOTE, "visibility": "public"},
        question("q1", "text", show_if="profile.staff > 3"),
    ]
    survey = survey_of(*section)
    assert pages(survey, Context(known={"staff": 1}), {}) == []
    assert progress(survey, Context(known={"staff": 1}), {}) == []
    assert len(pages(survey, Context(known={"staff": 5}), {})) == 1


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"text": " "}, "text: is empty; write what the note says, or list its facts"),
        ({"source": "javascript:alert(1)"},
         "source: must be the address of a page that begins with https://"),
        ({"source": "//evil.example"},
         "source: must be the address of a page that begins with https://"),
        ({"source_label": "Ours"}, "source_label: has no source to name; add it, or take this out"),
        ({"required": True}, "required: must be left out: a note asks nothing"),
        ({"feeds": "staff"}, "feeds: a note question cannot feed staff; it can feed: nothing"),
        ({"facts": [{"key": "a", "term": "A", "words": "B"}] * 2},
         "facts[1].key: ‘a’ stands there twice; give it another key"),
    ],
)  # fmt: skip
def test_a_note_knows_its_faults(wrong, fault):
    found = faults_of(NOTE | wrong, question("q1", "text"))
    assert found == [f"sections[0].questions[0].{fault}"]


def test_a_section_of_notes_alone_is_refused_and_so_is_a_condition_on_one():
    assert faults_of(NOTE) == ["sections[0].questions: holds no question to ask; add one"]
    asks = question("q1", "text", show_if="answered(now)")
    (fault,) = faults_of(NOTE, asks)
    assert fault.startswith("sections[0].questions[1].show_if: ")
