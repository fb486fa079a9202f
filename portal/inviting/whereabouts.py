"""Where organisations work and on what, as their profiles say: to count and to filter them by."""

from collections.abc import Collection

import sqlalchemy as sa

from portal.models.base import db
from portal.models.organisations import Participation, ProfileFact
from portal.models.partnerships import Partnership
from portal.organisations.fields import READERS
from portal.partnerships.service import list_areas, list_themes

# In an address it stands for organisations of which this is not known.
UNKNOWN = "unknown"
Told = dict[int, frozenset[str]]


def list_names(partnership: Partnership, field: str) -> dict[str, str]:
    """Give the areas or themes that a partnership has now by their codes, with their names."""
    if field == "areas":
        return {row.area.code: row.area.name for row in list_areas(partnership)}
    return {theme.code: theme.label for theme in list_themes(partnership)}


def list_told(partnership: Partnership, field: str, codes: Collection[str]) -> Told:
    """Give which of some areas or themes organisations have told, by their participations.

    Of one that told none of them, as where all of its areas are retired, this is not known.
    """
    query = (
        sa.select(ProfileFact.participation_id, ProfileFact.value)
        .join(Participation, ProfileFact.participation_id == Participation.id)
        .where(
            Participation.partnership_id == partnership.id,
            Participation.left_at.is_(None),
            ProfileFact.field == field,
            ProfileFact.state == "current",
            ProfileFact.visibility.in_(READERS["coordinators"]),
        )
    )
    told = {number: codes_in(value) & set(codes) for number, value in db.session.execute(query)}
    return {number: here for number, here in told.items() if here}


def codes_in(value: dict[str, float] | list[str]) -> frozenset[str]:
    """Give the codes of a fact; a theme that is none of the work is not among them."""
    if isinstance(value, dict):
        return frozenset(code for code, weight in value.items() if weight)
    return frozenset(value)


def list_having(told: Told, everybody: set[int], code: str) -> set[int]:
    """Give those that have a code, or those that have told nothing."""
    if code == UNKNOWN:
        return everybody - set(told)
    return {number for number, codes in told.items() if code in codes}


def list_among(partnership: Partnership, area: str = "", theme: str = "") -> set[int] | None:
    """Give those that work in an area and on a theme; None where neither is asked for."""
    if not area and not theme:
        return None
    here = sa.select(Participation.id).filter_by(partnership_id=partnership.id)
    found = set(db.session.scalars(here))
    for field, code in (("areas", area), ("themes", theme)):
        if code:
            told = list_told(partnership, field, list_names(partnership, field))
            found &= list_having(told, found, code)
    return found
