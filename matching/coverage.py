"""The coverage term: cells of a brief, or breadth of themes in one district."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from matching.arrays import Arrays, Floats, Ints
from matching.instance import Instance
from matching.places import kilometres
from matching.request import Brief, Cell, Grouping


class Coverage(Protocol):
    """What both kinds of coverage can do."""

    @property
    def width(self) -> int:
        """How many numbers one extended set takes, about."""
        ...

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

    @property
    def width(self) -> int:
        """Number of cells."""
        return len(self.levels)

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


@dataclass(frozen=True, slots=True)
class OpenCoverage:
    """Breadth of themes, at best over the districts in which members list an area."""

    themes: Floats
    districts: Floats
    breadth: float

    @property
    def width(self) -> int:
        """Number of themes."""
        return int(self.themes.shape[1])

    def of(self, sets: Ints) -> Floats:
        """Coverage of each set."""
        themes, districts = self._named(sets.ravel())
        sums = self._provided(sets, themes, districts)
        return self._best(np.minimum(1.0, sums).sum(axis=-1))

    def extended(self, rests: Ints, candidates: Ints) -> Floats:
        """Coverage of each rest with each candidate added."""
        themes, _ = self._named(np.concatenate((rests.ravel(), candidates)))
        _, districts = self._named(rests.ravel())
        base = self._provided(rests, themes, districts)
        added = self.themes[candidates[:, None], themes]
        listed = self.districts[candidates[:, None], districts]
        breadths = np.zeros((len(rests), len(candidates), len(districts) + 1))
        # In a district that no rest lists a candidate stands alone, in each alike.
        somewhere = self.districts[candidates].any(axis=1)
        breadths[:, :, -1] = np.where(somewhere, np.minimum(1.0, added).sum(axis=-1), 0.0)
        for district in range(len(districts)):
            here = listed[:, district, None] * added
            sums = base[:, None, district, :] + here[None, :, :]
            breadths[:, :, district] = np.minimum(1.0, sums).sum(axis=-1)
        return self._best(breadths)

    def _named(self, members: Ints) -> tuple[Ints, Ints]:
        """Themes and districts that these members name, so that long lists cost nothing."""
        themes = np.flatnonzero(self.themes[members].any(axis=0))
        return themes, np.flatnonzero(self.districts[members].any(axis=0))

    def _provided(self, sets: Ints, themes: Ints, districts: Ints) -> Floats:
        """Weight of each theme in each district of each set: (B, D, T)."""
        weights = self.themes[sets[:, :, None], themes]
        listed = self.districts[sets[:, :, None], districts]
        provided: Floats = np.einsum("bkd,bkt->bdt", listed, weights)
        return provided

    def _best(self, breadths: Floats) -> Floats:
        best: Floats = np.minimum(self.breadth, breadths.max(axis=-1, initial=0.0))
        return best / self.breadth


def brief_coverage(instance: Instance, arrays: Arrays, brief: Brief) -> BriefCoverage:
    """Work out what every organisation provides in every cell."""
    reached = {area: reach(instance, arrays, area) for area in {one.area for one in brief.cells}}
    columns = [_provision(arrays, cell, reached[cell.area]) for cell in brief.cells]
    levels = np.array([cell.level for cell in brief.cells], np.float64)
    return BriefCoverage(levels, np.stack(columns, axis=1))


def open_coverage(arrays: Arrays, grouping: Grouping) -> OpenCoverage:
    """Prepare the tables of themes and districts."""
    return OpenCoverage(
        arrays.themes, arrays.districts.astype(np.float64), grouping.full_breadth_themes
    )


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
