"""Twelve presses at once of each button of running a survey do what one would have done."""

from datetime import timedelta

import sqlalchemy as sa

from portal.errors import Conflict, Refused
from portal.inviting.invitations import find_addressed, send_invitations
from portal.inviting.invitees import invite_from_file, plan_invitees
from portal.inviting.registrations import confirm, register
from portal.inviting.reminders import send_reminders
from portal.inviting.replies import ask_for_talk, hold_talk
from portal.inviting.stops import lift_bounce, opt_out, stop_mail
from portal.models.audit import AuditEntry
from portal.models.base import db, now
from portal.models.jobs import OutgoingEmail
from portal.models.organisations import Organisation, Participation
from portal.models.people import Person
from portal.models.surveys import (
    Invitation,
    MailStop,
    Registration,
    Response,
    Survey,
    SurveyVersion,
    Trial,
)
from portal.surveys.behalf import start_entering
from portal.surveys.late import let_in_late
from portal.surveys.opening import today
from portal.surveys.responses import take_response
from portal.surveys.service import close_survey, current_version, open_survey, set_registration
from portal.surveys.trials import save_trial
from portal.surveys.versions import as_file, publish_step
from survey import read_definition
from tests.portal import factories as make
from tests.portal.surveys.factories import a_draft, a_link, link_to


def count(table, **where):
    return db.session.scalar(sa.select(sa.func.count()).select_from(table).filter_by(**where))


def got(table, number):
    return db.session.get_one(table, number)


def test_one_reminder_is_sent(survey, club, at_once):
    send_invitations(survey, [club], link_to)
    days_ago = now() - timedelta(days=4)
    db.session.execute(sa.update(Invitation).values(sent_at=days_ago, created_at=days_ago))
    number = survey.id
    at_once(lambda _: send_reminders(got(Survey, number), link_to))
    assert count(OutgoingEmail) == 2
    assert count(Invitation, reminder=1) == 1


def test_a_file_invites_and_adds_once(survey, at_once):
    content = b"name,email\nNew Club,new@example.org\n"
    shown, number = plan_invitees(survey, content).fingerprint, survey.id
    found = at_once(
        lambda _: invite_from_file(
            got(Survey, number), content, link_to, expected=shown, file_name="clubs.csv"
        )
    )
    assert found == [Conflict.__name__] * 11 + ["done"]
    assert (count(Organisation, name="New Club"), count(OutgoingEmail)) == (1, 1)


def test_one_version_is_published(survey, at_once):
    number, document = survey.id, as_file(current_version(survey))

    def publish(nth):
        definition = read_definition(document.replace("How many paid", f"How many ({nth}) paid"))
        publish_step(got(Survey, number), definition, base=1, note=f"Press {nth}")

    assert at_once(publish) == [Conflict.__name__] * 11 + ["done"]
    assert count(SurveyVersion) == 2


def test_an_address_is_stopped_once_and_lifted_once(survey, club, at_once):
    token, partnership_id = a_link(survey, club), survey.partnership_id
    assert at_once(lambda _: opt_out(find_addressed(token))) == ["done"] * 12
    assert count(MailStop) == 1
    db.session.execute(sa.delete(MailStop))
    stop_mail(partnership_id, "club@example.org", "bounced")
    assert at_once(lambda _: lift_bounce(partnership_id, "club@example.org")) == ["done"] * 12
    assert count(MailStop) == 0
    assert count(AuditEntry, action="lifted a stop of e-mails") == 1


def test_a_talk_is_held_once(survey, club, at_once):
    draft = a_draft(survey, club)
    ask_for_talk(draft)
    key = draft.public_id
    found = at_once(lambda _: hold_talk(take_response(key)))
    assert found == [Refused.__name__] * 11 + ["done"]


def test_an_organisation_is_let_in_late_by_one_response(survey, club, at_once):
    close_survey(survey)
    number, club_id = survey.id, club.id
    found = at_once(
        lambda nth: let_in_late(
            got(Survey, number), got(Participation, club_id), today(), f"Reason {nth}"
        )
    )
    assert found == ["done"] * 12
    assert count(Response) == 1


def test_one_draft_is_entered_for_an_organisation(survey, club, at_once):
    ada = make.a_person("ada@example.org")
    number, club_id, person = survey.id, club.id, ada.id
    at_once(
        lambda _: start_entering(
            got(Survey, number), got(Participation, club_id), "paper", got(Person, person)
        )
    )
    assert count(Response, entered_by=person, channel="paper") == count(Response) == 1


def test_a_registration_makes_one_organisation_and_one_letter(survey, at_once):
    set_registration(survey, True)
    tokens = []
    register(survey, "Owl Play", "Ona", "ona@example.org", lambda token: tokens.append(token) or "")
    found = at_once(lambda _: confirm(tokens[0], link_to))
    assert found == ["done"] * 12
    assert count(Organisation) == count(Response) == count(Registration) == 1
    assert count(OutgoingEmail) == 2


def test_a_survey_is_closed_once(survey, at_once):
    number = survey.id
    found = at_once(lambda _: close_survey(got(Survey, number)))
    assert found == [Refused.__name__] * 11 + ["done"]
    assert got(Survey, number).state == "closed"
    assert count(AuditEntry, action="closed a survey") == 1


def test_a_survey_is_opened_again_once(survey, at_once):
    close_survey(survey)
    number = survey.id
    at_once(lambda _: open_survey(got(Survey, number), reason="A week more"))
    assert got(Survey, number).state == "open"
    assert count(AuditEntry, action="reopened") == 1


def test_a_person_has_one_trial(survey, at_once):
    ada = make.a_person("ada@example.org")
    number, person = survey.id, ada.id
    found = at_once(
        lambda nth: save_trial(got(Survey, number), got(Person, person), {"name": f"Try {nth}"})
    )
    assert found == ["done"] * 12
    assert count(Trial) == 1
