"""The sample of the Charity Commission's register: What as themes, Who as ages, where they work."""

from collections.abc import Mapping
from pathlib import Path

from bench.real.areas import Places, read_places, used_areas
from bench.real.source import Row, Source, Tags, listed, read_rows
from matching import Instance

# "General charitable purposes" and "Other charitable purposes" name no kind of work.
GENERAL = {"101": 0.5, "117": 0.5}
# Only these two say whom by age; "the general public" may be of any age and says nothing.
AGES = {"201": "children-young-people", "202": "older-people"}


def read_coded(folder: Path) -> Source:
    """The 200 charities with their codes, in their ward and where they say they work."""
    file = "ccew_what_who_how_sample200.csv"
    rows, places = read_rows(folder / "orgs" / file), read_places(folder)
    tags, names = what_codes(folder), authority_codes(folder, places)
    members = [coded_row(row, tags, places, names) for row in rows]
    instance = Instance.from_tables(members, places.rows(used_areas(members)))
    return Source("coded", file, "Charities with What and Who codes", len(rows), instance, tags)


def what_codes(folder: Path) -> Tags:
    """The What codes of the register as themes."""
    rows = read_rows(folder / "taxonomies" / "ccew.csv")
    titles = {row["code"]: row["name"] for row in rows if row["category"] == "theme"}
    weights = {code: GENERAL.get(code, 1.0) for code in titles}
    return Tags({code: code for code in titles}, weights, titles)


def authority_codes(folder: Path, places: Places) -> Mapping[str, str]:
    """Codes of districts and counties by the register's names for them, in capitals."""
    found = {}
    for file, column in (
        ("cc-aoo-gss-iso.csv", "aooname"),
        ("cc-aoo-gss-iso-new.csv", "geographic_area_description"),
    ):
        for row in read_rows(folder / "taxonomies" / file):
            code = places.district(row["GSS"]) or row["GSS"]
            if code in places.districts or code in places.counties:
                found[row[column].upper()] = code
    return found


def coded_row(row: Row, tags: Tags, places: Places, names: Mapping[str, str]) -> Row:
    """One charity; countries and regions where it works are no areas in which others are."""
    works = {names.get(name.upper(), "") for name in listed(row["area_of_operation"])}
    district = places.district(row["district_code"])
    based = places.smallest(row["ward_code"], district)
    ages = sorted({AGES[code] for code in listed(row["who"]) if code in AGES})
    return {
        "id": f"GB-CHC-{row['charity_number']}",
        "name": row["name"],
        "lat": row["lat"],
        "lon": row["lon"],
        "areas": ";".join(sorted((works | {based}) - {""})),
        "themes": tags.cell(listed(row["what"])),
        "ages": ";".join(ages),
        "staff": row["employees"],
        "volunteers": row["volunteers"],
        "turnover": row["income"],
        "district": row["district"],
    }
