"""An answer of files holds their names; what may be kept is known from elsewhere."""

from dataclasses import replace

from survey import (
    Context,
    StoredFile,
    columns,
    read_answers,
    rows,
    shown,
    upload_questions,
    validate,
)
from tests.survey.posting import faults_of, opened, posted, question, survey_of

PLAN = StoredFile("f1", "plan", "Our plan.pdf", 1_300_000, "released")
PHOTO = StoredFile("f2", "plan", "Hall.png", 900, "quarantined")
OTHERS = StoredFile("f3", "another", "Secret.pdf", 900, "released")
ASKED = {"kind": "upload", "id": "plan", "label": "Your plan", "most": 2,
         "accept": ["documents", "pictures"]}  # fmt: skip
HERE = Context(files=[PLAN, PHOTO, OTHERS])
KEPT = {"plan": [{"id": "f1", "name": "Our plan.pdf"}]}


def answer_of(data, **settings):
    form = posted(survey_of({**ASKED, **settings}), data, context=HERE)
    return read_answers(form)["plan"], [words for _, words in form.problems]


def test_a_page_keeps_the_files_of_its_question_and_no_others():
    wanted = {"q_plan-kept": ["f1", "f3", "f1", "f9", "<script>"]}
    assert answer_of(wanted) == ([{"id": "f1", "name": "Our plan.pdf"}], [])


def test_a_file_is_removed_by_its_button():
    both = {"q_plan-kept": ["f1", "f2"], "q_plan-remove": ["f1"]}
    assert answer_of(both) == ([{"id": "f2", "name": "Hall.png"}], [])
    assert answer_of({"q_plan-kept": ["f1"], "q_plan-remove": ["f1"]})[0] is None


def test_more_files_than_there_may_be_are_kept_until_somebody_chooses():
    value, words = answer_of({"q_plan-kept": ["f1", "f2"]}, most=1)
    assert len(value) == 2
    assert words == ["Keep 1 file at most: remove the others"]


def test_why_a_file_was_not_kept_is_said_at_its_question_and_the_others_stay():
    there = replace(HERE, refusals={"plan": ["‘run.exe’ is no document"]})
    form = posted(survey_of(ASKED), {"q_plan-kept": ["f1"]}, context=there)
    assert form.problems == [("q_plan-file", "‘run.exe’ is no document")]
    assert read_answers(form) == KEPT


def test_a_file_that_was_refused_must_go_before_anything_is_sent():
    bad = replace(PLAN, state="refused", finding="it holds a macro")
    (problem,) = validate(survey_of(ASKED), Context(files=[bad]), KEPT)
    assert problem.message == (
        "We cannot take ‘Our plan.pdf’: it holds a macro. Remove it, or choose another file"
    )
    (gone,) = validate(survey_of(ASKED), Context(files=[]), KEPT)
    assert "is not here any more" in gone.message
    assert validate(survey_of(ASKED), HERE, KEPT) == []


def test_where_no_file_can_be_kept_none_is_missed():
    wanted = survey_of({**ASKED, "required": True})
    assert [p.message for p in validate(wanted, HERE, {})] == ["Choose a file"]
    assert validate(wanted, Context(), {}) == []


def test_an_answer_reads_as_names_with_size_and_state():
    answers = {"plan": [{"id": "f1", "name": "Our plan.pdf"}, {"id": "f2", "name": "Hall.png"}]}
    (row,) = shown(survey_of(ASKED), HERE, answers)
    assert row.lines == ("Our plan.pdf (1.2 MB)", "Hall.png (1 kB, being checked)")
    assert row.files == (("f1", "Our plan.pdf"), ("f2", "Hall.png"))
    bad = [replace(PLAN, state="refused", finding="it is torn"), PHOTO]
    (row,) = shown(survey_of(ASKED), Context(files=bad), answers)
    assert row.files == (("", "Our plan.pdf"), ("f2", "Hall.png"))
    (plain,) = shown(survey_of(ASKED), Context(), answers)
    assert plain.lines == ("Our plan.pdf", "Hall.png")


def test_an_export_names_the_files_in_one_column():
    answers = {"plan": [{"id": "f1", "name": "=1+1.pdf"}, {"id": "f2", "name": "Hall.png"}]}
    assert [column.key for column in columns(survey_of(ASKED))] == ["plan"]
    assert rows(survey_of(ASKED), [answers]) == [["'=1+1.pdf; Hall.png"]]


def test_a_condition_can_ask_how_many_there_are():
    ask = question("why", "text", show_if="count(plan) > 1")
    survey = survey_of(ASKED, ask)
    answers = {"plan": [{"id": "f1", "name": "a"}, {"id": "f2", "name": "b"}], "why": "x"}
    assert [row.question.id for row in shown(survey, HERE, answers)] == ["plan", "why"]
    assert [row.question.id for row in shown(survey, HERE, KEPT)] == ["plan"]


def test_a_control_says_what_may_come_and_where_to_put_it_right():
    (control,) = opened(survey_of(ASKED), KEPT, HERE).questions[0].controls
    assert control.endings[:2] == ("pdf", "docx")
    assert (control.has_room, control.anchor) == (True, "q_plan-file")
    (one,) = opened(survey_of({**ASKED, "most": 1}), KEPT, HERE).questions[0].controls
    assert (one.has_room, one.anchor) == (False, "q_plan-file")
    both = {"plan": [*KEPT["plan"], {"id": "f2", "name": "Hall.png"}]}
    (full,) = opened(survey_of(ASKED), both, HERE).questions[0].controls
    assert (full.has_room, full.anchor) == (False, "q_plan-remove-f1")


def test_a_survey_knows_which_questions_ask_for_files():
    assert upload_questions(survey_of(ASKED)).keys() == {"plan"}
    retired = survey_of({**ASKED, "retired": True}, {"kind": "text"})
    assert upload_questions(retired) == {}


def test_settings_have_bounds():
    for wrong, words in (
        ({"most": 11}, "most: must be 10 or less"),
        ({"most_mb": 0}, "most_mb: must be 1 or more"),
        ({"accept": []}, "accept: needs at least 1"),
        ({"accept": ["documents", "documents"]}, "accept[1]: ‘documents’ stands there twice"),
        (
            {"feeds": "summary"},
            "feeds: a upload question cannot feed summary; it can feed: nothing",
        ),
    ):
        ask = {**ASKED, "visibility": "members", **wrong}
        assert faults_of(ask) == [f"sections[0].questions[0].{words}"]
