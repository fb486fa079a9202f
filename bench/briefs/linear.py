"""The part of a brief that is linear, by HiGHS and by the engine.

Coverage, spare days and small members are sums with a cap; with the weights of all other terms at
0 a mixed-integer programme is the whole brief. It is solved once for each size, since what counts
as enough small members depends on it.
"""

import time
from dataclasses import dataclass
from math import ceil

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from bench.briefs.families import Case
from bench.briefs.records import Baseline, Linear
from matching import Brief, Instance, Organisation, Weights, score, suggest_for_brief
from matching.request import Cell
from tests.matching import reference

SECONDS = 20.0
# Three times what one organisation can bring, in every ward.
WIDE = 3.0
HIGHS = "HiGHS, linear part"
PAIR_AND_NEED_TERMS = ("geography", "complementarity", "cohesion", "added_value")
OPTIMAL = 0


def reduced(brief: Brief) -> Brief:
    """The same brief with only coverage, days and small members counting."""
    weights = Weights().model_copy(update=dict.fromkeys(PAIR_AND_NEED_TERMS, 0.0))
    return brief.model_copy(update={"weights": weights, "alternatives": 1})


def widened(instance: Instance, brief: Brief) -> Brief:
    """The themes of a brief in every ward of its town, more than six members can fill."""
    town = instance.areas[brief.cells[0].area].parent
    wards = sorted(code for code, area in instance.areas.items() if area.parent == town)
    themes = sorted({cell.theme for cell in brief.cells})
    cells = tuple(Cell(theme=theme, area=ward, level=WIDE) for theme in themes for ward in wards)
    return brief.model_copy(update={"cells": cells})


def by_linear_part(case: Case, best: float) -> Baseline:
    """How good by the whole brief the group is that is best for its linear part."""
    started = time.process_time()
    members, _ = solved(case.instance, reduced(case.brief))
    cpu = time.process_time() - started
    quality = score(case.instance, case.brief, members).quality if members else None
    return Baseline(HIGHS, case.family, len(case.instance.organisations), best, quality, cpu)


def compared(case: Case) -> Linear:
    """The engine and HiGHS on the same linear brief."""
    brief = widened(case.instance, reduced(case.brief))
    started = time.process_time()
    ours = suggest_for_brief(case.instance, brief).consortia
    engine_cpu = time.process_time() - started
    started = time.process_time()
    members, proven = solved(case.instance, brief)
    highs_cpu = time.process_time() - started
    return Linear(
        family=case.family,
        organisations=len(case.instance.organisations),
        engine=ours[0].quality if ours else 0.0,
        engine_cpu=engine_cpu,
        engine_proven=bool(ours) and ours[0].proof.status == "optimal",
        highs=score(case.instance, brief, members).quality if members else None,
        highs_cpu=highs_cpu,
        highs_proven=proven,
    )


def solved(instance: Instance, brief: Brief) -> tuple[tuple[str, ...], bool]:
    """The best members found, and whether HiGHS proved them for every size."""
    programme = _Programme(instance, brief)
    end = time.monotonic() + SECONDS
    found: list[tuple[float, tuple[str, ...]]] = []
    proven = True
    for size in range(brief.size.min, brief.size.max + 1):
        answer = programme.solve(size, max(0.1, end - time.monotonic()))
        proven &= answer.proven
        if answer.members:
            found.append((answer.value, answer.members))
    return max(found, default=(0.0, ()))[1], proven


@dataclass(frozen=True)
class _Answer:
    value: float
    members: tuple[str, ...]
    proven: bool


class _Programme:
    """Columns: one for each candidate, one for each cell, one for days, one for small members."""

    def __init__(self, instance: Instance, brief: Brief) -> None:
        self.instance, self.brief = instance, brief
        self.people = [one for one in instance.organisations if one.themes]
        self.levels = np.array([cell.level for cell in brief.cells])
        self.days = np.array([one.spare_days or 0.0 for one in self.people])
        self.small = np.array([float(reference.is_small(brief, one)) for one in self.people])
        self.provision = np.array([self._provided(one) for one in self.people])
        self.columns = len(self.people) + len(brief.cells) + 2

    def solve(self, size: int, seconds: float) -> _Answer:
        """The best group of one size."""
        wanted = ceil(0.3 * size - 1e-9)
        weights = self.brief.weights
        gains = np.zeros(self.columns)
        people = len(self.people)
        gains[people:-2] = weights.coverage / self.levels.sum()
        gains[-2], gains[-1] = weights.capacity, weights.small
        upper = np.concatenate((np.ones(people), self.levels, [1.0, 1.0]))
        whole = np.concatenate((np.ones(people), np.zeros(self.columns - people)))
        found = milp(
            -gains,
            integrality=whole,
            bounds=Bounds(0, upper),
            constraints=[*self._rules(size), *self._caps(wanted)],
            options={"time_limit": seconds, "mip_rel_gap": 0.0},
        )
        if found.x is None:
            return _Answer(0.0, (), found.status != 1)
        chosen = np.flatnonzero(found.x[:people] > 0.5)
        members = tuple(self.people[place].id for place in chosen.tolist())
        return _Answer(-float(found.fun), members, found.status == OPTIMAL)

    def _rules(self, size: int) -> list[LinearConstraint]:
        """The size, a possible lead, spare days, small members, and pairs that are excluded."""
        brief = self.brief
        fine = (True, None) if brief.lead == "wanted" else (True,)
        leads = np.array([float(reference.leadership(brief, one) in fine) for one in self.people])
        rules = [
            LinearConstraint(self._row(np.ones(len(self.people))), size, size),
            LinearConstraint(self._row(leads), 1, np.inf),
            LinearConstraint(self._row(self.days), brief.min_capacity_days, np.inf),
            LinearConstraint(self._row(self.small), brief.min_small, np.inf),
        ]
        apart = self._apart()
        return [*rules, LinearConstraint(apart, 0, 1)] if len(apart) else rules

    def _caps(self, wanted: int) -> list[LinearConstraint]:
        """What each capped column may be: no more than the members bring."""
        cells, people = len(self.levels), len(self.people)
        covered = np.zeros((cells, self.columns))
        covered[:, :people] = -self.provision.T
        covered[:, people:-2] = np.eye(cells)
        target = self.brief.min_capacity_days
        brought = np.minimum(self.days, 0.4 * target) / target
        days, small = self._row(-brought), self._row(-self.small / wanted)
        days[-2], small[-1] = 1.0, 1.0
        return [LinearConstraint(np.vstack((covered, days, small)), -np.inf, 0)]

    def _row(self, values: np.ndarray) -> np.ndarray:
        row = np.zeros(self.columns)
        row[: len(self.people)] = values
        return row

    def _apart(self) -> np.ndarray:
        place = {one.id: number for number, one in enumerate(self.people)}
        pairs = [pair for pair in self.instance.exclusions if set(pair) <= place.keys()]
        rows = np.zeros((len(pairs), self.columns))
        for row, (one, other) in zip(rows, sorted(pairs), strict=True):
            row[[place[one], place[other]]] = 1.0
        return rows

    def _provided(self, one: Organisation) -> list[float]:
        return [
            (one.themes or {}).get(cell.theme, 0.0) * reference.reach(self.instance, one, cell.area)
            for cell in self.brief.cells
        ]
