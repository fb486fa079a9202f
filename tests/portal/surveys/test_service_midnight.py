"""What comes after midnight in London in summer is of the new day, though in UTC it is not yet."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
import time_machine

from portal.inviting.entered_letters import entered_letter
from portal.inviting.invitations import invite
from portal.models.base import db
from portal.models.days import day_of, today
from portal.models.organisations import ProfileFact
from portal.models.surveys import Invitation
from tests.portal.surveys.factories import a_draft, send
from tests.portal.surveys.promised import a_promising_survey, answered

HALF_PAST_MIDNIGHT = datetime(2027, 6, 30, 23, 30, tzinfo=UTC)
FIRST_OF_JULY = date(2027, 7, 1)


@pytest.fixture(autouse=True)
def midnight():
    with time_machine.travel(HALF_PAST_MIDNIGHT, tick=False):
        yield


def test_today_is_the_day_in_london():
    assert today() == FIRST_OF_JULY


def test_a_fact_is_of_the_day_in_london(survey, club):
    send(a_draft(survey, club, staff=3, themes={"play": "most", "sport": "none"}))
    assert set(db.session.scalars(sa.select(ProfileFact.stated_on))) == {FIRST_OF_JULY}


def test_an_anonymous_response_was_sent_on_the_day_in_london_and_not_in_the_future(partnership):
    response = answered(a_promising_survey("anonymous", partnership), "Kite Club")
    assert day_of(response.sent_at) == FIRST_OF_JULY
    assert response.sent_at <= HALF_PAST_MIDNIGHT


def test_the_letter_about_entered_answers_names_the_day_in_london(survey, club):
    invite(survey, club, club.contact_email)
    invitation = db.session.scalar(sa.select(Invitation))
    _subject, body = entered_letter(invitation, "a link", "by telephone", "Pat", "Ada")
    assert "They were sent on 1 July 2027." in body
