"""Two simple ways to answer a brief, to compare with: growing greedily, and drawing at random.

They use the engine's own fast sums, which its front door does not show, so that they are not slow
for a reason of their own.
"""

import time
from collections.abc import Iterator

import numpy as np

from bench.briefs.families import Case
from bench.briefs.records import Baseline
from matching.arrays import Bools, Ints
from matching.briefs.pool import pool_of
from matching.problem import Extension, Problem, problem_of
from matching.rules import broken_rules, excluded_pairs

BATCH = 4_096
GREEDY, RANDOM = "greedy", "random"


def greedy(case: Case, best: float) -> Baseline:
    """Grow a group from each possible lead by whoever adds most; keep the best, swap nobody."""
    started = time.process_time()
    problem = problem_of(case.instance, case.brief)
    everyone = _candidates(problem, case)
    extension = Extension(problem)
    grown = [
        group
        for lead in everyone[problem.may_lead[everyone]].tolist()
        for group in _grown(problem, extension, everyone, lead, case.brief.size.max)
        if not broken_rules(problem, group)
    ]
    values = [float(problem.qualities(np.array([group]))[0]) for group in grown]
    cpu = time.process_time() - started
    return _baseline(GREEDY, case, best, max(values, default=None), cpu)


def _grown(
    problem: Problem, extension: Extension, everyone: Ints, lead: int, most: int
) -> Iterator[list[int]]:
    members = [lead]
    while len(members) < most:
        inside = np.array(members, np.intp)
        out = np.isin(everyone, inside) | excluded_pairs(problem.arrays, inside, everyone).any(0)
        if out.all():
            return
        values = np.where(out, -np.inf, extension.qualities(inside[None, :], everyone)[0])
        members.append(int(everyone[values.argmax()]))
        yield sorted(members)


def random(case: Case, best: float, seconds: float) -> Baseline:
    """The best of as many random groups that keep the rules as fit into some CPU-seconds."""
    started = time.process_time()
    problem = problem_of(case.instance, case.brief)
    everyone = _candidates(problem, case)
    leads = everyone[problem.may_lead[everyone]]
    draw = np.random.default_rng(case.seed)
    size, top = case.brief.size, -np.inf
    while len(leads) and time.process_time() - started < seconds:
        members = int(draw.integers(size.min, size.max, endpoint=True))
        sets = _drawn(draw, everyone, leads, members)
        sets = sets[_keeping(problem, case, sets)]
        if len(sets):
            top = max(top, float(problem.qualities(sets).max()))
    cpu = time.process_time() - started
    return _baseline(RANDOM, case, best, top if np.isfinite(top) else None, cpu)


def _drawn(draw: np.random.Generator, everyone: Ints, leads: Ints, members: int) -> Ints:
    """A batch of sets, each of a lead and others, ascending; some name a member twice."""
    others = draw.choice(everyone, (BATCH, members - 1))
    return np.sort(np.column_stack((draw.choice(leads, BATCH), others)), axis=1)


def _keeping(problem: Problem, case: Case, sets: Ints) -> Bools:
    """Which sets keep every rule that a batch can break."""
    brief = case.brief
    keep: Bools = (np.diff(sets, axis=1) > 0).all(axis=1)
    keep &= problem.arrays.spare_days[sets].sum(axis=1) >= brief.min_capacity_days - 1e-9
    keep &= problem.small[sets].sum(axis=1) >= brief.min_small
    apart = excluded_pairs(problem.arrays, *(np.arange(problem.arrays.count),) * 2)
    first, second = np.triu_indices(sets.shape[1], 1)
    keep &= ~apart[sets[:, first], sets[:, second]].any(axis=1)
    return keep


def _candidates(problem: Problem, case: Case) -> Ints:
    pool = pool_of(problem, case.brief)
    return np.zeros(0, np.intp) if pool is None else pool.everyone


def _baseline(way: str, case: Case, best: float, quality: float | None, cpu: float) -> Baseline:
    count = len(case.instance.organisations)
    return Baseline(way, case.family, count, best, quality, cpu)
