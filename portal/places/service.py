"""Areas and postcodes: looking them up, and taking them in from files, whole or not at all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from portal.errors import NotThere
from portal.models.base import db
from portal.models.places import Area, Postcode
from portal.places.areafiles import AreaRow
from portal.places.postcodefiles import PostcodeRow, compact

AREA_COLUMNS = ("name", "kind", "vintage", "parent_code", "lat", "lon")
POSTCODE_COLUMNS = ("lat", "lon", "area_code")
BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Tally:
    """What an import did."""

    new: int = 0
    changed: int = 0
    same: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        """Add what two parts of an import did."""
        return Tally(self.new + other.new, self.changed + other.changed, self.same + other.same)

    def __str__(self) -> str:
        """Say it in words."""
        return f"{self.new:,} new, {self.changed:,} changed, {self.same:,} the same"


def get_area(code: str) -> Area:
    """Give an area by its official code."""
    area = db.session.scalar(sa.select(Area).filter_by(code=code))
    if area is None:
        raise NotThere(f"There is no area with the code {code[:20]}.")
    return area


def list_areas(codes: Iterable[str]) -> list[Area]:
    """List those areas of some codes that exist, by name."""
    query = sa.select(Area).where(Area.code.in_(set(codes))).order_by(Area.name, Area.code)
    return list(db.session.scalars(query))


def list_kind(kind: str) -> list[Area]:
    """List all areas of a kind, such as all districts, by name."""
    return list(db.session.scalars(sa.select(Area).filter_by(kind=kind).order_by(Area.name)))


def list_children(parent_code: str) -> list[Area]:
    """List the areas directly inside another, by name."""
    query = sa.select(Area).filter_by(parent_code=parent_code).order_by(Area.name, Area.code)
    return list(db.session.scalars(query))


def list_parents() -> list[tuple[Area, int]]:
    """List the districts that have areas inside them, and how many, by name."""
    inside = (
        sa.select(Area.parent_code, sa.func.count().label("areas"))
        .group_by(Area.parent_code)
        .subquery()
    )
    query = (
        sa.select(Area, inside.c.areas)
        .join(inside, inside.c.parent_code == Area.code)
        .order_by(Area.name, Area.code)
    )
    return [(area, areas) for area, areas in db.session.execute(query)]


def find_postcode(text: str) -> Postcode | None:
    """Find a postcode, with or without its space, in large or small letters."""
    return db.session.scalar(sa.select(Postcode).filter_by(postcode=compact(text)))


def find_postcodes(texts: Iterable[str]) -> dict[str, Postcode]:
    """Find many postcodes at once, by their compact form."""
    wanted = sorted({compact(text) for text in texts})
    found: dict[str, Postcode] = {}
    for start in range(0, len(wanted), BATCH):
        part = wanted[start : start + BATCH]
        query = sa.select(Postcode).where(Postcode.postcode.in_(part))
        found.update({row.postcode: row for row in db.session.scalars(query)})
    return found


def import_areas(areas: Sequence[AreaRow]) -> Tally:
    """Take in areas: new codes are added, known ones brought up to date."""
    rows = [
        {"code": area.code, **{name: getattr(area, name) for name in AREA_COLUMNS}}
        for area in areas
    ]
    tally = Tally()
    for start in range(0, len(rows), BATCH):
        tally += merge(Area, "code", AREA_COLUMNS, rows[start : start + BATCH])
    return tally


def import_postcodes(batches: Iterable[list[PostcodeRow]]) -> Tally:
    """Take in postcodes, batch by batch."""
    tally = Tally()
    for batch in batches:
        rows = [
            {"postcode": row.postcode, "lat": row.lat, "lon": row.lon, "area_code": row.area_code}
            for row in batch
        ]
        tally += merge(Postcode, "postcode", POSTCODE_COLUMNS, rows)
    return tally


def merge(
    table: type[Area] | type[Postcode],
    key: str,
    columns: tuple[str, ...],
    rows: list[dict[str, Any]],
) -> Tally:
    """Add or update rows by their key, touching only what differs; blank changes nothing."""
    wanted = {row[key]: row for row in rows}
    query = sa.select(
        table.id, getattr(table, key), *(getattr(table, name) for name in columns)
    ).where(getattr(table, key).in_(wanted))
    known = {row[1]: row for row in db.session.execute(query)}
    new = [row for name, row in wanted.items() if name not in known]
    changed = [
        {"id": known[name][0], **keep_known(known[name][2:], row, columns)}
        for name, row in wanted.items()
        if name in known and differs(known[name][2:], row, columns)
    ]
    if new:
        db.session.execute(sa.insert(table), new)
    if changed:
        db.session.execute(sa.update(table), changed)
    return Tally(len(new), len(changed), len(wanted) - len(new) - len(changed))


def keep_known(
    known: Sequence[Any], row: Mapping[str, Any], columns: tuple[str, ...]
) -> dict[str, Any]:
    """Give a row of a file with what is stored already where the file says nothing."""
    stored = dict(zip(columns, known, strict=True))
    return {name: stored.get(name) if value is None else value for name, value in row.items()}


def differs(known: Sequence[Any], row: Mapping[str, Any], columns: tuple[str, ...]) -> bool:
    """Tell whether a stored row says something else than a file."""
    return any(
        row[name] is not None and old != row[name] for old, name in zip(known, columns, strict=True)
    )
