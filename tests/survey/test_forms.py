"""Forms are built on the base that the caller passes, and carry what a template needs."""

import pytest
from wtforms import Form, HiddenField
from wtforms.csrf.session import SessionCSRF

from survey import BadContext, Choice, Context, NoSuchPage, form_for, page_at, read_answers
from tests.survey.posting import (
    Posted,
    browser,
    first_page,
    ids_of,
    opened,
    posted,
    small_context,
    survey_of,
)

EVERY_KIND = survey_of(
    {"kind": "text", "hint": "In short"},
    {"kind": "number", "feeds": "staff"},
    {"kind": "single", "options": [{"key": "a", "label": "A"}, {"key": "b", "label": "B"}]},
    {"kind": "multiple", "options": [{"key": "a", "label": "A", "other": True}]},
    {"kind": "yes_no", "feeds": "can_lead"},
    {"kind": "themes", "feeds": "themes"},
    {"kind": "areas", "feeds": "areas"},
    {"kind": "postcode", "feeds": "base"},
    {"kind": "ages", "feeds": "ages", "nobody": "Nobody"},
    {"kind": "capacity", "feeds": "capacity", "parts": ["turnover", "will_lead"]},
    {"kind": "offers_and_needs", "feeds": "offers_and_needs"},
    {"kind": "roster", "feeds": "ties"},
    {"kind": "exclusions", "visibility": "engine", "feeds": "exclusions"},
    {"kind": "consent", "items": [{"key": "a", "label": "A"}]},
)
KNOWN = {
    "staff": 3,
    "can_lead": False,
    "themes": {"play": 0.6, "care": 0},
    "areas": ["hulme", "gone"],
    "base": {"postcode": "M40 5BE", "lat": 53.5, "lon": -2.2},
    "ages": [],
    "turnover": 12000.0,
    "will_lead": True,
    "offers": [],
    "needs": ["kitchen"],
    "ties": {"ash": 0.75, "birch-2": 0.2},
    "exclusions": [],
}


def test_the_callers_own_fields_stay_and_are_no_questions():
    class Ours(Form):
        revision = HiddenField(default="7")

    definition, context = survey_of({"kind": "text"}), small_context()
    form = form_for(first_page(definition, context, {}), context, Ours, {})()
    assert isinstance(form, Ours)
    assert form.revision.data == "7"
    assert [field.name for field in form.questions] == ["q_q0"]


def test_a_base_that_guards_against_forgery_still_guards():
    class Guarded(Form):
        class Meta:
            csrf, csrf_class, csrf_secret = True, SessionCSRF, b"for tests"
            csrf_context: dict = {}

    definition, context = survey_of({"kind": "text"}), small_context()
    form = form_for(first_page(definition, context, {}), context, Guarded, {})(Posted())
    assert not form.validate()
    assert form.problems == []


def test_a_question_may_be_called_like_an_attribute_of_a_form():
    names = ["data", "errors", "validate", "questions", "meta", "page"]
    form = posted(
        survey_of(*({"kind": "text", "id": name} for name in names)),
        {f"q_{name}": [name] for name in names},
    )
    assert read_answers(form) == {name: name for name in names}


def test_a_field_carries_what_a_template_needs():
    field = opened(EVERY_KIND).questions[0]
    assert (field.kind, field.label.text, field.hint) == ("text", "Question 0", "In short")
    assert field.who_sees == "Shared with partnership members."
    assert field.question.id == "q0"
    assert not field.composite


def test_every_box_and_tick_has_an_id_of_its_own():
    ids = ids_of(opened(EVERY_KIND))
    assert len(ids) == len(set(ids))
    assert not any(character.isspace() for name in ids for character in name)


def test_every_error_links_to_a_box_or_tick_on_the_page():
    form = posted(EVERY_KIND, {f"q_q{n}{part}": ["?"] for n in range(14) for part in ("", "-x")})
    anchors = {anchor for anchor, _ in form.problems}
    assert len(anchors) >= 8
    assert anchors <= set(ids_of(form))


def test_what_can_be_read_is_given_even_where_the_page_has_errors():
    form = posted(
        survey_of({"kind": "text", "limit": 2}, {"kind": "number"}, {"kind": "text"}),
        {"q_q0": ["long"], "q_q1": ["many"], "q_q2": [""]},
    )
    assert len(form.problems) == 2
    assert read_answers(form) == {"q0": "long", "q2": None}


def test_what_is_known_is_shown_for_a_question_never_asked():
    form = opened(EVERY_KIND, context=small_context(known=KNOWN))
    assert [f.question.id for f in form.questions if f.prefilled] == [
        f"q{n}" for n in (1, 4, 5, 6, 7, 8, 9, 10, 11, 12)
    ]
    assert browser(form) == {
        "q_q0": [""],
        "q_q1": ["3"],
        "q_q3-other": [""],
        "q_q4": ["no"],
        "q_q5-play": ["fair"],
        "q_q5-care": ["none"],
        "q_q6": ["hulme"],
        "q_q7": ["M40 5BE"],
        "q_q8-special": ["none"],
        "q_q9-turnover": ["12000"],
        "q_q9-will_lead": ["yes"],
        "q_q10-offers-special": ["none"],
        "q_q10-needs": ["kitchen"],
        "q_q11": ["ash", "birch-2"],
        "q_q12-special": ["none"],
    }


def test_an_answer_left_empty_is_not_filled_again_with_what_is_known():
    form = opened(EVERY_KIND, {"q1": None}, small_context(known=KNOWN))
    assert not form.questions[1].prefilled
    assert form.questions[1].controls[0].value == ""


def test_known_ties_are_offered_again_on_the_second_page():
    context = small_context(known=KNOWN)
    answers = read_answers(posted(EVERY_KIND, {"q_q11": ["ash"]}, context=context))
    page = page_at(EVERY_KIND, context, answers, "one", "q11")
    assert browser(opened(EVERY_KIND, answers, context, page)) == {"q_q11-tie-ash": ["joint"]}


@pytest.mark.parametrize(("section", "follow_up"), [("two", ""), ("one", "q11"), ("one", "q0")])
def test_a_page_that_is_not_there_is_said(section, follow_up):
    with pytest.raises(NoSuchPage, match="has no page"):
        page_at(EVERY_KIND, small_context(), {}, section, follow_up)


def test_files_and_things_that_are_not_text_are_left_out():
    definition, context = survey_of({"kind": "text"}), small_context()
    form = form_for(first_page(definition, context, {}), context, Form, {})
    strange = Posted({"q_q0": [object(), "kept"]})  # type: ignore[list-item]
    assert read_answers(form(strange)) == {"q0": "kept"}


@pytest.mark.parametrize("code", ["", "two words", "a.b", "-a", "é", "x" * 129])
def test_a_code_that_no_page_could_hold_is_refused(code):
    with pytest.raises(BadContext, match="is not a code"):
        Choice(code, "A label")


def test_a_list_that_holds_a_code_twice_is_refused():
    with pytest.raises(BadContext, match="themes: ‘play’ stands there twice"):
        Context(themes=[Choice("play", "Play"), Choice("play", "More play")])
