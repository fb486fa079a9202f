"""A set of members over one request, with what all parts of an explanation look up."""

from functools import cached_property

import numpy as np

from matching.arrays import Bools, Floats, Ints
from matching.coverage import BriefCoverage
from matching.explanation.answers import Service
from matching.explanation.pair_facts import pair_facts
from matching.pairs import PairParts
from matching.problem import Problem, pairs_among
from matching.request import Brief
from matching.rules import RULES, broken_rules, within_two_ties
from matching.weights import TERM_NAMES

NOBODY = -1


class Group:
    """At least two members at ascending positions; arrays about members are in their order."""

    def __init__(self, problem: Problem, positions: list[int], *, wide: bool = True) -> None:
        """Look up the pairs of members with everybody, or only with each other.

        A group that is not wide can be asked about its members and nobody else.
        """
        self.problem, self.request = problem, problem.request
        self.positions: Ints = np.array(positions, np.intp)
        self.members = [problem.instance.organisations[position] for position in positions]
        self.ids = [one.id for one in self.members]
        self._look_up(np.arange(problem.arrays.count), wide)
        self.terms: Floats = self.terms_of(self.positions[None, :])[0]
        self.quality = float(problem.weighted(self.terms))
        self.shares: Floats = problem.weights / problem.weights.sum()
        self.broken = broken_rules(problem, positions)
        self.kept = tuple(rule for rule in RULES if rule not in self.broken)
        places = range(len(positions))
        self._others = [[other for other in places if other != place] for place in places]
        self.serves = [_services(problem, position) for position in positions]

    def _look_up(self, everyone: Ints, wide: bool) -> None:
        self.places: Ints = np.full(len(everyone), NOBODY, np.intp)
        self.places[self.positions] = np.arange(self.size)
        self._columns: Ints = everyone if wide else self.places
        pairs, others = self.problem.pairs, everyone if wide else self.positions
        self.looked_up = pairs.block(self.positions, others)
        own = self._columns[self.positions]
        self.pairs = pair_facts(self.problem, self.positions, self.looked_up, own)

    @cached_property
    def reach(self) -> Bools:
        """Whether a member is, or is within two ties of, each organisation; (size, n)."""
        reach = within_two_ties(self.problem.arrays, self.positions)
        reach[np.arange(self.size), self.positions] = True
        return reach

    @property
    def size(self) -> int:
        """Number of members."""
        return len(self.ids)

    @property
    def pair_count(self) -> int:
        """Number of pairs of members."""
        return self.size * (self.size - 1) // 2

    def share(self, term: str) -> float:
        """The part of all weights that a term has."""
        return float(self.shares[TERM_NAMES.index(term)])

    def others(self, place: int) -> list[int]:
        """Places of everyone but one member."""
        return self._others[place]

    def terms_of(self, sets: Ints) -> Floats:
        """The seven terms of each set of members and at most one other; (B, k) gives (B, 7)."""
        first, second = pairs_among(sets.shape[1])
        i, j = sets[:, first], sets[:, second]
        inside = self.places[i] != NOBODY
        row = self.places[np.where(inside, i, j)]
        column = self._columns[np.where(inside, j, i)]
        known = self.looked_up
        pairs = PairParts(
            known.geography[row, column],
            known.cohesion[row, column],
            known.added_value[row, column],
        )
        return self.problem.terms_with(sets, pairs)

    def rests(self) -> Ints:
        """The positions without each member in turn; (size, size - 1)."""
        return self.positions[[self.others(place) for place in range(self.size)]]


def _services(problem: Problem, position: int) -> tuple[Service, ...]:
    request, coverage = problem.request, problem.coverage
    if isinstance(request, Brief) and isinstance(coverage, BriefCoverage):
        amounts = coverage.provision[position].tolist()
        return tuple(
            Service(cell.theme, cell.area, amount)
            for cell, amount in zip(request.cells, amounts, strict=True)
            if amount > 0
        )
    one = problem.instance.organisations[position]
    return tuple(
        Service(theme, area, weight)
        for theme, weight in sorted((one.themes or {}).items())
        for area in one.areas or ()
    )
