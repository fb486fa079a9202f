"""A partnership's themes and resources: lists in its own order, retired but never lost."""

import re
import unicodedata
from typing import TypeVar

import sqlalchemy as sa

from portal.errors import NotThere, Refused
from portal.models.base import db, now
from portal.models.partnerships import Partnership, Resource, Theme

MOST_ENTRIES = 100
CODE = re.compile(r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$")
NOUNS: dict[type, str] = {Theme: "theme", Resource: "resource"}

Entry = TypeVar("Entry", Theme, Resource)


def list_entries(
    table: type[Entry], partnership: Partnership, *, with_retired: bool = False
) -> list[Entry]:
    """List the entries in the partnership's order."""
    query = sa.select(table).filter_by(partnership_id=partnership.id)
    if not with_retired:
        query = query.where(table.retired_at.is_(None))
    return list(db.session.scalars(query.order_by(table.position, table.id)))


def get_entry(table: type[Entry], partnership: Partnership, entry_id: int) -> Entry:
    """Give one entry of this partnership."""
    entry = db.session.scalar(
        sa.select(table).filter_by(partnership_id=partnership.id, id=entry_id)
    )
    if entry is None:
        raise NotThere(f"There is no such {NOUNS[table]} here.")
    return entry


def add_entry(
    table: type[Entry], partnership: Partnership, label: str, code: str = "", **more: str
) -> Entry:
    """Add an entry at the end; without a code, one is made from the label."""
    known = list_entries(table, partnership, with_retired=True)
    label = check_label(table, known, label)
    if len(known) >= MOST_ENTRIES:
        raise Refused(f"A list holds at most {MOST_ENTRIES} entries, so that people can read it.")
    entry = table(
        partnership=partnership,
        label=label,
        code=check_code(known, code) if code else make_code(label, {e.code for e in known}),
        position=max((e.position for e in known), default=0) + 1,
        **more,
    )
    db.session.add(entry)
    db.session.flush()
    return entry


def check_label(
    table: type[Entry], known: list[Entry], label: str, itself: Entry | None = None
) -> str:
    """Refuse a label that is empty, too long or there already."""
    label = " ".join(label.split())
    if not label:
        raise Refused(f"Give the {NOUNS[table]} a name", field="label")
    if len(label) > 120:
        raise Refused("Use at most 120 characters for the name", field="label")
    twin = next((e for e in known if e.label.casefold() == label.casefold()), None)
    if twin is None or twin is itself:
        return label
    if twin.retired_at is not None:
        raise Refused(f"“{label}” is retired. Bring it back instead", field="label")
    raise Refused(f"“{label}” is in the list already", field="label")


def check_code(known: list[Entry], code: str) -> str:
    """Refuse a code that files could not carry, or that is taken."""
    code = code.strip().casefold()
    if not CODE.match(code) or len(code) > 40:
        raise Refused(
            f"“{code[:40]}” is no code: use at most 40 small letters, figures and hyphens",
            field="code",
        )
    if any(e.code == code for e in known):
        raise Refused(f"The code “{code}” is taken", field="code")
    return code


def make_code(label: str, taken: set[str]) -> str:
    """Make a code that is not taken from a label: Open-access play becomes open-access-play."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().casefold()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:36].strip("-") or "entry"
    code, number = stem, 2
    while code in taken:
        code, number = f"{stem}-{number}", number + 1
    return code


def rename_entry(entry: Entry, label: str) -> None:
    """Change the words of an entry; its code stays, so that what was said with it stays too."""
    table = type(entry)
    known = list_entries(table, entry.partnership, with_retired=True)
    entry.label = check_label(table, known, label, entry)
    db.session.flush()


def move_entry(entry: Entry, *, up: bool) -> None:
    """Swap an entry with its neighbour above or below; at the end of the list nothing happens."""
    entries = list_entries(type(entry), entry.partnership)
    for position, one in enumerate(entries, 1):
        one.position = position
    if entry not in entries:
        return
    place = entries.index(entry)
    other = place - 1 if up else place + 1
    if 0 <= other < len(entries):
        neighbour = entries[other]
        entry.position, neighbour.position = neighbour.position, entry.position
    db.session.flush()


def retire_entry(entry: Entry) -> None:
    """Take an entry out of the list; what was said with it is kept."""
    if entry.retired_at is None:
        entry.retired_at = now()
        db.session.flush()


def restore_entry(entry: Entry) -> None:
    """Bring a retired entry back, at the end of the list."""
    if entry.retired_at is None:
        return
    entries = list_entries(type(entry), entry.partnership)
    entry.retired_at = None
    entry.position = max((e.position for e in entries), default=0) + 1
    db.session.flush()


def read_lines(text: str) -> list[tuple[str, str]]:
    """Read pasted lines, "Label" or "Label: hint"; empty lines are passed over."""
    pairs = (line.partition(":") for line in text.splitlines())
    return [(label.strip(), hint.strip()) for label, _, hint in pairs if label.strip()]


def add_lines(table: type[Entry], partnership: Partnership, text: str) -> tuple[int, int]:
    """Add an entry for each pasted line; give how many are new and how many were there."""
    lines = read_lines(text)
    if not lines:
        raise Refused("Write at least one line", field="lines")
    known = {e.label.casefold() for e in list_entries(table, partnership, with_retired=True)}
    new = 0
    for label, hint in lines:
        label = " ".join(label.split())
        if label.casefold() in known:
            continue
        more: dict[str, str] = {"hint": hint[:300]} if table is Theme else {}
        try:
            add_entry(table, partnership, label, **more)
        except Refused as refusal:
            raise Refused(f"“{label[:60]}”: {refusal.message}", field="lines") from None
        known.add(label.casefold())
        new += 1
    return new, len(lines) - new
