"""Official places: wards of 2022 in districts of 2024, and counties, as areas of an instance."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.real.source import Row, read_rows


@dataclass(frozen=True)
class Places:
    """Wards, districts and counties by code, and which old code a new one stands for."""

    wards: Mapping[str, Row]
    districts: Mapping[str, str]
    counties: Mapping[str, str]
    older: Mapping[str, str]

    def district(self, code: str) -> str:
        """The code of 2024 of a district, blank where there is none."""
        known = self.older.get(code, code)
        return known if known in self.districts else ""

    def smallest(self, ward: str, district: str) -> str:
        """The ward where it is known, else the district, else blank."""
        return ward if ward in self.wards else self.district(district)

    def rows(self, codes: Iterable[str]) -> list[Row]:
        """Rows of these areas and of the districts that wards among them lie in."""
        used = set(codes)
        wards = [self.wards[code] for code in sorted(used & self.wards.keys())]
        names = {row["ltla24_code"]: row["ltla24_name"] for row in wards}
        larger = {**self.counties, **self.districts}
        names |= {code: larger[code] for code in used & larger.keys()}
        return [{"code": code, "name": name} for code, name in sorted(names.items())] + [
            {
                "code": row["ward22_code"],
                "name": row["ward22_name"],
                "parent": row["ltla24_code"],
                "lat": row["lat"],
                "lon": row["lon"],
            }
            for row in wards
        ]


def read_places(folder: Path) -> Places:
    """Every ward, district and county of the folder `geo` of the open data."""
    geo = folder / "geo"
    districts = read_rows(geo / "districts24_uk.csv")
    changes = read_rows(geo / "district_code_changes_2025.csv")
    return Places(
        wards={row["ward22_code"]: row for row in read_rows(geo / "wards22_uk.csv")},
        districts={row["ltla24_code"]: row["ltla24_name"] for row in districts},
        counties={row["utla23_code"]: row["utla23_name"] for row in districts},
        older={row["new_code"]: row["old_code"] for row in changes},
    )


def used_areas(organisations: Iterable[Row]) -> set[str]:
    """The codes that organisations list."""
    return {code for row in organisations for code in row["areas"].split(";") if code}
