"""Reading files of postcodes, plain or compressed, without holding them in memory."""

import gzip
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import IO, cast

from portal.errors import Refused
from portal.files.tables import Row, Table, read_lines
from portal.places.columns import BEGINNINGS, CODE, PLAIN, check_given, find

BATCH = 5_000
POSTCODE = re.compile(r"^[A-Z]{1,2}[0-9][0-9A-Z]?[0-9][A-Z]{2}$")


@dataclass(frozen=True, slots=True)
class PostcodeRow:
    """A postcode as a file states it."""

    postcode: str
    lat: float
    lon: float
    area_code: str | None


def compact(text: str) -> str:
    """Give the one form in which a postcode is kept: large letters, no space."""
    return "".join(text.split()).upper()


def read_batches(path: Path, given: Mapping[str, str] | None = None) -> Iterator[list[PostcodeRow]]:
    """Read a file in batches; postcodes without a position are passed over."""
    with open_lines(path) as lines:
        table = read_lines(lines)
        columns = recognise(table, check_given(table.columns, given or {}))
        batch = []
        for row in table.rows:
            postcode = read_postcode(row, columns)
            if postcode is None:
                continue
            batch.append(postcode)
            if len(batch) == BATCH:
                yield batch
                batch = []
        yield batch


@contextmanager
def open_lines(path: Path) -> Iterator[IO[str]]:
    """Open a text file, unpacking it where its name ends in .gz."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8-sig", newline="") as lines:
        try:
            yield cast(IO[str], lines)
        except UnicodeDecodeError:
            raise Refused("The file is no text in UTF-8. Save it as CSV UTF-8.") from None
        except (OSError, EOFError) as error:
            raise Refused(f"The file can't be unpacked: {error}.") from None


def recognise(table: Table, given: Mapping[str, str]) -> dict[str, str]:
    """Find the columns of a file of postcodes."""
    found = {
        "postcode": find(table.columns, PLAIN["postcode"]),
        "lat": find(table.columns, PLAIN["lat"]),
        "lon": find(table.columns, PLAIN["lon"]),
        "area": find(table.columns, BEGINNINGS["ward"] + CODE) or find(table.columns, "^osward$"),
    }
    named = {"area" if name == "code" else name: column for name, column in given.items()}
    columns = {name: column for name, column in {**found, **named}.items() if column}
    missing = [name for name in ("postcode", "lat", "lon") if name not in columns]
    if missing:
        raise Refused(
            f"No column holds: {', '.join(missing)}. The file has: {', '.join(table.columns)}. "
            f"Name it with --columns {missing[0]}=COLUMN."
        )
    return columns


def read_postcode(row: Row, columns: Mapping[str, str]) -> PostcodeRow | None:
    """Read one row; None where it has no position."""
    postcode = compact(row.cells[columns["postcode"]])
    if not POSTCODE.match(postcode):
        raise Refused(f"Row {row.number}, {columns['postcode']}: “{postcode[:20]}” is no postcode.")
    lat, lon = (read_degrees(row, columns[axis]) for axis in ("lat", "lon"))
    # The directory marks postcodes without a position with 99.999999.
    if lat is None or lon is None or lat > 90:
        return None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise Refused(f"Row {row.number}: {postcode} does not lie on the earth ({lat}, {lon}).")
    area = row.cells.get(columns.get("area", ""), "")
    return PostcodeRow(postcode, lat, lon, area.upper()[:20] or None)


def read_degrees(row: Row, column: str) -> float | None:
    """Read a coordinate; blank is unknown."""
    text = row.cells[column]
    if not text:
        return None
    try:
        degrees = float(text)
    except ValueError:
        degrees = float("nan")
    if not isfinite(degrees):
        raise Refused(f"Row {row.number}, {column}: “{text[:40]}” is no number of degrees.")
    return degrees
