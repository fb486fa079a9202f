"""The sheet that an import reads: its columns in words, its rows as facts or as faults."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.errors import Refused
from portal.files.tables import Row, Table, read_csv
from portal.models.partnerships import Partnership
from portal.organisations.cells import READERS, Book, WrongCell, by_name, read_email, read_number
from portal.organisations.names import name_key, tidy_name
from portal.organisations.words import get_vocabulary
from portal.partnerships.ages import AGES
from portal.partnerships.service import list_areas, list_resources, list_themes
from portal.places.postcodefiles import POSTCODE, compact
from portal.places.service import find_postcodes

MOST_ROWS = 5_000

# Column, what it holds, an example: shown on the page and as the template to fill in.
COLUMNS = (
    ("name", "Name of the organisation; the only column that must be there", "Hilltop Youth Club"),
    (
        "external_id",
        "Its number in a register; organisations are recognised by it",
        "GB-CHC-0000000",
    ),
    ("kind", "What kind of organisation it is", "registered charity"),
    ("summary", "What it does, in a sentence or two", "Evening clubs for 8 to 16"),
    ("contact_name", "Whom to write to", "Sam Example"),
    ("contact_email", "Where to write to; “email” will do too", "sam@example.org"),
    ("postcode", "Where it is based", "M40 1AB"),
    ("lat", "Latitude, in place of a postcode", "53.5071"),
    ("lon", "Longitude, in place of a postcode", "-2.1873"),
    ("themes", "Codes or names of themes; a weight says how much of its work", "play:1; arts:0.3"),
    ("areas", "Codes or names of areas; a part of town stands for all in it", "Moston; South"),
    ("ages", f"Age bands: {', '.join(AGES)}", "8-12; 13-15"),
    ("offers", "Codes or names of what it can offer to others", "hall; minibus"),
    ("needs", "Codes or names of what it needs from others", "none"),
    ("networks", "Networks and federations that it belongs to", "Youth Work Forum"),
    ("staff", "Paid staff", "3"),
    ("volunteers", "Volunteers", "25"),
    ("turnover", "Turnover a year, in pounds", "85000"),
    ("spare_days", "Days a week that it could give to something new", "2.5"),
    ("max_contract", "The largest contract that it could hold, in pounds a year", "50000"),
    ("can_lead", "Able to be the accountable body: yes or no", "no"),
    ("will_lead", "Willing to lead: yes or no", "no"),
    ("radius_km", "How far it travels, in km", "5"),
)
NAMES = tuple(name for name, _, _ in COLUMNS)
CONTACT = ("contact_name", "contact_email")
# What else people call a column; our own name for it goes first.
ALSO = {
    "contact_email": ("email", "e_mail", "contact_e_mail", "email_address", "e_mail_address"),
}


@dataclass(slots=True)
class Line:
    """One row: what it says of an organisation, and what can't be read, by column.

    `twin_of` is the number of an earlier row about the same organisation, 0 for none.
    """

    number: int
    name: str = ""
    external_id: str = ""
    contact: dict[str, str] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    twin_of: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """All rows of a file, and its columns that mean nothing to us."""

    lines: list[Line]
    ignored: tuple[str, ...]
    book: Book


def read_sheet(partnership: Partnership, content: bytes, only: Collection[str] = NAMES) -> Sheet:
    """Read a CSV of organisations, of `only` some columns; faults of cells stay with their rows."""
    table = read_csv(content, MOST_ROWS)
    columns = {name: column for name, column in recognise(table).items() if name in only}
    book = open_book(partnership)
    rows = list(table.rows)
    if not rows:
        raise Refused("The file has a header and no rows below it.")
    lines = [read_line(row, columns, book) for row in rows]
    add_bases(lines, rows, columns)
    find_twins(lines)
    ignored = tuple(name for name in table.columns if name and name not in columns.values())
    return Sheet(lines, ignored, book)


def recognise(table: Table) -> dict[str, str]:
    """Find the columns by their names; blanks, hyphens and large letters do not matter."""
    plain = {re.sub(r"[\s-]+", "_", name.casefold()): name for name in table.columns if name}
    called = {name: (name, *ALSO.get(name, ())) for name in NAMES}
    found = {name: [plain[one] for one in called[name] if one in plain] for name in NAMES}
    columns = {name: columns[0] for name, columns in found.items() if columns}
    if "name" not in columns:
        raise Refused(
            "No column is called “name”. The first row must name the columns; "
            f"this file has: {', '.join(filter(None, table.columns))[:300]}."
        )
    return columns


def open_book(partnership: Partnership) -> Book:
    """Gather what the cells of this partnership's files may name."""
    areas: defaultdict[str, list[str]] = defaultdict(list)
    rows = list_areas(partnership)
    for row in rows:
        if row.part:
            areas[row.part.casefold()].append(row.area.code)
    named = {row.area.name.casefold(): [row.area.code] for row in rows}
    coded = {row.area.code.casefold(): [row.area.code] for row in rows}
    return Book(
        vocabulary=get_vocabulary(partnership),
        themes=by_name({theme.code: theme.label for theme in list_themes(partnership)}),
        areas={name: tuple(codes) for name, codes in {**areas, **named, **coded}.items()},
        resources=by_name({one.code: one.label for one in list_resources(partnership)}),
        ages=by_name(AGES),
    )


def read_line(row: Row, columns: Mapping[str, str], book: Book) -> Line:
    """Read one row; blank cells are unknown."""
    line = Line(row.number)
    for name, text in filled(row, columns):
        try:
            if name == "name":
                line.name = tidy_name(text)
            elif name == "external_id":
                line.external_id = READERS["kind"](text, book)
            elif name in CONTACT:
                line.contact[name] = read_email(text) if name == "contact_email" else text[:120]
            elif name in READERS:
                line.facts[name] = READERS[name](text, book)
        except (WrongCell, Refused) as fault:
            line.faults.append(f"{columns[name]}: {fault}")
    if not line.name and not line.faults:
        line.faults.append("name: every organisation needs one")
    return line


def filled(row: Row, columns: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Give the cells that say something, without characters that no text has."""
    for name, column in columns.items():
        plain = (c if c.isprintable() else " " * c.isspace() for c in row.cells[column])
        text = "".join(plain).strip()
        if text:
            yield name, text


def add_bases(lines: list[Line], rows: list[Row], columns: Mapping[str, str]) -> None:
    """Add where each organisation is based, looking all postcodes up at once."""
    written = [dict(filled(row, columns)) for row in rows]
    postcodes = find_postcodes(cells["postcode"] for cells in written if "postcode" in cells)
    for line, cells in zip(lines, written, strict=True):
        try:
            base = read_base(cells, line)
        except WrongCell as fault:
            line.faults.append(str(fault))
            continue
        if base is None:
            continue
        known = postcodes.get(base["postcode"])
        if base["lat"] is None and known is not None:
            base |= {"lat": known.lat, "lon": known.lon}
        if base["lat"] is None:
            line.notes.append(f"{base['postcode']} is not on our map: distances stay not known")
        line.facts["base"] = base


def read_base(cells: Mapping[str, str], line: Line) -> dict[str, Any] | None:
    """Read postcode, latitude and longitude of one row."""
    postcode = compact(cells.get("postcode", ""))
    if postcode and not POSTCODE.match(postcode):
        raise WrongCell(f"postcode: “{postcode[:12]}” is no postcode; write one such as M40 1AB")
    place: dict[str, float | None] = {}
    for name, most in (("lat", 90), ("lon", 180)):
        text = cells.get(name, "")
        try:
            size = float(read_number(text.removeprefix("-"), most)) if text else None
        except WrongCell as fault:
            raise WrongCell(f"{name}: {fault}") from None
        place[name] = None if size is None else size * (-1 if text.startswith("-") else 1)
    if (place["lat"] is None) != (place["lon"] is None):
        raise WrongCell("lat, lon: write both or neither")
    if not postcode and place["lat"] is None:
        return None
    return {"postcode": postcode, **place}


def find_twins(lines: list[Line]) -> None:
    """Mark rows that name an organisation of an earlier row."""
    seen: dict[tuple[str, str], int] = {}
    for line in lines:
        keys = [("name", name_key(line.name)), ("external_id", line.external_id)]
        for column, key in keys:
            if not key:
                continue
            first = seen.setdefault((column, key), line.number)
            if first != line.number:
                line.twin_of = first
                line.faults.append(f"{column}: is in row {first} already")
