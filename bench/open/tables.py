"""What was measured, as tables."""

from collections.abc import Callable, Iterable, Sequence
from statistics import mean, median
from typing import Protocol, TypeVar

import numpy as np

from bench.briefs.markdown import Cells, out_of, percent, spread, table
from bench.open.comparing import WAYS
from bench.open.families import NAMES, SHARINGS
from bench.open.records import ENGINE, Compared, Grown, Proven, Results, TriedAll

SAME = 1e-6
# As a way left its groups, with leads repaired, and with the rest placed on top.
KINDS = PLAIN, LED, PLACED = ("", "led_", "placed_")
FEWEST_TO_FIT = 2
FITTED = (1_000, 100_000)


class Told(Protocol):
    """A record of some family."""

    @property
    def family(self) -> str:
        """Its family."""
        ...


Record = TypeVar("Record", bound=Told)


def of_way(results: Results, way: str) -> list[Compared]:
    """What one way did, in the order of the instances."""
    return [one for one in results.compared if one.way == way]


def ways_of(results: Results) -> list[str]:
    """The ways that were measured, the engine first."""
    return [way for way in WAYS if of_way(results, way)]


def ways(results: Results, kind: str) -> str:
    """Every way over all instances, for one of KINDS: how many times as much the engine makes."""
    ours = of_way(results, ENGINE)

    def row(way: str) -> Cells:
        some = of_way(results, way)
        totals = [getattr(one, f"{kind}total") for one in some]
        grouped = mean(getattr(one, f"{kind}grouped") for one in some)
        broken = sum(one.broken for one in some) / sum(one.groups for one in some)
        return [
            way,
            f"{median(one.cpu for one in some):.1f}",
            f"{mean(totals):.3f}",
            f"{100 * grouped:.0f} %",
            *([] if kind else [percent(broken, 0)]),
            *_times([one.total for one in ours], totals),
            _times([one.bound or 0.0 for one in ours], totals)[0],
        ]

    head = ["way", "CPU-s: median", "total / n", "grouped",
            *([] if kind else ["groups that break a rule"]),
            "engine makes", "at least", "nothing makes more than"]  # fmt: skip
    return table(head, [row(way) for way in ways_of(results)])


def _times(more: Sequence[float], less: Sequence[float]) -> Cells:
    """How many times as much: the mean over instances, and the smallest."""
    ratios = [one / other if other else np.inf for one, other in zip(more, less, strict=True)]
    return [f"{mean(ratios):.2f} ×", f"{min(ratios):.2f} ×"]


def ways_by_family(results: Results) -> str:
    """Total an organisation of every way in each family: as it is / with leads / placed."""
    measured = ways_of(results)

    def row(some: list[Compared]) -> Cells:
        bound = mean(one.bound or 0.0 for one in some if one.way == ENGINE)
        return [*(_three([one for one in some if one.way == way]) for way in measured),
                f"{bound:.3f}"]  # fmt: skip

    return table(
        ["family", *measured, "nothing exceeds"], by_family(results.compared, row, every=False)
    )


def _three(some: Sequence[Compared]) -> str:
    totals = [
        mean(getattr(one, f"{kind}total") for one in some) for kind in ("", "led_", "placed_")
    ]
    told = [f"{total:.3f}" for total in totals]
    return told[0] if some[0].way == ENGINE else " / ".join(told)


def proven(results: Results) -> str:
    """Few organisations: how many were proven, how far off the others may be, what it took."""

    def row(some: list[Proven]) -> Cells:
        sure = [one for one in some if one.proven]
        gaps = [1 - one.total / one.bound for one in some if one.bound > 0]
        first = [one.first / one.total for one in sure if one.total > 0]
        return [
            out_of(len(sure), some),
            percent(max(gaps, default=0.0)),
            percent(min(first, default=1.0), 1),
            *spread([one.cpu for one in some]),
        ]

    head = ["", "proven", "widest gap", "first groups: least share of the proven best",
            "CPU-s: median", "95th percentile", "most"]  # fmt: skip
    parts: list[Cells] = []
    for sharing in SHARINGS:
        some = [one for one in results.proven if one.sharing == sharing]
        sizes = ", ".join(str(size) for size in sorted({one.organisations for one in some}))
        parts += [[f"*{sharing}* ({sizes})", *row(some)]] if some else []
    return table(head, [*parts, *by_family(results.proven, row)])


def tried_all(results: Results) -> tuple[int, int, float]:
    """How many totals are those of trying everything, of how many, and the least share of it."""
    some = [one for one in results.tried_all if one.best > 0]
    same = sum(abs(one.found - one.best) <= SAME for one in results.tried_all)
    return same, len(results.tried_all), min((share(one) for one in some), default=1.0)


def share(one: TriedAll) -> float:
    """What was found as a share of the best."""
    return one.found / one.best


def grown(results: Results) -> str:
    """Each size: time, memory, quality."""

    def row(one: Grown) -> Cells:
        return [
            f"{one.organisations:,}",
            f"{one.search_cpu:.1f}", f"{one.cpu:.1f}", f"{one.search_wall:.1f}", f"{one.wall:.1f}",
            f"{one.before:,.0f}", f"{one.peak:,.0f}",
            f"{one.total:.3f}", percent(1 - one.total / one.bound if one.bound else 0.0, 1),
            f"{100 * one.grouped:.0f} %", f"{one.groups:,}", f"{one.broken}", f"{one.effort}",
            f"{one.load:.1f}",
        ]  # fmt: skip

    head = ["organisations", "CPU-s: search", "whole", "seconds: search", "whole",
            "MiB: before", "highest", "total / n", "gap to the bound", "grouped", "groups",
            "rules broken", "effort", "load"]  # fmt: skip
    return table(head, [row(one) for one in results.grown])


def fitted(some: Sequence[Grown]) -> list[Grown]:
    """The sizes over which growth is fitted."""
    return [one for one in some if FITTED[0] <= one.organisations <= FITTED[1]]


def exponents(some: Sequence[Grown]) -> dict[str, float]:
    """The power of n with which each figure grows, by least squares over logarithms."""
    inside = fitted(some)
    if len(inside) < FEWEST_TO_FIT:
        return {}
    sizes = np.log([one.organisations for one in inside])
    figures = {"CPU-s of the search": "search_cpu", "CPU-s of the whole": "cpu",
               "seconds of the whole": "wall"}  # fmt: skip
    return {
        words: float(np.polyfit(sizes, np.log([getattr(one, name) for one in inside]), 1)[0])
        for words, name in figures.items()
    }


def by_family(
    some: Iterable[Record], row: Callable[[list[Record]], Cells], *, every: bool = True
) -> list[Cells]:
    """A row for each family that there are records of, and one for all."""
    records = list(some)
    parts = [(name, [one for one in records if one.family == name]) for name in NAMES]
    parts += [("**all**", records)] if every else []
    return [[name, *row(few)] for name, few in parts if few]
