"""A survey reads in another language only where every text has words, and answers stay the same."""

import json

import pytest
from hypothesis import given

from survey import (
    BadDefinition,
    Context,
    check_definition,
    columns,
    languages_of,
    missing_texts,
    pages,
    read_definition,
    registration_definition,
    shown,
    texts,
    translated,
    validate,
)
from tests.survey.inventing import contexts, definitions

SMALL = {
    "id": "small",
    "title": "A survey",
    "sections": [
        {
            "id": "one",
            "title": "You",
            "questions": [
                {"kind": "number", "id": "staff", "label": "Staff?", "visibility": "public"},
                {
                    "kind": "single",
                    "id": "model",
                    "label": "You said {staff}. Which way?",
                    "visibility": "public",
                    "options": [
                        {"key": "hub", "label": "A hub"},
                        {"key": "lead", "label": "A lead"},
                        {"key": "old", "label": "Gone", "retired": True},
                    ],
                },
            ],
        }
    ],
}
WELSH = {
    "title": "Arolwg",
    "sections.one.title": "Chi",
    "questions.staff.label": "Staff?",
    "questions.model.label": "Dywedoch {staff}. Pa ffordd?",
    "questions.model.options.hub.label": "Canolfan",
    "questions.model.options.lead.label": "Arweinydd",
}


def survey(**welsh):
    return read_definition(json.dumps({**SMALL, "translations": {"cy": {**WELSH, **welsh}}}))


def faults(**welsh):
    document = {**SMALL, "translations": {"cy": {**WELSH, **welsh}}}
    return [str(fault) for fault in check_definition(json.dumps(document))]


def test_every_text_that_people_read_has_a_place_and_no_other():
    assert set(texts(survey())) == set(WELSH)


def test_a_whole_translation_is_offered_and_read():
    welsh = translated(survey(), "cy")
    assert languages_of(survey()) == ["en", "cy"]
    assert (welsh.title, welsh.language) == ("Arolwg", "cy")
    assert welsh.question("model").options[0].label == "Canolfan"


def test_what_a_translation_lacks_is_listed_and_it_is_not_offered():
    part = {place: words for place, words in WELSH.items() if "hub" not in place}
    definition = read_definition(json.dumps({**SMALL, "translations": {"cy": part}}))
    assert missing_texts(definition, "cy") == {"questions.model.options.hub.label": "A hub"}
    assert languages_of(definition) == ["en"]
    assert translated(definition, "cy") is definition


def test_a_retired_option_needs_no_words_but_may_have_them():
    assert faults(**{"questions.model.options.old.label": "Wedi mynd"}) == []


def test_answers_given_in_one_language_are_read_in_another():
    given_in_english = {"staff": 3, "model": {"choice": "hub"}}
    welsh = translated(survey(), "cy")
    assert not validate(welsh, Context(), given_in_english)
    read = [row.lines for row in shown(welsh, Context(), given_in_english)]
    assert read == [("3",), ("Canolfan",)]


@pytest.mark.parametrize(
    ("place", "words", "said"),
    [
        ("questions.nobody.label", "Neb", "‘questions.nobody.label’ is the place of no text"),
        ("title", " ", "‘title’ is empty"),
        ("title", "x" * 501, "‘title’ is too long: at most 500 letters"),
        ("questions.model.label", "Pa ffordd?", "must hold the same names in curly brackets"),
    ],
)
def test_a_translation_that_cannot_be_used_says_which_text_is_wrong(place, words, said):
    assert [fault for fault in faults(**{place: words}) if said in fault]


def test_a_language_is_named_by_its_code():
    document = json.dumps({**SMALL, "translations": {"Welsh": WELSH}})
    assert "a code of two or three small letters" in str(check_definition(document)[0])
    with pytest.raises(BadDefinition, match="the language of the survey itself"):
        read_definition(json.dumps({**SMALL, "translations": {"en": WELSH}}))


def test_the_ready_registration_lists_all_of_its_texts():
    definition = registration_definition("Larkhill")
    assert set(missing_texts(definition, "cy")) == set(texts(definition))
    assert all(words.strip() for words in texts(definition).values())


@given(definitions(), contexts())
def test_a_survey_said_louder_asks_the_same_and_keeps_the_same(definition, context):
    loud = {place: f"{words}!" for place, words in texts(definition).items()}
    whole = definition.model_copy(update={"translations": {"cy": loud}})
    louder = translated(whole, "cy")
    assert set(texts(louder).values()) == set(loud.values())
    assert columns_of(louder) == columns_of(definition)
    assert addresses(louder, context) == addresses(definition, context)


def columns_of(definition):
    return [column.key for column in columns(definition)]


def addresses(definition, context):
    return [(page.section.id, page.follow_up) for page in pages(definition, context, {})]
