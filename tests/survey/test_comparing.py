"""Two definitions compared: what is safe while answers are there, and what is not."""

import json
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from survey import Answers, Definition, columns, compare, read_answers, read_definition, rows
from survey.asking import value_of
from survey.comparing.questions import APART
from survey.comparing.settings import SETTINGS, judge
from survey.questions import SPOKEN, Words
from tests.survey.editing import as_document, from_document, safe_edits
from tests.survey.inventing import definitions, stored
from tests.survey.posting import posted
from tests.survey.test_walks import honest_walks

OPTIONS = [{"key": key, "label": key.title()} for key in ("bus", "hall", "van")]
DOCUMENT = {
    "id": "survey",
    "title": "A survey",
    "notice": "The coordinators read it.",
    "calculations": [{"id": "busy", "formula": "staff > 3"}],
    "sections": [
        {
            "id": "one",
            "title": "You",
            "questions": [
                {"kind": "text", "id": "name", "label": "Name?", "visibility": "members",
                 "limit": 50},
                {"kind": "number", "id": "staff", "label": "Staff?", "visibility": "members",
                 "unit": "people", "min": 0, "max": 90, "feeds": "staff"},
                {"kind": "text", "id": "rota", "label": "How do you plan?",
                 "visibility": "members", "show_if": "busy"},
                {"kind": "single", "id": "own", "label": "What have you?", "visibility": "members",
                 "options": OPTIONS,
                 "rules": [{"must": "own != 'van' or staff > 0", "message": "Who drives it?"}]},
            ],
        },
        {
            "id": "two",
            "title": "More",
            "show_if": "own = 'hall'",
            "questions": [
                {"kind": "multiple", "id": "when", "label": "When?", "visibility": "members",
                 "options": OPTIONS, "fewest": 1, "most": 2},
                {"kind": "matrix", "id": "rooms", "label": "Rooms?", "visibility": "members",
                 "items": OPTIONS, "options": OPTIONS},
                {"kind": "consent", "id": "agree", "label": "Do you agree?",
                 "visibility": "coordinators", "items": [{"key": "a", "label": "We agree"}]},
                {"kind": "capacity", "id": "can", "label": "What can you do?",
                 "visibility": "members", "parts": ["spare_days", "volunteers"]},
                {"kind": "areas", "id": "where", "label": "Where?", "visibility": "members",
                 "everywhere": "Everywhere"},
                {"kind": "number", "id": "old", "label": "Old?", "visibility": "members",
                 "retired": True},
            ],
        },
    ],
}  # fmt: skip
BEFORE = read_definition(json.dumps(DOCUMENT))
NEW_QUESTION = {"kind": "yes_no", "id": "new", "label": "New?", "visibility": "members"}


def after(place, value):
    """Give the definition with the value at a place, or without it where it is ...."""
    document = json.loads(json.dumps(DOCUMENT))
    *way, last = [int(step) if step.isdigit() else step for step in place.split(".")]
    at = document
    for step in way:
        at = at[step]
    if value is ...:
        del at[last]
    elif isinstance(at, list) and isinstance(last, int) and isinstance(value, dict):
        at.insert(last, value)
    else:
        at[last] = value
    return read_definition(json.dumps(document))


def only_change(place, value):
    """Give the one change that an edit makes."""
    found = compare(BEFORE, after(place, value))
    assert len(found) == 1, found
    return found[0]


Q, P = "sections.0.questions", "sections.1.questions"


@pytest.mark.parametrize(
    ("place", "value", "words"),
    [
        ("title", "Another survey", "The title: “A survey” becomes “Another survey”"),
        ("notice", "We read it.", "What people are told"),
        (f"{Q}.0.label", "What are you called?", "“Name?” becomes"),
        (f"{Q}.0.hint", "In full", "The hint: new, “In full”"),
        (f"{Q}.0.limit", 60, "The most letters: 50 becomes 60."),
        (f"{Q}.0.limit", ..., "The most letters: 50 becomes 200."),
        (f"{Q}.1.max", ..., "The largest number: 90 becomes none."),
        (f"{Q}.0.visibility", "coordinators", "members becomes coordinators"),
        (f"{Q}.0.retired", True, "It is retired."),
        (f"{Q}.4", NEW_QUESTION, "It is new."),
        (f"{Q}.3.options.1.label", "A hall", "Option “A hall”: the words"),
        (f"{Q}.3.options.1.retired", True, "Option “Hall”: it is retired."),
        (f"{Q}.3.options.0", {"key": "bike", "label": "Bike"}, "Option “Bike”: it is new."),
        (f"{Q}.3.options.2.other", True, "a box for words of their own"),
        (f"{Q}.3.rules.0.message", "Who?", "What is said where a rule is broken"),
        (f"{Q}.3.rules", ..., "A rule is taken out"),
        (f"{P}.0.fewest", ..., "The fewest that can be chosen: 1 becomes 0."),
        (f"{P}.1.items.3", {"key": "bike", "label": "Bike"}, "Line “Bike”: it is new."),
        (f"{P}.2.items.0.label", "We all agree", "Line “We all agree”: the words"),
        (f"{P}.2.items.1", {"key": "b", "label": "B"}, "Line “B”: it is new."),
        (f"{P}.3.parts", ["spare_days", "staff", "volunteers"], "Part ‘staff’"),
        (f"{P}.5.retired", False, "It is back."),
        ("sections.2", {"id": "three", "title": "T", "questions": [NEW_QUESTION]}, "It is new."),
        ("calculations.1", {"id": "calm", "formula": "staff < 1"}, "It is new."),
    ],
)
def test_these_edits_are_safe_while_answers_are_there(place, value, words):
    found = [one for one in compare(BEFORE, after(place, value)) if words in one.words]
    assert found, compare(BEFORE, after(place, value))
    assert all(change.safe for change in compare(BEFORE, after(place, value)))


@pytest.mark.parametrize(
    ("place", "value", "reason"),
    [
        ("id", "another", "different things"),
        (f"{Q}.0.required", True, "could leave it out"),
        (f"{Q}.0.limit", 40, "may break it"),
        (f"{Q}.0.format", "email", "may break it"),
        (f"{Q}.0.visibility", "public", "promised that fewer people"),
        (f"{Q}.0.visibility", "engine", "its column would end"),
        (f"{Q}.0.show_if", "profile.staff > 1", "as if they were not there"),
        (f"{Q}.1.unit", "£", "different things"),
        (f"{Q}.1.feeds", ..., "different things"),
        (f"{Q}.1.max", 80, "may break it"),
        (f"{Q}.1.min", 1, "may break it"),
        (f"{Q}.1.whole", True, "may break it"),
        (f"{Q}.1.retired", True, "rests on it"),
        (f"{Q}.2.show_if", ..., "as if they were not there"),
        (f"{Q}.3.retired", True, "Part “More” rests on it"),
        (f"{Q}.3.options.1.value", 5, "different things"),
        (f"{Q}.4", {**NEW_QUESTION, "required": True}, "were not asked for it"),
        (f"{Q}.0", ..., "Retire it instead"),
        (f"{P}.0.options.0", ..., "Retire it instead"),
        (f"{P}.0.options.0.exclusive", True, "different things"),
        (f"{P}.0.most", 1, "may break it"),
        (f"{P}.1.items.0", ..., "Retire it instead"),
        (f"{P}.2.items.0.must", True, "could leave it out"),
        (f"{P}.2.items.0.shares", "public", "different things"),
        (f"{P}.2.items.1", {"key": "b", "label": "B", "must": True}, "were not asked for it"),
        (f"{P}.3.parts", ["volunteers"], "Retire it instead"),
        (f"{P}.4.everywhere", ..., "Retire it instead"),
        (f"{P}.5.label", "Something else?", "an id of its own"),
        ("sections.1.show_if", "own = 'bus'", "as if they were not there"),
        ("calculations.0.formula", "staff > 4", "as if they were not there"),
    ],
)
def test_these_edits_are_refused_while_answers_are_there(place, value, reason):
    change = only_change(place, value)
    assert not change.safe
    assert reason in change.reason


def test_the_same_definition_has_no_changes():
    assert compare(BEFORE, read_definition(json.dumps(DOCUMENT))) == []


def test_a_change_says_where_it_stands_and_what_it_is_about():
    change = only_change(f"{Q}.1.label", "Paid staff?")
    assert change.place == "sections[0].questions[1].label"
    assert change.subject == "Question “Paid staff?” (staff)"


def test_what_is_gone_is_named_where_it_stood_before():
    assert only_change(f"{Q}.0", ...).place == "sections[0].questions[0]"


def test_a_condition_that_is_only_written_otherwise_is_no_change():
    assert compare(BEFORE, after("sections.1.show_if", '(own  =  "hall")')) == []


def test_another_kind_of_question_is_one_change_and_not_one_for_each_setting():
    other = {"kind": "yes_no", "id": "name", "label": "Other", "visibility": "public"}
    document = json.loads(json.dumps(DOCUMENT))
    document["sections"][0]["questions"][0] = other
    found = compare(BEFORE, from_document(document))
    assert [(one.place, one.safe) for one in found] == [("sections[0].questions[0].kind", False)]


def test_a_question_that_comes_back_must_not_have_to_be_answered():
    document = json.loads(json.dumps(DOCUMENT))
    document["sections"][1]["questions"][5] |= {"retired": False, "required": True}
    assert not all(one.safe for one in compare(BEFORE, from_document(document)))


def moved(into):
    """Move the first question of the second part into another part."""
    document = json.loads(json.dumps(DOCUMENT))
    question = document["sections"][1]["questions"].pop(0)
    document["sections"].append({"id": "three", "title": "Three", "questions": [question], **into})
    return compare(BEFORE, from_document(document))


def test_a_question_may_move_to_a_part_that_is_asked_of_the_same_people():
    assert all(change.safe for change in moved({"show_if": "own = 'hall'"}))


def test_a_question_may_not_move_to_a_part_that_is_asked_of_others():
    unsafe = [change for change in moved({}) if not change.safe]
    assert [change.subject for change in unsafe] == ["Question “When?” (when)"]
    assert "asked only if “always”" in unsafe[0].words


def test_a_part_may_go_once_its_questions_stand_elsewhere():
    document = json.loads(json.dumps(DOCUMENT))
    first, second = document["sections"]
    second["questions"] += first.pop("questions")
    document["sections"] = [{**second, "show_if": ""}]
    gone = [c for c in compare(BEFORE, from_document(document)) if c.words == "It is taken out."]
    assert [(change.subject, change.safe) for change in gone] == [("Part “You” (one)", True)]


class NewKind(BaseModel):
    """Something with settings that came later."""

    label: Words = "Words"
    colour: str = "red"


def test_a_setting_that_nobody_has_thought_about_is_not_safe_but_words_are():
    verdict = judge(NewKind, "colour", "red", "blue")
    assert (verdict.safe, verdict.words) == (False, "The setting ‘colour’: “red” becomes “blue”.")
    assert judge(NewKind, "label", "Words", "Others").safe


def settings_of_models(model, seen):
    """Give every model in a definition, its questions and their entries."""
    if model not in seen:
        seen.add(model)
        for field in model.model_fields.values():
            for inner in models_in(field.annotation):
                settings_of_models(inner, seen)
    return seen


def models_in(annotation):
    """Give the models that a type is made of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for inner in get_args(annotation) for model in models_in(inner)]


def test_every_setting_of_every_kind_has_been_thought_about():
    judged = {*SETTINGS, *APART, "retired", "key", "sections", "questions", "calculations",
              "format", "language", "formula", "message"}  # fmt: skip
    unjudged = {
        f"{model.__name__}.{name}"
        for model in settings_of_models(Definition, set())
        for name, field in model.model_fields.items()
        if name not in judged and SPOKEN not in field.metadata
    }
    # What a fact says beside a question is part of a note, which asks nothing.
    assert unjudged == set()


def keeps_answers(before, later, answers):
    """Hold a later definition against what was answered on an earlier one."""
    for question in before.questions():
        again = later.question(question.id)
        assert value_of(again, answers) == value_of(question, answers)
    was = dict(zip(keys(before), rows(before, [answers])[0], strict=True))
    now = dict(zip(keys(later), rows(later, [answers])[0], strict=True))
    assert {key: now.get(key) for key in was} == was


def keys(definition):
    """Give the headings of a table of answers."""
    return [column.key for column in columns(definition)]


@settings(max_examples=50)
@given(honest_walks(), st.data())
def test_no_safe_edit_shifts_or_loses_columns_of_earlier_answers(walk, data):
    definition, context, typed = walk
    answers = Answers().merged(read_answers(posted(definition, typed, context=context)))
    later = data.draw(safe_edits(definition))
    assert [change for change in compare(definition, later) if not change.safe] == []
    keeps_answers(definition, later, answers)


@settings(max_examples=30)
@given(honest_walks())
def test_answers_to_a_retired_question_do_not_vanish(walk):
    definition, context, typed = walk
    answers = Answers().merged(read_answers(posted(definition, typed, context=context)))
    document = as_document(definition)
    for question in document["sections"][0]["questions"]:
        question["retired"] = True
    extra = {"kind": "text", "id": "extra", "label": "Extra", "visibility": "members"}
    document["sections"][0]["questions"].insert(0, extra)
    later = from_document(document)
    assert all(change.safe for change in compare(definition, later))
    keeps_answers(definition, later, answers)


@given(definitions(), definitions(), stored)
def test_whatever_is_called_safe_keeps_answers_of_any_shape(before, later, answers):
    changes = compare(before, later)
    if all(change.safe for change in changes):
        keeps_answers(before, later, answers)
    assert bool(changes) == (as_document(before) != as_document(later))
