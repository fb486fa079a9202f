"""The answer: whom to ask, what for, and what it could change at most."""

from dataclasses import dataclass

from matching.stored import Stored


@dataclass(frozen=True, slots=True)
class HopedCell:
    """A cell with a gap, and by how much one organisation's answers could narrow it at most."""

    theme: str
    area: str
    missing: float
    amount: float
    fills: bool


@dataclass(frozen=True, slots=True)
class MissingAnswer:
    """One organisation, the facts that it has not told and that enter the brief, and their best.

    `gain` is the quality gained at most, None where no group is known; `instead_of` is the member
    in whose place it would gain that, None where it is a member or would be one more. `cells` are
    gaps that only its answers could narrow; `rules` are hard rules that they could help to keep.
    """

    id: str
    facts: tuple[str, ...]
    gain: float | None
    instead_of: str | None
    cells: tuple[HopedCell, ...]
    rules: tuple[str, ...]

    @property
    def fills(self) -> int:
        """How many gaps it could fill."""
        return sum(cell.fills for cell in self.cells)


@dataclass(frozen=True, slots=True)
class MissingAnswers(Stored):
    """Whom to ask about a brief, those first whose answers could change most.

    `members` and `quality` are those of the group compared with, empty and None where none is
    possible yet. If the few in `together` answered, up to `more` of `cells` cells could be covered
    beyond the `covered` of the group, or a group could become possible; `sentence` says so.
    """

    members: tuple[str, ...]
    quality: float | None
    organisations: tuple[MissingAnswer, ...]
    together: tuple[str, ...]
    cells: int
    covered: int
    more: int
    sentence: str
