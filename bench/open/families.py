"""The families of the briefs, asked for groups of everybody instead of one."""

from dataclasses import dataclass
from typing import Any

from bench.briefs import families as of_briefs
from matching import PRESETS, Grouping, Instance
from matching.problem import Problem, problem_of

NAMES = tuple(of_briefs.FAMILIES)
LEAD_WANTED = "many unknowns"
ONE_EACH, AS_GENERATED, TWO_EACH = "one group each", "one in five in two", "all in two"
SHARINGS = (ONE_EACH, AS_GENERATED, TWO_EACH)
SIZE = {"min": 3, "max": 8}
Members = tuple[int, ...]


@dataclass(frozen=True)
class Case:
    """One instance of a family and what is asked of it."""

    family: str
    seed: int
    instance: Instance
    grouping: Grouping

    @property
    def words(self) -> str:
        """What to call it in a line of progress."""
        return f"{self.family}, {self.count:,} organisations, {self.seed}"

    @property
    def count(self) -> int:
        """How many organisations there are."""
        return len(self.instance.organisations)

    @property
    def problem(self) -> Problem:
        """The instance compiled for the grouping, once."""
        return problem_of(self.instance, self.grouping)


def case(family: str, organisations: int, seed: int, sharing: str = ONE_EACH) -> Case:
    """Build one instance of a family; the same four give the same instance.

    The weights are those of the presets in turn, so that six seeds ask in all six ways.
    """
    instance = of_briefs.case(family, organisations, seed).instance
    if sharing == TWO_EACH:
        instance = _all_in_two(instance)
    weights = list(PRESETS.values())[seed % len(PRESETS)].weights
    plain: dict[str, Any] = {
        "id": "measured",
        "size": SIZE,
        "one_group_each": sharing == ONE_EACH,
        "lead": "wanted" if family == LEAD_WANTED else "required",
        "weights": weights.model_dump(),
    }
    return Case(family, seed, instance, Grouping.from_json(plain))


def _all_in_two(instance: Instance) -> Instance:
    tables = instance.tables()
    for row in tables["organisations"]:
        row["max_groups"] = "2"
    return Instance.from_tables(**tables)
