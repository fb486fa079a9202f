"""A survey over a small invented partnership, for the browser tests of answering and running it."""

from portal.models.base import db
from portal.models.surveys import Survey
from portal.surveys.invitations import invite
from portal.surveys.service import create_survey, open_survey, set_registration
from survey import registration_definition
from tests.portal import factories as make

WARDS = [("Ash Bank", "North"), ("Birch Lane", "North"), ("Canal Side", "Central")]
LETTERS = "ABCDEFGHIJ"


def a_registration(title: str = "Autumn survey") -> Survey:
    """The open registration of interest of a partnership with thirty organisations."""
    partnership = make.a_partnership()
    for code, label in (("play", "Open-access play"), ("sport", "Sport and being active")):
        make.a_theme(partnership, code, label)
    for code, label in (("hall", "A hall"), ("minibus", "A minibus")):
        make.a_resource(partnership, code, label)
    for number, (name, part) in enumerate(WARDS):
        make.a_partnership_area(partnership, make.an_area(f"E0500000{number}", name), part)
    for number in range(30):
        make.a_participation(partnership, name=f"{LETTERS[number % 10]} Club {number}")
    survey = create_survey(partnership, title, registration_definition("Hillside"))
    open_survey(survey)
    set_registration(survey, True)
    db.session.commit()
    return survey


def a_club_with_a_link(survey: Survey, name: str = "Kite Lane Youth Club") -> str:
    """Invite one more organisation and give the token of its link."""
    token = invite(survey, make.a_participation(survey.partnership, name=name), "kite@example.org")
    db.session.commit()
    return token
