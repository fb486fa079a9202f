"""The front door of briefs: the best group and distinct alternatives."""

from collections.abc import Iterable
from random import Random

import numpy as np

from matching.arrays import Ints
from matching.briefs.exhaustive import all_sets, can_try_all
from matching.briefs.nearest import nearest_to
from matching.briefs.obstacles import Obstacles, differs
from matching.briefs.pool import Pool, pool_of
from matching.briefs.search import SizeSearch
from matching.instance import Instance
from matching.outcome import Consortium, Outcome, Proof, Provenance
from matching.problem import Extension, Problem, ascending, problem_of
from matching.progress import Pace, Watch
from matching.request import Brief
from matching.rules import TOLERANCE
from matching.scoring import NOT_PROVEN, consortium_of
from matching.version import ENGINE_VERSION

DEFAULT_EFFORT = 4
STARTS_EACH, KICKS_EACH, KEPT_STARTS = 16, 6, 24
# How often a better group found late may change the ones chosen before it.
SECOND_THOUGHTS = 3

Group = tuple[int, ...]


def suggest_for_brief(
    instance: Instance,
    brief: Brief,
    *,
    effort: int = DEFAULT_EFFORT,
    seconds: float | None = None,
    seed: int = 0,
    watch: Watch | None = None,
) -> Outcome:
    """Find the best group for a brief, alternatives to it, and who came nearest.

    Parameters
    ----------
    instance : Instance
    brief : Brief
    effort : int, optional
        How long to search, from 0; the answer depends on it and not on the clock.
    seconds : float, optional
        A ceiling on the search, which begins once the instance is made ready; reaching it is said
        in `provenance.stopped`.
    seed : int, optional
        Chooses among equally sensible searches.
    watch : callable, optional
        Called with a Progress a few times a second; False stops the search with the best so far.

    Returns
    -------
    Outcome
        `consortia` best first, each with its proof: "optimal" where every possible group was
        tried, else "heuristic". Empty where no group keeps the rules.

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
    sizes = _sizes(problem, brief)
    pace = Pace(watch, seconds, total=max(1, len(sizes) * brief.alternatives))
    run = _Run(problem, brief, sizes, effort, seed, pace)
    consortia = run.suggestions()
    pace.begin("Who came nearest")
    nearest = nearest_to(problem, brief, consortia[0].members) if consortia else ()
    pace.finish()
    provenance = Provenance(ENGINE_VERSION, seed, effort, pace.stopped, instance.fingerprint)
    return Outcome(brief, consortia, provenance, nearest=nearest)


class _Run:
    """One search: every group found so far, and how it was found."""

    def __init__(
        self, problem: Problem, brief: Brief, sizes: range, effort: int, seed: int, pace: Pace
    ) -> None:
        self.problem, self.brief, self.sizes = problem, brief, sizes
        self.effort, self.seed, self.pace = effort, seed, pace
        self.found: dict[Group, float] = {}

    def suggestions(self) -> tuple[Consortium, ...]:
        """Best group first, then the alternatives."""
        pool = pool_of(self.problem, self.brief)
        if pool is None or not self.sizes:
            return ()
        obstacles = Obstacles(self.problem, self.brief, pool)
        if can_try_all(pool, self.sizes):
            return self._by_trying_all(pool, obstacles)
        return self._by_search(pool, obstacles)

    def _by_trying_all(self, pool: Pool, obstacles: Obstacles) -> tuple[Consortium, ...]:
        complete = True
        for size in self.sizes:
            self.pace.begin("Trying every possible group")
            if not self.pace.goes_on():
                complete = False
                break
            self._keep(all_sets(pool, obstacles, size), pool)
            self.pace.step(max(self.found.values(), default=None), self.brief.alternatives)
        if complete:
            self.pace.stopped = "proof"
        chosen = self._chosen(self.brief.alternatives)
        return tuple(self._card(group, proven=complete) for group in chosen)

    def _by_search(self, pool: Pool, obstacles: Obstacles) -> tuple[Consortium, ...]:
        extension = Extension(self.problem, pool.everyone)
        searches = [
            SizeSearch(self.problem, extension, pool, obstacles, size) for size in self.sizes
        ]
        chosen: list[Group] = []
        wanted = self.brief.alternatives
        for _ in range(wanted + SECOND_THOUGHTS):
            self.pace.begin(f"Group {len(chosen) + 1} of {wanted}")
            earlier = [_places(pool, group) for group in chosen]
            for search in searches:
                self._search(search, obstacles, pool, earlier)
            before, chosen = chosen, self._chosen(min(wanted, len(chosen) + 1))
            if chosen == before or (len(chosen) == wanted and chosen[:-1] == before):
                break
        return tuple(self._card(group, proven=False) for group in chosen)

    def _search(
        self, search: SizeSearch, obstacles: Obstacles, pool: Pool, earlier: list[Ints]
    ) -> None:
        draw = Random(f"{self.seed}-{search.size}-{len(earlier)}")
        starts = search.starts(STARTS_EACH * max(1, self.effort) // (4 if earlier else 1))
        begun = [search.greedy(starts, earlier, self.pace)]
        if earlier:
            begun.append(self._known_sets(search, pool))
        tops = search.climb(search.distinct(np.concatenate(begun)), earlier, self.pace)
        self._keep(tops[obstacles.kept(tops)], pool)
        for _ in range(self.effort):
            if not self.pace.goes_on():
                break
            kicked = search.kicked(self._known_sets(search, pool)[:4], draw, KICKS_EACH)
            tops = search.climb(kicked, earlier, self.pace)
            self._keep(tops[obstacles.kept(tops)], pool)
        self.pace.step(max(self.found.values(), default=None))

    def _known_sets(self, search: SizeSearch, pool: Pool) -> Ints:
        """The best groups of this size so far, as places; best first."""
        known = [
            (-value, group) for group, value in self.found.items() if len(group) == search.size
        ]
        rows = [_places(pool, group) for _, group in sorted(known)[:KEPT_STARTS]]
        return np.array(rows, np.intp).reshape(-1, search.size)

    def _keep(self, sets: Ints, pool: Pool) -> None:
        members = ascending(pool.everyone[sets]) if len(sets) else sets
        new = [row for row in map(tuple, members.tolist()) if row not in self.found]
        values = self.problem.qualities(np.array(new, np.intp)) if new else ()
        self.found.update(zip(new, map(float, values), strict=True))

    def _chosen(self, most: int) -> list[Group]:
        chosen: list[Group] = []
        while len(chosen) < most and (following := self._best(chosen)) is not None:
            chosen.append(following)
        return chosen

    def _best(self, chosen: Iterable[Group]) -> Group | None:
        """The best group that differs from the chosen ones; of equal ones the smallest ids."""
        earlier = [np.array(group, np.intp) for group in chosen]
        open_ones = {
            group: value
            for group, value in self.found.items()
            if differs(frozenset(group), earlier, self.brief.min_difference)
        }
        if not open_ones:
            return None
        top = max(open_ones.values())
        return min(group for group, value in open_ones.items() if value >= top - TOLERANCE)

    def _card(self, group: Group, *, proven: bool) -> Consortium:
        card = consortium_of(self.problem, group, NOT_PROVEN)
        if not proven:
            return card
        return consortium_of(self.problem, group, Proof("optimal", card.quality, 0.0))


def _sizes(problem: Problem, brief: Brief) -> range:
    """Sizes that are allowed and that named members and organisations leave possible."""
    low = max(brief.size.min, len(set(brief.must_include)))
    return range(low, min(brief.size.max, problem.arrays.count) + 1)


def _places(pool: Pool, group: Group) -> Ints:
    """Members as places in the pool, named ones first."""
    place = {member: i for i, member in enumerate(pool.everyone.tolist())}
    return np.array(sorted(place[member] for member in group), np.intp)
