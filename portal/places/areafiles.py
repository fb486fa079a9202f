"""Reading files of areas: CSV and GeoJSON as the statistics office gives them out."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import isfinite
from pathlib import Path
from typing import Any

from portal.errors import Refused
from portal.files.tables import Row, decode, read_csv
from portal.places.centroids import centroid
from portal.places.columns import PLAIN, Columns, find, recognise


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An area as a file states it."""

    code: str
    name: str
    kind: str
    vintage: int
    parent_code: str | None
    lat: float | None
    lon: float | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What the person who imports says about a file, where it does not say it itself."""

    kind: str | None = None
    vintage: int | None = None
    parent: str | None = None
    columns: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The areas of a file, and the codes of those that it gives in several rows."""

    areas: list[AreaRow]
    joined: tuple[str, ...]


def read_areas(path: Path, asked: Asked) -> Found:
    """Read all areas of a file, or say which row or column is wrong."""
    rows, names = read_geojson(path) if is_geojson(path) else read_table(path)
    columns = recognise(names, asked.kind, asked.columns)
    kind, vintage = settle_kind(columns, asked), settle_vintage(columns, asked)
    return join_parts(
        [(row.number, read_area(row, columns, kind, vintage, asked.parent)) for row in rows]
    )


def is_geojson(path: Path) -> bool:
    """Tell GeoJSON from CSV by the file's name."""
    return path.suffix.casefold() in {".geojson", ".json"}


def read_table(path: Path) -> tuple[Iterable[Row], tuple[str, ...]]:
    """Read a CSV and the names of its columns."""
    table = read_csv(path.read_bytes())
    return table.rows, table.columns


def read_geojson(path: Path) -> tuple[Iterable[Row], tuple[str, ...]]:
    """Read the features of a GeoJSON file as rows, with a centroid where none is given."""
    try:
        document = json.loads(decode(path.read_bytes()))
    except (json.JSONDecodeError, RecursionError) as error:
        raise Refused(f"The file is no GeoJSON: {error}.") from None
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or not features:
        raise Refused("The file is no GeoJSON with features: it needs a FeatureCollection.")
    names: dict[str, None] = {}
    for number, feature in enumerate(features, 1):
        if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
            raise Refused(f"Feature {number} has no properties.")
        names.update(dict.fromkeys(map(str, feature["properties"])))
    lat, lon = (find(tuple(names), PLAIN[axis]) or axis for axis in ("lat", "lon"))
    return list(flatten(features, lat, lon)), tuple(dict.fromkeys([*names, lat, lon]))


def flatten(features: list[Any], lat: str, lon: str) -> Iterator[Row]:
    """Turn features into rows."""
    for number, feature in enumerate(features, 1):
        cells = {str(k): "" if v is None else str(v) for k, v in feature["properties"].items()}
        if not cells.get(lat) and feature.get("geometry"):
            try:
                cells[lat], cells[lon] = map(str, centroid(feature["geometry"]))
            except (KeyError, IndexError, TypeError, ValueError):
                raise Refused(
                    f"Feature {number}: its geometry is no polygon or multipolygon."
                ) from None
        yield Row(number, {name: cell.strip() for name, cell in cells.items()})


def settle_kind(columns: Columns, asked: Asked) -> str:
    """Give the kind of the areas, or ask for it."""
    kind = asked.kind or columns.kind
    if kind is None:
        raise Refused(
            "The file does not say what its areas are. Add --kind ward or --kind district."
        )
    return kind


def settle_vintage(columns: Columns, asked: Asked) -> int:
    """Give the year of the areas, or ask for it."""
    vintage = asked.vintage or columns.vintage
    if vintage is None:
        raise Refused("The file does not say of which year its areas are. Add --vintage 2024.")
    return vintage


def read_area(row: Row, columns: Columns, kind: str, vintage: int, parent: str | None) -> AreaRow:
    """Read one row."""
    code = row.cells.get(columns.code, "").upper()
    if not code or len(code) > 20:
        raise Refused(f"Row {row.number}, {columns.code}: an area needs a code, such as E05000650.")
    name = row.cells.get(columns.name or "", "")[:120] or code
    around = (row.cells.get(column, "").upper() for column in columns.parents)
    lat = read_degrees(row, columns.lat, 90)
    lon = read_degrees(row, columns.lon, 180)
    if (lat is None) != (lon is None):
        raise Refused(f"Row {row.number}: {code} has only one of latitude and longitude.")
    return AreaRow(
        code=code,
        name=name,
        kind=kind,
        vintage=vintage,
        parent_code=parent or next((c for c in around if c and c != code), None),
        lat=lat,
        lon=lon,
    )


def read_degrees(row: Row, column: str | None, most: int) -> float | None:
    """Read a latitude or longitude; blank is unknown."""
    text = row.cells.get(column, "") if column else ""
    if not text:
        return None
    try:
        degrees = float(text)
    except ValueError:
        degrees = float("nan")
    if not isfinite(degrees):
        raise Refused(f"Row {row.number}, {column}: “{text[:40]}” is no number of degrees.")
    if abs(degrees) > most:
        raise Refused(
            f"Row {row.number}, {column}: {text[:40]} is beyond {most} degrees. "
            "Use latitude and longitude (WGS 84), not metres of the National Grid."
        )
    return round(degrees, 6)


def join_parts(areas: list[tuple[int, AreaRow]]) -> Found:
    """Join the rows of an area that a file gives in parts, or refuse two areas of one code."""
    by_code: dict[str, list[tuple[int, AreaRow]]] = {}
    for number, area in areas:
        by_code.setdefault(area.code, []).append((number, area))
    for code, parts in by_code.items():
        (first, one), (last, other) = parts[0], parts[-1]
        if one.parent_code != other.parent_code:
            raise Refused(
                f"Rows {first} and {last}: {code} is in {one.parent_code or 'nothing'} and in "
                f"{other.parent_code or 'nothing'}. An area lies in one other."
            )
    joined = tuple(code for code, parts in by_code.items() if len(parts) > 1)
    return Found([join([area for _, area in parts]) for parts in by_code.values()], joined)


def join(parts: list[AreaRow]) -> AreaRow:
    """Put the parts of an area together; its middle is the mean of theirs."""
    placed = [(part.lat, part.lon) for part in parts if part.lat is not None]
    if len(parts) == 1 or not placed:
        return parts[0]
    lat, lon = (round(sum(axis) / len(placed), 6) for axis in zip(*placed, strict=True))
    return replace(parts[0], lat=lat, lon=lon)
