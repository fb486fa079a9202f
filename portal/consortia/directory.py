"""Names for the slugs in frozen inputs and outcomes, looked up when a page or file is made."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from portal.models.base import db
from portal.models.organisations import Participation
from portal.models.partnerships import Partnership, PartnershipArea

GONE = "An organisation that has left"
SLUG = re.compile(r"\borg-\d+\b")


@dataclass(frozen=True, slots=True)
class Entry:
    """Who stands behind a slug; one that has left has neither name nor page."""

    name: str
    organisation_id: int | None
    left: bool = False


@dataclass(frozen=True, slots=True)
class Directory:
    """The organisations of a partnership by slug, and the part of town of each area."""

    entries: Mapping[str, Entry]
    parts: Mapping[str, str]

    def entry(self, slug: str) -> Entry:
        """Find who stands behind a slug."""
        return self.entries.get(slug, Entry(GONE, None, left=True))

    def name(self, slug: str) -> str:
        """Name who stands behind a slug."""
        return self.entry(slug).name

    def names(self, slugs: Iterable[str]) -> list[str]:
        """Name several, in the order of names."""
        return sorted(map(self.name, slugs), key=str.casefold)

    def in_words(self, sentence: str) -> str:
        """Put names in place of the slugs in a sentence of the engine."""
        return SLUG.sub(lambda found: self.name(found.group()), sentence)

    def part_of(self, areas: list[str]) -> str:
        """Give the part of town that the first known of some area names counts to."""
        return next((self.parts[name] for name in areas if self.parts.get(name)), "")


def open_directory(partnership: Partnership) -> Directory:
    """Look up a partnership's organisations and parts of town."""
    query = sa.select(Participation).filter_by(partnership_id=partnership.id)
    entries = {
        each.slug: (
            Entry(GONE, None, left=True)
            if each.left_at
            else Entry(each.organisation.name, each.organisation_id)
        )
        for each in db.session.scalars(query)
    }
    areas = sa.select(PartnershipArea).filter_by(partnership_id=partnership.id)
    parts = {each.area.name: each.part for each in db.session.scalars(areas)}
    return Directory(entries, parts)
