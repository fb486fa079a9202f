"""Questions that are asked of some only: decided on the server, and nothing stale survives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wtforms import Form

from survey import (
    Answers,
    Context,
    check_definition,
    form_for,
    kept,
    page_after,
    page_at,
    pages,
    progress,
    read_definition,
    shown,
    validate,
)
from tests.survey.inventing import HOSTILE
from tests.survey.posting import Posted, document_of, posted, question, small_context


def survey_of(*sections, **more):
    return read_definition(document_of(*sections, **more))


STAFF = survey_of(
    {
        "questions": [
            question("paid"),
            question("staff", "number", show_if="paid = yes", required=True),
            question("rota", "text", show_if="staff > 2"),
            question("name", "text"),
        ]
    },
    {"show_if": "staff >= 10", "questions": [question("union")]},
)


def ids(definition, answers, context=None):
    found = pages(definition, context or Context(), answers)
    return [(page.section.id, page.follow_up, [q.id for q in page.questions]) for page in found]


def test_a_question_is_asked_where_its_condition_is_true_and_decided_by_what_was_saved():
    assert ids(STAFF, {}) == [("s0", "", ["paid"]), ("s0", "part-3", ["name"])]
    assert ids(STAFF, {"paid": "no"}) == ids(STAFF, {}) == ids(STAFF, {"paid": "not_sure"})
    assert ids(STAFF, {"paid": "yes"}) == [
        ("s0", "", ["paid"]),
        ("s0", "part-2", ["staff"]),
        ("s0", "part-3", ["name"]),
    ]
    assert ids(STAFF, {"paid": "yes", "staff": 12})[2:] == [
        ("s0", "part-3", ["rota", "name"]),
        ("s1", "", ["union"]),
    ]


def test_an_answer_that_is_no_longer_asked_for_counts_for_nothing_at_once():
    # decidim#13787 and survey-library#817: stale hidden answers persisted.
    stale = {"paid": "no", "staff": 12, "rota": "Mondays", "union": "yes", "name": "Ash"}
    assert ids(STAFF, stale) == [("s0", "", ["paid"]), ("s0", "part-3", ["name"])]
    assert [row.question.id for row in shown(STAFF, Context(), stale)] == ["paid", "name"]
    assert kept(STAFF, Context(), stale) == {"paid": "no", "name": "Ash"}
    assert validate(STAFF, Context(), stale) == []
    assert [one.section.id for one in progress(STAFF, Context(), stale)] == ["s0"]


def test_an_answer_comes_back_when_its_question_is_asked_again():
    answers = Answers({"paid": "yes", "staff": 3, "rota": "Mondays"})
    away = answers.merged({"paid": "no"})
    back = away.merged({"paid": "yes"})
    assert kept(STAFF, Context(), back)["rota"] == "Mondays"
    assert kept(STAFF, Context(), away) == {"paid": "no", "name": None}


def test_what_is_asked_and_left_empty_is_kept_apart_from_what_is_not_asked():
    assert kept(STAFF, Context(), {"paid": "yes"}) == {"paid": "yes", "staff": None, "name": None}
    problem = validate(STAFF, Context(), {"paid": "yes"})[0]
    assert (problem.question_id, problem.message) == ("staff", "Type a number, such as 12")


def test_going_on_from_a_page_that_an_answer_took_away_leads_past_its_section():
    union = page_at(STAFF, Context(), {"paid": "yes", "staff": 12}, "s1")
    assert page_after(STAFF, Context(), {"paid": "no"}, union) is None
    rota = page_at(STAFF, Context(), {"paid": "yes", "staff": 12}, "s0", "part-2")
    assert page_after(STAFF, Context(), {"paid": "no", "staff": 12}, rota) is None


def test_a_page_asks_only_what_its_answers_so_far_decide():
    page = page_at(STAFF, Context(), {"paid": "yes"}, "s0", "part-2")
    form = form_for(page, Context(), Form, {"paid": "yes"})(Posted({"q_staff": ["4"]}))
    assert [field.question.id for field in form.questions] == ["staff"]
    assert form.validate()


def test_conditions_look_at_the_profile_an_earlier_survey_and_calculations():
    survey = survey_of(
        {"questions": [question("staff", "number"), question("helpers", "number")]},
        {
            "questions": [
                question("big", show_if="people >= 10"),
                question("rich", show_if="profile.turnover > 100000"),
                question("new", show_if="before.staff = 0 and staff > 0"),
                question("lead", show_if="profile.can_lead and profile.themes has 'play'"),
            ]
        },
        calculations=[{"id": "people", "formula": "coalesce(staff, 0) + coalesce(helpers, 0)"}],
    )
    context = Context(
        known={"turnover": 200_000, "can_lead": True, "themes": {"play": 0.6, "care": 0}},
        before={"staff": 0},
    )
    asked = [one.question.id for one in shown(survey, context, {"staff": 4, "helpers": 6})]
    assert asked == ["staff", "helpers", "big", "rich", "new", "lead"]
    asked = [one.question.id for one in shown(survey, Context(), {"staff": 4})]
    assert asked == ["staff", "helpers"]


def test_what_was_asked_because_it_was_not_known_stays_in_what_was_kept():
    survey = survey_of(
        {"questions": [question("staff", "number", show_if="not answered(profile.staff)")]}
    )
    told, known = kept(survey, Context(), {"staff": 3}), {"staff": 3}
    assert kept(survey, Context(known=known), told) == {}
    (row,) = shown(survey, Context(known=known, as_kept=True), told)
    assert row.lines == ("3",)


@pytest.mark.parametrize(
    ("settings", "answer", "condition"),
    [
        ({"kind": "text"}, "Play for all", "contains(a, 'play')"),
        ({"kind": "number"}, 3, "a = 3"),
        ({"kind": "yes_no"}, "no", "a = no"),
        ({"kind": "single", "options": [{"key": "x", "label": "X"}, {"key": "y", "label": "Y"}]},
         {"choice": "y"}, "a = 'y'"),
        ({"kind": "multiple", "options": [{"key": "x", "label": "X"}, {"key": "y", "label": "Y"}]},
         {"picked": ["x", "y"]}, "a has 'x' and count(a) = 2"),
        ({"kind": "themes"}, {"play": "most", "care": "none"}, "a has 'play' and count(a) = 1"),
        ({"kind": "areas"}, {"picked": ["moston"]}, "a has 'moston'"),
        ({"kind": "ages"}, {"picked": ["0-4"]}, "'0-4' in a"),
        ({"kind": "postcode"}, {"postcode": "M40 5BE"}, "starts_with(a, 'm40')"),
        ({"kind": "capacity"}, {"staff": 2, "can_lead": "yes"}, "a.staff = 2 and a.can_lead"),
        ({"kind": "offers_and_needs"}, {"needs": {"picked": ["minibus"]}}, "a.needs has 'minibus'"),
        ({"kind": "roster"}, {"picked": ["ash"]}, "a has 'ash'"),
        ({"kind": "consent", "items": [{"key": "x", "label": "X"}]}, {"x": True}, "a.x"),
    ],
)  # fmt: skip
def test_a_condition_can_look_at_an_answer_of_every_kind(settings, answer, condition):
    survey = survey_of(
        {"questions": [{**question("a"), **settings}]},
        {"questions": [question("b", show_if=condition)]},
    )
    context = small_context()
    assert [row.question.id for row in shown(survey, context, {"a": answer})] == ["a", "b"]
    assert [row.question.id for row in shown(survey, context, {})] == ["a"]


def test_what_is_asked_does_not_hang_on_who_looks():
    private = {**question("paid"), "visibility": "coordinators"}
    survey = survey_of({"questions": [private]}, {"questions": [question("b", show_if="paid")]})
    answers = {"paid": "yes", "b": "no"}
    for audience, seen in ((None, ["paid", "b"]), ("members", ["b"])):
        context = Context(audience=audience)
        assert [row.question.id for row in shown(survey, context, answers)] == seen
        assert kept(survey, context, answers) == answers
    assert kept(survey, Context(audience="members"), {}) == {}


@pytest.mark.parametrize(
    ("kind", "answer", "condition", "asked"),
    [
        ("ages", {"picked": [], "special": "not_sure"}, "not (of has '5-9')", False),
        ("ages", {"picked": [], "special": "not_sure"}, "count(of) = 0", False),
        ("ages", {"picked": [], "special": "not_sure"}, "answered(of)", True),
        ("ages", {"picked": ["0-4"]}, "not (of has '5-9')", True),
        ("themes", {"play": None, "care": "most"}, "not (of has 'play')", False),
        ("themes", {"play": None, "care": "most"}, "of has 'care' and count(of) >= 1", True),
        ("themes", {"play": None, "care": "none"}, "count(of) = 0", False),
        ("themes", {"play": "none", "care": "most"}, "not (of has 'play')", True),
    ],
)
def test_what_was_left_open_in_an_answer_is_not_a_no(kind, answer, condition, asked):
    questions = [question("of", kind), question("then", "text", show_if=condition)]
    found = ids(survey_of({"questions": questions}), {"of": answer}, small_context())
    assert found[1:] == ([("s0", "part-2", ["then"])] if asked else [])


def test_not_sure_is_an_answer_but_neither_yes_nor_no():
    survey = survey_of(
        {"questions": [question("a")]},
        {"questions": [question("b", show_if="answered(a)"), question("c", show_if="a != yes")]},
    )
    asked = [row.question.id for row in shown(survey, Context(), {"a": "not_sure"})]
    assert asked == ["a", "b"]


def test_a_rule_between_answers_is_said_at_its_question_and_only_once_all_is_known():
    rule = {"must": "paid <= staff", "message": "No more can be paid than there are"}
    survey = survey_of(
        {"questions": [question("staff", "number"), question("paid", "number", rules=[rule])]}
    )
    problem = validate(survey, Context(), {"staff": 3, "paid": 4})[0]
    assert (problem.question_id, problem.message) == ("paid", rule["message"])
    assert validate(survey, Context(), {"staff": 4, "paid": 4}) == []
    assert validate(survey, Context(), {"paid": 4}) == []


NO_MORE = {"must": "paid <= staff", "message": "No more can be paid than there are"}


def test_a_rule_holds_up_its_page_and_its_section_once_all_is_known():
    paid = question("paid", "number", rules=[NO_MORE])
    survey = survey_of({"questions": [question("staff", "number"), paid]})
    form = posted(survey, {"q_staff": ["3"], "q_paid": ["9"]})
    assert form.problems == [("q_paid", NO_MORE["message"])]
    assert form.errors == {"q_paid": [NO_MORE["message"]]}
    kept_so_far = ({"staff": 3, "paid": 9}, {"staff": 9, "paid": 9})
    states = [progress(survey, Context(), given)[0].status for given in kept_so_far]
    assert states == ["started", "done"]
    assert posted(survey, {"q_staff": ["9"], "q_paid": ["9"]}).problems == []
    assert posted(survey, {"q_staff": [""], "q_paid": ["9"]}).problems == []


def test_a_rule_is_not_judged_by_a_former_answer_in_place_of_one_that_cannot_be_read():
    paid = question("paid", "number", rules=[NO_MORE])
    survey = survey_of({"questions": [question("staff", "number"), paid]})
    form = posted(survey, {"q_staff": ["ten"], "q_paid": ["9"]}, {"staff": 3})
    assert form.problems == [("q_staff", "Type a number, such as 12")]


def test_a_rule_looks_at_answers_of_other_pages():
    paid = question("paid", "number", rules=[NO_MORE])
    survey = survey_of({"questions": [question("staff", "number")]}, {"questions": [paid]})
    page = page_at(survey, Context(), {"staff": 3}, "s1")
    form = posted(survey, {"q_paid": ["9"]}, {"staff": 3}, page=page)
    assert form.problems == [("q_paid", NO_MORE["message"])]


def test_a_rule_can_put_dates_in_order_however_exact_they_are():
    rule = {"must": "ends > starts", "message": "It must end after it starts"}
    starts = question("starts", "date", precision="month")
    survey = survey_of({"questions": [starts, question("ends", "date", rules=[rule])]})
    (problem,) = validate(survey, Context(), {"starts": "2026-11", "ends": "2026-11-01"})
    assert (problem.question_id, problem.message) == ("ends", rule["message"])
    assert validate(survey, Context(), {"starts": "2026-11", "ends": "2026-11-02"}) == []


@st.composite
def branching(draw):
    """A survey whose questions are yes or no and look at earlier ones, in up to three parts."""
    size = draw(st.integers(2, 9))
    keys = [f"q{n}" for n in range(size)]
    listed = []
    for n, key in enumerate(keys):
        earlier = keys[:n]
        condition = ""
        if earlier and draw(st.booleans()):
            one, other = (draw(st.sampled_from(earlier)) for _ in range(2))
            condition = draw(st.sampled_from(
                [f"{one} = yes", f"not {one} = yes", f"{one} = yes and {other} = no",
                 f"{one} = no or answered({other})", f"asked({one}) and {other} != yes"]
            ))  # fmt: skip
        listed.append(question(key, show_if=condition, required=draw(st.booleans())))
    cuts = sorted(draw(st.sets(st.integers(1, size - 1), max_size=2)))
    parts = [listed[a:b] for a, b in zip([0, *cuts], [*cuts, size], strict=True)]
    return survey_of(*({"questions": part} for part in parts))


def straight(definition, answers):
    """The questions that are asked, decided one after another from the front by their words."""
    truth = {"yes": True, "no": False}
    told, asked = {}, []
    for one in definition.questions():
        words = one.show_if
        if words and not _true(words, told, asked, answers):
            continue
        asked.append(one.id)
        told[one.id] = truth.get(answers.get(one.id))
    return asked


def _true(words, told, asked, answers):
    """The five forms that conditions have here, worked out by hand."""
    if " and " in words:
        left, right = words.split(" and ")
        return _true(left, told, asked, answers) and _true(right, told, asked, answers)
    if " or " in words:
        left, right = words.split(" or ")
        return _true(left, told, asked, answers) or _true(right, told, asked, answers)
    if words.startswith("answered("):
        key = words[9:-1]
        return key in asked and answers.get(key) is not None
    if words.startswith("asked("):
        return words[6:-1] in asked
    if words.startswith("not "):
        key = words[4:].split()[0]
        return told.get(key) is False
    key, sign, value = words.split()
    known = told.get(key)
    return known is not None and (known == (value == "yes")) == (sign == "=")


replies = st.dictionaries(
    st.sampled_from([f"q{n}" for n in range(9)]),
    st.sampled_from(["yes", "no", "not_sure", None, *HOSTILE[:3]]),
)


@given(branching(), replies)
def test_what_is_asked_is_what_the_words_say(definition, answers):
    clean = {k: v if v in ("yes", "no", "not_sure") else None for k, v in answers.items()}
    expected = straight(definition, clean)
    assert [row.question.id for row in shown(definition, Context(), answers)] == expected
    assert list(kept(definition, Context(), answers)) == expected
    asked = [q.id for page in pages(definition, Context(), answers) for q in page.questions]
    assert asked == expected


@given(branching(), replies, replies)
def test_what_was_kept_is_shown_again_whatever_is_known_since(definition, answers, known):
    told = kept(definition, Context(), answers)
    later = Context(known=known, as_kept=True)
    assert [row.question.id for row in shown(definition, later, told)] == list(told)
    assert kept(definition, later, told) == told


@given(branching(), st.data())
def test_a_walk_through_the_pages_ends_asks_everything_and_keeps_every_visible_answer(
    definition, data
):
    answers, seen, steps = Answers(), [], 0
    page = pages(definition, Context(), answers)[0]
    while page is not None:
        steps += 1
        assert steps <= 40
        given_here = {
            one.id: data.draw(st.sampled_from(["yes", "no", "not_sure"])) for one in page.questions
        }
        answers = answers.merged(given_here)
        seen += list(given_here)
        page = page_after(definition, Context(), answers, page)
    sent = kept(definition, Context(), answers)
    assert set(sent) <= set(seen)
    assert sent == {key: answers[key] for key in sent}
    assert validate(definition, Context(), sent) == []
    assert [one.status for one in progress(definition, Context(), answers)] == [
        "done" for _ in progress(definition, Context(), answers)
    ]
    # What was sent, read alone, asks the very same: nothing hangs on what was dropped.
    assert kept(definition, Context(), sent) == sent


PARTED = {
    "kind": "matrix",
    "id": "views",
    "label": "Views?",
    "visibility": "members",
    "items": [{"key": "hub", "label": "Hub"}, {"key": "lead", "label": "Lead"}],
    "options": [{"key": "yes", "label": "Yes"}, {"key": "no", "label": "No"}],
}


def parted(formula):
    return document_of({"questions": [PARTED, question("more", show_if=formula)]})


@pytest.mark.parametrize(("answer", "asked"), [(None, False), ({"hub": "no"}, True)])
def test_a_condition_can_ask_whether_a_question_in_parts_was_answered_at_all(answer, asked):
    definition = read_definition(parted("answered(views)"))
    found = kept(definition, Context(), {"views": answer})
    assert ("more" in found) is asked


def test_a_question_in_parts_has_no_value_of_its_own():
    (fault,) = check_definition(parted("views = 'yes'"))
    assert "‘views’ is answered in parts; name one of them: views.hub, views.lead" in str(fault)
