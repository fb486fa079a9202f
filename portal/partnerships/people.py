"""Who runs a partnership and who supports it: coordinators and infrastructure bodies."""

from typing import Any

import sqlalchemy as sa

from portal.accounts.service import find_or_add_person
from portal.audit.service import record
from portal.errors import NotThere, Refused
from portal.mail.service import queue_email
from portal.models.base import db, now
from portal.models.partnerships import ROLES, Membership, Partnership
from portal.models.people import Person

ROLE_WORDS = {"coordinator": "Coordinator", "viewer": "Infrastructure body"}
LAST_COORDINATOR = "A partnership keeps at least one coordinator. Make somebody else one first"
LETTER = """Hello,

You have been made {role} of {partnership} on Patchwork.

Sign in with this address ({email}); we send you a link each time, there is no password:

{link}

If you did not expect this, you need not do anything.
"""


def list_members(partnership: Partnership) -> list[Membership]:
    """List the people of a partnership: coordinators first, then by address."""
    query = (
        sa.select(Membership)
        .join(Person)
        .where(Membership.partnership_id == partnership.id)
        .order_by(Membership.role, Person.email)
    )
    return list(db.session.scalars(query))


def get_member(partnership: Partnership, member_id: int) -> Membership:
    """Give one person's role in this partnership."""
    member = db.session.scalar(
        sa.select(Membership).filter_by(partnership_id=partnership.id, id=member_id)
    )
    if member is None:
        raise NotThere("This person is not in the partnership any more.")
    return member


def add_member(
    partnership: Partnership, email: str, role: str, *, by: int | None = None
) -> Membership:
    """Give somebody a role; whoever has one already is refused."""
    check_role(role)
    person = find_or_add_person(email)
    known = sa.select(Membership).filter_by(partnership_id=partnership.id, person_id=person.id)
    if (member := db.session.scalar(known)) is not None:
        words = ROLE_WORDS[member.role].lower()
        raise Refused(f"{person.email} is in the partnership already, as {words}", field="email")
    member = Membership(partnership=partnership, person=person, role=role)
    db.session.add(member)
    db.session.flush()
    record("added a person", f"person:{person.id}", **trail(partnership, by), role=role)
    return member


def invite_member(
    partnership: Partnership, email: str, role: str, link: str, *, by: int | None = None
) -> Membership:
    """Give somebody a role and write to them how to sign in."""
    member = add_member(partnership, email, role, by=by)
    words = {"coordinator": "a coordinator", "viewer": "a viewer, for an infrastructure body,"}
    body = LETTER.format(
        role=words[role], partnership=partnership.name, email=member.person.email, link=link
    )
    key = f"member:{partnership.id}:{member.person.id}:{role}:{now():%Y%m%d}"
    queue_email(key, member.person.email, f"Welcome to {partnership.name}", body)
    return member


def change_role(member: Membership, role: str, *, by: int | None = None) -> None:
    """Give a person another role, unless no coordinator would be left."""
    check_role(role)
    if member.role == role:
        return
    if member.role == "coordinator":
        keep_a_coordinator(member)
    record(
        "changed a role",
        f"person:{member.person_id}",
        **trail(member.partnership, by),
        role=role,
        before=member.role,
    )
    member.role = role
    db.session.flush()


def remove_member(member: Membership, *, by: int | None = None) -> None:
    """Take a person's role away, unless no coordinator would be left."""
    if member.role == "coordinator":
        keep_a_coordinator(member)
    record(
        "removed a person",
        f"person:{member.person_id}",
        **trail(member.partnership, by),
        role=member.role,
    )
    db.session.delete(member)
    db.session.flush()


def keep_a_coordinator(leaving: Membership) -> None:
    """Refuse when somebody is the last coordinator; the rows are locked until the commit."""
    query = (
        sa.select(Membership.id)
        .filter_by(partnership_id=leaving.partnership_id, role="coordinator")
        .order_by(Membership.id)
        .with_for_update()
    )
    if set(db.session.scalars(query)) <= {leaving.id}:
        raise Refused(LAST_COORDINATOR, field="role")


def check_role(role: str) -> None:
    """Refuse a role that does not exist."""
    if role not in ROLES:
        raise Refused("Choose coordinator or infrastructure body", field="role")


def trail(partnership: Partnership, by: int | None) -> dict[str, Any]:
    """Give the columns of the audit trail."""
    return {"partnership_id": partnership.id, "person_id": by}
