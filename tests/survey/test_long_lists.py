"""One organisation, and long lists in which an entry is found by words without a script."""

import pytest

from survey import Choice, columns, read_definition, rows, shown, validate
from tests.survey.posting import (
    answer_to,
    browser,
    document_of,
    errors_of,
    labels_of,
    opened,
    posted,
    question,
    small_context,
    survey_of,
)

LOOK_UP = {"kind": "organisation"}
OPTIONS = [{"key": f"k{n}", "label": f"Option {n}"} for n in range(16)]
OTHER = {"key": "else", "label": "Something else", "other": True}
NONE = {"key": "none", "label": "None of these", "exclusive": True}
SINGLE = {"kind": "single", "options": [*OPTIONS, OTHER]}
MULTIPLE = {"kind": "multiple", "options": [*OPTIONS, OTHER, NONE]}


def control_of(settings, answers=None, context=None, **find):
    form = opened(survey_of(settings), answers, context, find=find)
    return form.questions[0].controls[0]


def test_one_organisation_is_chosen_and_nothing_beforehand():
    control = control_of(LOOK_UP)
    assert labels_of(control) == [
        "Ash Lane Club", "Birch Fields", "Another organisation, which is not in this list",
    ]  # fmt: skip
    assert {tick.name for tick in control.ticks} == {"q_q0"}, "one of them excludes the others"
    assert not control.answered
    assert answer_to(LOOK_UP, {"q_q0": ["ash"]}) == {"code": "ash"}
    assert answer_to(LOOK_UP, {}) is None


def test_one_that_is_not_listed_is_kept_by_its_name():
    assert answer_to(LOOK_UP, {"q_q0": ["_unlisted"], "q_q0-name": [" The  Owls "]}) == {
        "name": "The Owls"
    }
    assert answer_to(LOOK_UP, {"q_q0-name": ["The Owls"]}) == {"name": "The Owls"}


@pytest.mark.parametrize(
    ("settings", "data", "anchor", "words"),
    [
        ({}, {"q_q0": ["_unlisted"]}, "q_q0-name", "Type the name of the organisation"),
        ({}, {"q_q0": ["ash"], "q_q0-name": ["Owls"]}, "q_q0-name", "Keep one of them"),
        ({}, {"q_q0-name": ["x" * 201]}, "q_q0-name", "to 200 letters. It has 201 now"),
        ({}, {"q_q0": ["gone"]}, "q_q0.ash", "no longer in the list"),
        ({}, {"q_q0": ["ash", "birch-2"]}, "q_q0.ash", "Choose one"),
        ({"unlisted": ""}, {"q_q0": ["_unlisted"]}, "q_q0.ash", "no longer in the list"),
        ({"required": True}, {}, "q_q0.ash", "Choose an organisation"),
    ],
)
def test_what_is_amiss_in_a_look_up_is_said_where_it_stands(settings, data, anchor, words):
    ((place, message),) = errors_of(LOOK_UP | settings, data)
    assert place == anchor
    assert words in message


def test_a_choice_beside_a_typed_name_is_shown_again_as_it_was():
    data = {"q_q0": ["ash"], "q_q0-name": ["Owls"]}
    assert browser(posted(survey_of(LOOK_UP), data)) == data


def test_a_look_up_is_read_back_and_has_a_column_for_each_way_to_answer():
    survey = survey_of(LOOK_UP)
    told = [{"code": "ash"}, {"name": "The Owls"}, {"code": "gone"}]
    lines = [shown(survey, small_context(), {"q0": answer})[0].lines for answer in told]
    assert lines == [
        ("Ash Lane Club",), ("The Owls (not in the list)",), ("(no longer in the list)",),
    ]  # fmt: skip
    assert [one.key for one in columns(survey)] == ["q0", "q0.name"]
    assert rows(survey, [{"q0": answer} for answer in told[:2]]) == [
        ["ash", "(not asked)"], ["(not answered)", "The Owls"],
    ]  # fmt: skip
    (problem,) = validate(survey, small_context(), {"q0": told[2]})
    assert "no longer in the list" in problem.message


def test_one_who_left_is_offered_only_where_it_was_chosen():
    left = small_context(organisations=[Choice("ash", "Ash Lane Club", retired=True)])
    assert "Ash Lane Club" not in labels_of(control_of(LOOK_UP, context=left))
    assert "Ash Lane Club" in labels_of(control_of(LOOK_UP, {"q0": {"code": "ash"}}, left))


@pytest.mark.parametrize(("answer", "asked"), [({"code": "ash"}, True), ({"name": "x"}, False)])
def test_conditions_can_look_at_who_was_chosen(answer, asked):
    survey = read_definition(
        document_of(
            {"questions": [question("q0", "organisation")]},
            {"questions": [question("next", show_if="q0 = 'ash'")]},
        )
    )
    found = [row.question.id for row in shown(survey, small_context(), {"q0": answer})]
    assert ("next" in found) == asked


@pytest.mark.parametrize("kind", ["single", "multiple"])
@pytest.mark.parametrize(
    ("search", "size", "there"),
    [(None, 15, False), (None, 16, True), (True, 3, True), (False, 16, False)],
)
def test_a_list_has_a_box_to_find_entries_where_it_is_long_or_the_survey_says_so(
    kind, search, size, there
):
    settings = {"kind": kind, "options": OPTIONS[:size], "search": search}
    assert control_of(settings).findable == there


@pytest.mark.parametrize("settings", [SINGLE, MULTIPLE])
def test_words_find_options_and_what_stands_apart_stays(settings):
    control = control_of(settings, q_q0="OPTION 12")
    stays = ["Something else"] + (["None of these"] if settings is MULTIPLE else [])
    assert labels_of(control) == ["Option 12", *stays]
    assert control.hidden_count == 15
    nothing = control_of(settings, q_q0="zzz")
    assert labels_of(nothing) == stays


def test_what_was_chosen_stays_first_while_others_are_looked_for():
    control = control_of(SINGLE, {"q0": {"choice": "k3"}}, q_q0="12")
    assert [(group.label, [t.label for t in group.ticks]) for group in control.groups] == [
        ("You chose", ["Option 3"]), ("", ["Option 12", "Something else"]),
    ]  # fmt: skip


def test_each_list_of_a_page_is_searched_by_its_own_words():
    survey = survey_of(SINGLE, MULTIPLE)
    form = opened(survey, find={"q_q0": "12", "q_q1": "7"})
    found = [[t.label for t in field.controls[0].ticks][:1] for field in form.questions]
    assert found == [["Option 12"], ["Option 7"]]
