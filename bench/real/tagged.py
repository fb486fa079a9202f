"""Files of charities with UK-CAT tags: by hand, by rule, or both."""

from pathlib import Path

from bench.real.areas import Places, read_places, used_areas
from bench.real.source import Row, Source, Tags, listed, read_rows, together
from bench.real.ukcat import Rule, read_rules, read_tags, tags_by_rule
from matching import Instance

TRAFFORD = "E08000009"


def read_focus(folder: Path) -> Source:
    """The 840 charities of the focus area, tagged by hand or by rule as the file has it."""
    file = "organisations_focus_area.csv"
    rows, tags, places = read_rows(folder / "orgs" / file), read_tags(folder), read_places(folder)
    return _source(
        "focus-area", file, "Charities of the focus area", len(rows),
        [focus_row(row, tags, places) for row in rows], tags, places,
    )  # fmt: skip


def read_labelled(folder: Path) -> Source:
    """Charities of the United Kingdom tagged by hand; who was tagged twice has all its tags."""
    file = "charities_ukcat_labelled.csv"
    rows, tags, places = read_rows(folder / "orgs" / file), read_tags(folder), read_places(folder)
    merged = together(rows, lambda row: row["org_id"])
    return _source(
        "labelled", file, "Charities tagged by hand", len(rows),
        [labelled_row(same, tags, places) for same in merged], tags, places,
    )  # fmt: skip


def read_trafford(folder: Path) -> Source:
    """Charities that work in Trafford, tagged by the rules from their names and activities."""
    file = "charities_operating_in_trafford.csv"
    rows, tags, places = read_rows(folder / "orgs" / file), read_tags(folder), read_places(folder)
    rules = read_rules(folder)
    return _source(
        "trafford", file, "Charities that work in Trafford", len(rows),
        [trafford_row(row, rules, tags, places) for row in rows], tags, places,
    )  # fmt: skip


def focus_row(row: Row, tags: Tags, places: Places) -> Row:
    """One charity of the focus area as a row of an instance."""
    return {
        "id": row["org_id"],
        "name": row["name"],
        "lat": row["lat"],
        "lon": row["lon"],
        "areas": row["ward22_code"] if row["ward22_code"] in places.wards else "",
        "themes": tags.cell(listed(row["ukcat_tags"])),
        "turnover": row["income"],
        "district": row["ltla24_name"],
        "youth_or_play": row["youth_or_play"],
        "source": row["source"],
    }


def labelled_row(same: list[Row], tags: Tags, places: Places) -> Row:
    """One charity from the rows of all who tagged it, which differ in nothing else."""
    row = same[0]
    district = places.district(row["ltla24_code"])
    return {
        "id": row["org_id"],
        "name": row["name"],
        "lat": row["lat"],
        "lon": row["lon"],
        "areas": places.smallest(row["ward22_code"], district),
        "themes": tags.cell(code for one in same for code in listed(one["UKCAT"])),
        "turnover": row["income"],
        "district": places.districts.get(district, ""),
    }


def trafford_row(row: Row, rules: list[Rule], tags: Tags, places: Places) -> Row:
    """One charity that works in Trafford: there, and in the ward or district of its address."""
    district = places.district(row["ltla24_code"])
    own = places.smallest(row["ward22_code"], district)
    text = f"{row['charity_name']} {row['charity_activities']}"
    return {
        "id": f"GB-CHC-{row['registered_charity_number']}",
        "name": row["charity_name"],
        "lat": row["lat"],
        "lon": row["lon"],
        "areas": ";".join(sorted({own, TRAFFORD} - {""})),
        "themes": tags.cell(tags_by_rule(rules, text)),
        "district": places.districts.get(district, ""),
    }


def _source(
    key: str, file: str, words: str, count: int, rows: list[Row], tags: Tags, places: Places
) -> Source:
    instance = Instance.from_tables(rows, places.rows(used_areas(rows)))
    return Source(key, file, words, count, instance, tags)
