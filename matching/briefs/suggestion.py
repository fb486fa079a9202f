"""The front door of briefs: the best group and distinct alternatives, answered and proven."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

import numpy as np

from matching.briefs.climbs import first_groups
from matching.briefs.material import Earlier, Material
from matching.briefs.nearest import nearest_to
from matching.briefs.pool import hub_pools, pool_of
from matching.briefs.proofs import Best
from matching.briefs.proving import Prover, bounded
from matching.instance import Instance
from matching.outcome import Outcome, Proof, Provenance
from matching.problem import Problem, problem_of
from matching.progress import Pace, Watch
from matching.request import Brief
from matching.rules import TOLERANCE
from matching.scoring import NOT_PROVEN, consortium_of
from matching.version import ENGINE_VERSION

DEFAULT_EFFORT = 4
# Candidates looked at for each step of effort: about five seconds.
WORK_EACH = 100_000_000
# How often a better group found late may change the ones chosen before it.
SECOND_THOUGHTS = 3

Group = tuple[int, ...]
First = Callable[[Outcome], None]


def suggest_for_brief(
    instance: Instance,
    brief: Brief,
    *,
    effort: int = DEFAULT_EFFORT,
    seconds: float | None = None,
    seed: int = 0,
    watch: Watch | None = None,
    first: First | None = None,
) -> Outcome:
    """Find the best group for a brief, alternatives to it, and who came nearest.

    A good answer is there at once; then every group is searched or bounded, size by size, until
    the answer is proven or the effort is spent.

    Parameters
    ----------
    instance : Instance
    brief : Brief
    effort : int, optional
        How long to prove, from 0 (the first answer only); the answer depends on it and not on
        the clock.
    seconds : float, optional
        A ceiling on the search, which begins once the instance is made ready; reaching it is said
        in `provenance.stopped`.
    seed : int, optional
        Kept with the answer; the search draws no lots, so that every seed gives the same one.
    watch : callable, optional
        Called with a Progress a few times a second; False stops the search with the best so far.
    first : callable, optional
        Called once with the first answer, before anything is proven.

    Returns
    -------
    Outcome
        `consortia` best first, each with a proof of its own: "optimal" where no group of all
        organisations is better (given the ones before it), "bounded" where none exceeds `bound`,
        `gap` being (bound - quality) / bound. Empty where no group that keeps the rules was found.

    Raises
    ------
    RequestError
        The brief names an area or an organisation that the instance does not hold.

    Examples
    --------
    >>> rows = [{"id": key, "themes": "play", "areas": "w", "can_lead": "yes", "will_lead": "yes"}
    ...         for key in "abc"]
    >>> brief = Brief.from_json({"id": "x", "size": {"min": 2, "max": 2}, "min_difference": 1,
    ...                          "cells": [{"theme": "play", "area": "w", "level": 2}]})
    >>> found = suggest_for_brief(Instance.from_tables(rows, [{"code": "w"}]), brief)
    >>> [one.members for one in found.consortia]
    [('a', 'b'), ('a', 'c'), ('b', 'c')]
    >>> found.consortia[0].proof.status
    'optimal'
    """
    problem = problem_of(instance, brief)
    run = _Run(problem, brief, effort, Pace(watch, seconds, total=max(1, effort) * WORK_EACH))
    if first is not None and (groups := run.first_answer()):
        first(run.outcome(groups, seed))
    return run.outcome(run.proven_answer(), seed)


class _Run:
    """One search: every group found so far, and what is proven."""

    def __init__(self, problem: Problem, brief: Brief, effort: int, pace: Pace) -> None:
        self.problem, self.brief, self.effort, self.pace = problem, brief, effort, pace
        self.found: dict[Group, float] = {}
        self.proofs: list[Proof] = []
        pool = pool_of(problem, brief)
        self.pools = [] if pool is None else hub_pools(problem, brief, pool)
        self.sizes = _sizes(problem, brief)
        self.material = Material(problem, brief)

    def first_answer(self) -> list[Group]:
        """Good groups, each the best known that differs enough from those before it."""
        self.pace.begin("A first answer")
        chosen: list[Group] = []
        wanted = self.brief.alternatives
        for _ in range(wanted + SECOND_THOUGHTS):
            earlier = self._earlier(chosen)
            for size in self.sizes:
                self._keep(first_groups(self.material, self.pools, size, earlier, chosen))
            before, chosen = chosen, self._chosen(min(wanted, len(chosen) + 1))
            if chosen == before or (len(chosen) == wanted and chosen[:-1] == before):
                break
        return chosen

    def proven_answer(self) -> list[Group]:
        """Prove the first answer place by place, better groups taking over as they are found."""
        if not self.found:
            self.first_answer()
        left = self.effort * WORK_EACH
        if not left or not self.pools:
            if not self.pools and self.pace.stopped == "effort":
                self.pace.stopped = "proof"
            return self._chosen(self.brief.alternatives)
        prover = Prover(self.material, self.pools, self.sizes, self.pace)
        chosen: list[Group] = []
        complete = True
        for number in range(1, self.brief.alternatives + 1):
            self.pace.begin(f"Proving group {number} of {self.brief.alternatives}")
            best = self._best_known(chosen)
            self.pace.best, self.pace.bound = best.value if best.group else None, None
            budget = left // 2 if number == 1 else left // (self.brief.alternatives - number + 1)
            # Each alternative has more to keep than the group before it, so that bound holds.
            bound = self.proofs[-1].bound if self.proofs else None
            known = np.inf if bound is None else bound
            proven = prover.prove(best, self._earlier(chosen), budget, known)
            left -= budget - proven.left
            complete &= proven.over
            if not best.group:
                break
            self._keep([best.group])
            chosen.append(best.group)
            self.proofs.append(proven.proof)
        if complete and self.pace.stopped == "effort":
            self.pace.stopped = "proof"
        return self._in_order(chosen)

    def _in_order(self, chosen: list[Group]) -> list[Group]:
        """The groups as chosen, unless a search cut short left a better one for a later place."""
        better = self._chosen(self.brief.alternatives)
        for place, group in enumerate(better):
            if place >= len(chosen) or group != chosen[place]:
                bound = self.proofs[0].bound if self.proofs else None
                self.proofs[place:] = [
                    NOT_PROVEN if bound is None else bounded(self.found[each], bound)
                    for each in better[place:]
                ]
                return better
        return chosen

    def outcome(self, groups: Sequence[Group], seed: int) -> Outcome:
        """The answer as it stands."""
        unproven = [NOT_PROVEN] * len(groups)
        consortia = tuple(
            consortium_of(self.problem, group, proof)
            for group, proof in zip(groups, [*self.proofs, *unproven], strict=False)
        )
        best = consortia[0].members if consortia else ()
        return Outcome(
            self.brief,
            consortia,
            Provenance(
                ENGINE_VERSION,
                seed,
                self.effort,
                self.pace.stopped,
                self.problem.instance.fingerprint,
            ),
            nearest=nearest_to(self.material, best) if consortia else (),
        )

    def _earlier(self, chosen: Sequence[Group]) -> Earlier:
        return Earlier(tuple(chosen), self.brief.min_difference)

    def _keep(self, groups: Iterable[Group]) -> None:
        """Note groups that keep the rules, with their quality summed in the order of ids."""
        for size, some in groupby(sorted(set(groups) - self.found.keys(), key=len), key=len):
            rows = np.array(sorted(some), np.intp).reshape(-1, size)
            values = self.problem.qualities(rows).tolist()
            self.found.update(zip(map(tuple, rows.tolist()), values, strict=True))

    def _best_known(self, chosen: Sequence[Group]) -> Best:
        group = self._next(chosen)
        return Best() if group is None else Best(self.found[group], group)

    def _chosen(self, most: int) -> list[Group]:
        chosen: list[Group] = []
        while len(chosen) < most and (following := self._next(chosen)) is not None:
            chosen.append(following)
        return chosen

    def _next(self, chosen: Sequence[Group]) -> Group | None:
        """The best group that differs from the chosen ones; of equal ones the smallest ids."""
        earlier = self._earlier(chosen)
        open_ones = {group: value for group, value in self.found.items() if earlier.allows(group)}
        if not open_ones:
            return None
        top = max(open_ones.values())
        return min(group for group, value in open_ones.items() if value >= top - TOLERANCE)


def _sizes(problem: Problem, brief: Brief) -> range:
    """Sizes that are allowed and that named members and organisations leave possible."""
    low = max(brief.size.min, len(set(brief.must_include)))
    return range(low, min(brief.size.max, problem.arrays.count) + 1)
