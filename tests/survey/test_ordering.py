"""What stands where in a survey: nothing rests on itself, and nothing looks ahead."""

import pytest

from survey import check_definition
from tests.survey.posting import document_of, question


@pytest.mark.parametrize(
    ("conditions", "words"),
    [
        (
            {"a": "b = yes", "b": "c = yes", "c": "a = yes"},
            "‘a’ depends on ‘b’, which depends on ‘c’",
        ),
        ({"a": "a = yes"}, "‘a’ depends on itself"),
        ({"b": "total > 1", "n": "b = yes"}, "which depends on"),
    ],
)
def test_conditions_that_rest_on_each_other_are_named(conditions, words):
    keys = [question(key, show_if=conditions.get(key, "")) for key in "abc"]
    number = question("n", "number", show_if=conditions.get("n", ""))
    faults = check_definition(
        document_of({"questions": [*keys, number]}, calculations=[{"id": "total", "formula": "n"}])
    )
    assert len(faults) == 1
    assert words in faults[0].message


def test_every_circle_is_told_of_where_it_is_written():
    faults = check_definition(
        document_of(
            {
                "questions": [
                    question("a", show_if="a = yes"),
                    question("b", show_if="asked(c)"),
                    question("c") | {"hint": "As you said: {b}"},
                    question("d") | {"label": "Not {e}?"},
                    question("e") | {"label": "Not {d}?"},
                ]
            }
        )
    )
    assert [str(fault) for fault in faults] == [
        "sections[0].questions[0].show_if: ‘a’ depends on itself",
        "sections[0].questions[1].show_if: ‘b’ depends on ‘c’, which depends on ‘b’: "
        "neither could ever be decided",
        "sections[0].questions[3].label: ‘d’ depends on ‘e’, which depends on ‘d’: "
        "neither could ever be decided",
    ]


AHEAD = "rests on ‘paid’, which is asked only after this; move it up"


@pytest.mark.parametrize(
    ("field", "settings"),
    [
        ("show_if", {"show_if": "paid > 0"}),
        ("show_if", {"show_if": "asked(paid) or not answered(paid)"}),
        ("show_if", {"show_if": "double > 0"}),
        ("label", {"label": "Of the {paid} you named?"}),
        ("hint", {"hint": "That is {double} hands."}),
    ],
)
def test_nothing_rests_on_an_answer_that_is_asked_for_only_after_it(field, settings):
    first, paid = question("why") | settings, question("paid", "number")
    twice = {"id": "twice", "formula": "paid * 2"}
    more = {"calculations": [twice, {"id": "double", "formula": "twice + 0"}]}
    apart = [{"questions": [one]} for one in (first, paid)]
    for sections in ([{"questions": [first, paid]}], apart):
        (fault,) = check_definition(document_of(*sections, **more))
        assert str(fault) == f"sections[0].questions[0].{field}: {AHEAD}"
    assert check_definition(document_of({"questions": [paid, first]}, **more)) == []


def test_a_section_rests_on_no_answer_of_a_later_section():
    first = {"show_if": "paid > 0", "questions": [question("why")]}
    second = {"questions": [question("paid", "number")]}
    (fault,) = check_definition(document_of(first, second))
    assert str(fault) == f"sections[0].show_if: {AHEAD}"
    assert check_definition(document_of(second, first)) == []


def test_what_was_said_in_an_earlier_survey_may_be_asked_for_later_in_this_one():
    first = question("why", show_if="before.paid > 0") | {"label": "{before.paid}?"}
    paid = question("paid", "number")
    assert check_definition(document_of({"questions": [first, paid]})) == []


def test_a_rule_may_look_at_an_answer_that_comes_later():
    rule = {"must": "paid <= all", "message": "No more can be paid than there are"}
    first, second = question("paid", "number", rules=[rule]), question("all", "number")
    assert check_definition(document_of({"questions": [first, second]})) == []


def test_a_section_cannot_rest_on_a_question_inside_it():
    faults = check_definition(document_of({"show_if": "a = yes", "questions": [question("a")]}))
    assert len(faults) == 1
    assert "‘a’ depends on ‘s0’" in faults[0].message
