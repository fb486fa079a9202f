"""Tables in Markdown, a row for each family and one for all, and figures as they are written."""

from collections.abc import Callable, Iterable, Sequence
from math import ceil
from statistics import median
from typing import Protocol, TypeVar

from bench.briefs.plan import NAMES

Cells = Sequence[str]


class Told(Protocol):
    """A record of some family."""

    @property
    def family(self) -> str:
        """Its family."""
        ...


Record = TypeVar("Record", bound=Told)


def table(head: Cells, rows: Iterable[Cells]) -> str:
    """A table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def by_family(some: Sequence[Record], row: Callable[[list[Record]], Cells]) -> list[Cells]:
    """A row for each family that there are records of, and one for all."""
    parts = [(name, [one for one in some if one.family == name]) for name in NAMES]
    return [[name, *row(few)] for name, few in [*parts, ("**all**", list(some))] if few]


def within(values: Sequence[float], share: float = 0.95) -> float:
    """The smallest value that this share of the values does not exceed."""
    return sorted(values)[max(0, ceil(share * len(values)) - 1)]


def spread(values: Sequence[float], digits: int = 2) -> list[str]:
    """Median, 95th percentile and most."""
    return [f"{value:.{digits}f}" for value in (median(values), within(values), max(values))]


def out_of(count: int, some: Sequence[object]) -> str:
    """So many of these."""
    return f"{count} of {len(some)}"


def percent(value: float, digits: int = 2) -> str:
    """A share in per cent; 0 where there is nothing."""
    return f"{100 * value:.{digits}f} %" if value else "0"
