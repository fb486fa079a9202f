"""The engine and other ways on the same instance, weighed by the same judge."""

import time
from collections.abc import Callable, Iterable, Iterator

from bench.open.families import Case, Members
from bench.open.genetic.evolving import informed_genetic, plain_genetic
from bench.open.judging import Verdict, judge
from bench.open.kmeans import by_kmeans
from bench.open.records import ENGINE, Compared
from bench.open.repair import with_leads, with_the_rest
from bench.open.ways import at_random, by_communities, by_ward
from bench.open.weighing import Weighing
from matching import Outcome, suggest_groups
from matching.groupings.suggestion import DEFAULT_EFFORT

LOUVAIN, KMEANS = "Louvain cut", "k-means-constrained"
PLAIN, INFORMED = "genetic", "genetic, informed"
RANDOM, WARDS = "random", "ward sort"
Groupings = Iterator[list[Members]]
FREE: dict[str, Callable[[Case], Groupings]] = {
    RANDOM: at_random,
    WARDS: by_ward,
    LOUVAIN: by_communities,
    KMEANS: by_kmeans,
}
TIMED: dict[str, Callable[[Case, float], Groupings]] = {
    PLAIN: plain_genetic,
    INFORMED: informed_genetic,
}
NOTHING = Verdict(0.0, 0, 0, 0)
WAYS = (ENGINE, *FREE, *TIMED)


def compared(case: Case, without: Iterable[str] = ()) -> tuple[list[Compared], Outcome]:
    """The engine at the usual effort, then every other way; the timed ones get as long as it."""
    warm(case)
    started = time.process_time()
    outcome = suggest_groups(case.instance, case.grouping, effort=DEFAULT_EFFORT)
    cpu = time.process_time() - started
    ours = judge(case, groups_of(case, outcome))
    rows = [_row(case, ENGINE, cpu, [ours] * 3, outcome.bound)]
    weighing = Weighing(case)
    for way, act in FREE.items():
        rows += [] if way in without else [_other(weighing, way, act(case))]
    for way, timed in TIMED.items():
        rows += [] if way in without else [_other(weighing, way, timed(case, cpu))]
    return rows, outcome


def warm(case: Case) -> None:
    """Compile the instance and the kernels."""
    suggest_groups(case.instance, case.grouping, effort=0)
    for way in TIMED.values():
        next(way(case, 0.0))


def groups_of(case: Case, outcome: Outcome) -> list[Members]:
    """The groups of an answer as ascending positions."""
    index = case.instance.index
    return [tuple(sorted(index[key] for key in card.members)) for card in outcome.consortia]


def _other(weighing: Weighing, way: str, groupings: Groupings) -> Compared:
    """The best of what a way offers: as it is, repaired, and placed; only its own time counts."""
    case, cpu, best = weighing.case, 0.0, [NOTHING] * 3
    while True:
        started = time.process_time()
        groups = next(groupings, None)
        cpu += time.process_time() - started
        if groups is None:
            return _row(case, way, cpu, best)
        led = with_leads(weighing, groups)
        offered = [judge(case, each) for each in (groups, led, with_the_rest(weighing, led))]
        best = [max(pair, key=lambda each: each.total) for pair in zip(best, offered, strict=True)]


def _row(
    case: Case, way: str, cpu: float, verdicts: list[Verdict], bound: float | None = None
) -> Compared:
    plain, led, placed = verdicts
    return Compared(
        way=way,
        family=case.family,
        seed=case.seed,
        organisations=case.count,
        cpu=cpu,
        total=plain.total / case.count,
        grouped=plain.grouped / case.count,
        groups=plain.groups,
        broken=plain.broken,
        led_total=led.total / case.count,
        led_grouped=led.grouped / case.count,
        placed_total=placed.total / case.count,
        placed_grouped=placed.grouped / case.count,
        bound=None if bound is None else bound / case.count,
    )
