"""The coverage term: cells of a brief, or breadth of themes in one district."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from matching.arrays import Arrays, Floats, Ints
from matching.compressed import Rows
from matching.instance import Instance
from matching.places import kilometres
from matching.request import Brief, Cell


class Coverage(Protocol):
    """What both kinds of coverage can do."""

    def of(self, sets: Ints) -> Floats:
        """Coverage of each set; `sets` is (B, k), the answer (B,)."""
        ...

    def extended(self, rests: Ints, candidates: Ints) -> Floats:
        """Coverage of each rest with one candidate added; (R, r) and (n,) give (R, n)."""
        ...


@dataclass(frozen=True, slots=True)
class BriefCoverage:
    """Share of the wanted levels that is met; `provision` is (n, cells): weight times reach."""

    levels: Floats
    provision: Floats

    def of(self, sets: Ints) -> Floats:
        """Coverage of each set."""
        return self._share(self.provision[sets].sum(axis=1))

    def extended(self, rests: Ints, candidates: Ints) -> Floats:
        """Coverage of each rest with each candidate added."""
        base = self.provision[rests].sum(axis=1)
        return self._share(base[:, None, :] + self.provision[candidates][None, :, :])

    def missing(self, members: Ints) -> Floats:
        """Level minus what the members provide, a value for each cell."""
        left: Floats = self.levels - self.provision[members].sum(axis=0)
        return left

    def _share(self, provided: Floats) -> Floats:
        share: Floats = np.minimum(self.levels, provided).sum(axis=-1) / self.levels.sum()
        return share


class OpenCoverage:
    """Breadth of themes, at best over the districts in which members list an area.

    Tables are made of the organisations that are asked about alone, so that their size does not
    depend on how many there are.
    """

    def __init__(self, arrays: Arrays, breadth: float) -> None:
        """Keep the compressed rows of themes and districts."""
        self.breadth = breadth
        self._themes = Rows(arrays.theme_from, arrays.themes_at)
        self._weights = arrays.theme_weights
        self._theme_count = len(arrays.theme_codes)
        self._districts = Rows(arrays.district_from, arrays.districts_at)
        self._alone = breadths(arrays)

    def of(self, sets: Ints) -> Floats:
        """Coverage of each set."""
        count, size = sets.shape
        starts, at = self._districts.places(sets.ravel())
        members = np.repeat(sets.ravel(), np.diff(starts))
        owners = np.repeat(np.arange(count).repeat(size), np.diff(starts))
        width = int(self._districts.values.max(initial=0)) + 1
        # One slot for each district that somebody of a set lists.
        slots, which = np.unique(owners * width + self._districts.values[at], return_inverse=True)
        found, places = self._themes.places(members)
        cells = np.repeat(which, np.diff(found)) * self._theme_count + self._themes.values[places]
        wide = len(slots) * self._theme_count
        sums = np.bincount(cells, self._weights[places], minlength=wide)
        breadths = np.minimum(1.0, sums.reshape(len(slots), self._theme_count)).sum(axis=1)
        best = np.zeros(count)
        np.maximum.at(best, slots // width, breadths)
        return self._share(best)

    def extended(self, rests: Ints, candidates: Ints) -> Floats:
        """Coverage of each rest with each candidate added."""
        inside = np.unique(rests)
        listed = np.unique(self._districts.values[self._districts.places(inside)[1]])
        themes = np.unique(self._themes.values[self._themes.places(inside)[1]])
        base = self._provided(rests, themes, listed)
        alone = self._alone[candidates]
        before = np.minimum(1.0, base).sum(axis=2).max(axis=1, initial=0.0)
        best = np.maximum(before[:, None], alone[None, :])
        # A candidate changes the breadth of the districts alone in which it lists an area.
        for district, rows in self._listing(candidates, listed):
            added = self._weights_of(candidates[rows], themes)
            # Themes that no rest has count in full beside those that one has.
            others = np.maximum(0.0, alone[rows] - np.minimum(1.0, added).sum(axis=1))
            sums = base[:, None, district, :] + added[None, :, :]
            breadth = np.minimum(1.0, sums).sum(axis=-1) + others[None, :]
            best[:, rows] = np.maximum(best[:, rows], breadth)
        return self._share(best)

    def _listing(self, ones: Ints, districts: Ints) -> Iterator[tuple[int, Ints]]:
        """For each of the districts, which of these list it; `districts` ascend."""
        starts, at = self._districts.places(ones)
        rows = np.repeat(np.arange(len(ones)), np.diff(starts))
        listed = self._districts.values[at]
        for place, district in enumerate(districts.tolist()):
            yield place, rows[listed == district]

    def tables(self, ones: Ints) -> tuple[Floats, Floats]:
        """Weights of the themes, and whether they list the districts, that some of these name."""
        themes = np.unique(self._themes.values[self._themes.places(ones)[1]])
        listed = np.unique(self._districts.values[self._districts.places(ones)[1]])
        return self._weights_of(ones, themes), self._lists(ones, listed)

    def _provided(self, sets: Ints, themes: Ints, districts: Ints) -> Floats:
        """Weight of each theme in each district of each set: (B, D, T)."""
        flat = sets.ravel()
        weights = self._weights_of(flat, themes).reshape(*sets.shape, len(themes))
        listed = self._lists(flat, districts).reshape(*sets.shape, len(districts))
        provided: Floats = np.einsum("bkd,bkt->bdt", listed, weights)
        return provided

    def _weights_of(self, ones: Ints, themes: Ints) -> Floats:
        """(ones, themes) of weights; `themes` ascend."""
        starts, at = self._themes.places(ones)
        return _table(starts, self._themes.values[at], self._weights[at], themes)

    def _lists(self, ones: Ints, districts: Ints) -> Floats:
        """(ones, districts) of 0 and 1; `districts` ascend."""
        starts, at = self._districts.places(ones)
        values = self._districts.values[at]
        return _table(starts, values, np.ones(len(values)), districts)

    def _share(self, breadths: Floats) -> Floats:
        share: Floats = np.minimum(self.breadth, breadths) / self.breadth
        return share


def _table(starts: Ints, values: Ints, amounts: Floats, columns: Ints) -> Floats:
    """Amounts of compressed rows in the columns that are wanted."""
    table = np.zeros((len(starts) - 1, len(columns)))
    if len(columns):
        rows = np.repeat(np.arange(len(table)), np.diff(starts))
        place = np.minimum(np.searchsorted(columns, values), len(columns) - 1)
        wanted = columns[place] == values
        table[rows[wanted], place[wanted]] = amounts[wanted]
    return table


def breadths(arrays: Arrays) -> Floats:
    """How broad each organisation is by itself, in themes; (n,), 0 where it lists no area."""
    owners = Rows(arrays.theme_from, arrays.themes_at).owners
    weights = np.minimum(1.0, arrays.theme_weights)
    breadth = np.bincount(owners, weights, minlength=arrays.count)
    return np.where(np.diff(arrays.district_from) > 0, breadth, 0.0)


def brief_coverage(instance: Instance, arrays: Arrays, brief: Brief) -> BriefCoverage:
    """Work out what every organisation provides in every cell."""
    reached = {area: reach(instance, arrays, area) for area in {one.area for one in brief.cells}}
    columns = [_provision(arrays, cell, reached[cell.area]) for cell in brief.cells]
    levels = np.array([cell.level for cell in brief.cells], np.float64)
    return BriefCoverage(levels, np.stack(columns, axis=1))


def reach(instance: Instance, arrays: Arrays, code: str) -> Floats:
    """1 where the area is listed, one half where its centroid lies within the radius, else 0."""
    listed = np.array([code in (one.areas or ()) for one in instance.organisations], bool)
    area = instance.areas[code]
    if area.lat is None or area.lon is None:
        return listed.astype(np.float64)
    away = kilometres(arrays.lat, arrays.lon, area.lat, area.lon)
    return np.where(listed, 1.0, np.where(away <= arrays.radius, 0.5, 0.0))


def _provision(arrays: Arrays, cell: Cell, reached: Floats) -> Floats:
    if cell.theme not in arrays.theme_codes:
        return np.zeros(arrays.count)
    weight = arrays.themes[:, arrays.theme_codes.index(cell.theme)]
    provided: Floats = weight * reached
    return provided
