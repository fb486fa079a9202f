"""Registering interest in public: an address is confirmed first, then an organisation is made.

Who may answer for a known organisation: whoever reads the e-mail of its contact address, and
nobody else by this way. A registration is attached to an organisation that takes part already
only where both its name and the confirmed address are the ones on record. In every other case a
new organisation is made; where the name is taken, the new one's name says when it registered,
and the tracker shows the coordinator the two, so that they can ask. A stranger who types the
name of a known organisation therefore sees nothing of it and changes nothing of it. The public
form gives the same answer, and does the same work, whether or not the organisation is known.
"""

import secrets
from datetime import timedelta

import sqlalchemy as sa

from portal.errors import NotThere
from portal.inviting.invitations import (
    MakeLink,
    hash_token,
    make_invitation,
    mark_opened,
    post,
)
from portal.inviting.letters import confirmation_letter, welcome_letter
from portal.jobs.statements import changed
from portal.mail.service import queue_email
from portal.models.base import db, now
from portal.models.days import day_of
from portal.models.organisations import Participation
from portal.models.surveys import Invitation, Registration, Response, Survey
from portal.organisations.service import add_organisation, find_by_name, tidy_name
from portal.surveys.opening import takes_registrations
from portal.surveys.responses import start_response
from portal.surveys.trail import note_survey

LINK_LIFE = timedelta(days=7)
# A second press of the button, or a page gone back to, opens the same response again.
REPEAT = timedelta(minutes=10)
MOST_AN_HOUR = 3


def register(
    survey: Survey, organisation_name: str, contact_name: str, email: str, make_link: MakeLink
) -> Registration:
    """Keep a registration and e-mail a link that confirms it; too many an hour send nothing."""
    if not takes_registrations(survey):
        raise NotThere("This survey takes no registrations now.")
    address = email.strip().lower()
    token = secrets.token_urlsafe(32)
    recent = count_recent(address)
    registration = Registration(
        survey=survey,
        organisation_name=tidy_name(organisation_name),
        contact_name=" ".join(contact_name.split()),
        email=address,
        token_hash=hash_token(token),
    )
    db.session.add(registration)
    db.session.flush()
    if recent < MOST_AN_HOUR:
        subject, body = confirmation_letter(registration, make_link(token))
        queue_email(f"registration:{registration.id}", address, subject, body)
    return registration


def count_recent(address: str) -> int:
    """Count the registrations of a mailbox in the last hour, over all surveys.

    Mail to name+anything arrives at name, so all of these are one mailbox.
    """
    local, _, domain = address.rpartition("@")
    name = local.partition("+")[0]
    tagged = sa.and_(
        Registration.email.startswith(f"{name}+", autoescape=True),
        Registration.email.endswith(f"@{domain}", autoescape=True),
    )
    query = sa.select(sa.func.count(Registration.id)).where(
        sa.or_(Registration.email == f"{name}@{domain}", tagged),
        Registration.created_at > now() - timedelta(hours=1),
    )
    return db.session.scalar(query) or 0


def find_waiting(token: str) -> Registration | None:
    """Find the registration of a link that can be confirmed, or was a moment ago."""
    registration = db.session.scalar(
        sa.select(Registration).where(
            Registration.token_hash == hash_token(token),
            Registration.created_at > now() - LINK_LIFE,
        )
    )
    if registration is None or not takes_registrations(registration.survey):
        return None
    confirmed = registration.confirmed_at
    return registration if confirmed is None or confirmed > now() - REPEAT else None


def confirm(token: str, make_link: MakeLink) -> tuple[Response, Invitation]:
    """Turn a registration into an organisation with a link, once, and open its response."""
    registration = find_waiting(token)
    if registration is None:
        raise NotThere()
    used = changed(
        sa.update(Registration)
        .where(Registration.id == registration.id, Registration.confirmed_at.is_(None))
        .values(confirmed_at=now())
    )
    if used == 1:
        let_in(registration, make_link)
    db.session.refresh(registration)
    invitation = registration.invitation
    if invitation is None or invitation.revoked_at:
        raise NotThere()
    return start_response(invitation.survey, invitation.participation), invitation


def let_in(registration: Registration, make_link: MakeLink) -> None:
    """Find or make the organisation, and e-mail its personal link."""
    survey = registration.survey
    participation = find_own(registration) or make_organisation(registration)
    invitation, token = make_invitation(survey, participation, registration.email)
    registration.invitation = invitation
    # They asked for this link themselves, so it goes to an address that wants no letters too.
    post([(invitation, *welcome_letter(registration, make_link(token)))])
    mark_opened(invitation)
    note_survey("confirmed a registration", survey, organisation=participation.slug)
    db.session.flush()


def find_own(registration: Registration) -> Participation | None:
    """Find the organisation of this name, if the confirmed address is the one on record for it."""
    partnership = registration.survey.partnership
    found = find_by_name(partnership, registration.organisation_name)
    address = found.contact_email.strip().lower() if found is not None else ""
    if found is not None and found.left_at is None and address == registration.email:
        return found
    return find_earlier(registration)


def find_earlier(registration: Registration) -> Participation | None:
    """Find the organisation that the same address made earlier under the same typed name."""
    query = (
        sa.select(Participation)
        .join(Invitation, Invitation.participation_id == Participation.id)
        .join(Registration, Registration.invitation_id == Invitation.id)
        .where(
            Registration.survey_id == registration.survey_id,
            Registration.email == registration.email,
            sa.func.lower(Registration.organisation_name) == registration.organisation_name.lower(),
            Participation.contact_email == registration.email,
            Participation.left_at.is_(None),
        )
    )
    return db.session.scalar(query.order_by(Participation.id).limit(1))


def make_organisation(registration: Registration) -> Participation:
    """Make a new organisation, under a name that tells it from one that is there already."""
    partnership = registration.survey.partnership
    return add_organisation(
        partnership,
        free_name(registration),
        contact_name=registration.contact_name,
        contact_email=registration.email,
    )


def free_name(registration: Registration) -> str:
    """Give the name that was typed, with the day of registering where it is taken."""
    partnership, typed = registration.survey.partnership, registration.organisation_name
    day = day_of(registration.created_at)
    name, number = typed, 1
    while find_by_name(partnership, name) is not None:
        count = "" if number == 1 else f", {number}"
        name = f"{typed[:160]} (registered {day.day} {day:%B %Y}{count})"
        number += 1
    return name
