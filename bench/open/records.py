"""What was measured, as plain records that are kept in a file and read again for the tables."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

ENGINE = "engine"


@dataclass(frozen=True)
class Compared:
    """One way on one instance; totals an organisation, shares of all organisations.

    `total`, `grouped` and `broken` are as the way left its groups; `led_` with leads repaired,
    `placed_` with everybody placed on top, each the best of what the way offers. `bound` is what
    the engine knows that nothing exceeds.
    """

    way: str
    family: str
    seed: int
    organisations: int
    cpu: float
    total: float
    grouped: float
    groups: int
    broken: int
    led_total: float
    led_grouped: float
    placed_total: float
    placed_grouped: float
    bound: float | None = None


@dataclass(frozen=True)
class Proven:
    """A small instance: what was found at once and with the usual effort, and what was proven.

    Totals are of all groups; `first` is that of effort 0, which tries nothing after first groups.
    """

    family: str
    seed: int
    organisations: int
    sharing: str
    first: float
    total: float
    bound: float
    proven: bool
    cpu: float


@dataclass(frozen=True)
class TriedAll:
    """The engine's total beside the best of all groupings by the slow formulas."""

    family: str
    sharing: str
    organisations: int
    sets: int
    found: float
    best: float


@dataclass(frozen=True)
class Effort:
    """What one effort finds on one instance, an organisation, and what it takes."""

    family: str
    organisations: int
    effort: int
    cpu: float
    total: float
    bound: float


@dataclass(frozen=True)
class Grown:
    """One size in a process of its own; seconds, MiB, totals an organisation.

    `search_` ends with the last word from the search itself; what follows is the bound, a last look
    at those left out, cards and reasons. `before` is the memory that was held when it began.
    """

    organisations: int
    effort: int
    workers: int
    load: float
    search_cpu: float
    search_wall: float
    cpu: float
    wall: float
    before: float
    peak: float
    total: float
    bound: float
    grouped: float
    groups: int
    broken: int
    stopped: str


@dataclass(frozen=True)
class Checked:
    """How many groups were held against the slow formulas, and what did not agree."""

    groupings: int = 0
    groups: int = 0
    furthest: float = 0.0
    broken: tuple[str, ...] = ()

    def __add__(self, other: "Checked") -> "Checked":
        return Checked(
            self.groupings + other.groupings,
            self.groups + other.groups,
            max(self.furthest, other.furthest),
            self.broken + other.broken,
        )


@dataclass
class Results:
    """Everything that was measured; each part may come from a run of its own."""

    machines: dict[str, dict[str, str]] = field(default_factory=dict)
    compared: list[Compared] = field(default_factory=list)
    proven: list[Proven] = field(default_factory=list)
    tried_all: list[TriedAll] = field(default_factory=list)
    efforts: list[Effort] = field(default_factory=list)
    grown: list[Grown] = field(default_factory=list)
    checked: Checked = Checked()
    checked_small: Checked = Checked()

    def write(self, path: Path) -> None:
        """Keep everything as JSON."""
        path.write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8")


def read_results(path: Path) -> Results:
    """Read back what `Results.write` wrote."""
    plain: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return Results(
        machines=plain["machines"],
        compared=[Compared(**each) for each in plain["compared"]],
        proven=[Proven(**each) for each in plain["proven"]],
        tried_all=[TriedAll(**each) for each in plain["tried_all"]],
        efforts=[Effort(**each) for each in plain["efforts"]],
        grown=[Grown(**each) for each in plain["grown"]],
        checked=_checked(plain["checked"]),
        checked_small=_checked(plain["checked_small"]),
    )


def _checked(plain: dict[str, Any]) -> Checked:
    return Checked(**{**plain, "broken": tuple(plain["broken"])})
