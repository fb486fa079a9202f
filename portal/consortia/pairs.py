"""Stated ties as pairs: what both sides say together."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

BOTH, ONE, OPEN = "both", "one", "open"
WORDS = {
    BOTH: "Both say so",
    ONE: "One side says so",
    OPEN: "Other side not known yet",
}
INTENSITIES = ((0.0, "no tie"), (0.25, "know of"), (0.5, "share information"),
               (0.75, "work together"), (1.0, "formal agreement"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pair:
    """Two organisations that work together by the word of one or both of them.

    `one` named `other`; where both did, they are in the order of their slugs.
    """

    one: str
    other: str
    state: str
    strength: float

    @property
    def words(self) -> str:
        """Say who says so."""
        return WORDS[self.state]

    @property
    def intensity(self) -> str:
        """Say how closely they work together, by the stronger statement."""
        return min(INTENSITIES, key=lambda step: abs(step[0] - self.strength))[1]


def pair_up(
    ties: Mapping[str, Any],
    among: Collection[str] | None = None,
    hidden: Collection[str] = (),
) -> list[Pair]:
    """Put the statements of a network together pair by pair, in the order of slugs.

    `ties` is a sketch of stated ties; a statement that there is no tie makes none. The `hidden` are
    left as though they had said nothing.
    """
    said: dict[tuple[str, str], float] = {}
    for link in ties["links"]:
        ends = (link["from"], link["to"])
        here = among is None or set(ends) <= set(among)
        if link["weight"] > 0 and here and ends[0] not in hidden:
            said[ends] = max(said.get(ends, 0.0), link["weight"])
    answered = {key for key, one in ties["measures"]["by_node"].items() if one["answered"]}
    pairs = [pair(ends, said, answered - set(hidden)) for ends in sorted(said)]
    return [one for one in pairs if one is not None]


def pair(
    ends: tuple[str, str], said: Mapping[tuple[str, str], float], answered: Collection[str]
) -> Pair | None:
    """Make the pair of one statement, unless the other side's statement makes it."""
    one, other = ends
    back = said.get((other, one))
    if back is not None:
        return Pair(one, other, BOTH, max(said[ends], back)) if one < other else None
    return Pair(one, other, ONE if other in answered else OPEN, said[ends])
