"""How much is measured: the quick look and the full run."""

from dataclasses import dataclass

from bench.briefs.families import FAMILIES

NAMES = tuple(FAMILIES)
# Harder than the rows of the tables: a picture shows how its proof comes about.
HARD = ("decoys", 1_000, 2)


@dataclass(frozen=True)
class Plan:
    """How many seeds of each family a row has; `tried_all` is how many organisations.

    `first` is for the first answer among `many` organisations, `proven` for the proof among them;
    `hard` is the case whose proof is drawn.
    """

    name: str
    small: int
    middle: int
    first: int
    proven: int
    simple: int
    linear: int
    tried_all: int
    explained: int
    many: int = 20_000
    families: tuple[str, ...] = NAMES
    hard: tuple[str, int, int] = HARD


QUICK = Plan(
    name="quick", small=1, middle=1, first=1, proven=0, simple=1, linear=1, tried_all=13,
    explained=1, many=5_000,
)  # fmt: skip
FULL = Plan(
    name="full", small=6, middle=6, first=4, proven=1, simple=3, linear=2, tried_all=18, explained=3
)
