"""The coverage that two organisations have together beyond the better one alone."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from matching.arrays import Bools, Floats, Ints
from matching.coverage import BriefCoverage, brief_coverage
from matching.problem import Problem
from matching.request import Brief
from matching.rules import TOLERANCE


class Gains(Protocol):
    """What both kinds of coverage can say of a block of pairs."""

    def block(self, rows: Ints, columns: Ints) -> Floats:
        """Coverage added by each row with each column, 0 to 1; (rows, columns)."""
        ...

    def beside(self, rows: Ints, columns: Ints) -> Bools:
        """Whether the two work in one place, wherever they are based; (rows, columns)."""
        ...

    def beside_any(self, rows: Ints) -> Bools:
        """Whether each organisation may be beside one of the rows; (n,)."""
        ...


@dataclass(frozen=True, slots=True)
class BriefGains:
    """Cells of a brief, of which one provides something and the other nothing."""

    coverage: BriefCoverage

    def block(self, rows: Ints, columns: Ints) -> Floats:
        """Coverage of the two less that of the better one."""
        first, second = self.coverage.provision[rows], self.coverage.provision[columns]
        together, levels = np.zeros((len(rows), len(columns))), self.coverage.levels
        for cell, level in enumerate(levels.tolist()):
            together += np.minimum(level, first[:, cell, None] + second[None, :, cell])
        alone = [np.minimum(levels, those).sum(axis=1) for those in (first, second)]
        added = (together - np.maximum(alone[0][:, None], alone[1][None, :])) / levels.sum()
        return _where(added, _differ(first > 0, second > 0))

    def beside(self, rows: Ints, columns: Ints) -> Bools:
        """Whether both provide something that the brief wants."""
        provides = self._provides()
        both: Bools = provides[rows][:, None] & provides[columns][None, :]
        return both

    def beside_any(self, rows: Ints) -> Bools:
        """Whoever provides something, if one of the rows does."""
        provides = self._provides()
        return provides & provides[rows].any()

    def _provides(self) -> Bools:
        return np.asarray((self.coverage.provision > 0).any(axis=1))


@dataclass(frozen=True, slots=True)
class OpenGains:
    """Breadth of themes in a district in which both list an area; it is the same in each."""

    themes: Floats
    districts: Floats
    breadth: float

    def block(self, rows: Ints, columns: Ints) -> Floats:
        """Breadth of the two less that of the better one."""
        first, second = self.themes[rows], self.themes[columns]
        sums, breadth = (first.sum(axis=1), second.sum(axis=1)), self.breadth
        together = sums[0][:, None] + sums[1][None, :]
        for theme in np.flatnonzero(first.any(axis=0) & second.any(axis=0)).tolist():
            those, these = np.flatnonzero(first[:, theme]), np.flatnonzero(second[:, theme])
            both = first[those, theme][:, None] + second[these, theme][None, :]
            together[np.ix_(those, these)] -= np.maximum(0.0, both - 1.0)
        alone = np.maximum(sums[0][:, None], sums[1][None, :])
        added = (np.minimum(breadth, together) - np.minimum(breadth, alone)) / breadth
        return _where(added, _differ(first > 0, second > 0) & self.beside(rows, columns))

    def beside(self, rows: Ints, columns: Ints) -> Bools:
        """Whether both list an area of one district."""
        shared: Bools = (self.districts[rows] @ self.districts[columns].T) > 0
        return shared

    def beside_any(self, rows: Ints) -> Bools:
        """Whoever lists an area in a district of theirs."""
        named = self.districts[rows].any(axis=0)
        return np.asarray(self.districts[:, named].any(axis=1))


def gains_of(problem: Problem) -> Gains:
    """The gains in the coverage of a request."""
    request, arrays = problem.request, problem.arrays
    if isinstance(request, Brief):
        return BriefGains(brief_coverage(problem.instance, arrays, request))
    districts = arrays.districts.astype(np.float64)
    return OpenGains(arrays.themes, districts, request.full_breadth_themes)


def _differ(first: Bools, second: Bools) -> Bools:
    """Whether one has something that the other lacks."""
    shared = first.astype(np.float64) @ second.T.astype(np.float64)
    most = np.maximum(first.sum(axis=1)[:, None], second.sum(axis=1)[None, :])
    different: Bools = shared < most
    return different


def _where(added: Floats, holds: Bools) -> Floats:
    # What the last digits of a sum leave over is no gain.
    return np.where(holds & (added > TOLERANCE), added, 0.0)
