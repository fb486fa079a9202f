"""One request over one instance, ready to be computed: the seven terms of any sets."""

from collections.abc import Callable
from functools import cache, cached_property
from typing import Any

import numpy as np

from matching.arrays import Bools, Floats, Ints, arrays_of
from matching.coverage import BriefCoverage, Coverage, OpenCoverage, brief_coverage
from matching.instance import Instance
from matching.leadership import who_is_eligible, who_is_small, who_may_lead
from matching.needs import Complementarity, complementarity_of
from matching.pairs import PairParts, Pairs
from matching.request import Brief, Grouping

PairValues = Callable[[Ints, Ints], Floats]

CAPPED_SHARE = 0.4
KEPT_PROBLEMS = 4


class Problem:
    """Everything that the terms need, compiled once.

    Positions are those of `instance.organisations`; `terms` wants them ascending in each set so
    that sums run in id order.
    """

    def __init__(self, instance: Instance, request: Brief | Grouping) -> None:
        """Compile the instance for this request."""
        request.check(instance)
        self.instance, self.request = instance, request
        self.arrays = arrays_of(instance)
        self.pairs = Pairs(self.arrays, request.tie_prior)
        self.days = self._days()
        self.small: Bools = who_is_small(request, self.arrays)
        self.eligible: Bools = who_is_eligible(request, self.arrays)
        self.may_lead: Bools = who_may_lead(request, self.arrays)
        self.has_themes: Bools = np.diff(self.arrays.theme_from) > 0
        self.weights = np.array(request.weights.in_order(), np.float64)

    def terms(self, sets: Ints) -> Floats:
        """The seven terms of each set; (B, k) with k >= 2 gives (B, 7)."""
        # Row by row in memory, so that the sums of a set do not depend on how many there are.
        first, second = (np.ascontiguousarray(sets[:, at]) for at in pairs_among(sets.shape[1]))
        return self.terms_with(sets, self.pairs.parts(first, second))

    def terms_with(self, sets: Ints, pair: PairParts) -> Floats:
        """The same from pairs looked up before: (B, pairs), in the order of `pairs_among`."""
        columns = (
            self.coverage.of(sets),
            pair.geography.mean(axis=1),
            self.complementarity.of(sets),
            pair.cohesion.mean(axis=1),
            np.minimum(1.0, self.days[sets].sum(axis=1)),
            np.minimum(1.0, self.small[sets].sum(axis=1) / small_wanted(sets.shape[1])),
            pair.added_value.mean(axis=1),
        )
        return np.stack(columns, axis=1)

    def weighted(self, terms: Floats) -> Floats:
        """Quality from terms; (B, 7) gives (B,)."""
        quality: Floats = (terms * self.weights).sum(axis=-1) / self.weights.sum()
        return quality

    def qualities(self, sets: Ints, chunk: int = 4_096) -> Floats:
        """Quality of each set, a chunk at a time so that memory stays small."""
        parts = [
            self.weighted(self.terms(sets[start : start + chunk]))
            for start in range(0, len(sets), chunk)
        ]
        return np.concatenate(parts) if parts else np.zeros(0)

    def pair_values(self, i: Ints, j: Ints) -> Floats:
        """Pair terms, weighted by their part of all weights and summed; any shapes that fit."""
        i, j = np.broadcast_arrays(i, j)
        _, geography, _, cohesion, _, _, added = (self.weights / self.weights.sum()).tolist()
        return self.pairs.parts(i, j).weighted(geography, cohesion, added)

    @cached_property
    def coverage(self) -> BriefCoverage | OpenCoverage:
        """The coverage term, made ready when it is first asked for."""
        if isinstance(self.request, Brief):
            return brief_coverage(self.instance, self.arrays, self.request)
        return OpenCoverage(self.arrays, self.request.full_breadth_themes)

    @cached_property
    def complementarity(self) -> Complementarity:
        """The complementarity term, likewise."""
        return complementarity_of(self.arrays)

    def _days(self) -> Floats:
        """Each organisation's part of the capacity term, before the cap on the sum."""
        target = self.request.target_days
        if target == 0:
            return np.ones(self.arrays.count)
        days: Floats = np.minimum(self.arrays.spare_days, CAPPED_SHARE * target) / target
        return days


def problem_of(instance: Instance, request: Brief | Grouping) -> Problem:
    """Compile an instance for a request; the last few are kept with the instance."""
    key = ("problem", request.model_dump_json())
    if key not in instance.memo:
        kept = [one for one in instance.memo if isinstance(one, tuple) and one[0] == "problem"]
        for oldest in kept[: len(kept) - KEPT_PROBLEMS + 1]:
            del instance.memo[oldest]
        instance.memo[key] = Problem(instance, request)
    problem: Problem = instance.memo[key]
    return problem


class Extension:
    """Quality of a set with one member added, for many sets and many candidates at once."""

    def __init__(self, problem: Problem, values: PairValues | None = None) -> None:
        """`values` gives the weighted pair terms where somebody has worked them out before."""
        self.problem, self._values = problem, values or problem.pair_values
        weights = problem.weights / problem.weights.sum()
        self._coverage, _, self._needs, _, self._days, self._small, _ = weights.tolist()

    def qualities(self, rests: Ints, candidates: Ints) -> Floats:
        """Quality of rest + candidate; (R, r) and (n,) give (R, n), r at least 1.

        A candidate that is already in a rest gives a value without meaning.
        """
        problem, size = self.problem, rests.shape[1] + 1
        coverage: Coverage = problem.coverage
        days = problem.days[rests].sum(axis=1)[:, None] + problem.days[candidates]
        small = problem.small[rests].sum(axis=1)[:, None] + problem.small[candidates]
        value: Floats = (
            self._coverage * coverage.extended(rests, candidates)
            + self._needs * problem.complementarity.extended(rests, candidates)
            + self._days * np.minimum(1.0, days)
            + self._small * np.minimum(1.0, small / small_wanted(size))
            + self._pair_sums(rests, candidates) / (size * (size - 1) / 2)
        )
        return value

    def _pair_sums(self, rests: Ints, candidates: Ints) -> Floats:
        first, second = pairs_among(rests.shape[1])
        inside = self._values(rests[:, first], rests[:, second]).sum(axis=1)
        across = self._values(rests[:, :, None], candidates[None, None, :]).sum(axis=1)
        total: Floats = inside[:, None] + across
        return total


def small_wanted(size: int) -> int:
    """The number of small members that fills the term: three tenths, rounded up."""
    return (3 * size + 9) // 10


@cache
def pairs_among(size: int) -> tuple[Ints, Ints]:
    """Places of the first and the second of every two of so many; both (pairs,)."""
    first, second = np.triu_indices(size, 1)
    first.flags.writeable = second.flags.writeable = False
    return first, second


def ascending(sets: Any) -> Ints:
    """Sets with the positions of each in ascending order."""
    return np.sort(np.asarray(sets, np.intp), axis=-1)
