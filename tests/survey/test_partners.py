"""What a roster asks of those that were picked, page by page, and names that are in no list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey import (
    Answers,
    Choice,
    columns,
    facts,
    kept,
    page_after,
    page_at,
    pages,
    progress,
    read_answers,
    rows,
    shown,
    validate,
)
from tests.survey.posting import (
    answer_to,
    browser,
    errors_of,
    faults_of,
    first_page,
    follow,
    lines_of,
    opened,
    posted,
    question,
    small_context,
    survey_of,
)

ALL = ["closeness", "frequency", "flows"]
ROSTER = {"kind": "roster", "feeds": "ties", "follow_ups": ALL, "unlisted": True}
CLUBS = [Choice(f"club-{n:02}", f"Club {n}") for n in range(23)]
MANY = small_context(organisations=CLUBS)
BOTH = {"picked": ["ash", "birch-2"]}


def names_of(definition, answers, context=None):
    return [page.follow_up for page in pages(definition, context or small_context(), answers)]


def told_of_both():
    survey = survey_of(ROSTER)
    answers = follow(survey, {"q0": BOTH}, "q0", {"q_q0-tie-ash": ["joint"]})
    answers = follow(survey, answers, "q0-frequency", {"q_q0-often-ash": ["weekly"]})
    data = {"q_q0-flow-ash": ["money", "information"], "q_q0-flow-birch-2": ["none"]}
    return survey, follow(survey, answers, "q0-flows", data)


def test_closeness_alone_is_asked_where_nothing_else_is_said():
    assert names_of(survey_of({"kind": "roster"}), {"q0": BOTH}) == ["", "q0"]


@pytest.mark.parametrize("chosen", [[], ["flows"], ["frequency", "closeness"], ALL])
def test_each_follow_up_has_a_page_of_its_own_in_the_order_of_the_definition(chosen):
    names = {"closeness": "q0", "frequency": "q0-frequency", "flows": "q0-flows"}
    survey = survey_of({"kind": "roster", "follow_ups": chosen})
    assert names_of(survey, {"q0": BOTH}) == ["", *(names[name] for name in chosen)]
    assert names_of(survey, {"q0": {"picked": [], "special": "none"}}) == [""]


def test_all_that_was_told_is_kept_read_back_and_put_into_columns():
    survey, answers = told_of_both()
    assert answers["q0"] == {
        "picked": ["ash", "birch-2"],
        "ties": {"ash": "joint", "birch-2": None},
        "often": {"ash": "weekly", "birch-2": None},
        "flows": {"ash": ["information", "money"], "birch-2": []},
    }
    assert shown(survey, small_context(), answers)[0].lines == (
        "Ash Lane Club: we do things together; in touch about once a week; "
        "between us: information, money",
        "Birch Fields: how closely is not known yet; how often is not known yet; "
        "none of these goes between us",
    )
    assert [column.key for column in columns(survey)] == [
        "q0", "q0.frequency", "q0.flows", "q0.unlisted",
    ]  # fmt: skip
    assert rows(survey, [answers]) == [
        ["ash:0.75;birch-2:0.25", "ash:weekly", "ash:information+money;birch-2:none",
         "(not answered)"]
    ]  # fmt: skip
    assert facts(survey, answers)[0].value == {"ash": 0.75, "birch-2": 0.25}
    assert progress(survey, small_context(), answers)[0].status == "done"


def test_a_part_is_not_done_before_the_last_follow_up_was_seen():
    survey = survey_of(ROSTER)
    answers = follow(survey, {"q0": BOTH}, "q0", {})
    assert progress(survey, small_context(), answers)[0].status == "started"


@pytest.mark.parametrize("ticks", [{"q_q0": ["birch-2"]}, {"q_q0-special": ["none"]}, {}])
def test_what_was_told_of_somebody_is_back_with_their_name_and_hidden_at_once_without(ticks):
    survey, answers = told_of_both()
    fewer = answers.merged(read_answers(posted(survey, ticks, answers)))
    named = ticks.get("q_q0", [])
    assert names_of(survey, fewer) == ["", *(["q0", "q0-frequency", "q0-flows"] if named else [])]
    assert "ash" not in str(rows(survey, [fewer]))
    assert "Ash Lane Club" not in str(shown(survey, small_context(), fewer)[0].lines)
    again = fewer.merged(read_answers(posted(survey, {"q_q0": ["ash", "birch-2"]}, fewer)))
    assert again["q0"] == answers["q0"]


def test_what_was_told_of_those_who_are_no_longer_named_is_not_sent():
    survey, answers = told_of_both()
    fewer = read_answers(posted(survey, {"q_q0": ["birch-2"]}, answers))
    assert kept(survey, small_context(), fewer)["q0"] == {
        "picked": ["birch-2"],
        "ties": {"birch-2": None},
        "often": {"birch-2": None},
        "flows": {"birch-2": []},
    }


def test_where_nobody_is_named_any_more_nothing_is_answered_whatever_was_told():
    _, answers = told_of_both()
    survey = survey_of(
        {**ROSTER, "required": True}, question("why", "text", show_if="not answered(q0)")
    )
    assert names_of(survey, answers)[-1] == "q0-flows"
    form = posted(survey, {}, answers)
    assert [words for _, words in form.problems] == [
        "Choose at least one, or say that you work with none of these"
    ]
    left = answers.merged(read_answers(form))
    assert names_of(survey, left) == ["", "part-2"]
    assert [problem.question_id for problem in validate(survey, small_context(), left)] == ["q0"]
    assert kept(survey, small_context(), left)["q0"] is None


@given(st.lists(st.sets(st.sampled_from(["ash", "birch-2"])), max_size=4))
def test_ticking_to_and_fro_loses_nothing_of_those_who_are_named_in_the_end(picks):
    survey, answers = told_of_both()
    whole = answers
    for picked in picks:
        form = posted(survey, {"q_q0": sorted(picked)}, answers)
        answers = answers.merged(read_answers(form))
    sent = kept(survey, small_context(), answers)["q0"]
    named = sorted(picks[-1]) if picks else ["ash", "birch-2"]
    assert sent == (
        {
            "picked": named,
            **{
                field: {code: whole["q0"][field][code] for code in named}
                for field in ("ties", "often", "flows")
            },
        }
        if named
        else None
    )


def test_none_of_these_and_something_together_are_asked_about():
    survey = survey_of(ROSTER)
    page = page_at(survey, small_context(), {"q0": BOTH}, "one", "q0-flows")
    form = posted(survey, {"q_q0-flow-ash": ["none", "money"]}, {"q0": BOTH}, page=page)
    ((anchor, message),) = form.problems
    assert anchor == "q_q0-flow-ash.information"
    assert "not both" in message
    assert browser(form)["q_q0-flow-ash"] == ["money", "none"]


def test_long_lists_are_cut_into_pages_of_ten_names_whose_addresses_stay():
    survey = survey_of({"kind": "roster", "follow_ups": ["closeness", "flows"]})
    answers = {"q0": {"picked": [club.code for club in CLUBS]}}
    assert names_of(survey, answers, MANY) == [
        "", "q0", "q0-page-2", "q0-page-3", "q0-flows", "q0-flows-page-2", "q0-flows-page-3",
    ]  # fmt: skip
    page = page_at(survey, MANY, answers, "one", "q0-page-3")
    assert page.title == "How closely do you work with each of them? (3 of 3)"
    controls = opened(survey, answers, MANY, page).questions[0].controls
    assert [one.label for one in controls] == ["Club 20", "Club 21", "Club 22"]
    assert len(opened(survey, answers, MANY, page_at(survey, MANY, answers, "one", "q0"))
               .questions[0].controls) == 10  # fmt: skip


def test_no_id_gives_a_page_of_names_the_address_of_a_page_of_the_section():
    survey = survey_of(
        {"kind": "roster", "id": "part"},
        question("last", "text", show_if="count(part) > 1", required=True),
    )
    answers = Answers({"part": {"picked": [club.code for club in CLUBS[:12]]}})
    names = names_of(survey, answers, MANY)
    assert len(set(names)) == len(names) == 4
    page = page_at(survey, MANY, answers, "one", "part-2")
    answers = answers.merged(
        read_answers(posted(survey, {"q_last": ["Done"]}, answers, MANY, page))
    )
    assert answers["last"] == "Done"


def test_a_page_of_names_keeps_what_the_others_hold():
    survey = survey_of({"kind": "roster"})
    answers = {"q0": {"picked": [club.code for club in CLUBS]}}
    answers = follow(survey, answers, "q0-page-3", {"q_q0-tie-club-22": ["formal"]}, MANY)
    answers = follow(survey, answers, "q0", {"q_q0-tie-club-00": ["know"]}, MANY)
    ties = answers["q0"]["ties"]
    assert (ties["club-22"], ties["club-00"], ties["club-01"]) == ("formal", "know", None)
    assert "club-10" not in ties, "its page was not seen yet"
    assert progress(survey, MANY, answers)[0].status == "started"


@given(st.sets(st.sampled_from([club.code for club in CLUBS]), min_size=1), st.randoms())
def test_going_through_all_pages_asks_of_each_once_and_ends(picked, random):
    survey = survey_of(ROSTER)
    form = posted(survey, {"q_q0": sorted(picked)}, context=MANY)
    answers, page, seen = Answers(read_answers(form)), first_page(survey, MANY, {}), []
    while (page := page_after(survey, MANY, answers, page)) is not None:
        asked = opened(survey, answers, MANY, page).questions[0].controls
        assert 1 <= len(asked) <= 10
        seen += [control.name for control in asked]
        data = {
            one.name: [random.choice(one.ticks).value] for one in asked if random.random() > 0.3
        }
        answers = answers.merged(read_answers(posted(survey, data, answers, MANY, page)))
        assert browser(opened(survey, answers, MANY, page)) == data
    parts = {f"q_q0-{part}-{code}" for part in ("tie", "often", "flow") for code in picked}
    assert sorted(seen) == sorted(parts)
    assert progress(survey, MANY, answers)[0].status == "done"


def test_names_in_no_list_are_kept_as_text_and_never_become_ties():
    data = {"q_q0": ["ash"], "q_q0-unlisted": ["The Owls\r\n\r\n  Kite   Lane \nthe owls\na;b"]}
    answer = answer_to(ROSTER, data)
    assert answer == {"picked": ["ash"], "unlisted": ["The Owls", "Kite Lane", "a,b"]}
    survey = survey_of(ROSTER)
    assert facts(survey, {"q0": answer})[0].value == {"ash": 0.25}
    assert rows(survey, [{"q0": answer}])[0][-1] == "The Owls; Kite Lane; a,b"
    assert "Not in the list: Kite Lane" in lines_of(ROSTER, answer)
    assert browser(opened(survey, {"q0": answer}))["q_q0-unlisted"] == ["The Owls\nKite Lane\na,b"]


def test_others_may_be_named_beside_none_of_these_or_alone():
    alone = answer_to(ROSTER, {"q_q0-unlisted": ["The Owls"]})
    assert alone == {"picked": [], "unlisted": ["The Owls"]}
    beside = answer_to(ROSTER, {"q_q0-special": ["none"], "q_q0-unlisted": ["The Owls"]})
    assert beside == {"picked": [], "special": "none", "unlisted": ["The Owls"]}
    assert names_of(survey_of(ROSTER), {"q0": alone}) == [""]
    assert validate(survey_of(ROSTER), small_context(), {"q0": alone}) == []


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("1\n2\n3\n4\n5\n6", "Name 5 at most. You have named 6"),
        ("x" * 121, "to 120 letters. It has 121 now"),
        ("ash lane CLUB", "‘Ash Lane Club’ is in the list: tick it there"),
        ("x\n" * 3000, "Shorten this to 5,000 letters"),
    ],
)
def test_what_is_amiss_in_typed_names_stands_at_their_box(typed, words):
    ((anchor, message),) = errors_of(ROSTER, {"q_q0-unlisted": [typed]})
    assert anchor == "q_q0-unlisted"
    assert words in message


def test_where_names_are_not_asked_for_none_are_taken():
    assert answer_to({"kind": "roster"}, {"q_q0-unlisted": ["The Owls"]}) is None


@pytest.mark.parametrize(
    ("settings", "place", "words"),
    [
        ({"follow_ups": ["flows", "flows"]}, "follow_ups[1]", "‘flows’ stands there twice"),
        ({"follow_ups": ["trust"]}, "follow_ups[0]", "must be one of"),
        ({"unlisted": 5}, "unlisted", "must be true or false"),
    ],
)
def test_settings_that_make_no_sense_are_said(settings, place, words):
    asked = question("q0", "roster") | settings
    (fault,) = faults_of(asked)
    assert fault.startswith(f"sections[0].questions[0].{place}: ")
    assert words in fault
