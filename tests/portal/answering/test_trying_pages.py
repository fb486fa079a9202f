"""A coordinator walks through a survey as organisations do; nothing of it counts."""

import json

import pytest

from portal.models.base import db
from portal.models.surveys import Response, Trial
from portal.surveys.service import create_survey
from portal.web.languages import SWITCH
from survey import read_definition, texts
from tests.portal import factories as make
from tests.portal.pages import text
from tests.portal.surveys.factories import QUESTIONS

BASE = "/p/hillside/surveys"
BRANCHING = {
    "id": "branching",
    "title": "Branching",
    "sections": [
        {
            "id": "one",
            "title": "You",
            "questions": [
                {"kind": "yes_no", "id": "paid", "label": "Any staff?", "visibility": "members"},
                {"kind": "number", "id": "staff", "label": "How many?",
                 "visibility": "coordinators",
                 "show_if": "paid = yes", "required": True},
            ],
        },
        {
            "id": "two",
            "title": "Rooms",
            "show_if": "paid = no",
            "questions": [
                {"kind": "text", "id": "rooms", "label": "Which rooms?", "visibility": "public"}
            ],
        },
    ],
}  # fmt: skip


@pytest.fixture
def survey(survey, coordinator):
    create_survey(survey.partnership, "Branching", BRANCHING)
    db.session.commit()
    return survey


def press(client, place, follow=False, **data):
    page = f"{BASE}/branching/try/part/{place}"
    return client.post(page, data={"act": "go", **data}, follow_redirects=follow)


def answers():
    return db.session.scalar(db.select(Trial.answers))


def test_a_trial_follows_the_conditions_to_the_end(client, survey):
    assert press(client, "one", q_paid="yes").location == f"{BASE}/branching/try/part/one/part-2"
    assert press(client, "one/part-2", q_staff="3").location == f"{BASE}/branching/try/check"
    checked = text(client.get(f"{BASE}/branching/try/check"))
    assert "How many?" in checked
    assert "Seen by the coordinators only." in checked
    assert "Which rooms?" not in checked
    assert press(client, "one", q_paid="no").location == f"{BASE}/branching/try/part/two"
    assert "Which rooms?" in text(client.get(f"{BASE}/branching/try/check"))
    assert db.session.scalar(db.select(Response.id)) is None


def test_a_draft_is_tried_out_and_every_page_says_that_it_is_a_trial(client, survey):
    for place in ("", "/part/one", "/check"):
        page = text(client.get(f"{BASE}/branching/try{place}"))
        assert "You are trying this survey out." in page


def test_rules_apply_and_what_could_be_read_is_kept(client, survey):
    press(client, "one", q_paid="yes")
    assert "Type a number" in text(press(client, "one/part-2", q_staff="many"))
    assert "Before you can send" in text(client.get(f"{BASE}/branching/try/check"))
    assert answers() == {"paid": "yes"}


def test_saving_for_later_comes_back_to_the_parts(client, survey):
    later = press(client, "one", act="later", q_paid="yes")
    assert later.location == f"{BASE}/branching/try"
    assert 'value="yes" checked' in text(client.get(f"{BASE}/branching/try/part/one"))


def test_starting_again_empties_it(client, survey):
    press(client, "one", q_paid="yes")
    assert "Start again" in text(client.get(f"{BASE}/branching/try"))
    client.post(f"{BASE}/branching/try/again")
    assert answers() is None
    assert "Start again" not in text(client.get(f"{BASE}/branching/try"))


def test_nothing_can_be_sent_from_a_trial(client, survey):
    page = text(client.get(f"{BASE}/branching/try/check"))
    assert "A trial is never sent." in page
    assert "Send our answers" not in page
    assert client.post(f"{BASE}/branching/try/check").status_code == 405


def test_no_page_of_a_trial_leads_into_the_pages_of_real_answers(client, survey):
    press(client, "one", q_paid="yes")
    for place in ("", "/part/one", "/part/one/part-2", "/check"):
        assert "/answer/" not in text(client.get(f"{BASE}/branching/try{place}"))


def test_a_part_that_is_not_asked_is_not_there(client, survey):
    press(client, "one", q_paid="yes")
    assert client.get(f"{BASE}/branching/try/part/two").status_code == 404


def test_the_tracker_the_file_and_the_profile_know_nothing_of_a_trial(client, survey):
    club = make.a_participation(survey.partnership, name="Kite Club")
    db.session.commit()
    at = f"{BASE}/autumn-survey"
    client.post(f"{at}/try/part/about", data={"act": "go", "q_name": "A canary", "q_staff": "77"})
    assert answers() == {"name": "A canary", "staff": 77}
    profile = f"/p/hillside/organisations/{club.organisation_id}"
    for page in (at, f"{at}/answers.csv", f"{at}/versions", profile):
        assert "canary" not in client.get(page).get_data(as_text=True)
    assert QUESTIONS["title"] == "A small survey"


def test_a_button_of_a_question_stays_on_its_page_and_keeps_what_was_typed(client, survey):
    fields = [{"kind": "text", "id": "who", "label": "Name"}]
    people = {"kind": "group", "id": "people", "label": "Who is in your team?",
              "visibility": "members", "fields": fields}  # fmt: skip
    plan = {"kind": "upload", "id": "plan", "label": "Your plan", "visibility": "coordinators",
            "required": True}  # fmt: skip
    section = {"id": "team", "title": "Team", "questions": [people, plan]}
    create_survey(survey.partnership, "Team", {"id": "t", "title": "T", "sections": [section]})
    db.session.commit()
    page = f"{BASE}/team/try/part/team"
    more = client.post(page, data={"q_people-r1-who": "Kim", "q_people-add": "1"})
    assert more.location.startswith(f"{page}#q_people")
    shown = text(client.get(page))
    assert 'value="Kim"' in shown
    assert "No file can be kept here" in shown
    assert 'type="file"' not in shown
    assert client.post(page, data={"act": "go"}).location == f"{BASE}/team/try/check"


def test_a_trial_can_be_read_in_another_language_and_keeps_what_was_typed(client, survey):
    asked = {**BRANCHING["sections"][0], "questions": BRANCHING["sections"][0]["questions"][:1]}
    document = {**BRANCHING, "sections": [asked]}
    english = texts(read_definition(json.dumps(document)))
    welsh = {place: f"cy {words}" for place, words in english.items()}
    create_survey(survey.partnership, "Welsh", {**document, "translations": {"cy": welsh}})
    db.session.commit()
    page = f"{BASE}/welsh/try/part/one"
    client.post(page, data={"act": f"{SWITCH}cy", "q_paid": "yes"})
    assert answers() == {"paid": "yes"}
    assert "cy Any staff?" in text(client.get(page))
