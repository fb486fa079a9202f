"""Partnerships, their themes, areas and people: the front door of this subject."""

import re

import sqlalchemy as sa

from portal.audit.service import record
from portal.errors import NotThere, Refused
from portal.models.base import db
from portal.models.organisations import Participation
from portal.models.partnerships import Membership, Partnership, Resource, Theme
from portal.partnerships.ages import AGES
from portal.partnerships.areas import (
    add_areas,
    list_areas,
    list_parts,
    restore_areas,
    retire_areas,
    set_part,
)
from portal.partnerships.people import (
    ROLE_WORDS,
    add_member,
    change_role,
    get_member,
    invite_member,
    list_members,
    remove_member,
)
from portal.partnerships.wordlists import (
    add_entry,
    add_lines,
    get_entry,
    list_entries,
    make_code,
    move_entry,
    rename_entry,
    restore_entry,
    retire_entry,
)

__all__ = [
    "AGES",
    "ROLE_WORDS",
    "add_areas",
    "add_lines",
    "add_member",
    "add_resource",
    "add_theme",
    "change_role",
    "create_partnership",
    "edit_partnership",
    "edit_theme",
    "get_entry",
    "get_member",
    "get_partnership",
    "invite_member",
    "list_areas",
    "list_members",
    "list_partnerships",
    "list_parts",
    "list_resources",
    "list_themes",
    "move_entry",
    "remove_member",
    "rename_entry",
    "restore_areas",
    "restore_entry",
    "restore_theme",
    "retire_areas",
    "retire_entry",
    "retire_theme",
    "set_part",
]

SLUG = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")


def get_partnership(slug: str) -> Partnership:
    """Give a partnership by the word in its address."""
    partnership = db.session.scalar(sa.select(Partnership).filter_by(slug=slug))
    if partnership is None:
        raise NotThere(f"There is no partnership called {slug[:60]}.")
    return partnership


def list_partnerships() -> list[tuple[Partnership, int, int]]:
    """List all partnerships by name, each with its numbers of people and organisations."""
    people = sa.select(sa.func.count(Membership.id)).where(
        Membership.partnership_id == Partnership.id
    )
    organisations = sa.select(sa.func.count(Participation.id)).where(
        Participation.partnership_id == Partnership.id, Participation.left_at.is_(None)
    )
    query = sa.select(
        Partnership, people.scalar_subquery(), organisations.scalar_subquery()
    ).order_by(Partnership.name)
    return [(row[0], row[1], row[2]) for row in db.session.execute(query)]


def create_partnership(
    name: str, slug: str = "", purpose: str = "", contact: str = "", *, by: int | None = None
) -> Partnership:
    """Make a partnership; without a word for its address, one is made from its name."""
    name = check_name(name)
    taken = set(db.session.scalars(sa.select(Partnership.slug)))
    slug = slug.strip().casefold() or make_code(name, taken)
    if not SLUG.match(slug) or len(slug) > 60:
        raise Refused("Use small letters, figures and hyphens, such as north-side", field="slug")
    if slug in taken:
        raise Refused(f"Another partnership has the address “{slug}”", field="slug")
    partnership = Partnership(name=name, slug=slug, purpose=purpose.strip(), contact=contact)
    db.session.add(partnership)
    db.session.flush()
    record("made a partnership", f"partnership:{slug}", partnership_id=partnership.id, person_id=by)
    return partnership


def edit_partnership(partnership: Partnership, name: str, purpose: str, contact: str) -> None:
    """Change what a partnership says of itself; its address stays."""
    partnership.name = check_name(name)
    partnership.purpose = purpose.strip()
    partnership.contact = contact.strip()
    db.session.flush()


def check_name(name: str) -> str:
    """Refuse an empty or endless name."""
    name = " ".join(name.split())
    if not name or len(name) > 120:
        raise Refused("Give the partnership a name of at most 120 characters", field="name")
    return name


def list_themes(partnership: Partnership, with_retired: bool = False) -> list[Theme]:
    """List the themes in the partnership's order."""
    return list_entries(Theme, partnership, with_retired=with_retired)


def add_theme(partnership: Partnership, label: str, hint: str = "", code: str = "") -> Theme:
    """Add a theme at the end of the list."""
    return add_entry(Theme, partnership, label, code, hint=hint.strip()[:300])


def edit_theme(theme: Theme, label: str, hint: str) -> None:
    """Change the words of a theme; its code and what was said with it stay."""
    rename_entry(theme, label)
    theme.hint = hint.strip()[:300]


def retire_theme(theme: Theme) -> None:
    """Take a theme out of the list; what was said with it is kept."""
    retire_entry(theme)


def restore_theme(theme: Theme) -> None:
    """Bring a retired theme back, at the end of the list."""
    restore_entry(theme)


def list_resources(partnership: Partnership, with_retired: bool = False) -> list[Resource]:
    """List what organisations can offer to or need from each other."""
    return list_entries(Resource, partnership, with_retired=with_retired)


def add_resource(partnership: Partnership, label: str, code: str = "") -> Resource:
    """Add a resource at the end of the list."""
    return add_entry(Resource, partnership, label, code)
