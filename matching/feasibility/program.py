"""The group with the most spare days as a linear program in yes-or-no variables."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from matching.arrays import Bools, Floats, Ints
from matching.feasibility.facts import Facts
from matching.feasibility.pool import among, clashing
from matching.feasibility.wanted import Wanted

# Days are scaled so that the solver's absolute tolerances are far below any real difference.
MOST_COST = 1e6


@dataclass(frozen=True, eq=False, slots=True)
class Rule:
    """Which columns a rule adds up, each once or so many times, and where the sum must lie."""

    columns: Ints
    low: float
    high: float
    times: Floats | None = None


def most_days(
    facts: Facts, wanted: Wanted, rows: Ints, leads: Bools | None, fixed: Ints
) -> Ints | None:
    """Members with the most days that keep every rule but that of days and of the hub, or None."""
    rules = list(_rules(facts, wanted, rows, leads))
    days = facts.days[rows]
    best = solve(
        days * (MOST_COST / max(float(days.max(initial=0.0)), 1e-9)),
        rules,
        least=np.isin(rows, fixed).astype(np.float64),
    )
    return None if best is None else rows[best]


def solve(worth: Floats, rules: list[Rule], least: Floats) -> Ints | None:
    """Columns of the best choice, proven, or None where no choice keeps the rules."""
    if not len(worth):
        return None
    ones = [np.ones(len(rule.columns)) if rule.times is None else rule.times for rule in rules]
    columns = np.concatenate([rule.columns for rule in rules])
    starts = np.cumsum([0, *(len(rule.columns) for rule in rules)])
    table = csr_array((np.concatenate(ones), columns, starts), (len(rules), len(worth)))
    found = milp(
        -worth,
        integrality=np.ones(len(worth), np.intp),
        bounds=Bounds(least, np.ones(len(worth))),
        constraints=LinearConstraint(table, [r.low for r in rules], [r.high for r in rules]),
        options={"mip_rel_gap": 0.0},
    )
    if found.x is None:
        return None
    return np.flatnonzero(np.round(found.x) > 0)


def _rules(facts: Facts, wanted: Wanted, rows: Ints, leads: Bools | None) -> Iterator[Rule]:
    base = facts.base[rows]
    yield Rule(np.arange(len(rows)), wanted.low, wanted.high)
    if leads is not None:
        yield Rule(np.flatnonzero(leads[rows]), 1, np.inf)
    if wanted.small:
        yield Rule(np.flatnonzero(facts.small[rows]), wanted.small, np.inf)
    if wanted.barred:
        yield Rule(np.flatnonzero(among(facts, wanted.barred)[rows]), 0, wanted.let_back)
    if facts.hoped[rows].any():
        yield Rule(np.flatnonzero(facts.hoped[rows]), 0, wanted.answers)
        yield from _one_row_each(base)
    yield from _named(facts, wanted, rows)
    for one, other in clashing(facts, wanted, rows).T:
        yield Rule(np.flatnonzero((base == one) | (base == other)), 0, 1)


def _named(facts: Facts, wanted: Wanted, rows: Ints) -> Iterator[Rule]:
    if not wanted.unnamed:
        for key in wanted.named:
            yield Rule(np.flatnonzero(facts.base[rows] == key), 1, np.inf)
    else:
        columns = np.flatnonzero(among(facts, wanted.named)[rows])
        yield Rule(columns, len(wanted.named) - wanted.unnamed, np.inf)


def _one_row_each(base: Ints) -> Iterator[Rule]:
    """An organisation is a member as it is known or as it might answer, not both."""
    several, counts = np.unique(base, return_counts=True)
    for key in several[counts > 1]:
        yield Rule(np.flatnonzero(base == key), 0, 1)
