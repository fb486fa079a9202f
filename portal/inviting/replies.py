"""Other replies than answers: "not this time", and "we would rather talk".

Both are of the response, which is made where there is none yet. Answering anything takes them
back: see `save_page`.
"""

from datetime import datetime

import sqlalchemy as sa

from portal.errors import Refused
from portal.models.audit import AuditEntry
from portal.models.base import db, now
from portal.models.surveys import Response
from portal.surveys.trail import note_response, subject_of

LONGEST = 500
HELD = "held a talk"


def decline(response: Response, words: str = "") -> None:
    """Note that an organisation does not answer this time, with its words if it has any."""
    check_not_sent(response)
    response.declined_at, response.declined_words = now(), words.strip()[:LONGEST]
    response.talk_asked_at = None
    note_response("declined a survey", response)


def ask_for_talk(response: Response, words: str = "", telephone: str = "") -> None:
    """Note that an organisation would rather talk, and how to reach it."""
    check_not_sent(response)
    ring = f"Telephone: {telephone.strip()}" if telephone.strip() else ""
    said = "\n".join(line for line in (ring, words.strip()) if line)
    response.talk_asked_at, response.talk_words = now(), said[:LONGEST]
    response.declined_at = None
    note_response("asked for a talk", response)


def hold_talk(response: Response, *, person_id: int | None = None) -> None:
    """Note that a talk was held; the organisation stands again where it stood before."""
    if response.talk_asked_at is None:
        raise Refused("This talk is settled already, or they have answered since.")
    response.talk_asked_at = None
    note_response(HELD, response, person_id)


def when_held(response: Response) -> datetime | None:
    """Give when the last talk with an organisation was held."""
    query = sa.select(sa.func.max(AuditEntry.created_at)).filter_by(
        partnership_id=response.survey.partnership_id,
        subject=subject_of(response),
        action=HELD,
    )
    return db.session.scalar(query)


def check_not_sent(response: Response) -> None:
    """Refuse where answers were sent: they are the reply."""
    if response.state != "draft":
        raise Refused("Your answers have been sent already.")
