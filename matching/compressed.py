"""Lists of codes as numbers: compressed rows and words of bits, without a dense table."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Positions = NDArray[np.int64]
Words = NDArray[np.uint64]

BITS = 64
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Distinct(Generic[T]):
    """Objects that stand at n places: each object once, and `which` of them stands where, (n,).

    They are told apart by being another object, not by being equal: fast, and right for every
    use, since two equal objects only take a row each.
    """

    objects: list[T]
    which: Positions


@dataclass(frozen=True, slots=True)
class Rows:
    """Row r holds `values[starts[r] : starts[r + 1]]`, ascending; `starts` is (rows + 1,)."""

    starts: Positions
    values: Positions

    @property
    def owners(self) -> Positions:
        """The row of each value."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))

    def places(self, which: Positions) -> tuple[Positions, Positions]:
        """Starts of the rows that are taken, one after another, and where their values stand."""
        lengths = np.diff(self.starts)[which]
        starts = starts_of(lengths)
        shifts = np.repeat(self.starts[which] - starts[:-1], lengths)
        return starts, np.arange(starts[-1]) + shifts

    def words(self, width: int) -> Words:
        """The same as bits: value v of a row is bit v % 64 of its word v // 64."""
        table = np.zeros((len(self.starts) - 1, max(1, -(-width // BITS))), np.uint64)
        bits = np.left_shift(np.uint64(1), (self.values % BITS).astype(np.uint64))
        np.bitwise_or.at(table, (self.owners, self.values // BITS), bits)
        return table


def distinct(objects: Sequence[T]) -> Distinct[T]:
    """Each object once, in the order in which they come first."""
    keys = [*map(id, objects)]
    found = dict(zip(keys, objects, strict=True))
    numbers = {key: number for number, key in enumerate(found)}
    which = np.fromiter(map(numbers.__getitem__, keys), np.int64, len(keys))
    return Distinct([*found.values()], which)


def codes_of(lists: Iterable[Iterable[str] | None]) -> dict[str, int]:
    """The position of each code among all that are listed, sorted."""
    found = sorted({code for codes in lists for code in codes or ()})
    return {code: position for position, code in enumerate(found)}


def rows_of(lists: Sequence[Collection[str] | None], codes: Mapping[str, int]) -> Rows:
    """Positions of the codes of each list; None is a row of nothing, as an empty list is."""
    starts = starts_of(np.fromiter((len(some or ()) for some in lists), np.int64, len(lists)))
    values = (codes[code] for some in lists for code in sorted(some or ()))
    return Rows(starts, np.fromiter(values, np.int64, int(starts[-1])))


def starts_of(lengths: Positions) -> Positions:
    """Where each row starts, and where the last ends."""
    return np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)


def listed(words: Words, width: int) -> NDArray[np.bool_]:
    """Bits as a dense table of (rows, width)."""
    table = np.empty((len(words), width), bool)
    for code in range(width):
        table[:, code] = words[:, code // BITS] >> np.uint64(code % BITS) & np.uint64(1)
    return table
