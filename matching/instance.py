"""An instance: everything that one matching run is told, in id order, with its fingerprint."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from operator import attrgetter
from typing import Any

from matching.canonical import RowTexts, hash_of, streamed, whole
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
# Up to so many rows their texts, of about 500 bytes, are kept for the fingerprint of an edit.
MOST_KEPT_TEXTS = 40_000
TEXTS = "texts"


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
        """The same instance with one organisation's facts replaced, or with one more."""
        members, place = list(self.organisations), self._place(changed.id)
        known = place < len(members) and members[place].id == changed.id
        members[place : place + known] = [changed]
        return self.changed(organisations=tuple(members))

    def without_organisation(self, key: str) -> "Instance":
        """The same instance without one organisation, its ties and exclusions; KeyError if none."""
        gone = self.organisation(key)
        return self.changed(
            organisations=tuple(one for one in self.organisations if one is not gone),
            ties=tuple(tie for tie in self.ties if key not in (tie.source, tie.target)),
            exclusions=frozenset(pair for pair in self.exclusions if key not in pair),
        )

    def changed(self, **parts: Any) -> "Instance":
        """The same instance with other `organisations`, `areas`, `ties` or `exclusions`.

        The fingerprint of what comes out costs little where this one has been asked for its own.
        """
        other = replace(self, **parts)
        if TEXTS in self.memo:
            other.memo[TEXTS] = self.memo[TEXTS]
        return other

    def _place(self, key: str) -> int:
        """Where an organisation is or would be."""
        return bisect_left(self.organisations, key, key=attrgetter("id"))

    def tables(self) -> dict[str, list[PlainRow]]:
        """Plain string rows of the four tables: what `from_tables` takes, sorted."""
        return {table: list(rows) for table, rows in self.rows().items()}

    def rows(self) -> dict[str, Iterator[PlainRow]]:
        """The same a row at a time, for what is too long to be held as text."""
        return {
            "organisations": map(organisation_row, self.organisations),
            "areas": (area_row(area) for _, area in sorted(self.areas.items())),
            "ties": map(tie_row, self.ties),
            "exclusions": map(_pair_row, sorted(self.exclusions)),
        }

    @cached_property
    def memo(self) -> dict[object, Any]:
        """What others have compiled from this instance; it lives as long as the instance."""
        return {}

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the canonical form; equal instances have equal fingerprints."""
        if len(self.organisations) + len(self.ties) > MOST_KEPT_TEXTS:
            return hash_of(streamed(self.rows()))
        pairs = sorted(self.exclusions)
        areas = [area for _, area in sorted(self.areas.items())]
        rows = len(self.organisations) + len(self.ties) + len(areas) + len(pairs)
        texts: RowTexts | None = self.memo.get(TEXTS)
        if texts is None or len(texts) > 2 * rows:
            # Begun anew now and then, so that rows of long ago are let go.
            texts = self.memo[TEXTS] = RowTexts()
        tables = {
            "organisations": texts.of("organisations", self.organisations, organisation_row),
            "areas": texts.of("areas", areas, area_row),
            "ties": texts.of("ties", self.ties, tie_row),
            "exclusions": texts.of("exclusions", pairs, _pair_row),
        }
        return hash_of(whole(tables))


def _pair_row(pair: tuple[str, str]) -> PlainRow:
    one, other = pair
    return {"a": one, "b": other}


def _numbered(table: str, rows: Rows) -> Iterator[Row]:
    return (Row(table, number, cells) for number, cells in enumerate(rows, start=1))
