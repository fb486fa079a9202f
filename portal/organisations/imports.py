"""Importing organisations: doing what a plan says, all of it or nothing."""

from typing import Any

import sqlalchemy as sa

from portal.audit.service import record
from portal.errors import Conflict, Refused
from portal.models.base import db, now
from portal.models.organisations import Participation, ProfileFact
from portal.models.partnerships import Partnership
from portal.organisations.fields import FIELDS
from portal.organisations.names import name_key
from portal.organisations.plans import LABELS, Change, Plan, Planned
from portal.organisations.profiles import Source
from portal.organisations.service import make_organisation, next_slugs


def apply_plan(
    partnership: Partnership,
    plan: Plan,
    *,
    file_name: str,
    expected: str = "",
    by: int | None = None,
) -> None:
    """Do what a plan says, all of it; refused while a row can't be read."""
    if plan.having("unreadable"):
        raise Refused("Nothing was imported: some rows can't be read. Mend them and try again.")
    if expected and plan.fingerprint != expected:
        raise Conflict("Something has changed since the preview. Look at it again, then import.")
    adding, changing = plan.having("add"), plan.having("change")
    add_participations(partnership, adding)
    source = Source("import", ref=f"file:{file_name}"[:160], stated_by="")
    write_facts(plan, source)
    for planned in changing:
        if planned.participation is not None:
            write_words(planned.participation, planned.changes)
    db.session.flush()
    record(
        "imported organisations",
        f"partnership:{partnership.slug}",
        person_id=by,
        partnership_id=partnership.id,
        added=len(adding),
        changed=len(changing),
    )


def add_participations(partnership: Partnership, rows: list[Planned]) -> None:
    """Let the organisations of some rows take part."""
    slugs = next_slugs(partnership, len(rows))
    for planned, slug in zip(rows, slugs, strict=True):
        line = planned.line
        kind = str(line.facts.get("kind", ""))
        planned.participation = Participation(
            partnership=partnership,
            organisation=planned.organisation
            or make_organisation(line.name, kind, line.external_id),
            slug=slug,
            **line.contact,
        )
        db.session.add(planned.participation)
    db.session.flush()


def write_words(participation: Participation, changes: list[Change]) -> None:
    """Change an organisation's name, number and contact."""
    organisation = participation.organisation
    for change in changes:
        if change.field == "name":
            organisation.name, organisation.name_key = change.after, name_key(change.after)
        elif change.field == "external_id":
            organisation.external_id = change.after
        elif change.field in LABELS:
            setattr(participation, change.field, change.after)


def write_facts(plan: Plan, source: Source) -> None:
    """Write all facts at once; history first, because one field has one current fact."""
    rows, replaced, asked = [], [], []
    for planned in plan.rows:
        for change in planned.changes:
            if change.field in LABELS or planned.participation is None:
                continue
            if change.kind == "replace" and change.known is not None:
                replaced.append(change.known.id)
            if change.kind == "ask":
                asked.append((planned.participation.id, change.field))
            rows.append(fact_row(planned.participation.id, change, source))
    supersede(replaced, asked)
    if rows:
        db.session.execute(sa.insert(ProfileFact), rows)


def fact_row(participation_id: int, change: Change, source: Source) -> dict[str, Any]:
    """Give the columns of a new fact; who may read a known one stays."""
    visibility = FIELDS[change.field].visibility
    return {
        "participation_id": participation_id,
        "field": change.field,
        "value": change.after,
        "visibility": change.known.visibility if change.known else visibility,
        "state": "proposed" if change.kind == "ask" else "current",
        "created_at": now(),
        **source.columns(),
    }


def supersede(replaced: list[int], asked: list[tuple[int, str]]) -> None:
    """Make replaced facts and older proposals history."""
    for start in range(0, len(replaced), 1_000):
        some = replaced[start : start + 1_000]
        db.session.execute(
            sa.update(ProfileFact).where(ProfileFact.id.in_(some)).values(state="superseded")
        )
    for participation_id, name in asked:
        db.session.execute(
            sa.update(ProfileFact)
            .filter_by(participation_id=participation_id, field=name, state="proposed")
            .values(state="superseded")
        )
