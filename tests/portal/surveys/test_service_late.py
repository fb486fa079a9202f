"""After the close one organisation is let in until a day, with a reason, and is marked."""

import csv
from datetime import date, timedelta
from io import StringIO

import pytest
import sqlalchemy as sa

from portal.errors import Refused
from portal.inviting.invitations import find_live, invite, send_invitations
from portal.models.audit import AuditEntry
from portal.models.base import db, now
from portal.surveys.amending import begin_amending
from portal.surveys.behalf import start_entering
from portal.surveys.exports import answers_csv
from portal.surveys.late import (
    came_late,
    end_late,
    is_let_in,
    last_day_for,
    let_in_late,
    may_answer_now,
)
from portal.surveys.opening import end_of
from portal.surveys.service import close_survey, open_survey
from tests.portal import factories as make
from tests.portal.surveys.factories import a_draft, save, send
from tests.portal.surveys.promised import a_promising_survey

THEMES = {"play": "most", "sport": "none"}
REASON = "Their hall was flooded"


def in_days(days):
    return now().date() + timedelta(days=days)


def closed(survey):
    close_survey(survey)
    return survey


def let_in(survey, club, days=7, reason=REASON):
    return let_in_late(survey, club, in_days(days), reason)


def test_who_is_let_in_answers_until_the_end_of_that_day_and_nobody_else(survey, club):
    other = a_draft(survey, make.a_participation(survey.partnership), name="Others")
    draft = a_draft(survey, club, name="We play")
    closed(survey)
    assert not may_answer_now(draft)
    response = let_in(survey, club)
    assert response is draft
    assert may_answer_now(response)
    assert not may_answer_now(other)
    assert last_day_for(response) == in_days(7)
    end = end_of(in_days(7))
    assert may_answer_now(response, end - timedelta(seconds=1))
    assert not may_answer_now(response, end)


def test_somebody_who_never_began_can_be_let_in(survey, club):
    response = let_in(closed(survey), club)
    assert (response.state, response.answers) == ("draft", {})
    save(response, themes=THEMES)
    assert send(response)


def test_what_was_sent_can_be_changed_late(survey, club):
    response = a_draft(survey, club, themes=THEMES)
    send(response)
    let_in(closed(survey), club)
    begin_amending(response)
    save(response, name="More")
    assert send(response, "second")
    assert came_late(response, response.sent_at)


def test_links_work_for_who_is_let_in(survey, club):
    token = invite(survey, club)
    closed(survey)
    assert find_live(token) is None
    response = let_in(survey, club)
    assert find_live(token) is not None
    (letter,) = send_invitations(survey, [club], lambda link: f"https://x/{link}")
    body = db.session.scalar(sa.text("SELECT body FROM outgoing_emails ORDER BY id DESC LIMIT 1"))
    day = in_days(7)
    assert f"until the end of {day.day} {day:%B %Y}" in body
    end_late(response)
    assert letter.revoked_at is None
    with pytest.raises(Refused, match="Open the survey first"):
        invite(survey, club)


def test_late_answers_are_marked_with_the_reason_in_the_table(survey, club):
    early = a_draft(survey, make.a_participation(survey.partnership), themes=THEMES)
    send(early, "early")
    response = let_in(closed(survey), club)
    save(response, themes=THEMES)
    send(response)
    assert not came_late(early, early.sent_at)
    lines = list(csv.DictReader(StringIO(answers_csv(survey))))
    assert [(line["late"], line["late_reason"]) for line in lines] == [("", ""), ("yes", REASON)]


def test_it_can_be_taken_back_and_what_came_late_stays_late(survey, club):
    response = let_in(closed(survey), club)
    save(response, themes=THEMES)
    send(response)
    assert end_late(response)
    assert not end_late(response)
    assert not may_answer_now(response)
    assert came_late(response, response.sent_at)
    assert response.late_reason == REASON


def test_answers_to_a_survey_that_was_opened_again_are_not_late(survey, club):
    response = let_in(closed(survey), club)
    open_survey(survey, reason="More time for all")
    save(response, themes=THEMES)
    send(response)
    assert not is_let_in(response)
    assert not came_late(response, response.sent_at)
    close_survey(survey)
    assert not came_late(response, response.sent_at)


def test_a_survey_that_closed_by_its_day_is_closed_for_this_too(survey, club):
    survey.closes_at = now() - timedelta(hours=1)
    response = let_in(survey, club)
    save(response, themes=THEMES)
    assert send(response)
    assert came_late(response, response.sent_at)


def test_a_survey_that_closed_by_its_day_is_not_closed_again_so_late_stays_late(survey, club):
    survey.closes_at = now() - timedelta(hours=1)
    response = let_in(survey, club)
    save(response, themes=THEMES)
    send(response)
    with pytest.raises(Refused, match="not open"):
        close_survey(survey)
    assert came_late(response, response.sent_at)
    assert REASON in answers_csv(survey)


def test_a_coordinator_can_enter_a_form_that_came_after_the_close(survey, club):
    response = let_in(closed(survey), club)
    ada = make.a_person("ada@example.org", "Ada")
    assert start_entering(survey, club, "paper", ada) is response


@pytest.mark.parametrize(
    ("days", "reason", "field"), [(-1, REASON, "last_day"), (7, "  ", "reason")]
)
def test_a_day_that_has_passed_and_no_reason_are_refused_at_their_fields(
    survey, club, days, reason, field
):
    closed(survey)
    with pytest.raises(Refused) as refusal:
        let_in(survey, club, days, reason)
    assert refusal.value.field == field


def test_a_day_at_the_end_of_the_calendar_is_refused_at_its_field(survey, club):
    with pytest.raises(Refused, match="within the next ten years") as refusal:
        let_in_late(closed(survey), club, date.max, REASON)
    assert refusal.value.field == "last_day"


def test_no_day_at_all_is_refused(survey, club):
    with pytest.raises(Refused, match="today or a later day"):
        let_in_late(closed(survey), club, None, REASON)


def test_nobody_is_let_in_while_a_survey_is_open_or_who_has_left(survey, club):
    with pytest.raises(Refused, match="has not closed"):
        let_in(survey, club)
    club.left_at = now()
    with pytest.raises(Refused, match="does not take part"):
        let_in(closed(survey), club)


def test_nobody_answers_an_anonymous_survey_late(survey, club):
    loose = a_promising_survey("anonymous", survey.partnership)
    close_survey(loose)
    with pytest.raises(Refused, match="plain whose answers"):
        let_in(loose, club)


def test_letting_in_and_taking_back_are_in_the_trail(survey, club):
    response = let_in(closed(survey), club)
    end_late(response)
    acts = [
        (entry.action, entry.detail.get("reason"))
        for entry in db.session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id))
    ]
    assert acts[-2:] == [
        ("let an organisation answer late", REASON),
        ("ended late answering", None),
    ]
