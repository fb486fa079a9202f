"""A link once more goes where the organisation is reached now, and to no address before it."""

import pytest
import sqlalchemy as sa

from portal.answering.receipts import send_receipt
from portal.inviting.invitations import hand_over, invite
from portal.inviting.relinking import send_link_again
from portal.models.base import db
from portal.models.jobs import OutgoingEmail
from tests.portal.surveys.factories import a_draft, link_to, send


@pytest.fixture
def response(survey, club):
    """A draft of the club, which was invited at an address that it has no longer."""
    invite(survey, club, "old@example.org")
    return a_draft(survey, club, themes={"play": "most", "sport": "none"})


def recipients():
    return list(db.session.scalars(sa.select(OutgoingEmail.recipient).order_by(OutgoingEmail.id)))


def test_a_link_once_more_and_the_receipt_go_to_the_address_on_record_alone(response, club):
    club.contact_email = "new@example.org"
    assert send_link_again(response.public_id, link_to)
    send(response)
    send_receipt(response)
    assert recipients() == ["new@example.org"] * 2


def test_without_an_address_on_record_a_link_that_works_says_where_to(response, club):
    club.contact_email = ""
    assert send_link_again(response.public_id, link_to)
    assert recipients() == ["old@example.org"]


def test_the_address_of_a_link_that_has_ended_gets_nothing(response, survey, club):
    club.contact_email = ""
    hand_over(survey, club)
    assert not send_link_again(response.public_id, link_to)
    send(response)
    send_receipt(response)
    assert recipients() == []
