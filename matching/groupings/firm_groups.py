"""The answer about groups that come again or do not: shares of runs, as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from matching.stored import Stored

Ending = Literal["effort", "cancelled"]


@dataclass(frozen=True, slots=True)
class Beside:
    """Another member of a group, and the share of runs in which the two are together."""

    id: str
    share: float | None


@dataclass(frozen=True, slots=True)
class FirmMember:
    """A member, the others of its group by id, and the mean of their shares."""

    id: str
    mean: float | None
    beside: tuple[Beside, ...]


@dataclass(frozen=True, slots=True)
class FirmGroup:
    """A suggested group, and the mean share of runs over its pairs of members."""

    members: tuple[FirmMember, ...]
    mean: float | None


@dataclass(frozen=True, slots=True)
class Firmness(Stored):
    """How often the members of each group come together again.

    `groups` stand in the order of the outcome. `organisations` has a number 0 to 1 for every id:
    for a member the mean of its shares over all it is together with, for one left out the share of
    runs that leave it out too. `seeds` are those of the runs that were finished; where none was,
    every number is None.
    """

    seeds: tuple[int, ...]
    stopped: Ending
    groups: tuple[FirmGroup, ...]
    organisations: Mapping[str, float | None]

    @property
    def runs(self) -> int:
        """How many runs the shares are of."""
        return len(self.seeds)
