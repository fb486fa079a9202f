"""The tracker says what is true: who opened it itself, what arrived, how many reminders came."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from portal.inviting.invitations import send_invitations
from portal.inviting.reminders import send_reminders
from portal.inviting.standings import count_states
from portal.inviting.tracking import get_row
from portal.mail.service import MOST_TRIES, mark_failed, withdraw
from portal.mail.service import mark_sent as mark_left
from portal.models.base import db, now
from portal.models.days import today
from portal.models.jobs import OutgoingEmail
from portal.surveys.behalf import leave_to_organisation, start_entering
from portal.surveys.late import let_in_late
from portal.surveys.responses import start_response
from portal.surveys.service import close_survey
from tests.portal import factories as make
from tests.portal.surveys.factories import a_link, link_to


@pytest.fixture
def ada(survey):
    return make.a_person("ada@example.org", "Ada")


def row(survey, club):
    db.session.flush()
    return get_row(survey, club.organisation_id)


def last_letter():
    return db.session.scalar(sa.select(OutgoingEmail).order_by(OutgoingEmail.id.desc()).limit(1))


def try_in_vain(letter, times=MOST_TRIES):
    letter.attempts = times
    mark_failed(letter, "TimeoutError")


def test_who_opened_it_from_its_own_account_has_opened_it_once_let_in_late_too(survey, club):
    response = start_response(survey, club)
    assert row(survey, club).state == "opened"
    close_survey(survey)
    let_in_late(survey, club, today(), "They were ill")
    assert row(survey, club).state == "opened"
    assert row(survey, club).since == response.opened_at


def test_who_is_let_in_late_has_opened_nothing_until_it_does(survey, club):
    close_survey(survey)
    let_in_late(survey, club, today(), "They were ill")
    assert row(survey, club).state == "not_invited"
    start_response(survey, club)
    assert row(survey, club).state == "opened"


@pytest.mark.parametrize(("invited", "state"), [(False, "not_invited"), (True, "invited")])
def test_entering_begun_and_left_to_the_organisation_opens_nothing(
    survey, club, ada, invited, state
):
    if invited:
        a_link(survey, club)
    response = start_entering(survey, club, "telephone", ada)
    assert row(survey, club).state == state
    leave_to_organisation(response)
    assert row(survey, club).state == state
    start_response(survey, club)
    assert row(survey, club).state == "opened"


def test_a_new_link_does_not_hide_how_many_reminders_came(survey, club):
    send_invitations(survey, [club], link_to)
    begun = now()
    for day in (4, 8):
        with time_machine.travel(begun + timedelta(days=day)):
            assert len(send_reminders(survey, link_to)) == 1
    assert row(survey, club).reminders == 2
    send_invitations(survey, [club], link_to)
    assert row(survey, club).reminders == 2


def test_a_letter_given_up_after_many_tries_did_not_reach_its_organisation(survey, club):
    (invitation,) = send_invitations(survey, [club], link_to)
    try_in_vain(last_letter(), times=1)
    assert (row(survey, club).state, row(survey, club).lost) == ("invited", False)
    try_in_vain(last_letter())
    found = row(survey, club)
    assert (found.state, found.lost, found.stop) == ("unreached", True, "")
    assert found.since == invitation.created_at
    assert count_states(survey)["unreached"] == 1


def test_a_letter_that_was_withdrawn_has_not_failed_to_arrive(survey, club):
    send_invitations(survey, [club], link_to)
    withdraw([last_letter().key])
    assert (row(survey, club).state, row(survey, club).lost) == ("invited", False)


def test_a_new_letter_that_leaves_makes_good_for_one_that_was_given_up(survey, club):
    send_invitations(survey, [club], link_to)
    try_in_vain(last_letter())
    send_invitations(survey, [club], link_to)
    assert row(survey, club).state == "invited"
    mark_left(last_letter())
    assert row(survey, club).state == "invited"


def test_who_opened_an_earlier_letter_has_opened_it_whatever_became_of_the_last(survey, club):
    send_invitations(survey, [club], link_to)
    start_response(survey, club)
    try_in_vain(last_letter())
    assert row(survey, club).state == "opened"
