"""The town of the journeys: organisations that told a lot, one invited, one that is silent."""

from dataclasses import dataclass

from portal.inviting.invitations import send_invitations
from portal.models.base import db
from portal.surveys.service import create_survey, open_survey
from portal.web.links import whole_address
from survey import registration_definition
from tests.portal.consortia.factories import a_town
from tests.portal.factories import a_member, a_participation, a_person, a_resource

INVITED, SILENT = "Kite Lane Youth Club", "Quiet Corner"


@dataclass(frozen=True)
class Town:
    """What a journey must know of the town: addresses of people, the slug in addresses."""

    slug: str
    invited: str
    coordinator: str


def found_town() -> Town:
    """Set the town up, open its survey and invite one organisation by e-mail."""
    partnership, _, _ = a_town(12)
    for code, label in (("hall", "A hall"), ("minibus", "A minibus")):
        a_resource(partnership, code, label)
    a_participation(partnership, name=SILENT)
    club = a_participation(partnership, name=INVITED)
    club.contact_email = "kite@example.org"
    coordinator = a_member(
        partnership, "coordinator", a_person("ada@example.org", "Ada Coordinator")
    )
    survey = create_survey(partnership, "Autumn survey", registration_definition("Hillside"))
    open_survey(survey)
    send_invitations(survey, [club], link_to)
    town = Town(partnership.slug, club.contact_email, coordinator.person.email)
    db.session.commit()
    return town


def link_to(token: str) -> str:
    """Give the whole address of a personal link."""
    return whole_address("answering.open_link", token=token)
