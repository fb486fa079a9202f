"""A letter that asks for answers is looked at as it leaves: is its link alive, are they wanted?"""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from portal.inviting.invitations import hand_over, send_invitations
from portal.inviting.registrations import confirm, register
from portal.inviting.relinking import send_link_again
from portal.inviting.reminders import send_reminders
from portal.inviting.replies import ask_for_talk, decline
from portal.mail import delivery
from portal.models.base import db, now
from portal.models.jobs import OutgoingEmail
from portal.models.surveys import Invitation
from portal.surveys.late import let_in_late
from portal.surveys.opening import today
from portal.surveys.service import close_survey, open_survey, set_registration
from tests.portal.surveys.factories import a_draft, link_to, send

THEMES = {"themes": {"play": "most", "sport": "none"}}


@pytest.fixture
def leave(app, tmp_path, monkeypatch):
    """Let all letters leave whose time has come; give how each of them fares."""
    monkeypatch.setitem(app.config, "OUTBOX", tmp_path)

    def once():
        db.session.commit()
        delivery.send_waiting()
        db.session.expire_all()
        query = sa.select(OutgoingEmail).order_by(OutgoingEmail.id)
        return [email.failure or email.state for email in db.session.scalars(query)]

    return once


@pytest.fixture
def reminded(survey, club, leave):
    """A reminder that waits behind an invitation, which has left some days ago."""
    send_invitations(survey, [club], link_to)
    assert leave() == ["sent"]
    db.session.execute(sa.update(Invitation).values(sent_at=now() - timedelta(days=4)))
    return send_reminders(survey, link_to)


def sends(survey, club):
    send(a_draft(survey, club, **THEMES))


def says_no(survey, club):
    decline(a_draft(survey, club))


def would_rather_talk(survey, club):
    ask_for_talk(a_draft(survey, club))


def gets_another_link(survey, club):
    hand_over(survey, club)


def leaves(survey, club):
    club.left_at = now()


def is_closed_by_hand(survey, club):
    close_survey(survey)


def closes_by_itself(survey, club):
    survey.closes_at = now()


@pytest.mark.parametrize(
    "happens",
    [sends, says_no, would_rather_talk, gets_another_link, leaves, is_closed_by_hand,
     closes_by_itself],
)  # fmt: skip
def test_a_reminder_that_is_not_wanted_any_more_is_withdrawn(
    reminded, survey, club, leave, happens
):
    happens(survey, club)
    assert leave() == ["sent", "withdrawn"]
    assert list(db.session.scalars(sa.select(OutgoingEmail.body))) == ["", ""]


def test_one_that_is_still_wanted_leaves(reminded, survey, club, leave):
    a_draft(survey, club, **THEMES)
    assert leave() == ["sent", "sent"]


def test_one_that_waits_while_a_survey_is_closed_and_opened_again_leaves(
    reminded, survey, club, leave
):
    close_survey(survey)
    open_survey(survey, reason="A week more")
    assert leave() == ["sent", "sent"]


def test_whoever_said_no_is_written_to_when_a_coordinator_asks_again(survey, club, leave):
    decline(a_draft(survey, club))
    send_invitations(survey, [club], link_to)
    assert leave() == ["sent"]


def test_after_the_close_a_link_leaves_for_whoever_was_let_in(survey, club, leave):
    close_survey(survey)
    let_in_late(survey, club, today(), "They were ill")
    send_invitations(survey, [club], link_to)
    assert leave() == ["sent"]


def test_a_link_that_somebody_asked_for_leaves_although_they_have_sent(survey, club, leave):
    response = a_draft(survey, club, **THEMES)
    send_link_again(response.public_id, link_to)
    send(response)
    assert leave() == ["sent"]


def test_whoever_registers_and_sends_at_once_still_gets_the_only_link(survey, leave):
    set_registration(survey, True)
    tokens = []
    register(survey, "Owl Play", "Kim", "owl@example.org", lambda t: tokens.append(t) or link_to(t))
    response, invitation = confirm(*tokens, link_to)
    send(a_draft(survey, response.participation, **THEMES))
    assert leave() == ["sent", "sent"]
    assert invitation.revoked_at is None
