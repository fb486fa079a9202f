"""Trust is asked of those picked alone, shown to those who said it, and to nobody else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey import (
    Choice,
    columns,
    facts,
    kept,
    page_at,
    pages,
    progress,
    read_answers,
    rows,
    shown,
    validate,
)
from tests.survey.posting import (
    browser,
    faults_of,
    follow,
    opened,
    posted,
    question,
    small_context,
    survey_of,
)

ROSTER = {"kind": "roster", "id": "partners", "follow_ups": []}
TRUST = {"kind": "trust", "id": "trust", "of": "partners", "visibility": "engine"}
SURVEY = survey_of(ROSTER, TRUST, {"kind": "text", "id": "last"})
ASH = {"partners": {"picked": ["ash"]}}
RATED = ASH | {"trust": {"reliable": {"ash": 4}, "mission": {"ash": "not_sure"}}}
OTHERS = ("public", "members", "infrastructure", "coordinators", "engine")


def names_of(answers, context=None):
    found = pages(SURVEY, context or small_context(), answers)
    return [(page.follow_up, [q.id for q in page.questions]) for page in found]


def test_nothing_is_asked_before_somebody_is_picked():
    assert names_of({}) == [("", ["partners"]), ("part-2", ["last"])]
    assert names_of({"partners": {"picked": [], "special": "none"}}) == names_of({})


def test_each_item_has_a_page_with_those_picked_alone():
    assert names_of(ASH) == [
        ("", ["partners"]), ("part-2", ["last"]),
        ("trust", ["trust"]), ("trust-mission", ["trust"]), ("trust-open", ["trust"]),
    ]  # fmt: skip
    page = page_at(SURVEY, small_context(), ASH, "one", "trust-mission")
    assert page.title == "How far does each of them support what this partnership is for?"
    (row,) = opened(SURVEY, ASH, page=page).questions[0].controls
    assert row.label == "Ash Lane Club"
    assert [tick.label for tick in row.ticks] == [
        "Not at all", "A little", "A fair amount", "A great deal", "Not sure",
    ]  # fmt: skip
    assert not row.answered


def test_ratings_are_kept_item_by_item_and_read_back_by_the_one_who_gave_them():
    answers = follow(SURVEY, ASH, "trust", {"q_trust-trust-ash": ["4"]})
    answers = follow(SURVEY, answers, "trust-mission", {"q_trust-trust-ash": ["not_sure"]})
    assert answers["trust"] == RATED["trust"]
    assert progress(SURVEY, small_context(), answers)[0].status == "started"
    answers = follow(SURVEY, {**answers, "last": None}, "trust-open", {"q_trust-trust-ash": [""]})
    assert progress(SURVEY, small_context(), answers)[0].status == "done"
    assert shown(SURVEY, small_context(), answers)[1].lines == (
        "Ash Lane Club: reliable: a great deal; in support of the mission: not sure; "
        "open to discussion: not known yet",
    )
    page = page_at(SURVEY, small_context(), answers, "one", "trust")
    assert browser(opened(SURVEY, answers, page=page)) == {"q_trust-trust-ash": ["4"]}


def many(*numbers):
    return {"partners": {"picked": [f"club-{n:02}" for n in numbers]}}


def rated(*numbers):
    return {f"q_trust-trust-club-{n:02}": ["", "4"] for n in numbers}


MANY = small_context(organisations=[Choice(f"club-{n:02}", f"Club {n:02}") for n in range(12)])


def test_all_ratings_of_a_page_are_kept_where_somebody_who_comes_first_was_picked_meanwhile():
    answers = follow(SURVEY, many(*range(11)), "trust", rated(*range(1, 11)), MANY)
    assert answers["trust"] == {"reliable": {f"club-{n:02}": 4 for n in range(1, 11)}}
    assert progress(SURVEY, MANY, {**answers, "last": None})[0].status == "started"


def test_a_rating_stays_where_its_row_was_not_on_the_page():
    before = {**many(1, 2), "trust": {"reliable": {"club-01": 4}}}
    answers = follow(SURVEY, before, "trust", rated(2), MANY)
    assert answers["trust"] == {"reliable": {"club-01": 4, "club-02": 4}}


def test_a_rating_of_somebody_who_is_picked_no_more_is_not_dropped_in_silence():
    page = page_at(SURVEY, MANY, many(1), "one", "trust")
    form = posted(SURVEY, rated(1, 2), many(1), MANY, page)
    ((_, message),) = form.problems
    assert "no longer in the list" in message
    assert [row.answered for row in form.questions[0].controls] == [True]


def test_it_is_said_that_nobody_else_sees_it():
    assert shown(SURVEY, small_context(), RATED)[1].who_sees.startswith("Nobody else sees this")
    page = page_at(SURVEY, small_context(), ASH, "one", "trust")
    assert "not the coordinators" in opened(SURVEY, ASH, page=page).questions[0].who_sees


def test_passing_over_is_allowed_and_says_nothing():
    answers = follow(SURVEY, ASH, "trust", {"q_trust-trust-ash": [""]})
    assert answers["trust"] is None
    assert validate(SURVEY, small_context(), answers) == []


def test_a_rating_goes_with_the_name_that_was_picked():
    fewer = {**RATED, "partners": {"picked": ["birch-2"]}}
    (line,) = shown(SURVEY, small_context(), fewer)[1].lines
    assert line.startswith("Birch Fields: reliable: not known yet")
    assert kept(SURVEY, small_context(), fewer)["trust"] is None
    nobody = {**RATED, "partners": {"picked": [], "special": "none"}}
    assert "trust" not in kept(SURVEY, small_context(), nobody)
    assert kept(SURVEY, small_context(), RATED)["trust"] == RATED["trust"]


def test_somebody_who_left_the_partnership_is_still_rated_and_one_who_is_gone_is_not_asked_of():
    left = small_context(organisations=[Choice("ash", "Ash Lane Club", retired=True)])
    assert ("trust", ["trust"]) in names_of(ASH, left)
    gone = small_context(organisations=[Choice("birch-2", "Birch Fields")])
    assert names_of(ASH, gone) == [("", ["partners"]), ("part-2", ["last"])]


@pytest.mark.parametrize("audience", OTHERS)
def test_nobody_else_is_asked_it_or_shown_it_or_gets_it_in_a_table(audience):
    context = small_context(audience=audience)
    assert "trust" not in [row.question.id for row in shown(SURVEY, context, RATED)]
    assert "trust" not in [q.id for page in pages(SURVEY, context, RATED) for q in page.questions]
    assert not [c for c in columns(SURVEY, audience) if c.question_id == "trust"]
    unrated = ASH | {"trust": None}
    assert rows(SURVEY, [RATED], audience) == rows(SURVEY, [unrated], audience)


def test_somebody_who_fills_in_on_behalf_loses_no_rating():
    context = small_context(audience="coordinators")
    assert kept(SURVEY, context, RATED)["trust"] == RATED["trust"]


def test_it_tells_no_fact():
    assert facts(SURVEY, RATED) == []
    asked = question("trust") | TRUST | {"feeds": "ties"}
    assert faults_of(question("partners", "roster"), asked) == [
        "sections[0].questions[1].feeds: a trust question cannot feed ties; it can feed: nothing"
    ]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"visibility": "coordinators"}, "visibility: must be engine"),
        ({"required": True}, "required: must be false"),
        ({"of": "nobody"}, "of: must be the id of a roster question; ‘nobody’ is none"),
        ({"of": "later"}, "of: must stand before this question; move ‘later’ up"),
    ],
)
def test_a_definition_that_would_give_it_away_or_cannot_work_is_refused(changes, fault):
    asked = [question("partners", "roster"), question("trust") | TRUST | changes,
             question("later", "roster")]  # fmt: skip
    assert faults_of(*asked)[-1].startswith(f"sections[0].questions[1].{fault}")


@pytest.mark.parametrize("formula", ["answered(trust)", "count(trust) > 1", "trust.reliable = 4"])
def test_no_condition_can_look_at_it(formula):
    asked = [question("partners", "roster"), question("trust") | TRUST,
             question("next", show_if=formula)]  # fmt: skip
    assert faults_of(*asked)


def test_no_words_can_repeat_it():
    asked = [question("partners", "roster"), question("trust") | TRUST,
             question("next", label="You said {trust}")]  # fmt: skip
    (fault,) = faults_of(*asked)
    assert "there is no answer ‘trust’" in fault


hostile = st.dictionaries(
    st.sampled_from(["q_trust", "q_trust-trust-ash", "q_trust-trust-birch-2", "q_trust-trust-"]),
    st.lists(st.sampled_from(["1", "4", "5", "not_sure", "", "<b>", "1.0"]), max_size=3),
)


@given(hostile, st.sampled_from(["trust", "trust-mission", "trust-open"]))
def test_any_post_is_kept_or_refused_and_tells_of_those_picked_alone(data, name):
    page = page_at(SURVEY, small_context(), ASH, "one", name)
    form = posted(SURVEY, data, ASH, page=page)
    value = read_answers(form).get("trust") or {}
    assert all(set(told) <= {"ash"} for told in value.values())
    assert {anchor for anchor, _ in form.problems} <= {"q_trust-trust-ash.1"}
