"""Few organisations: what is proven, what was there at once, and what trying everything gives."""

import time
from collections.abc import Iterator
from itertools import islice

from bench.open.families import SHARINGS, Case, case
from bench.open.judging import who_may
from bench.open.plan import Plan
from bench.open.records import Proven
from matching import Outcome, suggest_groups
from matching.groupings.suggestion import DEFAULT_EFFORT

SEEDS = 100


def small_cases(plan: Plan) -> Iterator[tuple[str, Case]]:
    """Every family, size and seed, in each way of sharing."""
    for sharing in SHARINGS:
        for family in plan.families:
            for count in plan.sizes_of(sharing):
                for one in islice(worth_asking(family, count, sharing), plan.proven):
                    yield sharing, one


def worth_asking(family: str, count: int, sharing: str) -> Iterator[Case]:
    """The instances of some few in which somebody may lead, so that there is something to find."""
    for seed in range(SEEDS):
        one = case(family, count, seed, sharing)
        if one.problem.may_lead[who_may(one)].any():
            yield one


def proven(one: Case, sharing: str) -> tuple[Proven, Outcome]:
    """Search at effort 0, then as usual."""
    first = suggest_groups(one.instance, one.grouping, effort=0)
    started = time.process_time()
    outcome = suggest_groups(one.instance, one.grouping, effort=DEFAULT_EFFORT)
    cpu = time.process_time() - started
    record = Proven(
        family=one.family,
        seed=one.seed,
        organisations=one.count,
        sharing=sharing,
        first=first.total or 0.0,
        total=outcome.total or 0.0,
        bound=outcome.bound or 0.0,
        proven=outcome.status == "optimal",
        cpu=cpu,
    )
    return record, outcome
