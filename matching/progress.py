"""How far a search has come, and how whoever watches it can stop it."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """Work done of the total, the best value so far (None at first) and what is being done."""

    done: int
    total: int
    best: float | None
    phase: str


Watch = Callable[[Progress], bool | None]
