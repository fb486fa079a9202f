"""The answer about a brief: a group, or what stands in the way and what would help."""

from dataclasses import dataclass

from matching.request import Brief
from matching.stored import Stored


@dataclass(frozen=True, slots=True)
class Relaxation:
    """The smallest change of one field that would make a group possible.

    `field` is the field of the brief and `rule` the hard rule that it belongs to. `asked` and
    `possible` are its figures: money, days or numbers of organisations; None where there is no
    figure. `members` are those concerned: to let go, to let back in, or to ask first. `brief` is
    the changed brief and `example` the ids of one group that keeps it. Where no change of this
    field alone helps, and where an exclusion took part (`private`), the sentence is the same, and
    `possible`, `members`, `brief` and `example` are empty.
    """

    rule: str
    field: str
    sentence: str
    asked: float | None = None
    possible: float | None = None
    members: tuple[str, ...] = ()
    brief: Brief | None = None
    example: tuple[str, ...] = ()
    private: bool = False

    @property
    def helps(self) -> bool:
        """Whether there is a changed brief to go on with."""
        return self.brief is not None


@dataclass(frozen=True, slots=True)
class Relaxations(Stored):
    """Whether a brief can be met; if not, why, and what would help.

    `example` are the ids of one group where it can. `conflict` names rules that cannot all be
    kept; it is empty, and `private` is true, where only an exclusion stands in the way.
    `relaxations` has one for each field that the brief could give way in. `pair` is empty or two
    relaxations that help only together; both carry the brief with both changes.
    """

    feasible: bool
    sentence: str
    example: tuple[str, ...] = ()
    conflict: tuple[str, ...] = ()
    relaxations: tuple[Relaxation, ...] = ()
    pair: tuple[Relaxation, ...] = ()
    private: bool = False
