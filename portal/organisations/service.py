"""Organisations and their participation in a partnership: adding, finding, changing, leaving."""

from urllib.parse import urlsplit

import sqlalchemy as sa

from portal.audit.service import record
from portal.errors import NotThere, Refused
from portal.models.base import db, now
from portal.models.organisations import Organisation, Participation
from portal.models.partnerships import Partnership
from portal.organisations.editors import (
    add_editor,
    check_manager,
    get_editor,
    invite_editor,
    is_owner,
    list_editors,
    refuse_colleague,
    remove_editor,
    takes_part_elsewhere,
)
from portal.organisations.names import name_key, tidy_name

__all__ = [
    "add_editor",
    "add_organisation",
    "check_manager",
    "edit_organisation",
    "find_by_name",
    "get_editor",
    "get_participation",
    "invite_editor",
    "is_owner",
    "leave",
    "list_editors",
    "refuse_colleague",
    "list_left",
    "list_participations",
    "name_key",
    "put_back",
    "remove_editor",
    "takes_part_elsewhere",
    "tidy_name",
]


def get_participation(
    partnership: Partnership, organisation_id: int, *, with_left: bool = False
) -> Participation:
    """Give an organisation's participation in this partnership."""
    participation = db.session.scalar(
        sa.select(Participation).filter_by(
            partnership_id=partnership.id, organisation_id=organisation_id
        )
    )
    if participation is None or (participation.left_at is not None and not with_left):
        raise NotThere("There is no such organisation here.")
    return participation


def list_participations(
    partnership: Partnership, *, with_left: bool = False
) -> list[Participation]:
    """List the organisations that take part, by name."""
    query = (
        sa.select(Participation)
        .join(Organisation)
        .where(Participation.partnership_id == partnership.id)
        .order_by(Organisation.name_key, Organisation.id)
    )
    if not with_left:
        query = query.where(Participation.left_at.is_(None))
    return list(db.session.scalars(query))


def list_left(partnership: Partnership) -> list[Participation]:
    """List the organisations that have left, by name."""
    everybody = list_participations(partnership, with_left=True)
    return [participation for participation in everybody if participation.left_at is not None]


def find_by_name(partnership: Partnership, name: str) -> Participation | None:
    """Find an organisation of this partnership by its name, in whatever letters."""
    query = (
        sa.select(Participation)
        .join(Organisation)
        .where(
            Participation.partnership_id == partnership.id,
            Organisation.name_key == name_key(name),
        )
    )
    return db.session.scalars(query.order_by(Participation.id)).first()


def add_organisation(
    partnership: Partnership,
    name: str,
    *,
    kind: str = "",
    external_id: str = "",
    contact_name: str = "",
    contact_email: str = "",
    by: int | None = None,
) -> Participation:
    """Let an organisation take part; one that Patchwork knows by its number joins as it is."""
    name = tidy_name(name)
    refuse_twin(find_by_name(partnership, name), "name")
    organisation = find_by_number(external_id)
    if organisation is not None:
        refuse_twin(find_here(partnership, organisation), "external_id")
    participation = Participation(
        partnership=partnership,
        organisation=organisation or make_organisation(name, kind, external_id),
        slug=next_slugs(partnership, 1)[0],
        contact_name=contact_name.strip(),
        contact_email=contact_email.strip(),
    )
    db.session.add(participation)
    db.session.flush()
    note("added an organisation", participation, by)
    return participation


def make_organisation(name: str, kind: str, external_id: str) -> Organisation:
    """Make an organisation from tidied words."""
    return Organisation(
        name=name,
        name_key=name_key(name),
        kind=kind.strip()[:60],
        external_id=external_id.strip()[:60] or None,
    )


def find_by_number(external_id: str) -> Organisation | None:
    """Find an organisation, of whatever partnership, by its number in a register."""
    number = external_id.strip()
    if not number:
        return None
    return db.session.scalar(sa.select(Organisation).filter_by(external_id=number))


def find_here(partnership: Partnership, organisation: Organisation) -> Participation | None:
    """Find an organisation's participation, left or not."""
    return db.session.scalar(
        sa.select(Participation).filter_by(
            partnership_id=partnership.id, organisation_id=organisation.id
        )
    )


def refuse_twin(known: Participation | None, field: str) -> None:
    """Refuse what is in the partnership already, and say what to do instead."""
    if known is None:
        return
    name = known.organisation.name
    if known.left_at is not None:
        raise Refused(f"{name} was here before and left. Put it back instead", field=field)
    raise Refused(f"{name} is in the partnership already", field=field)


def next_slugs(partnership: Partnership, number: int) -> list[str]:
    """Give the next free slugs of a partnership, holding the row so that nobody takes them too."""
    lock = sa.select(Partnership.id).filter_by(id=partnership.id).with_for_update()
    db.session.execute(lock)
    query = (
        sa.select(Participation.slug)
        .filter_by(partnership_id=partnership.id)
        .order_by(sa.func.length(Participation.slug).desc(), Participation.slug.desc())
    )
    last = db.session.scalars(query.limit(1)).first() or "org-0000"
    start = int(last.removeprefix("org-")) + 1
    return [f"org-{start + step:04d}" for step in range(number)]


def edit_organisation(
    participation: Participation,
    name: str,
    *,
    contact_name: str = "",
    contact_email: str = "",
    website: str = "",
    own: bool = False,
    by: int | None = None,
) -> None:
    """Change an organisation's name, website and contact.

    Name and website are the same in all partnerships: where it takes part in several, only its
    own people (`own`) may change them.
    """
    organisation = participation.organisation
    name, website = tidy_name(name), check_website(website)
    known = find_by_name(participation.partnership, name)
    if known is not None and known is not participation:
        refuse_twin(known, "name")
    changed = (name, website) != (organisation.name, organisation.website)
    if changed and not own and takes_part_elsewhere(participation):
        raise Refused(
            "This organisation takes part in another partnership too, so only its own people "
            "can change its name and website",
            field="name",
        )
    organisation.name, organisation.name_key = name, name_key(name)
    organisation.website = website
    participation.contact_name = contact_name.strip()
    participation.contact_email = contact_email.strip()
    db.session.flush()
    note("changed an organisation", participation, by)


def check_website(website: str) -> str:
    """Accept an http or https address; one without either gets https."""
    website = website.strip()
    if not website:
        return ""
    parts = urlsplit(website if "://" in website else f"https://{website}")
    host = parts.hostname or ""
    if (
        parts.scheme not in {"http", "https"}
        or "." not in host
        or any(c.isspace() for c in website)
    ):
        raise Refused("Write the whole address, such as https://example.org", field="website")
    if len(website) > 290:
        raise Refused("Use at most 290 characters for the address", field="website")
    return parts.geturl()


def leave(participation: Participation, *, by: int | None = None) -> None:
    """Note that an organisation has left; what it told is kept until retention ends."""
    if participation.left_at is None:
        participation.left_at = now()
        db.session.flush()
        note("marked as left", participation, by)


def put_back(participation: Participation, *, by: int | None = None) -> None:
    """Undo that an organisation has left."""
    if participation.left_at is not None:
        participation.left_at = None
        db.session.flush()
        note("put back", participation, by)


def note(action: str, participation: Participation, by: int | None) -> None:
    """Write an act to the audit trail."""
    record(
        action,
        f"organisation:{participation.organisation_id}",
        person_id=by,
        partnership_id=participation.partnership_id,
    )
