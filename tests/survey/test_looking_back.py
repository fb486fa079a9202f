"""What a survey looks back at is found wherever it stands."""

import json

from survey import looked_back_at, read_definition


def a_definition():
    questions = [
        {"kind": "number", "id": "staff", "label": "Staff? You said {before.staff}."},
        {"kind": "number", "id": "sites", "label": "Sites?", "show_if": "before.sites > 1"},
        {"kind": "yes_no", "id": "paid", "label": "Paid?", "hint": "Not {before.hours} hours."},
        {
            "kind": "number",
            "id": "hours",
            "label": "Hours? {staff}",
            "rules": [{"must": "hours >= before.rooms", "message": "Fewer than before"}],
        },
        {"kind": "number", "id": "days", "label": "Days?"},
        {"kind": "number", "id": "rooms", "label": "Rooms?", "show_if": "grown > 2"},
    ]
    for question in questions:
        question["visibility"] = "members"
    return {
        "id": "wave",
        "title": "Wave two",
        "calculations": [{"id": "grown", "formula": "days - before.days"}],
        "sections": [{"id": "one", "title": "One", "questions": questions}],
    }


def test_conditions_calculations_rules_and_words_are_searched():
    definition = read_definition(json.dumps(a_definition()))
    assert set(looked_back_at(definition)) == {"staff", "sites", "hours", "rooms", "days"}


def test_a_survey_of_its_own_looks_back_at_nothing():
    document = a_definition()
    document["calculations"] = []
    document["sections"][0]["questions"] = [
        {"kind": "number", "id": "staff", "label": "{staff}?", "visibility": "members"}
    ]
    document["sections"][0]["questions"][0]["label"] = "Staff?"
    assert looked_back_at(read_definition(json.dumps(document))) == []
