"""Which column of a file of places means what, recognised by the statistics office's names."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from portal.errors import Refused

# A kind of area, and how the columns about it begin: WD22CD, ward22_code, LAD24NM, ltla24_name.
BEGINNINGS = {
    "ward": r"^(?:wd|ward)",
    "district": r"^(?:lad|ltla|local_?authority_?(?:district|area)?|district)",
    "county": r"^(?:ctyua|cty|utla|county)",
    "region": r"^(?:cauth|rgn|region)",
}
PARENTS = {"ward": ("district",), "district": ("county", "region"), "county": ("region",)}
CODE = r"_?(\d{2}|\d{4})?_?(?:cd|code)$"
NAME = r"_?(?:\d{2}|\d{4})?_?(?:nm|name)$"
PLAIN = {
    "code": r"^(?:area_?)?(?:gss_?)?code$",
    "name": r"^(?:area_?)?name$",
    "lat": r"^lat(?:itude)?$",
    "lon": r"^(?:lon|long|lng|longitude)$",
    "parent": r"^parent(?:_?code)?$",
    "postcode": r"^(?:pcds?|pcd[278]?|post_?code)$",
}
MEANINGS = ("code", "name", "parent", "lat", "lon", "postcode")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where to find what: the kind of area and its vintage as far as the file tells them.

    `parents` are tried in turn; the first that is not the area itself is its parent.
    """

    kind: str | None
    vintage: int | None
    code: str
    name: str | None
    parents: tuple[str, ...]
    lat: str | None
    lon: str | None


def recognise(
    names: tuple[str, ...], kind: str | None = None, given: Mapping[str, str] | None = None
) -> Columns:
    """Find the columns of a file of areas; `given` overrides by meaning, such as code=WD22CD."""
    given = check_given(names, given or {})
    kind = kind or next((k for k in BEGINNINGS if find(names, BEGINNINGS[k] + CODE)), None)
    code = given.get("code") or first_column(names, kind, CODE, "code")
    if code is None:
        raise Refused(
            "No column holds the areas' codes (such as WD22CD, LAD24CD or area_code). "
            f"The file has: {', '.join(names)}. Name it with --columns code=COLUMN."
        )
    return Columns(
        kind=kind,
        vintage=vintage_of(code),
        code=code,
        name=given.get("name") or first_column(names, kind, NAME, "name"),
        parents=find_parents(names, kind, given),
        lat=given.get("lat") or find(names, PLAIN["lat"]),
        lon=given.get("lon") or find(names, PLAIN["lon"]),
    )


def check_given(names: tuple[str, ...], given: Mapping[str, str]) -> Mapping[str, str]:
    """Refuse a meaning or a column that does not exist."""
    for meaning, column in given.items():
        if meaning not in MEANINGS:
            raise Refused(f"“{meaning}” is no meaning of a column. Use {', '.join(MEANINGS)}.")
        if column not in names:
            raise Refused(f"No column is called “{column}”. The file has: {', '.join(names)}.")
    return given


def first_column(names: tuple[str, ...], kind: str | None, ending: str, plain: str) -> str | None:
    """Give the column of a kind of area, else the one with a plain name."""
    own = find(names, BEGINNINGS[kind] + ending) if kind in BEGINNINGS else None
    return own or find(names, PLAIN[plain])


def find_parents(
    names: tuple[str, ...], kind: str | None, given: Mapping[str, str]
) -> tuple[str, ...]:
    """Give the columns with the codes of the areas around, the nearest first."""
    if "parent" in given:
        return (given["parent"],)
    found = [find(names, PLAIN["parent"])]
    found += [find(names, BEGINNINGS[around] + CODE) for around in PARENTS.get(kind or "", ())]
    return tuple(column for column in found if column)


def find(names: tuple[str, ...], pattern: str) -> str | None:
    """Give the first column whose name fits a pattern, large and small letters alike."""
    wanted = re.compile(pattern, re.IGNORECASE)
    return next((name for name in names if wanted.match(name.strip())), None)


def vintage_of(column: str) -> int | None:
    """Read the year in a column's name: WD22CD and ward22_code are of 2022."""
    found = re.search(r"(\d{4}|\d{2})(?!\d)", column)
    if found is None:
        return None
    year = int(found.group(1))
    return year if year > 999 else 2000 + year
