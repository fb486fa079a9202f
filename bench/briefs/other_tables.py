"""Simple ways, the linear part and explanations, as tables."""

from statistics import median

from bench.briefs.linear import HIGHS
from bench.briefs.markdown import Cells, by_family, out_of, percent, spread, table
from bench.briefs.records import Baseline, Explained, Linear, Results
from bench.briefs.simple import GREEDY, RANDOM

SAME = 1e-6
WAYS = {GREEDY: "greedy", RANDOM: "random", HIGHS: "linear part"}


def baselines(results: Results) -> str:
    """Simple ways: their quality as a share of the proven best, and how often they had none."""

    def row(some: list[Baseline]) -> Cells:
        return [cell for way in WAYS for cell in _way([one for one in some if one.way == way])]

    heads = [[f"{words}: median", "least", "found any"] for words in WAYS.values()]
    return table(["family", *sum(heads, [])], by_family(results.baselines, row))


def _way(some: list[Baseline]) -> Cells:
    shares = [one.quality / one.best for one in some if one.quality is not None]
    if not shares:
        return ["", "", out_of(0, some)]
    return [percent(median(shares), 1), percent(min(shares), 1), out_of(len(shares), some)]


def linear(results: Results) -> str:
    """The engine and HiGHS on the same linear briefs."""

    def row(some: list[Linear]) -> Cells:
        sure = [one for one in some if one.highs_proven]
        same = sum(abs((one.highs or 0.0) - one.engine) <= SAME for one in sure)
        ours, theirs = (
            [getattr(one, name) for one in some] for name in ("engine_cpu", "highs_cpu")
        )
        return [
            out_of(same, sure),
            out_of(sum(one.engine_proven for one in some), some),
            *spread(ours),
            out_of(len(sure), some),
            *spread(theirs),
        ]

    head = ["family", "same value", "engine: proven", "CPU-s: median", "95th percentile", "most",
            "HiGHS: proven", "CPU-s: median", "95th percentile", "most"]  # fmt: skip
    return table(head, by_family(results.linear, row))


def explained(results: Results) -> str:
    """Milliseconds an explanation."""

    def row(some: list[Explained]) -> Cells:
        return [str(len(some)), *spread([one.milliseconds for one in some], 1)]

    head = ["family", "groups", "ms: median", "95th percentile", "most"]
    return table(head, by_family(results.explained, row))
