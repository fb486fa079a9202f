"""For each organisation the others that are worth meeting most, among all within reach."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from matching.arrays import Arrays, Floats, Ints
from matching.meeting.marks import Marks
from matching.meeting.worth import Worth
from matching.places import kilometres

PAIRS_AT_ONCE = 2**19  # pairs in one block: 4 MB for each table of numbers
MOST_ROWS = 256
TILE_DEGREES = 0.1
SLACK_KM = 0.001  # distances that differ by rounding only must not drop anybody


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs with a worth above 0: who would be told, who would be named, and the worth."""

    owners: Ints
    named: Ints
    worths: Floats


def candidates_of(worth: Worth, told: Ints, barred: Marks, most: int) -> Candidates:
    """The `most` of highest worth for each of those that have `told` something.

    Equal worths by place in the circle of ids, counted from the organisation's own: so small ids
    are nobody's first choice for being small.
    """
    found = []
    for rows in _tiles(worth.arrays, told):
        columns = _reachable(worth, rows, told)
        block = worth.block(rows, columns)
        block[rows[:, None] == columns[None, :]] = 0.0
        block[barred.within(rows, columns)] = 0.0
        for row, values in zip(rows.tolist(), block, strict=True):
            best = _best(values, (columns - row) % worth.arrays.count, most)
            found.append((np.full(len(best), row), columns[best], values[best]))
    if not found:
        return Candidates(np.zeros(0, np.intp), np.zeros(0, np.intp), np.zeros(0))
    owners, named, worths = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return Candidates(owners, named, worths)


def _best(values: Floats, after: Ints, most: int) -> Ints:
    """Columns of the greatest values above 0, at most so many."""
    kept = np.flatnonzero(values > 0)
    if len(kept) <= most:
        return kept
    last = np.partition(values[kept], len(kept) - most)[len(kept) - most]
    kept = kept[values[kept] >= last]
    best: Ints = kept[np.lexsort((after[kept], -values[kept]))[:most]]
    return best


def _tiles(arrays: Arrays, told: Ints) -> Iterator[Ints]:
    """Neighbours together, so that few others are within reach of a tile; unknown places last."""
    if not len(told):
        return
    lat, lon = arrays.lat[told], arrays.lon[told]
    placed = ~np.isnan(lat + lon)
    cells = [np.where(placed, np.floor(one / TILE_DEGREES), np.inf) for one in (lat, lon)]
    order = told[np.lexsort((told, cells[1], cells[0]))]
    most = min(MOST_ROWS, max(1, PAIRS_AT_ONCE // len(told)))
    edges = np.flatnonzero(np.diff(np.sort(~placed))) + 1
    for part in np.split(order, edges):
        yield from (part[start : start + most] for start in range(0, len(part), most))


def _reachable(worth: Worth, rows: Ints, told: Ints) -> Ints:
    """Those of `told` who may be within reach of any of these rows; nobody else is.

    Whoever is further from the middle of the rows than the widest of them and its own radius
    together reaches none of them, unless both work in one place or a place is not known.
    """
    arrays = worth.arrays
    lat, lon = arrays.lat[rows], arrays.lon[rows]
    if np.isnan(lat + lon).any() or len(told) <= MOST_ROWS:
        return told
    middle = float(lat.mean()), float(lon.mean())
    spread = kilometres(lat, lon, *middle).max() + arrays.radius[rows].max() + SLACK_KM
    away = kilometres(arrays.lat[told], arrays.lon[told], *middle)
    near = ~(away > spread + arrays.radius[told])
    reachable: Ints = told[near | worth.gains.beside_any(rows)[told]]
    return reachable
