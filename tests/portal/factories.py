"""Rows that tests build by name; each flushes, so that ids are there."""

from itertools import count
from uuid import uuid4

from portal.models.base import db
from portal.models.organisations import Editorship, Organisation, Participation
from portal.models.partnerships import Membership, Partnership, PartnershipArea, Resource, Theme
from portal.models.people import Person
from portal.models.places import Area

numbers = count(1)


def add(row):
    """Add a row and give it its id."""
    db.session.add(row)
    db.session.flush()
    return row


def a_person(email="somebody@example.org", name="Somebody"):
    return add(Person(email=email, name=name, active=True, fs_uniquifier=uuid4().hex))


def a_partnership(slug="hillside", name="Hillside Partnership"):
    return add(Partnership(slug=slug, name=name, purpose="Working together on the hill."))


def a_member(partnership, role="coordinator", person=None):
    person = person or a_person(f"{role}{next(numbers)}@example.org")
    return add(Membership(partnership=partnership, person=person, role=role))


def a_theme(partnership, code="play", label="Play"):
    return add(Theme(partnership=partnership, code=code, label=label, position=next(numbers)))


def a_resource(partnership, code="hall", label="A hall"):
    return add(Resource(partnership=partnership, code=code, label=label, position=next(numbers)))


def an_area(code="E05000001", name="Hilltop", kind="ward", parent="E08000001", lat=53.5, lon=-2.2):
    return add(
        Area(code=code, name=name, kind=kind, vintage=2022, parent_code=parent, lat=lat, lon=lon)
    )


def a_partnership_area(partnership, area=None, part="North"):
    return add(PartnershipArea(partnership=partnership, area=area or an_area(), part=part))


def an_organisation(name="Hilltop Youth Club"):
    return add(Organisation(name=name, name_key=name.casefold()))


def a_participation(partnership, organisation=None, name=None):
    organisation = organisation or an_organisation(name or f"Club {next(numbers)}")
    return add(
        Participation(
            partnership=partnership,
            organisation=organisation,
            slug=f"org-{next(numbers):04d}",
            contact_email="club@example.org",
        )
    )


def an_editorship(organisation, person=None, role="owner"):
    person = person or a_person(f"{role}{next(numbers)}@example.org")
    return add(Editorship(organisation=organisation, person=person, role=role))
