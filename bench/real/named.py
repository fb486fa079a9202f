"""Files that hardly say more than who there is: whoever got a grant, and federated charities."""

from pathlib import Path

from bench.real.areas import Places, read_places, used_areas
from bench.real.source import Row, Source, Tags, read_rows, together
from matching import Instance


def read_recipients(folder: Path) -> Source:
    """Whoever got a grant of the council, once each by the identifier that grants give."""
    file = "trafford_vcse_grants_360giving.csv"
    grants, places = read_rows(folder / "orgs" / file), read_places(folder)
    merged = together(grants, lambda row: row["Recipient Org:Identifier"])
    rows = [recipient_row(same, places) for same in merged]
    instance = Instance.from_tables(rows, places.rows(used_areas(rows)))
    return Source("recipients", file, "Recipients of grants in Trafford", len(grants),
                  instance, Tags())  # fmt: skip


def read_federated(folder: Path) -> Source:
    """Members of federations such as scouts and guides, once each by charity number."""
    file = "federated_youth_charities.csv"
    listed = read_rows(folder / "orgs" / file)
    rows = [federated_row(same) for same in together(listed, lambda row: row["reg_number"])]
    return Source("federated", file, "Members of federations", len(listed),
                  Instance.from_tables(rows), Tags(), by="federation")  # fmt: skip


def recipient_row(same: list[Row], places: Places) -> Row:
    """One recipient under the name that its last grant gives, in the districts of its grants."""
    districts = {places.district(row["Beneficiary Location:Geographic Code"]) for row in same}
    last = max(same, key=lambda row: row["Award Date"])
    return {
        "id": last["Recipient Org:Identifier"],
        "name": last["Recipient Org:Name"],
        "areas": ";".join(sorted(districts - {""})),
        "grants": str(len(same)),
    }


def federated_row(same: list[Row]) -> Row:
    """One charity; which federation it is of is kept, but is no theme that it told."""
    return {
        "id": f"GB-CHC-{same[0]['reg_number']}",
        "name": same[0]["name"],
        "areas": "",
        "federation": ";".join(sorted({row["type"] for row in same})),
    }
