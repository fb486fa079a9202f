"""Several records of the same few fields: added, removed, put right, and nothing typed is lost."""

import pytest

from survey import (
    Context,
    columns,
    kept,
    progress,
    read_answers,
    rows,
    shown,
    validate,
)
from tests.survey.posting import (
    Posted,
    browser,
    faults_of,
    ids_of,
    opened,
    posted,
    question,
    survey_of,
)

FIELDS = [
    {"kind": "text", "id": "name", "label": "Name", "required": True},
    {"kind": "number", "id": "days", "label": "Days a week", "max": 7},
    {"kind": "date", "id": "since", "label": "Since", "precision": "month"},
    {"kind": "single", "id": "role", "label": "Role",
     "options": [{"key": "lead", "label": "Leads"}, {"key": "play", "label": "Plays"}]},
    {"kind": "yes_no", "id": "paid", "label": "Paid?"},
    {"kind": "text", "id": "mail", "label": "E-mail", "format": "email"},
]  # fmt: skip
TEAM = {"kind": "group", "id": "team", "label": "Your team", "item_label": "Person",
        "fields": FIELDS}  # fmt: skip
KIM = {"q_team-r1-name": ["Kim"], "q_team-r1-days": ["2.5"]}
ONA = {"q_team-r2-name": ["Ona"], "q_team-r2-role": ["lead"]}
BOTH = {"records": [{"id": "r1", "given": {"name": "Kim", "days": 2.5}},
                    {"id": "r2", "given": {"name": "Ona", "role": {"choice": "lead"}}}],
        "last": 2}  # fmt: skip


def post(data, answers=None, **settings):
    form = posted(survey_of({**TEAM, **settings}), data, answers)
    return form, read_answers(form)["team"]


def titles(form):
    return [(record.title, record.id) for record in form.questions[0].records]


def test_records_are_read_with_what_each_field_says():
    assert post({**KIM, **ONA})[1] == BOTH


def test_a_first_page_shows_as_many_empty_records_as_there_must_be():
    assert titles(opened(survey_of(TEAM))) == [("Person 1", "q_team-r1")]
    assert len(titles(opened(survey_of({**TEAM, "least": 3})))) == 3


def test_adding_another_keeps_all_that_was_typed_and_goes_on_at_the_new_one():
    form, value = post({**KIM, "q_team-r1-since-month": ["13"], "q_team-add": ["1"]})
    assert form.landing == "q_team-r2"
    assert [record["id"] for record in value["records"]] == ["r1", "r2"]
    again = opened(survey_of(TEAM), {"team": value})
    assert titles(again) == [("Person 1", "q_team-r1"), ("Person 2", "q_team-r2")]
    shown_again = browser(again)
    assert shown_again["q_team-r1-name"] == ["Kim"]
    assert shown_again["q_team-r1-since-month"] == ["13"]


def test_adding_another_while_one_is_empty_goes_on_at_that_one():
    form, value = post({"q_team-r1-name": [""], "q_team-add": ["1"]})
    assert (form.landing, value) == ("q_team-r1", None)
    form, value = post({**KIM, "q_team-r2-name": [""], "q_team-add": ["1"]})
    assert form.landing == "q_team-r2"
    assert len(value["records"]) == 2


def test_a_record_keeps_its_id_and_an_id_is_never_given_twice():
    form, value = post({**KIM, **ONA, "q_team-remove": ["r2"]}, {"team": BOTH})
    assert form.landing == "q_team"
    assert value == {"records": BOTH["records"][:1], "last": 2}
    _, value = post({**KIM, "q_team-add": ["1"]}, {"team": value})
    assert [record["id"] for record in value["records"]] == ["r1", "r3"]
    assert value["last"] == 3


def test_no_more_are_added_than_there_may_be():
    form, value = post({**KIM, **ONA, "q_team-add": ["1"]}, most=2)
    assert form.landing == "q_team-r2"
    assert len(value["records"]) == 2


def test_what_cannot_be_understood_is_kept_as_typed_and_named_with_record_and_field():
    form, value = post({**KIM, "q_team-r2-days": ["lots"], "q_team-r2-mail": ["ona"]})
    assert form.problems == [
        ("q_team-r2-name", "Person 2, Name: write a few words here"),
        ("q_team-r2-days", "Person 2, Days a week: type a number, such as 12"),
        ("q_team-r2-mail",
         "Person 2, E-mail: type an e-mail address, such as info@larkhill.example"),
    ]  # fmt: skip
    assert value["records"][1]["typed"] == {"days": {"": ["lots"]}}
    survey = survey_of(TEAM)
    assert browser(opened(survey, {"team": value}))["q_team-r2-days"] == ["lots"]
    assert len(validate(survey, Context(), {"team": value})) == 3
    assert progress(survey, Context(), {"team": value})[0].status == "started"


def test_what_a_whole_field_lacks_is_said_at_its_first_box():
    fields = [{"kind": "date", "id": "born", "label": "Born", "required": True}, FIELDS[0]]
    form, _ = post({"q_team-r1-name": ["Kim"]}, fields=fields)
    assert [anchor for anchor, _ in form.problems] == ["q_team-r1-born-day"]
    assert {anchor for anchor, _ in form.problems} <= set(ids_of(form))


def test_an_empty_record_is_no_answer_and_asks_for_nothing():
    form, value = post({"q_team-r1-name": ["  "]})
    assert (form.problems, value) == ([], None)
    form, _ = post({"q_team-r1-name": [""]}, required=True)
    assert form.problems[0][1] == "Fill in at least one of these"


def test_as_many_are_asked_for_as_there_must_be():
    form, _ = post(KIM, least=2)
    assert form.problems == [
        ("q_team-r1-name", "2 or more are wanted, and 1 are there: add Person")
    ]
    assert post({**KIM, **ONA}, least=2)[0].problems == []


def test_an_answer_reads_as_a_line_a_record():
    (row,) = shown(survey_of(TEAM), Context(), {"team": BOTH})
    assert row.lines == (
        "Person 1. Name: Kim; Days a week: 2.5",
        "Person 2. Name: Ona; Role: Leads",
    )


def test_an_export_has_a_column_a_field_however_many_records_there_are():
    survey = survey_of(TEAM)
    assert [c.key for c in columns(survey)] == [
        "team", "team.name", "team.days", "team.since", "team.role", "team.paid", "team.mail",
    ]  # fmt: skip
    (cells,) = rows(survey, [{"team": BOTH}])
    assert cells[:3] == [2, "r1: Kim\nr2: Ona", "r1: 2.5"]
    assert cells[3:] == ["(not answered)", "r2: lead", "(not answered)", "(not answered)"]


def test_a_cell_that_a_spreadsheet_would_run_begins_with_the_record():
    answers = {"team": {"records": [{"id": "r1", "given": {"name": "=1+1\nr2: x"}}], "last": 1}}
    assert rows(survey_of(TEAM), [answers])[0][1] == "r1: =1+1 r2: x"


def test_conditions_ask_how_many_records_there_are():
    more = question("why", "text", show_if="count(team) >= 2")
    survey = survey_of(TEAM, more)
    assert "why" in kept(survey, Context(), {"team": BOTH})
    one = {"records": [*BOTH["records"][:1], {"id": "r2"}], "last": 2}
    assert "why" not in kept(survey, Context(), {"team": one})


def test_a_retired_field_is_not_asked_and_what_was_said_stays():
    fields = [FIELDS[0], {**FIELDS[1], "retired": True}]
    form, value = post({"q_team-r1-name": ["Kim"]}, {"team": BOTH}, fields=fields)
    assert [e.name for r in form.questions[0].records for e in r.entries][:1] == ["q_team-r1-name"]
    assert value["records"][0]["given"] == {"name": "Kim", "days": 2.5}
    assert rows(survey_of({**TEAM, "fields": fields}), [{"team": value}])[0][2] == "r1: 2.5"


def test_hostile_ids_and_numbers_of_records_are_bounded():
    flood = {f"q_team-r{n}-name": ["x"] for n in range(1, 500)}
    _, value = post({**flood, "q_team-r0-name": ["x"], "q_team-r1000000-name": ["x"]}, most=5)
    assert len(value["records"]) == 10
    _, value = post({"q_team-r999999-name": ["x"], "q_team-add": ["1"]})
    assert value == {"records": [{"id": "r999999", "given": {"name": "x"}}], "last": 999999}


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"least": 3, "most": 2}, "least: is larger than most; swap them"),
        ({"most": 21}, "most: must be 20 or less"),
        ({"fields": []}, "fields: needs at least 1"),
        ({"fields": [{**FIELDS[0], "retired": True}]}, "fields: needs a field that is not retired"),
        ({"fields": [FIELDS[0], FIELDS[0]]},
         "fields[1].id: ‘name’ stands there twice; give it another id"),
        ({"fields": [{**FIELDS[0], "visibility": "public"}]},
         "fields[0].visibility: must be left out: it is said of the whole question"),
        ({"fields": [{**FIELDS[0], "feeds": "summary"}]},
         "fields[0].feeds: must be left out: it is said of the whole question"),
        ({"fields": [{**FIELDS[1], "min": 9}]}, "fields[0].min: is larger than max; swap them"),
    ],
)  # fmt: skip
def test_a_group_knows_its_faults(wrong, fault):
    ask = {**TEAM, "visibility": "members", **wrong}
    assert faults_of(ask) == [f"sections[0].questions[0].{fault}"]


def test_a_page_posts_what_it_shows():
    form = opened(survey_of(TEAM), {"team": BOTH})
    again = posted(survey_of(TEAM), Posted(browser(form)), {"team": BOTH})
    assert read_answers(again)["team"] == BOTH
