"""An instance: everything that one matching run is told, in id order, with its fingerprint."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
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
ROWS_AT_ONCE = 1_000


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
            an organisation becomes an attribute. Rows are counted from 1 in errors. Each is gone
            through once: areas, then organisations, ties and exclusions.

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
        cls,
        organisations: Iterable[Row],
        areas: Iterable[Row],
        ties: Iterable[Row],
        exclusions: Iterable[Row],
    ) -> "Instance":
        """The same from rows that know which file and line they came from.

        Each table is gone through once and a row at a time, areas first, then organisations, ties
        and exclusions.
        """
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
        return {table: list(rows) for table, rows in self.rows().items()}

    def rows(self) -> dict[str, Iterator[PlainRow]]:
        """The same a row at a time, for what is too long to be held as text."""
        return {
            "organisations": map(organisation_row, self.organisations),
            "areas": (area_row(area) for _, area in sorted(self.areas.items())),
            "ties": map(tie_row, self.ties),
            "exclusions": ({"a": a, "b": b} for a, b in sorted(self.exclusions)),
        }

    @cached_property
    def memo(self) -> dict[object, Any]:
        """What others have compiled from this instance; it lives as long as the instance."""
        return {}

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the canonical form; equal instances have equal fingerprints."""
        digest = hashlib.sha256()
        for part in _canonical(self.rows()):
            digest.update(part.encode("utf-8"))
        return digest.hexdigest()


def _canonical(tables: Mapping[str, Iterator[PlainRow]]) -> Iterator[str]:
    """The tables as one JSON object without spaces, in parts."""
    plain = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    for place, (table, rows) in enumerate(tables.items()):
        yield f"{',' if place else '{'}{plain(table)}:["
        for number, some in enumerate(_some_at_once(rows)):
            yield "," * (number > 0) + plain(some)[1:-1]
        yield "]"
    yield "}"


def _some_at_once(rows: Iterator[PlainRow]) -> Iterator[list[PlainRow]]:
    while some := list(islice(rows, ROWS_AT_ONCE)):
        yield some


def _numbered(table: str, rows: Rows) -> Iterator[Row]:
    return (Row(table, number, cells) for number, cells in enumerate(rows, start=1))
