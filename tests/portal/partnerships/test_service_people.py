"""People are invited, change roles and leave; one coordinator always stays."""

import pytest
import sqlalchemy as sa

from portal.errors import NotThere, Refused
from portal.models.audit import AuditEntry
from portal.models.base import db
from portal.models.jobs import OutgoingEmail
from portal.partnerships import service
from tests.portal.factories import a_member, a_partnership, a_person

LINK = "https://patchwork.example/sign-in"


@pytest.fixture
def partnership(app):
    return a_partnership()


def roles(partnership):
    return [(m.person.email, m.role) for m in service.list_members(partnership)]


def test_somebody_new_is_added_under_their_address(partnership):
    service.add_member(partnership, " Ada@Example.org", "coordinator")
    assert roles(partnership) == [("ada@example.org", "coordinator")]


def test_nobody_is_added_twice(partnership):
    service.add_member(partnership, "ada@example.org", "viewer")
    with pytest.raises(Refused, match="already, as infrastructure body") as refusal:
        service.add_member(partnership, "ADA@example.org", "coordinator")
    assert refusal.value.field == "email"


@pytest.mark.parametrize("role", ["administrator", "owner", "", "coordinator "])
def test_a_role_that_does_not_exist_is_refused(partnership, role):
    with pytest.raises(Refused):
        service.add_member(partnership, "ada@example.org", role)


def test_an_invitation_says_where_to_sign_in(partnership):
    service.invite_member(partnership, "ada@example.org", "viewer", LINK)
    email = db.session.scalar(sa.select(OutgoingEmail))
    assert email.recipient == "ada@example.org"
    assert LINK in email.body
    assert partnership.name in email.subject


def test_a_role_changes_while_another_coordinator_stays(partnership):
    first, second = a_member(partnership), a_member(partnership)
    service.change_role(first, "viewer")
    assert first.role == "viewer"
    with pytest.raises(Refused, match="at least one coordinator"):
        service.change_role(second, "viewer")


def test_the_last_coordinator_cannot_be_removed(partnership):
    member = a_member(partnership)
    a_member(partnership, "viewer")
    with pytest.raises(Refused, match="at least one coordinator"):
        service.remove_member(member)


def test_a_coordinator_elsewhere_does_not_count(partnership):
    member = a_member(partnership)
    a_member(a_partnership("valley", "Valley"))
    with pytest.raises(Refused):
        service.remove_member(member)


def test_a_viewer_leaves_and_may_come_back(partnership):
    viewer = a_member(partnership, "viewer", a_person("vi@example.org"))
    service.remove_member(viewer)
    service.add_member(partnership, "vi@example.org", "viewer")
    assert roles(partnership) == [("vi@example.org", "viewer")]


def test_keeping_a_role_is_no_change(partnership):
    member = a_member(partnership)
    service.change_role(member, "coordinator")
    assert db.session.scalar(sa.select(sa.func.count(AuditEntry.id))) == 0


def test_the_trail_says_who_did_it(partnership):
    member = service.add_member(partnership, "vi@example.org", "viewer", by=7)
    service.change_role(member, "coordinator", by=7)
    a_member(partnership)
    service.remove_member(member, by=8)
    entries = db.session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [(e.action, e.person_id) for e in entries] == [
        ("added a person", 7),
        ("changed a role", 7),
        ("removed a person", 8),
    ]
    assert {e.partnership_id for e in entries} == {partnership.id}


def test_a_member_of_another_partnership_is_not_there(partnership):
    member = a_member(a_partnership("valley", "Valley"))
    with pytest.raises(NotThere):
        service.get_member(partnership, member.id)
