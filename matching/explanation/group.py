"""A set of members over one request, with what all parts of an explanation look up."""

from functools import cached_property

import numpy as np

from matching.arrays import Bools, Floats, Ints
from matching.coverage import BriefCoverage
from matching.explanation.answers import Service
from matching.explanation.pair_facts import pair_facts
from matching.pairs import PairParts
from matching.problem import Problem
from matching.request import Brief
from matching.rules import RULES, broken_rules, within_two_ties
from matching.weights import TERM_NAMES

NOBODY = -1


class Group:
    """At least two members at ascending positions; arrays about members are in their order."""

    def __init__(self, problem: Problem, positions: list[int]) -> None:
        """Look up the pairs, then work out the terms and what each member serves."""
        self.problem, self.request = problem, problem.request
        self.positions: Ints = np.array(positions, np.intp)
        self.members = [problem.instance.organisations[position] for position in positions]
        self.ids = [one.id for one in self.members]
        self.with_all = problem.pairs.block(self.positions, np.arange(problem.arrays.count))
        self.pairs = pair_facts(problem, self.positions, self.with_all)
        self.places: Ints = np.full(problem.arrays.count, NOBODY, np.intp)
        self.places[self.positions] = np.arange(len(positions))
        self.terms: Floats = self.terms_of(self.positions[None, :])[0]
        self.quality = float(problem.weighted(self.terms))
        self.shares: Floats = problem.weights / problem.weights.sum()
        self.broken = broken_rules(problem, positions)
        self.kept = tuple(rule for rule in RULES if rule not in self.broken)
        self.serves = [_services(problem, position) for position in positions]

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
        return [other for other in range(self.size) if other != place]

    def terms_of(self, sets: Ints) -> Floats:
        """The seven terms of each set of members and at most one other; (B, k) gives (B, 7)."""
        first, second = np.triu_indices(sets.shape[1], 1)
        i, j = sets[:, first], sets[:, second]
        inside = self.places[i] != NOBODY
        row, column = self.places[np.where(inside, i, j)], np.where(inside, j, i)
        known = self.with_all
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
