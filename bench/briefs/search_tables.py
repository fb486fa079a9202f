"""What the searches found and what that took, as tables."""

from collections.abc import Sequence

from bench.briefs.markdown import Cells, by_family, out_of, percent, spread, table
from bench.briefs.records import FIRST, LONGER, MANY, MIDDLE, SMALL, Results, Search

SAME = 1e-6


def small(results: Results) -> str:
    """At most a hundred candidates: how many were proven, and what it took."""
    longer = _longer(results)

    def row(some: list[Search]) -> Cells:
        sure = [(one, longer.get(one.instance, one)) for one in some]
        same = sum(best.finished and _alike(one, best) for one, best in sure)
        first = sum(one.first_quality >= best.quality - SAME for one, best in sure)
        proven = sum(one.finished for one in some)
        short = max(_short(one, best) for one, best in sure)
        times = spread([one.cpu for one in some])
        return [out_of(proven, some), out_of(same, some), *times, out_of(first, some),
                percent(short)]  # fmt: skip

    head = ["family", "all five proven", "equal to the proven five", "CPU-s: median",
            "95th percentile", "most", "first answer already the best",
            "and short of it by at most"]  # fmt: skip
    return table(head, by_family(results.of(SMALL), row))


def middle(results: Results) -> str:
    """Two hundred candidates, stopped after ten CPU-seconds."""

    def row(some: list[Search]) -> Cells:
        best = sum(one.gap == 0 for one in some)
        every = sum(one.finished for one in some)
        return [
            out_of(best, some),
            out_of(every, some),
            *spread([one.cpu for one in some]),
            percent(max(one.gap for one in some)),
            percent(max(one.widest for one in some)),
        ]

    head = ["family", "best group proven", "all five proven", "CPU-s: median", "95th percentile",
            "most", "widest gap: best group", "any of the five"]  # fmt: skip
    return table(head, by_family(results.of(MIDDLE), row))


def first_answers(results: Results) -> str:
    """Very many organisations: when the first answer was there."""

    def row(some: list[Search]) -> Cells:
        cpu, wall = [one.first_cpu for one in some], [one.first_wall for one in some]
        return [str(len(some)), *spread(wall), *spread(cpu)]

    head = ["family", "briefs", "seconds: median", "95th percentile", "most",
            "CPU-s: median", "95th percentile", "most"]  # fmt: skip
    return table(head, by_family(results.of(FIRST), row))


def many(results: Results) -> str:
    """Very many organisations: what is known at the usual effort and at twice that."""
    if not results.of(MANY):
        return ""
    longer = _longer(results)

    def row(one: Search) -> Cells:
        more = longer.get(one.instance)
        short = percent(_short(one, more or one))
        return [one.family, short, *_known(one), *(_known(more) if more else ["", "", "", ""])]

    head = ["family", "first answer short by", "best group", "proven", "widest gap", "CPU-s",
            "twice the effort: best group", "proven", "widest gap", "CPU-s"]  # fmt: skip
    return table(head, [row(one) for one in results.of(MANY)])


def _known(one: Search) -> Cells:
    best = "proven" if one.gap == 0 else f"within {percent(one.gap)}"
    proven = f"{one.proven} of {len(one.groups)}"
    return [best, proven, percent(one.widest), f"{one.cpu:.1f}"]


def _longer(results: Results) -> dict[tuple[str, int, int], Search]:
    return {one.instance: one for one in results.of(LONGER)}


def _alike(one: Search, other: Search) -> bool:
    return _as_sets(one.groups) == _as_sets(other.groups)


def _as_sets(groups: Sequence[Sequence[str]]) -> list[set[str]]:
    return [set(group) for group in groups]


def _short(one: Search, best: Search) -> float:
    """By which share the first answer is below the best group that is known."""
    return max(0.0, 1 - one.first_quality / best.quality) if best.quality else 0.0
