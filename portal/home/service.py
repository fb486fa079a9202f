"""What the front page and the page of one's own tasks show."""

from dataclasses import dataclass

import sqlalchemy as sa

from portal.models.base import db
from portal.models.organisations import Editorship, Participation
from portal.models.partnerships import Membership, Partnership
from portal.models.people import Person
from portal.models.surveys import Survey
from portal.organisations.profiles import list_differences
from portal.surveys.late import list_let_in
from portal.surveys.responses import find_response
from portal.surveys.service import list_open


@dataclass(frozen=True, slots=True)
class Desk:
    """What waits for one organisation in one partnership: open surveys, differences to settle."""

    participation: Participation
    surveys: list[tuple[Survey, str]]
    differences: int


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


def list_desks(person: Person) -> list[Desk]:
    """List what is to do for each organisation that a person speaks for."""
    return [
        Desk(one, list_to_answer(one), len(list_differences(one)))
        for one in list_own_participations(person)
    ]


def list_to_answer(participation: Participation) -> list[tuple[Survey, str]]:
    """List the surveys that an organisation can answer now with how far it got.

    That is "", "draft", "sent" or "amending"; one into which it was let in late is among them.
    """
    found = [
        (one, find_response(one, participation)) for one in list_open(participation.partnership)
    ]
    found += [(response.survey, response) for response in list_let_in(participation)]
    return [(survey, response.state if response else "") for survey, response in found]


def check_database() -> None:
    """Ask the database for a sign of life."""
    db.session.execute(sa.select(1))
