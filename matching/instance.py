"""An instance: everything that one matching run is told, in id order, with its fingerprint."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from matching.cells import Row
from matching.records import Area, Organisation, Tie
from matching.tables import (
    PlainRow,
    area_row,
    organisation_row,
    read_areas,
    read_exclusions,
    read_organisations,
    read_ties,
    tie_row,
)

__all__ = ["Area", "Instance", "Organisation", "Tie"]

Rows = Iterable[Mapping[str, str | None]]


@dataclass(frozen=True)
class Instance:
    """Organisations, areas, ties and exclusions, checked against each other.

    Attributes
    ----------
    organisations : tuple of Organisation, by id
    areas : dict of code to Area
    ties : tuple of Tie, sorted
    exclusions : frozenset of (smaller id, larger id)

    Examples
    --------
    >>> instance = Instance.from_tables(organisations=[{"id": "b"}, {"id": "a", "themes": "play"}])
    >>> [organisation.id for organisation in instance.organisations]
    ['a', 'b']
    >>> Instance.from_tables(**instance.tables()) == instance
    True
    """

    organisations: tuple[Organisation, ...]
    areas: Mapping[str, Area]
    ties: tuple[Tie, ...] = ()
    exclusions: frozenset[tuple[str, str]] = frozenset()

    @classmethod
    def from_tables(
        cls, organisations: Rows, areas: Rows = (), ties: Rows = (), exclusions: Rows = ()
    ) -> "Instance":
        """Check plain string rows and build the instance.

        Parameters
        ----------
        organisations, areas, ties, exclusions : iterables of {column: text}
            Columns as in the files of a folder; a missing column is blank, an unknown column of
            an organisation becomes an attribute. Rows are counted from 1 in errors.

        Raises
        ------
        TableError
            Names table, row and column.
        """
        return cls.from_rows(
            _numbered("organisations", organisations),
            _numbered("areas", areas),
            _numbered("ties", ties),
            _numbered("exclusions", exclusions),
        )

    @classmethod
    def from_rows(
        cls, organisations: list[Row], areas: list[Row], ties: list[Row], exclusions: list[Row]
    ) -> "Instance":
        """The same from rows that know which file and line they came from."""
        places = read_areas(areas)
        members = read_organisations(organisations, places)
        known = {organisation.id: organisation for organisation in members}
        return cls(members, places, read_ties(ties, known), read_exclusions(exclusions, known))

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Position of each organisation in `organisations`, by id."""
        return {organisation.id: i for i, organisation in enumerate(self.organisations)}

    def organisation(self, key: str) -> Organisation:
        """The organisation with this id; KeyError when there is none."""
        return self.organisations[self.index[key]]

    def with_organisation(self, changed: Organisation) -> "Instance":
        """The same instance with one organisation's facts replaced."""
        members = list(self.organisations)
        members[self.index[changed.id]] = changed
        return replace(self, organisations=tuple(members))

    def tables(self) -> dict[str, list[PlainRow]]:
        """Plain string rows of the four tables: what `from_tables` takes, sorted."""
        return {
            "organisations": [organisation_row(one) for one in self.organisations],
            "areas": [area_row(area) for _, area in sorted(self.areas.items())],
            "ties": [tie_row(tie) for tie in self.ties],
            "exclusions": [{"a": a, "b": b} for a, b in sorted(self.exclusions)],
        }

    @cached_property
    def memo(self) -> dict[object, Any]:
        """What others have compiled from this instance; it lives as long as the instance."""
        return {}

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the canonical form; equal instances have equal fingerprints."""
        canonical = json.dumps(self.tables(), ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def _numbered(table: str, rows: Rows) -> list[Row]:
    return [Row(table, number, cells) for number, cells in enumerate(rows, start=1)]
