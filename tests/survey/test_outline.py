"""A fault in one piece of a definition hides none in another, and makes none up."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey import check_definition
from tests.survey.posting import document_of, question
from tests.survey.test_conditions import branching

POEM = question("poem", "poem")
WELSH = {"questions.poem.lines.first.label": "Un", "questions.next.label": "Nesaf?"}


def faults_beside(wrong, *others, **more):
    """The faults of a survey besides those of its first question, which cannot be read."""
    found = check_definition(document_of({"questions": [wrong, *others]}, **more))
    own = [fault for fault in found if fault.place.startswith("sections[0].questions[0]")]
    assert own, "the premise: it cannot be read"
    return [str(fault) for fault in found if fault not in own]


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("nobody = yes", "there is no question ‘nobody’"),
        ("profile.shoes > 3", "there is no profile field ‘profile.shoes’"),
        ("next = 'maybe'", "compares yes or no with text"),
        ("poem > 3 and nobody = yes", "there is no question ‘nobody’"),
        ("poem > ", "ends too early"),
        ("last = yes", "‘last’ depends on itself"),
    ],
)
def test_conditions_are_looked_at_beside_a_question_that_cannot_be_read(condition, said):
    asked = question("last", show_if=condition)
    (fault,) = faults_beside(POEM, question("next"), asked)
    assert fault.startswith("sections[0].questions[2].show_if: ")
    assert said in fault


@pytest.mark.parametrize(
    "settings",
    [
        {"show_if": "poem > 3"},
        {"show_if": "poem.first = 'x' or asked(poem)"},
        {"show_if": "before.poem has 'x'"},
        {"show_if": "lines > 3"},
        {"label": "You said {poem}: {lines}."},
        {"rules": [{"must": "poem + lines > 3", "message": "Too short"}]},
        {"kind": "trust", "of": "poem", "visibility": "engine"},
    ],
)
def test_a_question_that_cannot_be_read_is_there_all_the_same(settings):
    calculations = [{"id": "lines", "formula": "poem * 2"}]
    assert faults_beside(POEM, question("next") | settings, calculations=calculations) == []


def test_a_calculation_with_a_fault_is_there_all_the_same():
    calculations = [{"id": "lines", "formula": "nobody * 2"}, {"id": "words", "formula": 3}]
    asked = question("next", show_if="lines > 3 and words > 9")
    found = check_definition(document_of({"questions": [asked]}, calculations=calculations))
    assert [fault.place for fault in found] == [
        "calculations[0].formula",
        "calculations[1].formula",
    ]


def test_the_condition_of_a_question_that_cannot_be_read_is_looked_at_too():
    wrong = POEM | {"show_if": "nobody = yes", "rules": [{"must": "poem ="}, 3]}
    section = {"title": 3, "show_if": "nobody = no", "questions": [wrong]}
    places = {fault.place for fault in check_definition(document_of(section))}
    assert places == {
        "sections[0].title",
        "sections[0].show_if",
        "sections[0].questions[0]",
        "sections[0].questions[0].show_if",
        "sections[0].questions[0].rules[0].must",
    }


def test_a_circle_through_a_question_that_cannot_be_read_is_found():
    asked = question("next", show_if="poem = yes")
    (first, circle) = check_definition(
        document_of({"questions": [POEM | {"show_if": "next = yes"}, asked]})
    )
    assert "is not known; use one of" in first.message
    assert circle.message.startswith("‘next’ depends on ‘poem’, which depends on ‘next’")


def test_translations_are_looked_at_but_for_those_of_what_cannot_be_read():
    more = {"translations": {"cy": {**WELSH, "titel": "Arolwg"}}}
    (fault,) = faults_beside(POEM, question("next"), **more)
    assert "‘titel’ is the place of no text" in fault


def test_numbers_in_places_stay_right_after_what_is_no_question_at_all():
    asked = question("next", show_if="nobody = yes")
    found = check_definition(document_of({"questions": [3, asked]}))
    assert [fault.place for fault in found][-1] == "sections[0].questions[1].show_if"


@given(branching(), st.data())
def test_spoiling_a_question_makes_no_fault_of_another(definition, data):
    document = json.loads(definition.model_dump_json())
    assert check_definition(json.dumps(document)) == []
    at = data.draw(st.sampled_from([
        (n, m) for n, section in enumerate(definition.sections)
        for m, _ in enumerate(section.questions)
    ]))  # fmt: skip
    spoilt = document["sections"][at[0]]["questions"][at[1]]
    spoilt.update(data.draw(st.sampled_from([{"kind": "poem"}, {"label": 3}, {"colour": "red"}])))
    found = check_definition(json.dumps(document))
    place = f"sections[{at[0]}].questions[{at[1]}]"
    assert {fault.place.removeprefix(place).split(".")[0] for fault in found} == {""}
