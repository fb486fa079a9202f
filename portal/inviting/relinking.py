"""A personal link once more, for somebody who asks for it: to the address on record alone."""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from portal.inviting.invitations import MakeLink, new_link
from portal.inviting.letters import again_letter
from portal.mail.service import queue_email
from portal.models.base import db, now
from portal.models.surveys import Invitation, Response
from portal.surveys.at_once import hold_survey
from portal.surveys.late import may_answer_now
from portal.surveys.trail import note_response

MOST_A_DAY = 3


def send_link_again(public_id: str, make_link: MakeLink) -> bool:
    """E-mail another link to the address on record; the links before it go on working.

    Tells whether one was sent, which is for nobody to see: there may be no such response, no
    address, or enough links today.
    """
    response = db.session.scalar(sa.select(Response).filter_by(public_id=public_id))
    if response is None or not may_answer_now(response) or response.participation.left_at:
        return False
    address = address_for(response)
    hold_survey(response.survey)
    if not address or count_today(response) >= MOST_A_DAY:
        return False
    invitation, token = new_link(response.survey, response.participation, address)
    db.session.add(invitation)
    db.session.flush()
    subject, body = again_letter(invitation, make_link(token))
    queue_email(f"again:{invitation.id}", invitation.email, subject, body)
    invitation.sent_at = now()
    note_response("sent a link again", response)
    return True


def address_for(response: Response) -> str:
    """Give the address on record, else the one that the latest link that works went to.

    A link that has ended may have gone to somebody who answers for the organisation no more.
    """
    working = of_response(response).where(Invitation.email != "", Invitation.revoked_at.is_(None))
    latest = working.with_only_columns(Invitation.email).order_by(Invitation.id.desc()).limit(1)
    return response.participation.contact_email or db.session.scalar(latest) or ""


def count_today(response: Response) -> int:
    """Count the links that were e-mailed to an organisation within a day."""
    recent = of_response(response).where(Invitation.sent_at > now() - timedelta(days=1))
    return db.session.scalar(recent.with_only_columns(sa.func.count())) or 0


def of_response(response: Response) -> sa.Select[Any]:
    """Ask for the links that were made for a response."""
    return sa.select(Invitation).where(
        Invitation.survey_id == response.survey_id,
        Invitation.participation_id == response.participation_id,
    )
