"""Who is there: the signed-in person, their roles in the partnership at hand, and their doors."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from flask import g, request, session
from flask_login import current_user
from flask_security import SQLAlchemyUserDatastore, login_user, logout_user

from portal.models.base import db
from portal.models.organisations import Editorship, Participation
from portal.models.partnerships import Membership, Partnership
from portal.models.people import Person, Role
from portal.models.surveys import Invitation, Response

LONGEST_SIGN_IN = timedelta(hours=12)
datastore = SQLAlchemyUserDatastore(db, Person, Role)


@dataclass(frozen=True, slots=True)
class Visitor:
    """The person behind a request and what they are in the partnership that it is about."""

    person: Person | None
    partnership: Partnership | None
    role: str | None
    organisations: frozenset[int]

    @property
    def is_administrator(self) -> bool:
        """Whether the visitor looks after the whole installation."""
        return self.person is not None and self.person.is_administrator

    @property
    def audience(self) -> str:
        """The widest visibility that this visitor may read here."""
        if self.role == "coordinator":
            return "coordinators"
        if self.role == "viewer":
            return "infrastructure"
        return "members" if self.organisations else "public"


def visitor() -> Visitor:
    """Give the visitor of this request."""
    known: Visitor = g.visitor
    return known


def here() -> Partnership:
    """Give the partnership that this request is about."""
    partnership = visitor().partnership
    if partnership is None:
        raise LookupError("This page is about no partnership.")
    return partnership


def person_here() -> Person:
    """Give the signed-in person of a page whose rule asks for one."""
    person = visitor().person
    if person is None:
        raise LookupError("Nobody is signed in.")
    return person


def meet_visitor() -> None:
    """Find out who asks, before any rule is tried."""
    person = current_user._get_current_object() if current_user.is_authenticated else None
    if person is not None and sign_in_is_stale():
        logout_user()
        person = None
    partnership = None
    slug = (request.view_args or {}).get("partnership")
    if slug:
        partnership = db.session.scalar(sa.select(Partnership).filter_by(slug=slug))
    g.visitor = Visitor(person, partnership, *standing(person, partnership))


def sign_in_is_stale() -> bool:
    """Tell whether a sign-in is older than any sign-in may get."""
    since = session.get("signed_in_at")
    if not isinstance(since, int | float):
        return True
    return datetime.now(UTC) - datetime.fromtimestamp(since, UTC) > LONGEST_SIGN_IN


def standing(
    person: Person | None, partnership: Partnership | None
) -> tuple[str | None, frozenset[int]]:
    """Look up a person's role and organisations in one partnership."""
    if person is None or partnership is None:
        return None, frozenset()
    role = db.session.scalar(
        sa.select(Membership.role).filter_by(partnership_id=partnership.id, person_id=person.id)
    )
    ids = db.session.scalars(
        sa.select(Participation.organisation_id)
        .join(Editorship, Editorship.organisation_id == Participation.organisation_id)
        .where(
            Editorship.person_id == person.id,
            Participation.partnership_id == partnership.id,
            Participation.left_at.is_(None),
        )
    )
    return role, frozenset(ids)


def sign_in(person: Person) -> None:
    """Start a fresh sign-in; nothing of the session before it is kept but open responses."""
    doors = session.get("doors", {})
    session.clear()
    login_user(person, remember=False, authn_via=["link"])
    session["doors"] = doors
    session["signed_in_at"] = datetime.now(UTC).timestamp()
    session.permanent = True


def sign_out(person: Person) -> None:
    """End every sign-in of a person, on all devices, at the server."""
    datastore.set_uniquifier(person)
    logout_user()
    session.clear()


def open_door(response: Response, invitation: Invitation) -> None:
    """Remember that this browser opened a response by its personal link."""
    doors = dict(session.get("doors", {}))
    doors[response.public_id] = invitation.id
    session["doors"] = dict(list(doors.items())[-5:])
    session.permanent = True


def may_answer(public_id: str) -> bool:
    """Tell whether this browser holds a live link to a response, or its person speaks for it.

    A coordinator who enters what the organisation told is let in until it is sent.
    """
    response = db.session.scalar(sa.select(Response).filter_by(public_id=public_id))
    if response is None:
        return False
    return holds_link(response) or speaks_for(response) or enters(response)


def holds_link(response: Response) -> bool:
    """Tell whether the link by which this browser came still opens the response."""
    invitation_id = session.get("doors", {}).get(response.public_id)
    if invitation_id is None:
        return False
    invitation = db.session.get(Invitation, invitation_id)
    return (
        invitation is not None
        and invitation.revoked_at is None
        and invitation.survey_id == response.survey_id
        and invitation.participation_id == response.participation_id
    )


def enters(response: Response) -> bool:
    """Tell whether the signed-in coordinator is entering a draft for the organisation."""
    person = visitor().person
    if person is None or response.channel == "online" or response.state != "draft":
        return False
    if response.entered_by != person.id:
        return False
    coordinates = sa.select(Membership.id).filter_by(
        partnership_id=response.survey.partnership_id, person_id=person.id, role="coordinator"
    )
    return db.session.scalar(coordinates) is not None


def speaks_for(response: Response) -> bool:
    """Tell whether the signed-in person speaks for the organisation that answers."""
    person = visitor().person
    if person is None:
        return False
    mine = sa.select(Editorship.id).filter_by(
        person_id=person.id, organisation_id=response.participation.organisation_id
    )
    return db.session.scalar(mine) is not None
