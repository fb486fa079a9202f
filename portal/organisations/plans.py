"""What an import would do: a plan of rows and changes, made before anything is changed."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from portal.models.base import db
from portal.models.organisations import Organisation, Participation, ProfileFact
from portal.models.partnerships import Partnership
from portal.organisations.fields import FIELDS
from portal.organisations.names import name_key
from portal.organisations.sheets import Line, Sheet, read_sheet
from portal.organisations.words import Vocabulary, in_words

LABELS = {
    "name": "Name",
    "external_id": "Number",
    "contact_name": "Contact",
    "contact_email": "E-mail",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one row: "new", "replace" of an import, or "ask", as its own words differ."""

    field: str
    kind: str
    after: Any
    known: ProfileFact | None = None
    before: Any = None

    @property
    def label(self) -> str:
        """The field's name in words."""
        return LABELS.get(self.field) or FIELDS[self.field].words(own=False)


@dataclass(slots=True)
class Planned:
    """What one row would do: "add", "change" or "same"; with faults it does nothing."""

    line: Line
    participation: Participation | None = None
    organisation: Organisation | None = None
    changes: list[Change] = field(default_factory=list)

    @property
    def action(self) -> str:
        """What the row would do."""
        if self.line.faults:
            return "unreadable"
        if self.participation is None:
            return "add"
        return "change" if self.changes else "same"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a whole file would do."""

    rows: list[Planned]
    ignored: tuple[str, ...]
    vocabulary: Vocabulary

    def having(self, action: str) -> list[Planned]:
        """List the rows that would do one thing."""
        return [row for row in self.rows if row.action == action]

    @property
    def fingerprint(self) -> str:
        """Stands for what the plan would do, so that a preview can be held to its word."""
        acts = [
            (
                row.line.number,
                row.action,
                [(c.field, c.kind, c.known and c.known.id) for c in row.changes],
            )
            for row in self.rows
        ]
        return hashlib.sha256(json.dumps(acts).encode()).hexdigest()

    def value_in_words(self, change: Change, value: Any) -> str:
        """Say a value of a change in words."""
        if change.field in LABELS or value is None:
            return str(value or "not known yet")
        words = in_words(change.field, value, self.vocabulary)
        return words if isinstance(words, str) else ", ".join(words)


@dataclass(slots=True)
class Known:
    """What the partnership knows already: organisations, and facts where they were read too."""

    by_number: dict[str, Participation]
    by_name: dict[str, Participation]
    shared: set[int]
    elsewhere: dict[str, Organisation]
    current: dict[tuple[int, str], ProfileFact] = field(default_factory=dict)
    proposed: dict[tuple[int, str], ProfileFact] = field(default_factory=dict)


def plan_import(partnership: Partnership, content: bytes) -> Plan:
    """Read a file and say what it would do; nothing is changed."""
    sheet = read_sheet(partnership, content)
    known = gather(partnership, sheet)
    rows = [plan_line(line, known) for line in sheet.lines]
    return Plan(rows, sheet.ignored, sheet.book.vocabulary)


def gather(partnership: Partnership, sheet: Sheet) -> Known:
    """Look up everything that rows may meet, facts too."""
    known = find_known(partnership, sheet.lines)
    facts = db.session.scalars(
        sa.select(ProfileFact)
        .join(Participation)
        .where(
            Participation.partnership_id == partnership.id,
            ProfileFact.state.in_(("current", "proposed")),
        )
    ).all()
    known.current = {(f.participation_id, f.field): f for f in facts if f.state == "current"}
    known.proposed = {(f.participation_id, f.field): f for f in facts if f.state == "proposed"}
    return known


def find_known(partnership: Partnership, lines: Iterable[Line]) -> Known:
    """Look up the organisations that rows may meet, by name and by number."""
    query = sa.select(Participation).filter_by(partnership_id=partnership.id)
    here = list(db.session.scalars(query.order_by(Participation.id.desc())))
    numbers = [line.external_id for line in lines if line.external_id]
    shared = sa.select(Participation.organisation_id).where(
        Participation.partnership_id != partnership.id
    )
    query_numbers = sa.select(Organisation).where(Organisation.external_id.in_(numbers))
    return Known(
        by_number={p.organisation.external_id: p for p in here if p.organisation.external_id},
        by_name={p.organisation.name_key: p for p in here},
        shared=set(db.session.scalars(shared)),
        elsewhere={str(o.external_id): o for o in db.session.scalars(query_numbers)},
    )


def plan_line(line: Line, known: Known) -> Planned:
    """Say what one row would do."""
    numbered = known.by_number.get(line.external_id) if line.external_id else None
    named = known.by_name.get(name_key(line.name)) if line.name else None
    planned = Planned(line, numbered or named)
    line.faults.extend(find_clashes(line, numbered, named, known))
    if line.faults:
        return planned
    if planned.participation is None:
        planned.organisation = known.elsewhere.get(line.external_id)
        if planned.organisation is not None:
            line.notes.append(
                f"joins as {planned.organisation.name}, which Patchwork knows already"
            )
        planned.changes = [Change(name, "new", value) for name, value in line.facts.items()]
    else:
        planned.changes = [
            *plan_words(line, planned.participation, known),
            *plan_facts(line, planned.participation, known),
        ]
    return planned


def find_clashes(
    line: Line, numbered: Participation | None, named: Participation | None, known: Known
) -> Iterable[str]:
    """Say where a row's name and number do not belong together."""
    found = numbered or named
    if numbered and named and numbered is not named:
        yield f"name: {named.organisation.name} has another number than {line.external_id}"
    elif named and not numbered and line.external_id:
        number = named.organisation.external_id
        if number:
            yield f"external_id: {named.organisation.name} is known as {number}"
        elif line.external_id in known.elsewhere:
            name = known.elsewhere[line.external_id].name
            yield f"external_id: {line.external_id} belongs to {name}"
    if found is not None and found.left_at is not None:
        yield f"name: {found.organisation.name} has left; put it back on its page first"


def plan_words(line: Line, participation: Participation, known: Known) -> Iterable[Change]:
    """Say how a row changes an organisation's name, number and contact."""
    organisation = participation.organisation
    if line.name != organisation.name:
        if organisation.id in known.shared:
            line.notes.append(f"stays {organisation.name}: other partnerships know it by that name")
        else:
            yield Change("name", "replace", line.name, before=organisation.name)
    if line.external_id and not organisation.external_id:
        yield Change("external_id", "new", line.external_id)
    for name, text in line.contact.items():
        before = getattr(participation, name)
        if text != before:
            yield Change(name, "replace" if before else "new", text, before=before)


def plan_facts(line: Line, participation: Participation, known: Known) -> Iterable[Change]:
    """Say which facts of a row are new, replace an import, or differ from its own words."""
    for name, value in line.facts.items():
        fact = known.current.get((participation.id, name))
        if fact is None:
            yield Change(name, "new", value)
        elif says_the_same(name, fact.value, value):
            continue
        elif fact.source == "import":
            yield Change(name, "replace", value, fact, fact.value)
        else:
            asked = known.proposed.get((participation.id, name))
            if asked is None or not says_the_same(name, asked.value, value):
                yield Change(name, "ask", value, fact, fact.value)


def says_the_same(name: str, known: Any, value: Any) -> bool:
    """Tell whether two values mean the same; one postcode is one base, however it was looked up."""
    if name == "base" and known.get("postcode") and value.get("postcode"):
        return bool(known["postcode"] == value["postcode"]) and (
            known.get("lat") is not None or value.get("lat") is None
        )
    return bool(known == value)
