"""Addresses that get no letters: whoever says so, whatever comes back, whoever would send."""

import re
import smtplib
from pathlib import Path

import pytest
import sqlalchemy as sa

import portal
from portal.errors import NotThere, Refused
from portal.inviting import stops
from portal.inviting.invitations import find_addressed, send_invitations
from portal.inviting.reminders import plan_reminders, send_reminders
from portal.mail import delivery, service
from portal.models.base import db, now
from portal.models.jobs import OutgoingEmail
from portal.models.surveys import Invitation, MailStop
from portal.surveys.service import close_survey
from tests.portal import factories as make
from tests.portal.surveys.factories import a_link, a_survey, link_to

# Every place that puts a letter into the outbox, and why it may or may not be stopped.
# That of sign-in links, and the outbox itself, are each called `service.py`.
SENDERS = {
    "inviting/invitations.py": "asks whether it may write",
    "inviting/registrations.py": "asked for by whoever registers",
    "inviting/relinking.py": "asked for by whoever answers",
    "answering/entering.py": "asks whether it may write",
    "answering/receipts.py": "a receipt",
    "organisations/editors.py": "not about surveys",
    "partnerships/people.py": "not about surveys",
}


def emails():
    return db.session.scalars(sa.select(OutgoingEmail).order_by(OutgoingEmail.id)).all()


def stopped(survey):
    return stops.list_stops(survey.partnership_id)


def test_no_other_place_writes_letters_without_being_looked_at():
    root = Path(portal.__file__).parent
    found = {
        str(file.relative_to(root))
        for file in root.rglob("*.py")
        if re.search(r"(?<!def )queue_emails?\(", file.read_text("utf-8"))
        and file.name != "service.py"
    }
    assert found == set(SENDERS)


def test_a_stopped_address_is_invited_and_reminded_no_more_whatever_its_letters(survey, club):
    send_invitations(survey, [club], link_to)
    stops.stop_mail(survey.partnership_id, " CLUB@example.org", "opted_out")
    assert send_invitations(survey, [club], link_to) == []
    db.session.execute(sa.update(Invitation).values(sent_at=None))
    assert [*plan_reminders(survey).others] == ["opted_out"]
    assert send_reminders(survey, link_to) == []
    assert len(emails()) == 1


def test_another_address_of_the_same_organisation_is_written_to(survey, club):
    stops.stop_mail(survey.partnership_id, "club@example.org", "opted_out")
    club.contact_email = "new@example.org"
    assert len(send_invitations(survey, [club], link_to)) == 1
    assert stopped(survey) == {"club@example.org": "opted_out"}


def test_another_partnership_may_write(survey, club):
    valley = a_survey(make.a_partnership("valley", "Valley"))
    there = make.a_participation(valley.partnership, name="Owl Play")
    stops.stop_mail(survey.partnership_id, "club@example.org", "opted_out")
    assert len(send_invitations(valley, [there], link_to)) == 1


def test_letters_that_wait_to_leave_are_withdrawn_and_forget_their_links(survey, club):
    other = make.a_participation(survey.partnership, name="Owl Play")
    other.contact_email = "owl@example.org"
    send_invitations(survey, [club, other], link_to)
    stops.stop_mail(survey.partnership_id, "club@example.org", "opted_out")
    db.session.expire_all()
    first, second = emails()
    assert (first.state, first.failure, first.body) == ("failed", "withdrawn", "")
    assert second.state == "waiting"


def test_stopping_twice_is_one_stop_and_an_opt_out_goes_before_a_bounce(survey):
    for why in ("bounced", "opted_out", "bounced"):
        stops.stop_mail(survey.partnership_id, "club@example.org", why)
    assert stopped(survey) == {"club@example.org": "opted_out"}


@pytest.mark.parametrize("address", ["", "   "])
def test_no_address_is_no_stop(survey, address):
    assert stops.stop_mail(survey.partnership_id, address, "bounced") is None
    assert db.session.scalar(sa.select(MailStop.id)) is None


def test_a_coordinator_lifts_what_came_back_and_not_what_somebody_asked_for(survey):
    stops.stop_mail(survey.partnership_id, "a@example.org", "bounced")
    stops.stop_mail(survey.partnership_id, "b@example.org", "opted_out")
    stops.lift_bounce(survey.partnership_id, "A@example.org")
    stops.lift_bounce(survey.partnership_id, "nobody@example.org")
    with pytest.raises(Refused, match="only they can take it back"):
        stops.lift_bounce(survey.partnership_id, "b@example.org")
    assert stopped(survey) == {"b@example.org": "opted_out"}


def test_the_link_of_a_letter_stops_whatever_became_of_it(survey, club):
    old = a_link(survey, club)
    a_link(survey, club)
    club.left_at = now()
    close_survey(survey)
    stops.opt_out(find_addressed(old))
    assert stopped(survey) == {"club@example.org": "opted_out"}
    stops.take_back(find_addressed(old))
    assert stopped(survey) == {}


@pytest.mark.parametrize("token", ["", "x", "\x00", "\ud800"])
def test_a_made_up_token_stops_nothing(survey, club, token):
    a_link(survey, club)
    assert find_addressed(token) is None


def refuse_all(monkeypatch, app, error):
    def refuses(*_):
        raise error

    monkeypatch.setitem(app.config, "MAIL_SERVER", "mail.example.org")
    monkeypatch.setattr(delivery, "send_by_smtp", refuses)
    db.session.commit()
    delivery.send_waiting()
    db.session.expire_all()


def refused(code, words, address="club@example.org"):
    return smtplib.SMTPRecipientsRefused({address: (code, words)})


@pytest.mark.parametrize(
    "error",
    [
        refused(550, b"5.1.1 <club@example.org>: no such user"),
        refused(550, b"No such user here"),
        refused(553, b"5.1.3 bad address"),
        refused(550, b"5.4.1 Recipient address rejected: Access denied"),
        smtplib.SMTPDataError(554, b"5.2.1 mailbox disabled"),
    ],
)
def test_a_letter_refused_for_good_fails_at_once_and_marks_its_address(
    app, survey, club, monkeypatch, error
):
    send_invitations(survey, [club], link_to)
    refuse_all(monkeypatch, app, error)
    [email] = emails()
    assert (email.state, email.attempts, email.body) == ("failed", 1, "")
    assert stopped(survey) == {"club@example.org": "bounced"}


@pytest.mark.parametrize(
    "error",
    [
        refused(450, b"4.2.0 greylisted, try again"),
        refused(552, b"5.2.2 mailbox full"),
        refused(550, b"5.7.1 relaying denied"),
        refused(550, b"Relay not permitted"),
        refused(554, b"5.7.1 listed as a source of spam"),
        refused(550, b"5.1.8 sender's domain does not exist"),
        smtplib.SMTPSenderRefused(550, b"5.1.1 bad sender", "from@example.org"),
        smtplib.SMTPAuthenticationError(535, b"5.7.8 bad password"),
        smtplib.SMTPServerDisconnected("gone"),
        ConnectionRefusedError(),
    ],
)
def test_what_says_nothing_of_the_address_is_tried_again(app, survey, club, monkeypatch, error):
    send_invitations(survey, [club], link_to)
    refuse_all(monkeypatch, app, error)
    assert [email.state for email in emails()] == ["waiting"]
    assert stopped(survey) == {}


def test_a_letter_that_is_not_about_surveys_marks_nothing(app, survey, monkeypatch):
    for key in ("sign-in:1", "registration:x", "odd", "invitation:99999", "receipt:7:1"):
        service.queue_email(key, "club@example.org", "Hello", "Text")
    refuse_all(monkeypatch, app, refused(550, b"5.1.1 no such user"))
    assert {email.state for email in emails()} == {"failed"}
    assert stopped(survey) == {}


def test_marking_by_command_meets_every_partnership_that_writes_there(survey, club):
    valley = a_survey(make.a_partnership("valley", "Valley"))
    former = make.a_participation(valley.partnership, name="Owl Play")
    a_link(valley, former)
    former.contact_email = "new@example.org"
    db.session.flush()
    assert stops.mark_bounced("Club@Example.org") == 2
    assert stopped(survey) == stopped(valley) == {"club@example.org": "bounced"}
    with pytest.raises(NotThere, match="No organisation has the address"):
        stops.mark_bounced("nobody@example.org")


def test_each_letter_ends_with_its_stop_link_and_says_so_to_mail_programs(survey, club):
    send_invitations(survey, [club], link_to)
    [email] = emails()
    token = email.body.split("/link/")[1].split()[0]
    assert email.body.endswith(f"No more e-mails about surveys: {link_to(token)}/stop\n")
    assert delivery.headers_of(email) == {
        "List-Unsubscribe": f"<{link_to(token)}/stop>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


@pytest.mark.parametrize(
    "body",
    ["", "Hello", "No more e-mails about surveys: https://e.org/x\nIf unclear, ask.",
     "No more e-mails about surveys: https://e.org/x\ty", "No more e-mails about surveys: "],
)  # fmt: skip
def test_other_letters_have_no_such_header(survey, body):
    assert service.stop_link_of(body) == ""
