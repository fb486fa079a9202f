"""Answers that are chosen: one, several, yes or no, areas, ages, whom to leave out."""

import pytest

from survey import Context, facts, validate
from tests.survey.posting import (
    answer_to,
    browser,
    errors_of,
    labels_of,
    lines_of,
    opened,
    posted,
    small_context,
    survey_of,
)

OPTIONS = [
    {"key": "club", "label": "Club"},
    {"key": "den", "label": "Den", "retired": True},
    {"key": "else", "label": "Something else", "other": True},
]
SINGLE = {"kind": "single", "options": [*OPTIONS, {"key": "park", "label": "Park"}]}
MULTIPLE = {
    "kind": "multiple",
    "options": [*OPTIONS, {"key": "nothing", "label": "None of these", "exclusive": True}],
}
AREAS = {"kind": "areas", "everywhere": "The whole city"}
AGES = {"kind": "ages", "nobody": "Nobody directly"}
EXCLUSIONS = {"kind": "exclusions", "visibility": "engine"}


@pytest.mark.parametrize("question", [SINGLE, MULTIPLE, AREAS, AGES, EXCLUSIONS])
def test_nothing_is_chosen_beforehand_and_nothing_chosen_is_not_answered(question):
    form = opened(survey_of(question))
    assert not any(control.answered for control in form.questions[0].controls)
    assert answer_to(question, browser(form)) is None


@pytest.mark.parametrize("question", [SINGLE, MULTIPLE, AREAS, AGES, {"kind": "yes_no"}])
def test_a_choice_that_is_needed_is_asked_for(question):
    form = posted(survey_of({**question, "required": True}), {})
    ((anchor, message),) = form.problems
    assert anchor == form.questions[0].controls[0].ticks[0].id
    assert message.startswith("Choose")


def test_a_survey_can_say_itself_what_is_missing():
    question = {**AREAS, "required": True, "if_empty": "Tell us where you work"}
    assert errors_of(question, {})[0][1] == "Tell us where you work"


def test_one_is_chosen():
    assert answer_to(SINGLE, {"q_q0": ["club"]}) == {"choice": "club"}


def test_two_where_one_is_wanted_are_asked_about():
    assert errors_of(SINGLE, {"q_q0": ["club", "park"]}) == [("q_q0.club", "Choose one")]


def test_a_code_that_is_not_in_the_list_is_said_and_the_others_stay_ticked():
    form = posted(survey_of(MULTIPLE), {"q_q0": ["club", "castle"]})
    assert "no longer in the list" in form.problems[0][1]
    assert browser(form)["q_q0"] == ["club"]


def test_a_retired_option_is_offered_only_to_those_who_chose_it():
    survey = survey_of(SINGLE, MULTIPLE)
    before = {"q0": {"choice": "den"}, "q1": {"picked": ["den"]}}
    for answers, there in ((None, False), (before, True)):
        for field in opened(survey, answers).questions:
            assert ("Den" in labels_of(field.controls[0])) == there
    assert validate(survey, small_context(), before) == []


def test_own_words_choose_the_option_that_asks_for_them():
    assert answer_to(SINGLE, {"q_q0-other": ["a barge"]}) == {"choice": "else", "other": "a barge"}
    assert answer_to(MULTIPLE, {"q_q0": ["club"], "q_q0-other": ["a barge"]}) == {
        "picked": ["club", "else"],
        "other": "a barge",
    }


def test_own_words_beside_another_choice_are_asked_about_and_kept():
    form = posted(survey_of(SINGLE), {"q_q0": ["club"], "q_q0-other": ["a barge"]})
    assert form.problems[0][0] == "q_q0-other"
    assert browser(form) == {"q_q0": ["club"], "q_q0-other": ["a barge"]}


@pytest.mark.parametrize(
    ("question", "data"),
    [
        (MULTIPLE, {"q_q0": ["club", "nothing"]}),
        (AREAS, {"q_q0": ["moston"], "q_q0-special": ["all"]}),
        (AGES, {"q_q0-special": ["all", "not_sure"]}),
        (EXCLUSIONS, {"q_q0": ["ash"], "q_q0-special": ["none"]}),
    ],
)
def test_what_excludes_each_other_is_asked_about_and_both_stay_ticked(question, data):
    form = posted(survey_of(question), data)
    assert form.problems[0][1].endswith("or the others, not both")
    assert browser(form).items() >= data.items()


def test_fewest_and_most_are_said():
    bounded = {**MULTIPLE, "fewest": 2, "most": 2}
    assert errors_of(bounded, {"q_q0": ["club"]})[0][1] == "Choose 2 or more"
    assert errors_of(bounded, {"q_q0": ["nothing"]}) == []
    assert errors_of({**MULTIPLE, "most": 1}, {"q_q0": ["club", "else"]})[0][1] == (
        "Choose 1 or fewer"
    )


def test_areas_stand_under_their_part_of_town():
    control = opened(survey_of(AREAS), {"q0": {"picked": ["hulme"]}}).questions[0].controls[0]
    assert [(g.label, len(g.ticks), g.chosen) for g in control.groups] == [
        ("North", 1, 0),
        ("Central", 1, 1),
    ]
    assert [tick.label for tick in control.specials] == ["The whole city"]


def test_everywhere_means_all_areas_of_the_list():
    survey = survey_of({**AREAS, "feeds": "areas"})
    everywhere = answer_to(AREAS, {"q_q0-special": ["all"]})
    assert facts(survey, {"q0": everywhere})[0].value == ["moston", "hulme"]
    assert lines_of(AREAS, everywhere) == ("The whole city",)


@pytest.mark.parametrize(
    ("special", "told"), [("all", [["0-4", "5-9"]]), ("none", [[]]), ("not_sure", [])]
)
def test_all_ages_nobody_and_not_sure_are_three_things(special, told):
    answers = {"q0": answer_to(AGES, {"q_q0-special": [special]})}
    survey = survey_of({**AGES, "feeds": "ages"})
    assert [fact.value for fact in facts(survey, answers)] == told


def test_not_sure_is_an_answer_that_feeds_nothing():
    survey = survey_of({"kind": "yes_no", "feeds": "can_lead"})
    told = {answer: facts(survey, {"q0": answer}) for answer in ("yes", "no", "not_sure")}
    assert [[fact.value for fact in found] for found in told.values()] == [[True], [False], []]
    assert lines_of({"kind": "yes_no"}, "not_sure") == ("Not sure",)


def test_an_option_may_stand_for_a_number():
    options = [{"key": "a", "label": "Near", "value": 2}, {"key": "b", "label": "Not sure"}]
    survey = survey_of({"kind": "single", "options": options, "feeds": "radius_km"})
    assert facts(survey, {"q0": {"choice": "a"}})[0].value == 2
    assert facts(survey, {"q0": {"choice": "b"}}) == []


def test_chosen_networks_leave_none_of_these_out():
    survey = survey_of({**MULTIPLE, "feeds": "networks"})
    told = {key: facts(survey, {"q0": {"picked": [key]}}) for key in ("club", "nothing", "else")}
    assert [[f.value for f in found] for found in told.values()] == [[["Club"]], [[]], []]


def test_networks_that_are_known_by_name_are_ticked_again():
    survey = survey_of({**MULTIPLE, "feeds": "networks"})
    known = Context(known={"networks": ["Club", "One that is not listed"]})
    form = opened(survey, context=known)
    assert [t.label for t in form.questions[0].controls[0].ticks if t.checked] == ["Club"]


def test_nobody_to_leave_out_is_known_and_silence_is_not():
    survey = survey_of({**EXCLUSIONS, "feeds": "exclusions"})
    nobody = answer_to(EXCLUSIONS, {"q_q0-special": ["none"]})
    assert facts(survey, {"q0": nobody})[0].value == []
    assert facts(survey, {"q0": None}) == []


def test_who_learns_of_an_exclusion_is_said_in_full():
    sentence = opened(survey_of(EXCLUSIONS)).questions[0].who_sees
    assert "Nobody else sees this" in sentence
    assert "Somebody might still guess it" in sentence


def test_a_long_list_can_be_searched_and_what_is_ticked_stays_in_sight():
    survey = survey_of(EXCLUSIONS)
    chosen = {"q0": {"picked": ["ash"]}}
    control = opened(survey, chosen, find={"q_q0": "BIRCH"}).questions[0].controls[0]
    assert [(g.label, [t.label for t in g.ticks]) for g in control.groups] == [
        ("You chose", ["Ash Lane Club"]),
        ("", ["Birch Fields"]),
    ]
    nothing = opened(survey, chosen, find={"q_q0": "zzz"}).questions[0].controls[0]
    assert [t.value for t in nothing.ticks] == ["ash", "none"]
    assert nothing.hidden_count == 1


def test_the_kind_of_organisation_is_told_in_words():
    survey = survey_of({**SINGLE, "feeds": "kind"})
    told = [facts(survey, {"q0": answer}) for answer in (
        {"choice": "park"}, {"choice": "else", "other": "A choir"})]  # fmt: skip
    assert [found[0].value for found in told] == ["Park", "A choir"]


def test_a_kind_known_in_other_words_stands_in_the_text_box():
    survey = survey_of({**SINGLE, "feeds": "kind"})
    for words, chosen in (("Park", "park"), ("A choir", "else")):
        form = opened(survey, context=Context(known={"kind": words}))
        assert [t.value for t in form.questions[0].controls[0].ticks if t.checked] == [chosen]
