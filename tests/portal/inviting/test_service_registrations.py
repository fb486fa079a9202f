"""Anybody may register; nobody takes over an organisation that is known already."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from portal.errors import NotThere, Refused
from portal.inviting import registrations
from portal.inviting.invitations import find_live
from portal.inviting.tracking import list_rows
from portal.models.base import db, now
from portal.models.jobs import OutgoingEmail
from portal.models.organisations import Organisation, Participation
from portal.models.surveys import Registration, Response
from portal.surveys.service import close_survey, set_registration
from tests.portal import factories as make
from tests.portal.surveys.factories import a_draft, a_survey

KNOWN = "kite@example.org"


@pytest.fixture
def survey(app):
    survey = a_survey()
    set_registration(survey, True)
    return survey


@pytest.fixture
def kites(survey):
    club = make.a_participation(survey.partnership, name="Kite Club")
    club.contact_email = "Kite@Example.org"
    return club


def link(token):
    return f"https://patchwork.example/x/{token}"


def register(survey, name="New Owls", email="ona@example.org"):
    tokens = []
    registrations.register(survey, name, "Ona", email, lambda t: tokens.append(t) or link(t))
    return tokens[0] if tokens else None


def confirm(token):
    return registrations.confirm(token, link)[0]


def emails():
    return db.session.scalars(sa.select(OutgoingEmail).order_by(OutgoingEmail.id)).all()


def test_nothing_is_made_before_the_address_is_confirmed(survey):
    token = register(survey)
    assert db.session.scalar(sa.select(sa.func.count(Organisation.id))) == 0
    assert token in emails()[0].body
    assert token not in str(db.session.scalar(sa.select(Registration.token_hash)))


def test_confirming_makes_an_organisation_a_response_and_a_link_for_later(survey):
    response = confirm(register(survey))
    assert response.participation.organisation.name == "New Owls"
    assert response.participation.contact_email == "ona@example.org"
    later = emails()[1].body.split("/x/")[1].split()[0]
    assert find_live(later).participation is response.participation
    assert [row.state for row in list_rows(survey)] == ["opened"]


def test_confirming_twice_in_a_moment_opens_the_same_response(survey):
    token = register(survey)
    assert confirm(token) is confirm(token)
    assert len(emails()) == 2


def test_a_used_link_is_refused_later(survey):
    token = register(survey)
    confirm(token)
    registration = db.session.scalar(sa.select(Registration))
    registration.confirmed_at = now() - timedelta(hours=1)
    with pytest.raises(NotThere):
        confirm(token)


def test_a_link_older_than_a_week_is_refused(survey):
    token = register(survey)
    db.session.scalar(sa.select(Registration)).created_at = now() - timedelta(days=8)
    with pytest.raises(NotThere):
        confirm(token)


def test_a_link_ends_with_the_survey(survey):
    token = register(survey)
    close_survey(survey)
    with pytest.raises(NotThere):
        confirm(token)


@pytest.mark.parametrize("token", ["", "x", "\x00", "\ud800"])
def test_a_made_up_token_is_refused(survey, token):
    register(survey)
    with pytest.raises(NotThere):
        confirm(token)


def test_the_contact_of_a_known_organisation_comes_to_its_own_response(survey, kites):
    draft = a_draft(survey, kites, name="We play")
    assert confirm(register(survey, " kite  CLUB ", KNOWN)) is draft


def test_a_stranger_with_a_known_name_gets_an_organisation_of_their_own(survey, kites):
    draft = a_draft(survey, kites, name="We play")
    response = confirm(register(survey, "Kite Club", "stranger@example.com"))
    assert response is not draft
    assert response.answers == {}
    assert response.participation.organisation.name.startswith("Kite Club (registered ")
    noted = {row.name: row.registered_as for row in list_rows(survey)}
    assert noted["Kite Club"] == ""
    assert noted[response.participation.organisation.name] == "Kite Club"


@pytest.mark.parametrize("twin", ["Ｋite Club", "Kite\u200b Club", "KITE CLUB\u202e"])
def test_a_twin_in_other_letters_is_the_same_name(survey, kites, twin):
    response = confirm(register(survey, twin, "stranger@example.com"))
    assert response.participation is not kites
    assert "(registered " in response.participation.organisation.name


def test_an_organisation_without_an_address_is_taken_over_by_nobody(survey, kites):
    kites.contact_email = ""
    assert confirm(register(survey, "Kite Club", "x@example.com")).participation is not kites


def test_an_organisation_that_left_is_not_entered_by_registering(survey, kites):
    kites.left_at = now()
    assert confirm(register(survey, "Kite Club", KNOWN)).participation is not kites


def test_registering_again_under_a_taken_name_comes_back_to_the_same(survey, kites):
    first = confirm(register(survey, "Kite Club", "stranger@example.com"))
    assert confirm(register(survey, "Kite Club", "stranger@example.com")) is first
    assert db.session.scalar(sa.select(sa.func.count(Participation.id))) == 2


def test_an_address_gets_three_e_mails_an_hour(survey):
    for number in range(6):
        register(survey, f"Owls {number}")
    assert len(emails()) == 3
    assert db.session.scalar(sa.select(sa.func.count(Registration.id))) == 6


def test_all_names_of_one_mailbox_are_one_address(survey):
    for address in ("ona@example.org", "ona+1@example.org", "Ona+a+b@example.org"):
        register(survey, email=address)
    assert len(emails()) == 3
    for address in ("ona@example.org", "ona+2@example.org"):
        register(survey, email=address)
    assert len(emails()) == 3
    for address in ("on_@example.org", "ona2@example.org", "ona@example.com"):
        register(survey, email=address)
    assert len(emails()) == 6


def test_an_e_mail_has_no_header_of_the_sender_s_making(survey):
    register(survey, "Owls\r\nBcc: all@example.org")
    assert "\n" not in emails()[0].subject
    assert "Owls Bcc: all@example.org" in emails()[0].body


@pytest.mark.parametrize("name", ["\u200b", "\x00\x01", "   "])
def test_a_name_of_nothing_is_refused(survey, name):
    with pytest.raises(Refused):
        register(survey, name)
    assert db.session.scalar(sa.select(Response.id)) is None
