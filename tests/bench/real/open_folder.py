"""A small invented folder of open data, with a few rows in each of its files."""

import csv
from pathlib import Path

DISTRICT = ("ltla24_code", "ltla24_name", "utla23_code", "utla23_name")
WARD = ("ward22_code", "ward22_name", "ltla24_code", "ltla24_name", "lat", "lon")
TAG = ("Code", "tag", "Category", "Subcategory", "Level", "Regular expression",
       "Exclude regular expression")  # fmt: skip
GRANT = ("Recipient Org:Identifier", "Recipient Org:Name", "Award Date",
         "Beneficiary Location:Geographic Code")  # fmt: skip
CODED = ("charity_number", "name", "area_of_operation", "income", "what", "who", "ward_code",
         "district_code", "district", "lat", "lon", "employees", "volunteers")  # fmt: skip

FILES = {
    "geo/districts24_uk.csv": [
        DISTRICT,
        ("D1", "Northby", "D1", "Northby"),
        ("D2", "Westham", "U2", "Westshire"),
        ("E08000009", "Trafford", "E08000009", "Trafford"),
    ],
    "geo/district_code_changes_2025.csv": [("old_code", "new_code"), ("D1", "D9")],
    "geo/wards22_uk.csv": [
        WARD,
        ("W1", "Mill", "D1", "Northby", "53.40", "-2.20"),
        ("W2", "Quay", "E08000009", "Trafford", "53.41", "-2.30"),
    ],
    "taxonomies/ukcat_with_regex.csv": [
        TAG,
        ("ED", "Education", "Education", "", "1", r"\bschools?\b", r"\bold school\b"),
        ("BE2", "Youth Groups", "Beneficiaries", "Youth", "2", r"\byouth\b", ""),
        ("BE3", "Scouting", "Beneficiaries", "Youth", "3", r"\bscouts?\b", ""),
        ("AR1", "Circus", "Arts", "", "3", "", ""),
    ],
    "taxonomies/ccew.csv": [
        ("category", "code", "name"),
        ("theme", "101", "General Charitable Purposes"),
        ("theme", "102", "Education Training"),
        ("beneficiaries", "201", "Children Young People"),
    ],
    "taxonomies/cc-aoo-gss-iso.csv": [
        ("aooname", "GSS"),
        ("NORTHBY CITY", "D9"),
        ("WESTSHIRE", "U2"),
        ("INDIA", ""),
        ("THROUGHOUT ENGLAND", "E92000001"),
    ],
    "taxonomies/cc-aoo-gss-iso-new.csv": [
        ("geographic_area_description", "GSS"),
        ("Northby", "D1"),
    ],
    "orgs/organisations_focus_area.csv": [
        ("org_id", "name", "lat", "lon", "ward22_code", "ukcat_tags", "income", "ltla24_name",
         "youth_or_play", "source"),
        ("f1", "First", "53.4", "-2.2", "W1", "BE3;ED", "100.0", "Northby", "True", "hand"),
        ("f2", "Second", "53.4", "-2.2", "W7", "", "", "Northby", "False", "rule"),
    ],
    "orgs/charities_ukcat_labelled.csv": [
        ("org_id", "name", "lat", "lon", "ward22_code", "ltla24_code", "UKCAT", "income"),
        ("l1", "Twice", "53.4", "-2.2", "", "D9", "ED", "5.0"),
        ("l2", "Nowhere", "", "", "", "", "AR1", ""),
        ("l1", "Twice", "53.4", "-2.2", "", "D9", "BE3;BE2", "5.0"),
    ],
    "orgs/charities_operating_in_trafford.csv": [
        ("registered_charity_number", "charity_name", "charity_activities", "ltla24_code",
         "ward22_code", "lat", "lon"),
        ("1", "1st QUAY SCOUTS", "A youth group.", "E08000009", "W2", "53.41", "-2.30"),
        ("2", "OLD SCHOOL TRUST", "Keeps the Old School, a school once.", "D1", "", "53.4", "-2.2"),
        ("3", "THE TRUST", "", "", "", "", ""),
    ],
    "orgs/ccew_what_who_how_sample200.csv": [
        CODED,
        ("7", "Coded", "INDIA; NORTHBY CITY; Westshire; Throughout England", "9.0", "101;102;999",
         "201;207", "W2", "E08000009", "Trafford", "53.41", "-2.3", "3.0", "12.0"),
        ("8", "Silent", "India", "", "102", "207", "", "", "", "", "", "", ""),
    ],
    "orgs/trafford_vcse_grants_360giving.csv": [
        GRANT,
        ("g1", "Old name", "2013-01-18", "E08000009"),
        ("g1", "New name", "2020-06-01", "E08000009"),
        ("g2", "Other", "2019-01-01", "elsewhere"),
    ],
    "orgs/federated_youth_charities.csv": [
        ("type", "reg_number", "name"),
        ("Scouts", "10", "Guides and scouts of Mill"),
        ("Girlguiding", "10", "Guides and scouts of Mill"),
        ("Scouts", "11", "1st Mill *scouts*"),
        ("Scouts", "12", "1st Quay"),
        ("Scouts", "13", "1ST QUAY"),
    ],
}  # fmt: skip


def write_open_data(folder: Path) -> Path:
    """Write the files, with the byte order mark that real ones have."""
    for name, rows in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(rows)
    return folder
