"""The list of organisations: searched, filtered, a page at a time."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from portal.models.base import db
from portal.models.organisations import Organisation, Participation, ProfileFact
from portal.models.partnerships import Partnership
from portal.organisations.fields import READERS
from portal.organisations.names import name_key
from portal.organisations.profiles import Profile, list_profiles

PAGE_SIZE = 50
OWN_WORDS = ("response", "typed", "on_behalf")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to list: words of the name, a theme, an area, who answered, who left."""

    text: str = ""
    theme: str = ""
    area: str = ""
    answered: str = ""
    left: bool = False

    @property
    def narrows(self) -> bool:
        """Whether anything but the usual list is asked for."""
        return bool(self.text or self.theme or self.area or self.answered or self.left)


@dataclass(frozen=True, slots=True)
class Listed:
    """One organisation of the list, as the audience may read it."""

    profile: Profile
    answered_on: date | None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the list."""

    rows: list[Listed]
    number: int
    pages: int
    total: int
    everybody: int


def list_page(partnership: Partnership, wanted: Wanted, number: int, audience: str) -> Page:
    """Give a page of the organisations that fit, by name, with a fixed number of queries."""
    ids = list_ids(partnership, wanted)
    everybody = len(list_ids(partnership, Wanted(left=wanted.left)))
    answers = list_answers(partnership)
    for field, code in (("themes", wanted.theme), ("areas", wanted.area)):
        if code:
            having = list_having(partnership, field, code, audience)
            ids = [one for one in ids if one in having]
    if wanted.answered in {"yes", "no"}:
        ids = [one for one in ids if (one in answers) == (wanted.answered == "yes")]
    pages = max(1, -(-len(ids) // PAGE_SIZE))
    number = min(number, pages)
    some = ids[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    rows = [
        Listed(profile.seen_by(audience), answers.get(profile.participation.id))
        for profile in list_profiles(get_many(some))
    ]
    return Page(rows, number, pages, len(ids), everybody)


def list_ids(partnership: Partnership, wanted: Wanted) -> list[int]:
    """List the participations whose name fits, in the order of names."""
    query = (
        sa.select(Participation.id)
        .join(Organisation)
        .where(Participation.partnership_id == partnership.id)
        .order_by(Organisation.name_key, Participation.id)
    )
    left = Participation.left_at
    query = query.where(left.is_not(None) if wanted.left else left.is_(None))
    key = name_key(wanted.text)
    if key:
        query = query.where(Organisation.name_key.contains(key, autoescape=True))
    return list(db.session.scalars(query))


def all_of(partnership: Partnership) -> sa.Select[Any]:
    """Select the participations of a partnership, for use inside other queries."""
    return sa.select(Participation.id).where(Participation.partnership_id == partnership.id)


def list_answers(partnership: Partnership) -> dict[int, date]:
    """Give the day on which each organisation last said something itself."""
    query = (
        sa.select(ProfileFact.participation_id, sa.func.max(ProfileFact.stated_on))
        .where(
            ProfileFact.participation_id.in_(all_of(partnership)), ProfileFact.source.in_(OWN_WORDS)
        )
        .group_by(ProfileFact.participation_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def list_having(partnership: Partnership, field: str, code: str, audience: str) -> set[int]:
    """Give those that have a theme or area, as far as the audience may read it."""
    query = sa.select(ProfileFact.participation_id, ProfileFact.value).where(
        ProfileFact.participation_id.in_(all_of(partnership)),
        ProfileFact.field == field,
        ProfileFact.state == "current",
        ProfileFact.visibility.in_(READERS[audience]),
    )
    return {number for number, value in db.session.execute(query) if code in value}


def get_many(ids: list[int]) -> list[Participation]:
    """Give participations in the order of their ids' list."""
    query = sa.select(Participation).where(Participation.id.in_(ids))
    found = {one.id: one for one in db.session.scalars(query)}
    return [found[number] for number in ids]
