"""Sentences of the engine are English text that another language can be put in place of."""

import copy
import json
import pickle
from gettext import NullTranslations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wtforms import Form

from survey import (
    Choice,
    Context,
    facts,
    form_for,
    page_at,
    pages,
    read_definition,
    rendered,
    shown,
    small,
    tell,
    tell_all,
    tell_count,
    texts,
    translated,
    validate,
)
from survey.words import Sentence
from tests.survey.inventing import contexts, definitions
from tests.survey.posting import Posted, small_context, survey_of


class Loud(NullTranslations):
    """A language that is English in capitals, with its placeholders as they were."""

    def gettext(self, message):
        pieces = message.replace("{", "\n{").replace("}", "}\n").split("\n")
        return "".join(one if one.startswith("{") else one.upper() for one in pieces)

    def ngettext(self, one, many, number):
        return self.gettext(one if number == 1 else many)


LOUD = Loud()


def test_a_sentence_is_text_like_any_other():
    words = tell("Choose {count} or more", count=2)
    assert words == "Choose 2 or more"
    assert {words: 1}["Choose 2 or more"] == 1
    assert json.dumps(words) == '"Choose 2 or more"'


def test_what_was_put_into_a_sentence_is_not_read_as_a_pattern():
    words = tell("You chose ‘{label}’", label="{count} of {0.__class__}")
    assert words == "You chose ‘{count} of {0.__class__}’"
    assert rendered(words, LOUD) == "YOU CHOSE ‘{count} of {0.__class__}’"


def test_a_sentence_in_a_sentence_is_said_in_the_other_language_too():
    words = tell("{label}: {words}", label="Ash Lane", words=small(tell("Not sure")))
    assert words == "Ash Lane: not sure"
    assert rendered(words, LOUD) == "Ash Lane: nOT SURE"


@pytest.mark.parametrize(("number", "said"), [(1, "1 FILE"), (2, "2 FILES"), (0, "0 FILES")])
def test_a_count_asks_the_catalogue_for_its_form(number, said):
    assert rendered(tell_count("{number} file", "{number} files", number), LOUD) == said


def test_words_of_others_stay_as_they_are():
    assert rendered("Choose one", LOUD) == "Choose one"
    assert tell_all(["Ash", "Elm"]) == "Ash, Elm"
    assert not isinstance(tell_all(["Ash", "Elm"]), Sentence)


def pickled(words):
    return pickle.loads(pickle.dumps(words))  # noqa: S301


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, pickled])
def test_a_copy_of_a_sentence_can_be_said_otherwise_too(again):
    words = again(tell("Type {low} or more", low=3))
    assert words == "Type 3 or more"
    assert rendered(words, LOUD) == "TYPE 3 OR MORE"


@given(st.text(), st.text())
def test_any_values_may_stand_in_a_sentence(one, other):
    words = tell("{one}, {other}", one=one, other=tell("{name} (not in the list)", name=other))
    assert rendered(words, LOUD) == f"{one}, {other} (NOT IN THE LIST)"


@given(definitions(), contexts())
def test_all_that_is_said_of_any_survey_can_be_said_in_another_language(definition, context):
    for problem in validate(definition, context, {}):
        assert rendered(problem.message, LOUD)
    for row in shown(definition, context, {}):
        assert rendered(row.who_sees, LOUD).upper() == row.who_sees.upper()
    for page in pages(definition, context, {}):
        for field in form_for(page, context, Form, {})().questions:
            for control in field.controls:
                assert rendered(control.label, LOUD).upper() == control.label.upper()


NUMBERS = read_definition(
    json.dumps(
        {
            "id": "s",
            "title": "A survey",
            "sections": [
                {
                    "id": "one",
                    "title": "You",
                    "questions": [
                        {"kind": "number", "id": "staff", "label": "Staff?", "max": 9,
                         "visibility": "public"},
                        {"kind": "date", "id": "since", "label": "Since?", "visibility": "public",
                         "latest": "2026-11-28"},
                        {"kind": "single", "id": "kind", "label": "Kind?", "visibility": "public",
                         "feeds": "kind",
                         "options": [{"key": "cic", "label": "A company"},
                                     {"key": "cio", "label": "A charity"}]},
                        {"kind": "multiple", "id": "networks", "label": "Which?",
                         "visibility": "public", "feeds": "networks",
                         "options": [{"key": "a", "label": "Forum"}, {"key": "b", "label": "Hub"}]},
                        {"kind": "text", "id": "more", "label": "You said {kind}. More?",
                         "visibility": "public"},
                    ],
                }
            ],
        }
    )
)  # fmt: skip


def errors(**posted):
    page = page_at(NUMBERS, Context(), {}, "one")
    form = form_for(page, Context(), Form, {})(Posted(posted))
    form.validate()
    return [rendered(message, LOUD) for _, message in form.problems]


@pytest.mark.parametrize(
    ("posted", "said"),
    [
        ({"q_staff": ["12"]}, ["TYPE 9 OR LESS"]),
        ({"q_staff": ["12k"]}, ["TYPE ALL THE FIGURES: 12,000, NOT 12k"]),
        ({"q_since-day": ["3"]}, ["TYPE THE MONTH TOO", "TYPE THE YEAR TOO"]),
        (
            {"q_since-day": ["3"], "q_since-month": ["12"], "q_since-year": ["2026"]},
            ["TYPE 28 NOVEMBER 2026 OR EARLIER"],
        ),
    ],
)
def test_what_is_to_put_right_is_said_in_the_other_language(posted, said):
    assert errors(**posted) == said


def welsh(definition):
    words = {place: f"Cy {words}" for place, words in texts(definition).items()}
    whole = definition.model_copy(update={"translations": {"cy": words}})
    return translated(whole, "cy")


def test_a_profile_learns_the_same_in_any_language():
    answers = {"kind": {"choice": "cio"}, "networks": {"picked": ["a"]}}
    told = {fact.field: fact.value for fact in facts(welsh(NUMBERS), answers)}
    assert told == {"kind": "A charity", "networks": ["Forum"]}
    assert told == {fact.field: fact.value for fact in facts(NUMBERS, answers)}


def test_what_a_profile_knows_is_filled_in_beforehand_in_any_language():
    context = Context(known={"kind": "A charity", "networks": ["Hub"]})
    page = page_at(welsh(NUMBERS), context, {}, "one")
    fields = {
        field.question.id: field.data for field in form_for(page, context, Form, {})().questions
    }
    assert fields["kind"] == {"choice": "cio"}
    assert fields["networks"] == {"picked": ["b"]}


def test_an_answer_in_the_words_of_a_question_is_said_in_the_other_language():
    label = shown(NUMBERS, Context(), {})[-1].label
    assert rendered(label, LOUD) == "You said (NOT KNOWN YET). More?"


def test_a_choice_keeps_the_sentence_that_is_its_label():
    assert rendered(Choice("none", tell("None of these")).label, LOUD) == "NONE OF THESE"


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ([{"kind": "roster", "follow_ups": ["flows"]}],
         "WHAT GOES BETWEEN YOU AND EACH OF THEM?"),
        ([{"kind": "roster"}, {"kind": "trust", "of": "q0", "visibility": "engine"}],
         "HOW FAR CAN YOU RELY ON EACH OF THEM TO DO WHAT THEY SAY?"),
    ],
)  # fmt: skip
def test_what_is_asked_of_those_picked_is_said_in_the_other_language(asked, title):
    found = pages(survey_of(*asked), small_context(), {"q0": {"picked": ["ash"]}})
    assert title in [rendered(page.title, LOUD) for page in found]
