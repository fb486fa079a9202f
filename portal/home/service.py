"""What the front page and the page of one's own tasks show."""

import sqlalchemy as sa

from portal.models.base import db
from portal.models.organisations import Editorship, Participation
from portal.models.partnerships import Membership, Partnership
from portal.models.people import Person


def list_partnerships() -> list[Partnership]:
    """List all partnerships by name; their front pages are public."""
    return list(db.session.scalars(sa.select(Partnership).order_by(Partnership.name)))


def list_memberships(person: Person) -> list[Membership]:
    """List the partnerships in which a person has a role."""
    query = sa.select(Membership).filter_by(person_id=person.id).order_by(Membership.id)
    return list(db.session.scalars(query))


def list_own_participations(person: Person) -> list[Participation]:
    """List the participations of organisations that a person speaks for."""
    query = (
        sa.select(Participation)
        .join(Editorship, Editorship.organisation_id == Participation.organisation_id)
        .where(Editorship.person_id == person.id, Participation.left_at.is_(None))
        .order_by(Participation.id)
    )
    return list(db.session.scalars(query))


def check_database() -> None:
    """Ask the database for a sign of life."""
    db.session.execute(sa.select(1))
