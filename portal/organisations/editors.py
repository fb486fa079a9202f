"""Who speaks for an organisation: owners and editors of its profile."""

import sqlalchemy as sa

from portal.accounts.service import canonical, find_or_add_person
from portal.audit.service import record
from portal.errors import NotThere, Refused
from portal.mail.service import queue_email
from portal.models.base import db, now
from portal.models.organisations import Editorship, Organisation, Participation
from portal.models.partnerships import Membership
from portal.models.people import Person

ROLES = {"owner": "Owner", "editor": "Editor"}
ELSEWHERE = (
    "This organisation takes part in another partnership too, so only its own people can change "
    "who speaks for it"
)
COLLEAGUE = (
    "This person has a role in the partnership. Only an owner of the profile can let them speak "
    "for the organisation too"
)
LETTER = """Hello,

You can now speak for {organisation} in {partnership} on Patchwork: see its profile, put it
right, and answer surveys.

Sign in with this address ({email}); we send you a link each time, there is no password:

{link}

If you did not expect this, you need not do anything.
"""


def list_editors(organisation: Organisation) -> list[Editorship]:
    """List who speaks for an organisation: owners last written first, then by address."""
    query = (
        sa.select(Editorship)
        .join(Person)
        .where(Editorship.organisation_id == organisation.id)
        .order_by(Editorship.role.desc(), Person.email)
    )
    return list(db.session.scalars(query))


def get_editor(organisation: Organisation, editor_id: int) -> Editorship:
    """Give one person's right to speak for this organisation."""
    editor = db.session.scalar(
        sa.select(Editorship).filter_by(organisation_id=organisation.id, id=editor_id)
    )
    if editor is None:
        raise NotThere("This person does not speak for the organisation any more.")
    return editor


def is_owner(organisation: Organisation, person: Person) -> bool:
    """Tell whether a person is an owner of an organisation's profile."""
    query = sa.select(Editorship.id).filter_by(
        organisation_id=organisation.id, person_id=person.id, role="owner"
    )
    return db.session.scalar(query) is not None


def takes_part_elsewhere(participation: Participation) -> bool:
    """Tell whether an organisation is, or was, in another partnership as well."""
    query = sa.select(Participation.id).where(
        Participation.organisation_id == participation.organisation_id,
        Participation.partnership_id != participation.partnership_id,
    )
    return db.session.scalar(query.limit(1)) is not None


def check_manager(participation: Participation, person: Person, *, coordinates: bool) -> None:
    """Refuse anybody but an owner, and a coordinator of the organisation's only partnership."""
    if is_owner(participation.organisation, person):
        return
    if not coordinates:
        raise Refused("Only an owner of this profile can change who speaks for it")
    if takes_part_elsewhere(participation):
        raise Refused(ELSEWHERE)


def refuse_colleague(participation: Participation, email: str, by: Person) -> None:
    """Refuse a coordinator who lets themselves or a colleague in: its own people see more.

    They see whom it cannot work with, which is for the engine only; an owner may let anybody in.
    """
    if is_owner(participation.organisation, by):
        return
    role = sa.select(Membership.id).join(Person)
    role = role.where(Membership.partnership_id == participation.partnership_id)
    if db.session.scalar(role.where(Person.email == canonical(email))) is not None:
        raise Refused(COLLEAGUE, field="email")


def add_editor(
    organisation: Organisation, email: str, role: str, *, by: int | None = None
) -> Editorship:
    """Let somebody speak for an organisation; whoever does already is refused."""
    if role not in ROLES:
        raise Refused("Choose owner or editor", field="role")
    person = find_or_add_person(email)
    known = sa.select(Editorship).filter_by(organisation_id=organisation.id, person_id=person.id)
    if db.session.scalar(known) is not None:
        raise Refused(f"{person.email} speaks for this organisation already", field="email")
    editor = Editorship(organisation=organisation, person=person, role=role)
    db.session.add(editor)
    db.session.flush()
    record("added an editor", f"organisation:{organisation.id}", person_id=by, role=role)
    return editor


def invite_editor(
    participation: Participation, email: str, role: str, link: str, *, by: int | None = None
) -> Editorship:
    """Let somebody speak for an organisation and write to them how to sign in."""
    organisation = participation.organisation
    editor = add_editor(organisation, email, role, by=by)
    body = LETTER.format(
        organisation=organisation.name,
        partnership=participation.partnership.name,
        email=editor.person.email,
        link=link,
    )
    key = f"editor:{organisation.id}:{editor.person.id}:{role}:{now():%Y%m%d}"
    queue_email(key, editor.person.email, f"Speak for {organisation.name}"[:200], body)
    return editor


def remove_editor(editor: Editorship, *, by: int | None = None) -> None:
    """Take away somebody's right to speak for an organisation, unless no owner would be left."""
    others = sa.select(Editorship.role).where(
        Editorship.organisation_id == editor.organisation_id, Editorship.id != editor.id
    )
    left = set(db.session.scalars(others.with_for_update()))
    if editor.role == "owner" and left == {"editor"}:
        raise Refused("Somebody else must be an owner first")
    record("removed an editor", f"organisation:{editor.organisation_id}", person_id=by)
    db.session.delete(editor)
    db.session.flush()
