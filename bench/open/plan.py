"""How much is measured: the quick look and the full run."""

from dataclasses import dataclass

from bench.open.families import NAMES

LARGE = 1_000
USUAL_FAMILY = "ordinary"


@dataclass(frozen=True)
class Plan:
    """Families and how many seeds of each a part has.

    `small` are the sizes to be proven, `tried_all` how many organisations have every group tried,
    `efforts` those of the picture of quality over time.
    """

    name: str
    families: tuple[str, ...]
    compared: int
    proven: int
    small: tuple[int, ...]
    tried_all: int
    efforts: tuple[int, ...]
    large: int = LARGE


QUICK = Plan(
    name="quick",
    families=("ordinary", "few leads", "one dense city", "many unknowns"),
    compared=1,
    proven=1,
    small=(12, 18, 24),
    tried_all=10,
    efforts=(0, 1, 2, 4),
)
FULL = Plan(
    name="full",
    families=NAMES,
    compared=3,
    proven=3,
    small=(12, 18, 24),
    tried_all=12,
    efforts=(0, 1, 2, 4, 6, 8, 12),
)
