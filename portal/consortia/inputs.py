"""Run inputs: what a partnership knows now, frozen as the engine's tables.

Organisations stand there under their slug, without a name. Exclusions go to the engine and into
the frozen inputs, and from there to nobody: `open_tables` is what everything else reads.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from matching import Instance
from portal.models.base import db
from portal.models.organisations import Exclusion, Participation
from portal.models.partnerships import Partnership, PartnershipArea
from portal.models.places import Area
from portal.organisations.fields import may_read
from portal.organisations.profiles import Profile, list_profiles
from portal.organisations.ties import TIES, list_ties

NUMBERS = ("radius_km", "staff", "volunteers", "turnover", "spare_days", "max_contract")
LISTS = ("areas", "ages", "offers", "needs")
TOLD = {"response", "typed", "on_behalf"}
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Inputs:
    """Frozen inputs of a run, with the figures that pages may show about them.

    `fingerprint` is that of everything but the exclusions, so that it can be shown.
    """

    frozen: dict[str, Any]
    fingerprint: str
    organisations: int
    answered: int


def gather(partnership: Partnership) -> Inputs:
    """Freeze what is known of a partnership's organisations at this moment."""
    profiles = list_profiles(list_present(partnership))
    tables = {
        "organisations": [organisation_row(profile) for profile in profiles],
        "areas": area_rows(partnership, profiles),
        "ties": tie_rows(profiles),
        "exclusions": exclusion_rows(profiles),
    }
    frozen = {"tables": tables, "visibility": visibilities(profiles)}
    return Inputs(
        frozen=frozen,
        fingerprint=open_instance(frozen).fingerprint,
        organisations=len(profiles),
        answered=sum(1 for profile in profiles if has_answered(profile)),
    )


def instance_of(frozen: dict[str, Any]) -> Instance:
    """Build what the engine reads; for the engine alone, because it holds the exclusions."""
    return Instance.from_tables(**frozen["tables"])


def open_instance(frozen: dict[str, Any]) -> Instance:
    """Build the instance without what is engine only: for networks, files and fingerprints."""
    kept = {name: rows for name, rows in frozen["tables"].items() if name != "exclusions"}
    return Instance.from_tables(**kept)


def without_ties_of(frozen: dict[str, Any], hidden: Collection[str]) -> dict[str, Any]:
    """Give frozen inputs as though some organisations had not told with whom they work."""
    if not hidden:
        return frozen
    tables = dict(frozen["tables"])
    tables["ties"] = [row for row in tables["ties"] if row["from"] not in hidden]
    tables["organisations"] = [
        row | {TIES: ""} if row["id"] in hidden else row for row in tables["organisations"]
    ]
    return frozen | {"tables": tables}


def hidden_ties(frozen: dict[str, Any], audience: str) -> frozenset[str]:
    """Name the organisations whose word on their ties this audience may not read."""
    return frozenset(
        key
        for key, readers in frozen["visibility"].items()
        if TIES in readers and not may_read(audience, readers[TIES])
    )


def list_present(partnership: Partnership) -> list[Participation]:
    """List the organisations that take part and have not left, in the order of their slugs."""
    query = sa.select(Participation).filter_by(partnership_id=partnership.id, left_at=None)
    return list(db.session.scalars(query.order_by(Participation.slug)))


def has_answered(profile: Profile) -> bool:
    """Tell whether an organisation, or somebody on its behalf, has told anything itself."""
    return any(fact.source in TOLD for fact in profile.facts.values())


def organisation_row(profile: Profile) -> Row:
    """Write one profile as a row; what is not known stays blank, known to be none is `none`."""
    base = profile.value("base") or {}
    row = {
        "id": profile.participation.slug,
        "kind": text(profile.value("kind")),
        "lat": number(base.get("lat")),
        "lon": number(base.get("lon")),
        "themes": weights(profile.value("themes")),
        "networks": names(profile.value("networks")),
        "max_groups": number(profile.value("max_groups")),
        "can_lead": yes_no(profile.value("can_lead")),
        "will_lead": yes_no(profile.value("will_lead")),
        "ties_known": yes_no(profile.value("ties_known")),
    }
    row |= {name: codes(profile.value(name)) for name in LISTS}
    return row | {name: number(profile.value(name)) for name in NUMBERS}


def area_rows(partnership: Partnership, profiles: list[Profile]) -> list[Row]:
    """Write the areas that anybody may name, and the areas that those lie in."""
    own = sa.select(PartnershipArea).filter_by(partnership_id=partnership.id)
    wanted = {each.area.code for each in db.session.scalars(own)}
    wanted.update(code for profile in profiles for code in profile.value("areas") or ())
    known: dict[str, Area | None] = {}
    while wanted:
        found = db.session.scalars(sa.select(Area).where(Area.code.in_(wanted)))
        known |= dict.fromkeys(wanted) | {area.code: area for area in found}
        parents = {area.parent_code for area in known.values() if area and area.parent_code}
        wanted = parents - set(known)
    return [area_row(code, area) for code, area in sorted(known.items())]


def area_row(code: str, area: Area | None) -> Row:
    """Write one area; one whose boundary file was never imported is a bare code."""
    if area is None:
        return {"code": code, "name": code, "parent": "", "lat": "", "lon": ""}
    place = {"lat": number(area.lat), "lon": number(area.lon)}
    return {"code": code, "name": area.name, "parent": area.parent_code or "", **place}


def tie_rows(profiles: list[Profile]) -> list[Row]:
    """Write the ties stated among the organisations that told with whom they work."""
    slugs = {profile.participation.id: profile.participation.slug for profile in profiles}
    rows = [
        {
            "from": slugs[tie.from_id],
            "to": slugs[tie.to_id],
            "kind": "working",
            "strength": number(tie.intensity),
        }
        for tie in list_ties(list(slugs))
    ]
    return sorted(rows, key=lambda row: (row["from"], row["to"]))


def exclusion_rows(profiles: list[Profile]) -> list[Row]:
    """Write who cannot work with whom, for the engine."""
    slugs = {profile.participation.id: profile.participation.slug for profile in profiles}
    said = sa.select(Exclusion).where(
        Exclusion.from_id.in_(list(slugs)), Exclusion.to_id.in_(list(slugs))
    )
    pairs = {tuple(sorted((slugs[e.from_id], slugs[e.to_id]))) for e in db.session.scalars(said)}
    return [{"a": one, "b": other} for one, other in sorted(pairs)]


def visibilities(profiles: list[Profile]) -> dict[str, dict[str, str]]:
    """Note who might read each fact when it was frozen."""
    return {
        profile.participation.slug: {
            name: fact.visibility for name, fact in sorted(profile.facts.items())
        }
        for profile in profiles
    }


def text(value: Any) -> str:
    """Write a word or two on one line."""
    return " ".join(str(value or "").split())


def number(value: Any) -> str:
    """Write a number so that it reads back the same, blank where it is not known."""
    if value is None or isinstance(value, bool):
        return ""
    return repr(int(value)) if float(value).is_integer() else repr(float(value))


def yes_no(value: Any) -> str:
    """Write yes, no, or blank where it is not known."""
    return "" if value is None else "yes" if value else "no"


def codes(value: Iterable[str] | None) -> str:
    """Write a list of codes."""
    return "" if value is None else ";".join(sorted(set(value))) or "none"


def names(value: Iterable[str] | None) -> str:
    """Write names that people typed, so that two spellings of one network meet."""
    if value is None:
        return ""
    plain = (text(name.replace(";", ",")).casefold() for name in value)
    return codes(name for name in plain if name and name != "none")


def weights(value: dict[str, float] | None) -> str:
    """Write themes with their weight; a weight of none means that it is not a theme of theirs."""
    if value is None:
        return ""
    return codes(f"{code}:{number(weight)}" for code, weight in value.items() if weight)
