"""Addresses that get no more letters about surveys: their owner said so, or letters came back.

A stop belongs to an address in a partnership, not to an organisation: a new address is written to,
and what its former address was told stays. Receipts, and links that somebody asks for themselves,
go to any address.
"""

from typing import Any

import sqlalchemy as sa

from portal.audit.service import record
from portal.errors import NotThere, Refused
from portal.jobs.statements import changed
from portal.mail.service import when_refused, withdraw
from portal.models.base import db
from portal.models.jobs import OutgoingEmail
from portal.models.organisations import Participation
from portal.models.surveys import Invitation, MailStop, Response, Survey
from portal.surveys.at_once import add_or_find

OPTED_OUT, BOUNCED = "opted_out", "bounced"
# How the keys of letters about surveys begin, and of what the number after it is.
KINDS: dict[str, Any] = {
    "invitation": Invitation,
    "entered": Invitation,
    "again": Invitation,
    "receipt": Response,
}
# Those that go to people who asked for none.
UNASKED = ("invitation", "entered")


def address_key(email: str) -> str:
    """Give the one form in which addresses are compared."""
    return email.strip().lower()


def list_stops(partnership_id: int) -> dict[str, str]:
    """Give why each stopped address of a partnership is stopped."""
    query = sa.select(MailStop.email, MailStop.why).filter_by(partnership_id=partnership_id)
    return {row.email: row.why for row in db.session.execute(query)}


def find_stop(partnership_id: int, email: str) -> MailStop | None:
    """Find the stop of an address in a partnership."""
    query = sa.select(MailStop).filter_by(partnership_id=partnership_id, email=address_key(email))
    return db.session.scalar(query)


def stop_mail(
    partnership_id: int, email: str, why: str, *, person_id: int | None = None
) -> MailStop | None:
    """Send no more letters about surveys to an address; those that wait to leave are withdrawn.

    What somebody said goes before what a server said: an address whose owner wants no letters
    stays so when letters come back as well.
    """
    if not address_key(email):
        return None
    stop = find_stop(partnership_id, email) or add_stop(partnership_id, email, why)
    if why == OPTED_OUT:
        stop.why = OPTED_OUT
    withdraw_letters(partnership_id, email)
    note(f"stopped e-mails: {stop.why}", stop, person_id)
    return stop


def add_stop(partnership_id: int, email: str, why: str) -> MailStop:
    """Add a stop, or find the one that somebody else added in the same moment."""
    stop = MailStop(partnership_id=partnership_id, email=address_key(email), why=why)
    return add_or_find(stop, lambda: find_stop(partnership_id, email))


def withdraw_letters(partnership_id: int, email: str) -> None:
    """Take letters to an address that have not left yet out of the outbox."""
    query = (
        sa.select(Invitation.id)
        .join(Survey, Invitation.survey_id == Survey.id)
        .where(Survey.partnership_id == partnership_id, Invitation.email == address_key(email))
    )
    numbers = db.session.scalars(query).all()
    withdraw(f"{kind}:{number}" for kind in UNASKED for number in numbers)


def lift_bounce(partnership_id: int, email: str, *, person_id: int | None = None) -> None:
    """Write to an address again whose letters came back; an opt-out is its owner's to take back."""
    stop = find_stop(partnership_id, email)
    if stop is None:
        return
    if stop.why == OPTED_OUT:
        raise Refused(
            "They asked for no more e-mails, so only they can take it back: with the link at the "
            "end of any letter that they got."
        )
    lift(stop, person_id)


def lift(stop: MailStop, person_id: int | None = None) -> None:
    """Take a stop away; where somebody else did in the same moment, there is nothing to note."""
    if changed(sa.delete(MailStop).where(MailStop.id == stop.id)) == 1:
        note("lifted a stop of e-mails", stop, person_id)


def note(action: str, stop: MailStop, person_id: int | None) -> None:
    """Add what was done to the audit trail; the address stands in the row alone."""
    record(
        action,
        f"mail_stop:{stop.id}",
        person_id=person_id,
        partnership_id=stop.partnership_id,
    )


def opt_out(invitation: Invitation) -> None:
    """Stop letters to the address that a link was sent to, as the holder of the link asks."""
    stop_mail(invitation.survey.partnership_id, invitation.email, OPTED_OUT)


def take_back(invitation: Invitation) -> None:
    """Let letters come again; what a server said of the address goes too, as somebody reads it."""
    stop = find_stop(invitation.survey.partnership_id, invitation.email)
    if stop is not None:
        lift(stop)


@when_refused
def mark_returned(email: OutgoingEmail) -> None:
    """Mark the address of a letter about a survey that its server refused for good."""
    kind, number = [*email.key.split(":"), ""][:2]
    partnership_id = partnership_of(kind, int(number)) if number.isdecimal() else None
    if partnership_id is not None:
        stop_mail(partnership_id, email.recipient, BOUNCED)


def partnership_of(kind: str, number: int) -> int | None:
    """Find the partnership that a letter was sent for."""
    row = KINDS.get(kind)
    if row is None:
        return None
    query = sa.select(Survey.partnership_id).join(row, row.survey_id == Survey.id)
    return db.session.scalar(query.where(row.id == number))


def mark_bounced(email: str, *, person_id: int | None = None) -> int:
    """Mark an address wherever it is written to; give in how many partnerships.

    Raises
    ------
    NotThere
        Where no organisation has this address and no letter went there.
    """
    key = address_key(email)
    known = sa.select(Participation.partnership_id).where(
        sa.func.lower(Participation.contact_email) == key
    )
    written = (
        sa.select(Survey.partnership_id)
        .join(Invitation, Invitation.survey_id == Survey.id)
        .where(Invitation.email == key)
    )
    places = set(db.session.scalars(known)) | set(db.session.scalars(written))
    if not key or not places:
        raise NotThere(f"No organisation has the address {email!r}, and no letter went there.")
    for partnership_id in sorted(places):
        stop_mail(partnership_id, key, BOUNCED, person_id=person_id)
    return len(places)
