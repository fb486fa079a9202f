"""A definition is refused with every fault and its place, all at once."""

import json

import pytest

from survey import BadDefinition, Definition, check_definition, read_definition
from tests.survey.posting import faults_of

TEXT = {"kind": "text", "id": "name", "label": "Name", "visibility": "public"}


def document(*questions):
    section = {"id": "one", "title": "One", "questions": list(questions)}
    return {"id": "survey", "title": "A survey", "sections": [section]}


def question(kind, **settings):
    return {**TEXT, "id": "q", "kind": kind, **settings}


def options(*keys, **settings):
    return [{"key": key, "label": key.title(), **settings} for key in keys]


def test_a_definition_without_faults_is_read():
    definition = read_definition(json.dumps(document(TEXT)))
    assert isinstance(definition, Definition)
    assert definition.question("name").label == "Name"
    assert definition.question("nobody") is None


def test_a_definition_cannot_be_changed():
    definition = read_definition(json.dumps(document(TEXT)))
    with pytest.raises(ValueError, match="frozen"):
        definition.title = "Another"


def test_a_byte_order_mark_is_accepted():
    source = "\ufeff".encode() + json.dumps(document(TEXT)).encode()
    assert read_definition(source).title == "A survey"


def test_all_faults_are_told_at_once_each_with_its_place():
    wrong = document(
        {**TEXT, "label": " "},
        {**TEXT, "visibility": "friends", "colour": "red"},
        question("number", min=5, max=1),
        {"id": "x", "label": "X", "visibility": "public"},
        question("poem"),
    )
    del wrong["title"]
    wrong["sections"].append({"id": "one", "title": "Two", "questions": []})
    assert [str(fault) for fault in check_definition(json.dumps(wrong))] == [
        "title: is missing",
        "sections[0].questions[0].label: must not be empty",
        "sections[0].questions[1].visibility: must be one of 'public', 'members', "
        "'infrastructure', 'coordinators' or 'engine'",
        "sections[0].questions[1].colour: is not known here; take it out",
        "sections[0].questions[1].id: ‘name’ stands there twice; give it another id",
        "sections[0].questions[2].min: is larger than max; swap them",
        "sections[0].questions[3]: has no kind; add one of text, number, single, multiple, "
        "yes_no, themes, areas, postcode, ages, capacity, offers_and_needs, roster, exclusions, "
        "date, matrix, ranking, scale, split, organisation, trust, consent, note, upload, group",
        "sections[0].questions[4]: kind ‘poem’ is not known; use one of text, number, single, "
        "multiple, yes_no, themes, areas, postcode, ages, capacity, offers_and_needs, roster, "
        "exclusions, date, matrix, ranking, scale, split, organisation, trust, consent, note, "
        "upload, group",
        "sections[0].questions[4].id: ‘q’ stands there twice; give it another id",
        "sections[1].questions: holds no question to ask; add one",
        "sections[1].id: ‘one’ stands there twice; give it another id",
    ]


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        (question("text", limit=0), "limit: must be 1 or more"),
        (question("text", limit="9"), "limit: must be a whole number"),
        (question("text", feeds="staff"), "feeds: a text question cannot feed staff; it can feed: "
         "networks, summary"),
        (question("consent", items=[{"key": "a", "label": "A"}], feeds="ages"),
         "feeds: a consent question cannot feed ages; it can feed: nothing"),
        (question("number", feeds="staff", min=-1), "min: must be 0 or more, as staff is never "
         "below 0"),
        (question("single", options=options("a")), "options: needs two options or more that are "
         "not retired"),
        (question("single", options=[*options("a", "b"), *options("c", exclusive=True)]),
         "options[2].exclusive: has no meaning here: only one is chosen"),
        (question("single", options=options("a", "b"), feeds="radius_km"),
         "options: need a value each to feed radius_km, such as 5"),
        (question("multiple", options=options("a", "b", "a")),
         "options[2].key: ‘a’ stands there twice; give it another key"),
        (question("multiple", options=options("a", "b", other=True)),
         "options[1].other: is set on two options; only one can have a text box"),
        (question("multiple", options=options("a", retired=True)),
         "options: needs an option that is not retired"),
        (question("multiple", options=options("a"), fewest=2),
         "fewest: asks for more than the 1 options there are"),
        (question("capacity", parts=["staff", "staff"]), "parts[1]: ‘staff’ stands there twice"),
        (question("capacity", parts=[]), "parts: needs at least 1"),
        (question("exclusions"), "visibility: must be engine: nobody may see whom one cannot work "
         "with"),
        (question("exclusions", visibility="engine", required=True),
         "required: must be false: nobody has to say whom they cannot work with"),
    ],
)  # fmt: skip
def test_each_kind_knows_its_own_faults(wrong, fault):
    assert faults_of(wrong) == [f"sections[0].questions[0].{fault}"]


def test_a_profile_field_is_fed_once():
    first = question("number", id="a", feeds="staff")
    second = question("capacity", id="b", feeds="capacity", parts=["staff", "turnover"])
    assert faults_of(first, second) == [
        "sections[0].questions[1].feeds: staff is fed by the question ‘a’ already"
    ]
    assert faults_of({**first, "retired": True}, second) == []


def test_a_section_of_retired_questions_asks_nothing():
    assert faults_of({**TEXT, "retired": True}) == [
        "sections[0].questions: holds no question to ask; add one"
    ]


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("", "is not JSON at line 1, column 1"),
        ("[]", "must be an object in curly brackets"),
        ('{"id": "a", "id": "b"}', "the key ‘id’ stands twice in one object"),
        ('{"id": NaN}', "NaN is not a number"),
        (b"\xff\xfe\xfa", "is not"),
        ("[" * 100_000, "is nested too deeply"),
        ("x" * 2_000_001, "is larger than 2 MB"),
        ('{"\\ud83d": 1, "\\ud83d": 2}', "the key ‘?’ stands twice in one object"),
    ],
)
def test_what_is_no_definition_at_all_is_said_and_never_crashes(source, fault):
    faults = check_definition(source)
    assert fault in str(faults[0])


def test_a_refusal_carries_its_faults():
    with pytest.raises(BadDefinition) as caught:
        read_definition(json.dumps(document({**TEXT, "label": ""}, TEXT)))
    assert [fault.place for fault in caught.value.faults] == [
        "sections[0].questions[0].label",
        "sections[0].questions[1].id",
    ]


def test_half_a_character_is_told_at_its_place_and_hides_nothing_else():
    half = {**TEXT, "id": "\ud800", "label": "An emoji: \ud83d"}
    wrong = {**document(half, question("poem")), "\ud83d": 1}
    words = "holds half a character, which cannot be shown; type it again"
    found = [str(fault) for fault in check_definition(json.dumps(wrong))]
    assert {
        f"sections[0].questions[0].id: {words}",
        f"sections[0].questions[0].label: {words}",
        f"?: {words}",
    } < {*found}
    assert any("kind ‘poem’ is not known" in one for one in found)
    assert "\n".join(found).encode("utf-8"), "all of it can be written down"


@pytest.mark.parametrize("depth", [60, 250, 400])
def test_what_is_nested_too_deeply_is_told_at_its_place_and_hides_nothing_else(depth):
    deep = "[" * depth + "]" * depth
    source = json.dumps(document(question("poem"))).replace('"One"', deep)
    found = [str(fault) for fault in check_definition(source)]
    assert f"sections[0].title{'[0]' * 47}: is nested too deeply" in found
    assert any("kind ‘poem’ is not known" in one for one in found)


def test_a_number_of_thousands_of_figures_is_told_at_its_place():
    source = json.dumps(document(question("number", max=1))).replace("1}", "9" * 5000 + "}")
    faults = [str(fault) for fault in check_definition(source)]
    assert faults == ["sections[0].questions[0].max: must be 999999999999 or less"]


def test_what_is_no_number_is_one_fault():
    assert faults_of(question("number", min="a", max={"int": 3})) == [
        "sections[0].questions[0].min: must be a number",
        "sections[0].questions[0].max: must be a number",
    ]


def test_places_and_words_in_a_group_are_those_of_its_fields():
    fields = [
        {"kind": "text", "id": "x", "label": 3},
        {"kind": "roster", "id": "y", "label": "Who?"},
        {"id": "z"},
        3,
    ]
    kinds = "text, number, date, single, yes_no"
    assert faults_of(question("group", fields=fields)) == [
        "sections[0].questions[0].fields[0].label: must be text in quotation marks",
        f"sections[0].questions[0].fields[1]: kind ‘roster’ is not known; use one of {kinds}",
        f"sections[0].questions[0].fields[2]: has no kind; add one of {kinds}",
        "sections[0].questions[0].fields[3]: must be an object in curly brackets",
    ]
    assert faults_of(question("group", fields=[])) == [
        "sections[0].questions[0].fields: needs at least 1"
    ]


def test_the_place_of_a_language_that_is_none_is_its_key():
    wrong = {**document(TEXT), "translations": {"Welsh": {}}}
    assert [str(fault) for fault in check_definition(json.dumps(wrong))] == [
        "translations.Welsh: must be a code of two or three small letters, such as cy"
    ]
