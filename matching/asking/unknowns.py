"""Which facts are not known yet and enter a brief, for every organisation at once."""

from dataclasses import dataclass
from itertools import compress

import numpy as np

from matching.arrays import Bools, Floats, Ints
from matching.coverage import reach
from matching.problem import Problem
from matching.request import Brief

NEAR = 0.5
# In the order of the tables, as `Organisation.unknown_facts` has them.
FACTS = (
    "place", "areas", "themes", "ages", "offers", "needs", "turnover", "spare_days",
    "max_contract", "can_lead", "will_lead", "ties",
)  # fmt: skip


@dataclass(frozen=True, eq=False, slots=True)
class Unknowns:
    """`silent` says for each fact who has not told it though it enters the brief; (n,) each.

    `hoped` is (n, cells): what each could provide at most; `may_join` who could be a member.
    """

    silent: dict[str, Bools]
    hoped: Floats
    may_join: Bools

    @property
    def anything(self) -> Bools:
        """Who has something to tell and could be a member."""
        some: Bools = np.logical_or.reduce(list(self.silent.values())) & self.may_join
        return some

    def facts_of(self, positions: Ints) -> list[tuple[str, ...]]:
        """What each of some organisations has not told."""
        table = np.stack([self.silent[name][positions] for name in FACTS], axis=1)
        return [tuple(compress(FACTS, row)) for row in table.tolist()]


def unknowns_of(problem: Problem, brief: Brief) -> Unknowns:
    """Look up who has not told what."""
    arrays, weights = problem.arrays, brief.weights
    blank = _blank(problem)
    weight = _hoped_weights(problem, brief, blank["themes"])
    known, listed_or_near = _reaches(problem, brief, blank)
    serves = weight > 0
    pairs = weights.cohesion > 0
    open_to_lead = _open_to_lead(problem, brief)
    small = brief.small_turnover > 0 and (weights.small > 0 or brief.min_small > 0)
    enters = {
        "place": (weights.geography > 0)
        | (serves & (listed_or_near > known) & ~blank["areas"][:, None]).any(axis=1),
        "areas": serves.any(axis=1),
        "themes": True,
        "ages": pairs,
        "offers": weights.complementarity > 0,
        "needs": weights.complementarity > 0,
        "turnover": small,
        "spare_days": brief.min_capacity_days > 0,
        "max_contract": open_to_lead & (brief.contract_value is not None),
        "can_lead": open_to_lead,
        "will_lead": open_to_lead,
        "ties": pairs or weights.added_value > 0 or brief.hub,
    }
    silent = {name: blank[name] & np.broadcast_to(enters[name], arrays.count) for name in FACTS}
    return Unknowns(silent, weight * listed_or_near, _may_join(problem, brief, blank["themes"]))


def _blank(problem: Problem) -> dict[str, Bools]:
    """Who has not told each fact, whether or not it matters."""
    members, arrays = problem.instance.organisations, problem.arrays
    return {
        "place": np.isnan(arrays.lat) | np.isnan(arrays.lon),
        "areas": np.array([one.areas is None for one in members], bool),
        "themes": np.array([one.themes is None for one in members], bool),
        "ages": ~arrays.ages_known,
        "offers": np.array([one.offers is None for one in members], bool),
        "needs": ~arrays.needs_known,
        "turnover": np.isnan(arrays.turnover),
        "spare_days": np.array([one.spare_days is None for one in members], bool),
        "max_contract": np.isnan(arrays.max_contract),
        "can_lead": np.isnan(arrays.can_lead),
        "will_lead": np.isnan(arrays.will_lead),
        "ties": ~arrays.ties_known,
    }


def _hoped_weights(problem: Problem, brief: Brief, unknown: Bools) -> Floats:
    """Weight of each cell's theme, 1 where themes are not known; (n, cells)."""
    arrays = problem.arrays
    column = {code: place for place, code in enumerate(arrays.theme_codes)}
    nothing = np.zeros(arrays.count)
    columns = [
        arrays.themes[:, column[cell.theme]] if cell.theme in column else nothing
        for cell in brief.cells
    ]
    return np.where(unknown[:, None], 1.0, np.stack(columns, axis=1))


def _reaches(problem: Problem, brief: Brief, blank: dict[str, Bools]) -> tuple[Floats, Floats]:
    """Reach into each cell's area as known, and at most; (n, cells) each."""
    instance, arrays = problem.instance, problem.arrays
    known = {
        code: reach(instance, arrays, code) for code in sorted({cell.area for cell in brief.cells})
    }
    most = {}
    for code, value in known.items():
        near = NEAR if instance.areas[code].centroid is not None else 0.0
        placed = np.where(blank["place"], np.maximum(value, near), value)
        most[code] = np.where(blank["areas"], 1.0, placed)
    stacked = [
        np.stack([table[cell.area] for cell in brief.cells], axis=1) for table in (known, most)
    ]
    return stacked[0], stacked[1]


def _open_to_lead(problem: Problem, brief: Brief) -> Bools:
    """Who is neither known to be eligible nor known not to be."""
    arrays = problem.arrays
    refused = (arrays.can_lead == 0) | (arrays.will_lead == 0)
    if brief.contract_value is not None:
        refused |= arrays.max_contract < brief.contract_value
    return np.asarray(~refused & ~problem.eligible)


def _may_join(problem: Problem, brief: Brief, unknown: Bools) -> Bools:
    index = problem.instance.index
    open_to = problem.has_themes | unknown
    open_to[[index[key] for key in brief.must_include]] = True
    open_to[[index[key] for key in brief.must_exclude]] = False
    return open_to
