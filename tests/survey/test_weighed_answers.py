"""Answers in several parts: themes with weight, capacity, offers and needs, ties, consent."""

import pytest

from survey import Answers, facts, page_after, page_at, progress, read_answers, shown, validate
from tests.survey.posting import (
    answer_to,
    browser,
    errors_of,
    first_page,
    lines_of,
    opened,
    posted,
    small_context,
    survey_of,
)

THEMES = {"kind": "themes", "feeds": "themes"}
CAPACITY = {"kind": "capacity", "feeds": "capacity"}
EXCHANGE = {"kind": "offers_and_needs", "feeds": "offers_and_needs"}
ROSTER = {"kind": "roster", "feeds": "ties"}
CONSENT = {
    "kind": "consent",
    "items": [
        {"key": "right", "label": "This is right", "must": True},
        {"key": "listed", "label": "List us", "shares": "public"},
    ],
}


def told(question, answer):
    return {fact.field: fact.value for fact in facts(survey_of(question), {"q0": answer})}


def test_a_theme_is_a_row_of_four_and_nothing_is_chosen_beforehand():
    rows = opened(survey_of(THEMES)).questions[0].controls
    assert [row.label for row in rows] == ["Open-access play", "Young carers"]
    assert [tick.label for tick in rows[0].ticks] == ["None", "A little", "A fair part", "Most"]
    assert not any(row.answered for row in rows)


def test_a_theme_left_unanswered_is_not_the_same_as_none():
    answer = answer_to(THEMES, {"q_q0-play": ["none"]})
    assert answer == {"play": "none", "care": None}
    assert told(THEMES, answer) == {"themes": {"play": 0}}
    assert lines_of(THEMES, answer) == ("None: Open-access play", "Not known yet: Young carers")


@pytest.mark.parametrize(
    ("level", "weight"), [("none", 0), ("little", 0.3), ("fair", 0.6), ("most", 1)]
)
def test_each_level_has_its_weight(level, weight):
    assert told(THEMES, {"play": level}) == {"themes": {"play": weight}}


def test_a_page_of_themes_without_an_answer_is_not_answered():
    assert answer_to(THEMES, {}) is None
    assert errors_of({**THEMES, "required": True}, {}) == [
        ("q_q0-play.none", "Choose how much for at least one of these")
    ]


def test_a_theme_that_does_not_exist_and_a_level_that_does_not_are_said():
    assert "no longer in the list" in errors_of(THEMES, {"q_q0-dance": ["most"]})[0][1]
    assert errors_of(THEMES, {"q_q0-care": ["lots"]}) == [("q_q0-care.none", "Choose one")]


def test_each_part_of_capacity_may_stay_unknown():
    data = {"q_q0-spare_days": ["1.5"], "q_q0-can_lead": ["yes"], "q_q0-will_lead": ["not_sure"]}
    answer = answer_to(CAPACITY, data)
    assert answer == {"spare_days": 1.5, "can_lead": "yes", "will_lead": "not_sure"}
    assert told(CAPACITY, answer) == {"spare_days": 1.5, "can_lead": True}
    assert "Spare days: 1.5 days a week" in lines_of(CAPACITY, answer)
    assert "Income: not known yet" in lines_of(CAPACITY, answer)


def test_an_error_in_one_part_of_capacity_stands_at_that_part():
    form = posted(survey_of(CAPACITY), {"q_q0-turnover": ["much"], "q_q0-staff": ["2"]})
    assert form.problems == [("q_q0-turnover", "Type an amount in pounds, such as 12,000")]
    erring = [control.name for control in form.questions[0].controls if control.errors]
    assert erring == ["q_q0-turnover"]
    assert browser(form)["q_q0-staff"] == ["2"]


def test_an_amount_too_large_to_keep_is_said_at_its_part_of_capacity():
    form = posted(survey_of(CAPACITY), {"q_q0-turnover": ["999999999999.9"], "q_q0-staff": ["2"]})
    assert form.problems == [("q_q0-turnover", "Type £999,999,999,999 or less")]
    assert browser(form)["q_q0-turnover"] == ["999999999999.9"]


def test_volunteers_are_whole_people():
    assert errors_of(CAPACITY, {"q_q0-volunteers": ["2.5"]}) == [
        ("q_q0-volunteers", "Type a whole number, such as 2")
    ]


def test_a_capacity_block_may_ask_for_some_parts_only():
    form = opened(survey_of({**CAPACITY, "parts": ["staff", "can_lead"]}))
    assert [c.name for c in form.questions[0].controls] == ["q_q0-staff", "q_q0-can_lead"]


def test_offering_nothing_is_known_and_needs_left_open_are_not():
    answer = answer_to(EXCHANGE, {"q_q0-offers-special": ["none"]})
    assert told(EXCHANGE, answer) == {"offers": []}
    assert lines_of(EXCHANGE, answer) == ("We offer: nothing just now", "We need: not known yet")


def test_offers_and_needs_come_from_one_list():
    answer = answer_to(EXCHANGE, {"q_q0-offers": ["kitchen"], "q_q0-needs": ["minibus"]})
    assert told(EXCHANGE, answer) == {"offers": ["kitchen"], "needs": ["minibus"]}
    assert lines_of(EXCHANGE, answer) == ("We offer: A kitchen", "We need: A minibus")


def test_an_error_on_one_side_stands_at_that_side():
    data = {"q_q0-needs": ["minibus"], "q_q0-needs-special": ["none"]}
    form = posted(survey_of(EXCHANGE), data)
    assert [bool(control.errors) for control in form.questions[0].controls] == [False, True]


def through_the_roster(names, closeness):
    """Answer both pages of a roster; give the survey and the answers."""
    survey, context = survey_of(ROSTER), small_context()
    answers = Answers(read_answers(posted(survey, {"q_q0": names})))
    follow_up = page_after(survey, context, answers, first_page(survey, context, answers))
    form = posted(survey, closeness, answers, page=follow_up)
    return survey, answers.merged(read_answers(form))


def test_only_those_named_get_the_second_page():
    survey, context = survey_of(ROSTER), small_context()
    answers = read_answers(posted(survey, {"q_q0": ["birch-2"]}))
    page = page_at(survey, context, answers, "one", "q0")
    rows = opened(survey, answers, page=page).questions[0].controls
    assert [(row.name, row.label) for row in rows] == [("q_q0-tie-birch-2", "Birch Fields")]
    assert progress(survey, context, answers)[0].status == "started"


def test_closeness_becomes_intensity_and_the_least_is_taken_where_it_is_not_told():
    survey, answers = through_the_roster(["ash", "birch-2"], {"q_q0-tie-ash": ["formal"]})
    assert answers["q0"] == {
        "picked": ["ash", "birch-2"],
        "ties": {"ash": "formal", "birch-2": None},
    }
    assert facts(survey, answers)[0].value == {"ash": 1, "birch-2": 0.25}
    assert progress(survey, small_context(), answers)[0].status == "done"
    assert shown(survey, small_context(), answers)[0].lines == (
        "Ash Lane Club: we have a formal agreement",
        "Birch Fields: how closely is not known yet",
    )


def test_naming_others_later_keeps_the_closeness_told_before():
    survey, answers = through_the_roster(["ash"], {"q_q0-tie-ash": ["joint"]})
    again = read_answers(posted(survey, {"q_q0": ["ash", "birch-2"]}, answers))
    assert again["q0"]["ties"] == {"ash": "joint"}


def test_working_with_nobody_is_known_and_has_no_second_page():
    survey, context = survey_of(ROSTER), small_context()
    answers = read_answers(posted(survey, {"q_q0-special": ["none"]}))
    assert facts(survey, answers)[0].value == {}
    assert page_after(survey, context, answers, first_page(survey, context, answers)) is None
    assert progress(survey, context, answers)[0].status == "done"


def test_silence_about_ties_tells_nothing():
    survey = survey_of(ROSTER)
    assert facts(survey, read_answers(posted(survey, {}))) == []


def test_a_closeness_told_for_one_no_longer_named_is_not_lost():
    survey, context = survey_of(ROSTER), small_context()
    answers = {"q0": {"picked": ["ash"]}}
    page = page_at(survey, context, answers, "one", "q0")
    form = posted(survey, {"q_q0-tie-birch-2": ["share"]}, answers, page=page)
    assert read_answers(form)["q0"]["ties"] == {"ash": None, "birch-2": "share"}
    assert len(form.questions[0].controls) == 2


def test_a_declaration_must_be_ticked_and_a_consent_may_be():
    assert errors_of(CONSENT, {"q_q0-listed": ["yes"]}) == [
        ("q_q0-right.yes", "Tick this to carry on")
    ]
    assert errors_of(CONSENT, {"q_q0-right": ["yes"]}) == []


def test_in_consent_alone_silence_is_a_no():
    assert answer_to(CONSENT, {"q_q0-right": ["yes"]}) == {"right": True, "listed": False}
    assert lines_of(CONSENT, {"right": True}) == ("Agreed: This is right", "Not agreed: List us")


def test_a_declaration_never_asked_stops_the_sending():
    assert [p.anchor for p in validate(survey_of(CONSENT), small_context(), {})] == ["q_q0-right"]
