"""The areas that a partnership works with, and the parts of town that it counts them to."""

from collections.abc import Collection
from statistics import fmean

import sqlalchemy as sa

from portal.errors import Refused
from portal.models.base import db, now
from portal.models.partnerships import Partnership, PartnershipArea
from portal.models.places import Area

MOST_AREAS = 400


def list_areas(partnership: Partnership, *, with_retired: bool = False) -> list[PartnershipArea]:
    """List the partnership's areas, by part and name."""
    query = (
        sa.select(PartnershipArea)
        .join(Area)
        .filter(PartnershipArea.partnership_id == partnership.id)
        .order_by(PartnershipArea.part, Area.name, Area.code)
    )
    if not with_retired:
        query = query.where(PartnershipArea.retired_at.is_(None))
    return list(db.session.scalars(query))


def list_parts(areas: Collection[PartnershipArea]) -> list[str]:
    """List the parts that some areas are counted to, from north to south, then by name."""
    return sorted({row.part for row in areas if row.part}, key=lambda part: southing(areas, part))


def southing(areas: Collection[PartnershipArea], part: str) -> tuple[float, str]:
    """Give what orders parts from north to south."""
    known = [row.area.lat for row in areas if row.part == part and row.area.lat is not None]
    return (-fmean(known) if known else 90.0, part)


def add_areas(partnership: Partnership, codes: Collection[str], part: str = "") -> int:
    """Add areas by their codes, or bring them back, counted to a part; give how many are new."""
    wanted = list(dict.fromkeys(codes))
    if not wanted:
        raise Refused("Tick at least one area", field="codes")
    found = {a.code: a for a in db.session.scalars(sa.select(Area).where(Area.code.in_(wanted)))}
    missing = [code for code in wanted if code not in found]
    if missing:
        raise Refused(
            f"We know no area with the code {missing[0][:20]}. "
            "Import its file with “flask places import” first",
            field="codes",
        )
    here = {row.area.code: row for row in list_areas(partnership, with_retired=True)}
    if len(set(here) | set(wanted)) > MOST_AREAS:
        raise Refused(f"A partnership works with at most {MOST_AREAS} areas", field="codes")
    new = 0
    for code in wanted:
        new += code not in here or here[code].retired_at is not None
        row = here.get(code) or PartnershipArea(partnership=partnership, area=found[code])
        row.part, row.retired_at = tidy_part(part), None
        db.session.add(row)
    db.session.flush()
    return new


def tidy_part(part: str) -> str:
    """Give a part's name in one form."""
    return " ".join(part.split())[:60]


def choose(partnership: Partnership, codes: Collection[str]) -> list[PartnershipArea]:
    """Give this partnership's areas among some codes, or refuse when none is."""
    rows = [r for r in list_areas(partnership, with_retired=True) if r.area.code in set(codes)]
    if not rows:
        raise Refused("Tick at least one area", field="codes")
    return rows


def set_part(partnership: Partnership, codes: Collection[str], part: str) -> int:
    """Count areas to a part of town; an empty part counts them to none."""
    rows = choose(partnership, codes)
    for row in rows:
        row.part = tidy_part(part)
    db.session.flush()
    return len(rows)


def retire_areas(partnership: Partnership, codes: Collection[str]) -> int:
    """Take areas out; what organisations said of them is kept."""
    rows = [row for row in choose(partnership, codes) if row.retired_at is None]
    for row in rows:
        row.retired_at = now()
    db.session.flush()
    return len(rows)


def restore_areas(partnership: Partnership, codes: Collection[str]) -> int:
    """Bring areas back that were taken out."""
    rows = [row for row in choose(partnership, codes) if row.retired_at is not None]
    for row in rows:
        row.retired_at = None
    db.session.flush()
    return len(rows)
