"""Organisations as they are known and, below them, as they might answer at best."""

from dataclasses import dataclass

import numpy as np

from matching.arrays import Bools, Floats, Ints
from matching.asking.unknowns import Unknowns
from matching.coverage import BriefCoverage
from matching.needs import Complementarity
from matching.problem import CAPPED_SHARE, Problem
from matching.request import Brief


@dataclass(frozen=True, eq=False, slots=True)
class Hopes:
    """Tables of 2 n rows: row i is organisation i as known, row n + i as it might answer.

    Each column has its own best: that no single answer gives all of them at once only makes the
    bounds wider. `share` is the part of the capacity term, `days` are spare days.
    """

    count: int
    coverage: BriefCoverage
    complementarity: Complementarity
    share: Floats
    days: Floats
    small: Bools
    may_lead: Bools
    eligible: Bools
    may_join: Bools
    speaks: Bools

    def organisation(self, rows: Ints) -> Ints:
        """The organisations of some rows."""
        return rows % self.count


def hopes_of(problem: Problem, brief: Brief, unknowns: Unknowns) -> Hopes:
    """Put what is known and what may be hoped for below each other."""
    silent = unknowns.silent
    days = problem.arrays.spare_days
    hoped_days = np.where(silent["spare_days"], brief.min_capacity_days, days)
    hoped_share = np.where(silent["spare_days"], CAPPED_SHARE, problem.days)
    leads = silent["max_contract"] | silent["can_lead"] | silent["will_lead"]
    return Hopes(
        count=problem.arrays.count,
        coverage=_coverage(problem, unknowns),
        complementarity=_complementarity(problem.complementarity, silent),
        share=np.concatenate((problem.days, hoped_share)),
        days=np.concatenate((days, hoped_days)),
        small=np.concatenate((problem.small, problem.small | silent["turnover"])),
        may_lead=np.concatenate((problem.may_lead, problem.may_lead | leads)),
        eligible=np.concatenate((problem.eligible, problem.eligible | leads)),
        may_join=np.concatenate((_joins(problem, brief), unknowns.may_join)),
        speaks=np.concatenate((np.zeros(problem.arrays.count, bool), silent["ties"])),
    )


def _coverage(problem: Problem, unknowns: Unknowns) -> BriefCoverage:
    known = problem.coverage
    if not isinstance(known, BriefCoverage):
        raise TypeError("only a brief has cells")
    return BriefCoverage(known.levels, np.concatenate((known.provision, unknowns.hoped)))


def _complementarity(known: Complementarity, silent: dict[str, Bools]) -> Complementarity:
    """Whoever has not told offers everything, or needs nothing."""
    offers = np.where(silent["offers"][:, None], 1.0, known.offers)
    fixed = np.where(silent["needs"], 1.0, known.fixed)
    return Complementarity(
        np.concatenate((known.needs, known.needs)),
        np.concatenate((known.offers, offers)),
        np.concatenate((known.fixed, fixed)),
        np.concatenate((known.each, known.each)),
    )


def _joins(problem: Problem, brief: Brief) -> Bools:
    index = problem.instance.index
    open_to = problem.has_themes.copy()
    open_to[[index[key] for key in brief.must_include]] = True
    open_to[[index[key] for key in brief.must_exclude]] = False
    return open_to
