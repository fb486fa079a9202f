"""How much is measured: the quick look and the full run."""

from dataclasses import dataclass

from bench.open.families import NAMES, TWO_EACH

LARGE = 1_000
USUAL_FAMILY = "ordinary"


@dataclass(frozen=True)
class Plan:
    """Families and how many seeds of each a part has.

    `small` are the sizes to be proven, `tried_all` how many organisations have every group tried;
    `twice` and `tried_twice` are the same where everybody may be in two groups, which is much
    harder to prove. `efforts` are those of the picture of quality over time.
    """

    name: str
    families: tuple[str, ...]
    compared: int
    proven: int
    small: tuple[int, ...]
    twice: tuple[int, ...]
    tried_all: int
    tried_twice: int
    efforts: tuple[int, ...]
    large: int = LARGE

    def sizes_of(self, sharing: str) -> tuple[int, ...]:
        """The sizes to be proven."""
        return self.twice if sharing == TWO_EACH else self.small

    def tried_of(self, sharing: str) -> int:
        """How many organisations have every group tried."""
        return self.tried_twice if sharing == TWO_EACH else self.tried_all


QUICK = Plan(
    name="quick",
    families=("ordinary", "few leads", "one dense city", "many unknowns"),
    compared=1,
    proven=1,
    small=(12, 18, 24),
    twice=(8,),
    tried_all=10,
    tried_twice=8,
    efforts=(0, 1, 2, 4),
)
FULL = Plan(
    name="full",
    families=NAMES,
    compared=3,
    proven=3,
    small=(12, 18, 24),
    twice=(8, 10, 12),
    tried_all=12,
    tried_twice=9,
    efforts=(0, 1, 2, 4, 6, 8, 12),
)
