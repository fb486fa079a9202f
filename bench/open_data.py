"""Open data about real charities as an instance: tags, wards, places, incomes, the rest unknown.

The data are not part of the project: `PATCHWORK_OPEN_DATA` names the folder that holds
`orgs/organisations_focus_area.csv`, `geo/wards22_uk.csv` and `taxonomies/ukcat_with_regex.csv`.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from matching import Instance

Row = dict[str, str]

# A tag that only names its whole category says less than one inside it.
GENERAL_WEIGHT = 0.5


@dataclass(frozen=True)
class Tags:
    """UK-CAT tags: the theme that each stands for, its weight, and how themes are called."""

    theme: Mapping[str, str]
    weight: Mapping[str, float]
    title: Mapping[str, str]


def read_open_data(folder: Path) -> tuple[Instance, Tags]:
    """The instance of the focus area, and the words for its themes."""
    tags = _tags(_rows(folder / "taxonomies" / "ukcat_with_regex.csv"))
    organisations = _rows(folder / "orgs" / "organisations_focus_area.csv")
    wards = {row["ward22_code"]: row for row in _rows(folder / "geo" / "wards22_uk.csv")}
    used = {row["ward22_code"] for row in organisations} & wards.keys()
    rows = [_organisation(row, tags, wards) for row in organisations]
    return Instance.from_tables(rows, _areas([wards[code] for code in sorted(used)])), tags


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _tags(rows: list[Row]) -> Tags:
    """Roll each tag up to its subcategory where it has one; the rest stand for themselves."""
    heads = {(row["Category"], row["Subcategory"]): row["Code"] for row in rows
             if row["Level"] == "2"}  # fmt: skip
    themes = {
        row["Code"]: heads.get((row["Category"], row["Subcategory"]), row["Code"]) for row in rows
    }
    weights = {row["Code"]: GENERAL_WEIGHT if row["Level"] == "1" else 1.0 for row in rows}
    return Tags(themes, weights, {row["Code"]: row["tag"] for row in rows})


def _organisation(row: Row, tags: Tags, wards: Mapping[str, Row]) -> Row:
    known = [tag for tag in row["ukcat_tags"].split(";") if tag in tags.theme]
    themes: dict[str, float] = {}
    for tag in known:
        theme = tags.theme[tag]
        themes[theme] = max(themes.get(theme, 0.0), tags.weight[tag])
    return {
        "id": row["org_id"],
        "name": row["name"],
        "lat": row["lat"],
        "lon": row["lon"],
        "areas": row["ward22_code"] if row["ward22_code"] in wards else "",
        "themes": ";".join(f"{code}:{weight}" for code, weight in sorted(themes.items())),
        "turnover": row["income"],
        "district": row["ltla24_name"],
        "youth_or_play": row["youth_or_play"],
        "source": row["source"],
    }


def _areas(wards: list[Row]) -> list[Row]:
    districts = {row["ltla24_code"]: row["ltla24_name"] for row in wards}
    rows = [{"code": code, "name": name} for code, name in sorted(districts.items())]
    return rows + [
        {
            "code": row["ward22_code"],
            "name": row["ward22_name"],
            "parent": row["ltla24_code"],
            "lat": row["lat"],
            "lon": row["lon"],
        }
        for row in wards
    ]
