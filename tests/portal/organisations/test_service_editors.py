"""Owners and editors speak for an organisation; nobody makes themselves one."""

import pytest
import sqlalchemy as sa

from portal.errors import NotThere, Refused
from portal.models.base import db
from portal.models.jobs import OutgoingEmail
from portal.organisations import service
from tests.portal.factories import (
    a_member,
    a_participation,
    a_partnership,
    a_person,
    an_editorship,
)


@pytest.fixture
def club(app):
    return a_participation(a_partnership(), name="Moor End Club")


def test_an_editor_is_added_under_their_address_once(club):
    service.add_editor(club.organisation, "Sam@Example.org", "owner")
    with pytest.raises(Refused, match="already") as refusal:
        service.add_editor(club.organisation, "sam@example.org", "editor")
    assert refusal.value.field == "email"


@pytest.mark.parametrize("role", ["coordinator", "administrator", ""])
def test_a_role_that_does_not_exist_is_refused(club, role):
    with pytest.raises(Refused):
        service.add_editor(club.organisation, "sam@example.org", role)


def test_an_invitation_names_the_organisation_and_where_to_sign_in(club):
    service.invite_editor(club, "sam@example.org", "editor", "https://here/sign-in")
    email = db.session.scalar(sa.select(OutgoingEmail))
    assert "Moor End Club" in email.subject
    assert "https://here/sign-in" in email.body


def test_a_name_with_line_breaks_makes_no_header(club):
    club.organisation.name = "Club\r\nBcc: victim@example.org"
    service.invite_editor(club, "sam@example.org", "editor", "https://here")
    assert "\n" not in db.session.scalar(sa.select(OutgoingEmail)).subject


def test_owners_and_the_coordinator_of_its_only_partnership_manage(club):
    owner = an_editorship(club.organisation).person
    service.check_manager(club, owner, coordinates=False)
    service.check_manager(club, a_person(), coordinates=True)


def test_an_editor_does_not_manage(club):
    editor = an_editorship(club.organisation, role="editor").person
    with pytest.raises(Refused, match="Only an owner"):
        service.check_manager(club, editor, coordinates=False)


def test_a_coordinator_does_not_manage_what_is_shared_with_another_partnership(club):
    a_participation(a_partnership("valley", "Valley"), club.organisation)
    with pytest.raises(Refused, match="another partnership"):
        service.check_manager(club, a_person(), coordinates=True)


def test_the_last_owner_stays_while_there_are_editors(club):
    owner = an_editorship(club.organisation)
    editor = an_editorship(club.organisation, role="editor")
    with pytest.raises(Refused, match="must be an owner first"):
        service.remove_editor(owner)
    service.remove_editor(editor)
    service.remove_editor(owner)
    assert service.list_editors(club.organisation) == []


def test_one_of_two_owners_may_go(club):
    first, second = an_editorship(club.organisation), an_editorship(club.organisation)
    service.remove_editor(first)
    assert service.list_editors(club.organisation) == [second]


def test_an_editor_of_another_organisation_is_not_there(club):
    other = an_editorship(a_participation(a_partnership("valley", "Valley")).organisation)
    with pytest.raises(NotThere):
        service.get_editor(club.organisation, other.id)


@pytest.mark.parametrize("role", ["coordinator", "viewer"])
def test_a_coordinator_lets_neither_themselves_nor_a_colleague_speak_for_a_club(club, role):
    member = a_member(club.partnership, role, a_person("kim@council.example"))
    for by in (member.person, a_person()):
        with pytest.raises(Refused, match="Only an owner"):
            service.refuse_colleague(club, " Kim@Council.example", by)
    owner = service.add_editor(club.organisation, "owner@club.example", "owner").person
    service.refuse_colleague(club, "kim@council.example", owner)
    service.refuse_colleague(club, "sam@club.example", member.person)
