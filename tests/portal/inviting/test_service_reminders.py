"""Reminders go to those who may want one: a few, some days apart, once however often asked."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from portal.errors import Refused
from portal.inviting import reminders
from portal.inviting.invitations import find_live, hand_over, send_invitations
from portal.inviting.replies import ask_for_talk, decline
from portal.inviting.stops import stop_mail
from portal.models.base import db, now
from portal.models.jobs import OutgoingEmail
from portal.models.surveys import Invitation
from portal.surveys.behalf import leave_to_organisation, start_entering
from portal.surveys.opening import LONDON, end_of
from portal.surveys.responses import send_response
from portal.surveys.service import close_survey, open_survey
from tests.portal import factories as make
from tests.portal.surveys.factories import a_draft, link_to, save


@pytest.fixture
def club(survey):
    return a_club(survey, "Kite Club")


def a_club(survey, name):
    club = make.a_participation(survey.partnership, name=name)
    club.contact_email = f"{name.split()[0].lower()}@example.org"
    db.session.flush()
    return club


def days_pass(number):
    """Make everything that happened so much longer ago."""
    for row in db.session.scalars(sa.select(Invitation)):
        for name in ("sent_at", "opened_at", "created_at"):
            moment = getattr(row, name)
            setattr(row, name, moment and moment - timedelta(days=number))
    db.session.flush()


def remind(survey):
    return reminders.send_reminders(survey, link_to)


def why_not(survey):
    plan = reminders.plan_reminders(survey)
    return {one.participation.organisation.name: why for why, all_ in plan.others.items()
            for one in all_}  # fmt: skip


def last_letter():
    query = sa.select(OutgoingEmail).order_by(OutgoingEmail.id.desc()).limit(1)
    return db.session.scalar(query)


def test_everybody_who_gets_none_is_told_apart_by_the_reason(survey):
    names = ("Sent", "Declined", "Talk", "Hand", "Gone", "Opted", "Bounced", "Capped", "Recent",
             "Work", "Due", "Entered")  # fmt: skip
    clubs = {name: a_club(survey, name) for name in names}
    a_club(survey, "Not")
    invited = [club for name, club in clubs.items() if name not in {"Hand", "Recent"}]
    send_invitations(survey, invited, link_to)
    days_pass(4)
    hand_over(survey, clubs["Hand"])
    send_invitations(survey, [clubs["Recent"]], link_to)
    drafts = {name: a_draft(survey, clubs[name]) for name in ("Sent", "Declined", "Talk", "Work")}
    for name in ("Sent", "Work"):
        save(drafts[name], themes={"play": "most", "sport": None})
    ada = make.a_person("ada@example.org")
    for name in ("Entered", "Talk"):
        start_entering(survey, clubs[name], "telephone", ada)
    decline(drafts["Declined"])
    ask_for_talk(drafts["Talk"])
    sent = drafts["Sent"]
    send_response(sent, send_key="k", revision=sent.revision, answered_by="Kim")
    clubs["Gone"].contact_email = ""
    stop_mail(survey.partnership_id, "opted@example.org", "opted_out")
    stop_mail(survey.partnership_id, "bounced@example.org", "bounced")
    capped = db.session.scalar(sa.select(Invitation).filter_by(email="capped@example.org"))
    capped.reminder = reminders.MOST_REMINDERS
    db.session.flush()
    assert why_not(survey) == {
        "Sent": "sent",
        "Declined": "declined",
        "Talk": "talk",
        "Entered": "entering",
        "Hand": "by_hand",
        "Gone": "no_address",
        "Opted": "opted_out",
        "Bounced": "bounced",
        "Capped": "capped",
        "Recent": "recent",
        "Work": "at_work",
        "Not": "not_invited",
    }
    assert [one.participation for one in reminders.plan_reminders(survey).due] == [clubs["Due"]]
    assert [*reminders.plan_reminders(survey).others] == [*reminders.REASONS]


def test_two_presses_send_one_letter(survey, club):
    send_invitations(survey, [club], link_to)
    days_pass(3)
    assert len(remind(survey)) == 1
    assert remind(survey) == []
    assert reminders.count_just_sent(survey) == 1


def test_a_few_come_some_days_apart_and_the_last_says_that_it_is(survey, club):
    send_invitations(survey, [club], link_to)
    told = []
    for _ in range(reminders.MOST_REMINDERS + 2):
        days_pass(2)
        assert remind(survey) == []
        days_pass(1)
        for invitation in remind(survey):
            told.append((invitation.reminder, "This is our last reminder" in last_letter().body))
    assert told == [(1, False), (2, False), (3, True)]
    assert last_letter().subject.endswith("last reminder")


def test_a_letter_sent_again_by_hand_does_not_start_the_count_anew(survey, club):
    send_invitations(survey, [club], link_to)
    for _ in range(reminders.MOST_REMINDERS):
        days_pass(3)
        remind(survey)
    send_invitations(survey, [club], link_to)
    days_pass(3)
    assert remind(survey) == []
    assert why_not(survey) == {"Kite Club": "capped"}


def test_each_reminder_has_a_working_link_and_those_before_it_go_on_working(survey, club):
    [first] = send_invitations(survey, [club], link_to)
    days_pass(3)
    remind(survey)
    token = last_letter().body.split("/link/")[1].split()[0]
    assert find_live(token).participation is club
    db.session.refresh(first)
    assert first.revoked_at is None


def test_a_link_that_went_to_another_address_ends(survey, club):
    [first] = send_invitations(survey, [club], link_to)
    days_pass(3)
    club.contact_email = "new@example.org"
    db.session.flush()
    [second] = remind(survey)
    db.session.refresh(first)
    assert first.revoked_at is not None
    assert second.email == last_letter().recipient == "new@example.org"


@pytest.mark.parametrize(
    ("days", "words"),
    [(None, "It is still open:"), (0, "today is the last day"), (1, "for 1 more day:"),
     (9, "for 9 more days:")],
)  # fmt: skip
def test_a_reminder_says_how_long_the_survey_is_still_open(survey, club, days, words):
    send_invitations(survey, [club], link_to)
    days_pass(3)
    today = now().astimezone(LONDON).date()
    survey.closes_at = None if days is None else end_of(today + timedelta(days=days))
    remind(survey)
    assert words in last_letter().body


def test_a_reminder_knows_whether_something_was_begun(survey, club):
    send_invitations(survey, [club], link_to)
    draft = a_draft(survey, club, themes={"play": "most"})
    draft.saved_at = now() - timedelta(days=1)
    days_pass(3)
    remind(survey)
    assert "What you have begun is saved." in last_letter().body


def test_while_a_coordinator_enters_what_they_told_nobody_reminds_them(survey, club):
    send_invitations(survey, [club], link_to)
    draft = start_entering(survey, club, "telephone", make.a_person("ada@example.org"))
    save(draft, themes={"play": "most"})
    draft.saved_at = now() - timedelta(days=2)
    days_pass(4)
    assert why_not(survey) == {"Kite Club": "entering"}
    assert remind(survey) == []
    leave_to_organisation(draft)
    assert len(remind(survey)) == 1


def test_a_survey_that_is_not_open_reminds_nobody(survey, club):
    send_invitations(survey, [club], link_to)
    days_pass(3)
    close_survey(survey)
    with pytest.raises(Refused, match="not open"):
        remind(survey)
    open_survey(survey, reason="A week more")
    assert len(remind(survey)) == 1


def test_after_a_talk_was_asked_for_and_taken_back_reminders_come_again(survey, club):
    send_invitations(survey, [club], link_to)
    draft = a_draft(survey, club)
    days_pass(3)
    draft.created_at = now() - timedelta(days=3)
    ask_for_talk(draft, "After 4pm", "0161 496 0000")
    assert why_not(survey) == {"Kite Club": "talk"}
    save(draft, name="We play")
    assert why_not(survey) == {"Kite Club": "at_work"}
