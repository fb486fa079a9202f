"""What was measured, as plain records that are kept in a file and read again for the tables."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

# Rows of the tables: at most a hundred candidates, two hundred, very many at once, very many with
# the usual effort; the same again with more effort; the search that a picture shows.
SMALL, MIDDLE, FIRST, MANY = "small", "middle", "first", "many"
LONGER, PICTURED = "longer", "pictured"


@dataclass(frozen=True)
class Search:
    """One search: when its first answer was there, what it proved, and what that took.

    Times are CPU-seconds but for `first_wall`. `proven` counts the groups stamped optimal,
    `gap` is that of the best group, `widest` that of the group of which least is known.
    `trace` holds (CPU-s, best, bound) while the best group was being proven.
    """

    row: str
    family: str
    seed: int
    organisations: int
    groups: tuple[tuple[str, ...], ...]
    quality: float
    proven: int
    finished: bool
    cpu: float
    gap: float
    widest: float
    first_cpu: float
    first_wall: float
    first_quality: float
    trace: tuple[tuple[float, float, float | None], ...] = ()

    @property
    def instance(self) -> tuple[str, int, int]:
        """What tells its instance from others."""
        return self.family, self.organisations, self.seed


@dataclass(frozen=True)
class Checked:
    """How many groups were held against the slow formulas, and what did not agree."""

    groups: int = 0
    furthest_term: float = 0.0
    broken: tuple[str, ...] = ()

    def __add__(self, other: "Checked") -> "Checked":
        return Checked(
            self.groups + other.groups,
            max(self.furthest_term, other.furthest_term),
            self.broken + other.broken,
        )


@dataclass(frozen=True)
class Explained:
    """Milliseconds that one explanation of a group of six took."""

    family: str
    milliseconds: float


@dataclass(frozen=True)
class TriedAll:
    """Whether every group tried one by one gives the same list as the search."""

    family: str
    organisations: int
    tried: int
    same: bool


@dataclass(frozen=True)
class Baseline:
    """A simple way on the same instance: quality (None where it found no group) and CPU-s."""

    way: str
    family: str
    organisations: int
    best: float
    quality: float | None
    cpu: float


@dataclass(frozen=True)
class Linear:
    """The reduced brief, coverage, days and small members only, by the engine and by HiGHS."""

    family: str
    organisations: int
    engine: float
    engine_cpu: float
    engine_proven: bool
    highs: float | None
    highs_cpu: float
    highs_proven: bool


@dataclass
class Results:
    """Everything that one run measured."""

    plan: str
    machine: dict[str, str]
    searches: list[Search] = field(default_factory=list)
    checked: Checked = Checked()
    tried_all: list[TriedAll] = field(default_factory=list)
    explained: list[Explained] = field(default_factory=list)
    baselines: list[Baseline] = field(default_factory=list)
    linear: list[Linear] = field(default_factory=list)

    def of(self, row: str) -> list[Search]:
        """The searches of one row."""
        return [each for each in self.searches if each.row == row]

    def write(self, path: Path) -> None:
        """Keep everything as JSON."""
        path.write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8")


def read_results(path: Path) -> Results:
    """Read back what `Results.write` wrote."""
    plain: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return Results(
        plan=plain["plan"],
        machine=plain["machine"],
        searches=[_search(each) for each in plain["searches"]],
        checked=_checked(plain["checked"]),
        tried_all=[TriedAll(**each) for each in plain["tried_all"]],
        explained=[Explained(**each) for each in plain["explained"]],
        baselines=[Baseline(**each) for each in plain["baselines"]],
        linear=[Linear(**each) for each in plain["linear"]],
    )


def _search(plain: dict[str, Any]) -> Search:
    groups = tuple(tuple(group) for group in plain.pop("groups"))
    trace = tuple(tuple(point) for point in plain.pop("trace"))
    return Search(groups=groups, trace=trace, **plain)


def _checked(plain: dict[str, Any]) -> Checked:
    return Checked(plain["groups"], plain["furthest_term"], tuple(plain["broken"]))
