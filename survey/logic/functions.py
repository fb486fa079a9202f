"""The functions that a formula may call: this fixed set, and no other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from survey.logic.domains import Type

ANY = None
DIGITS = 6


@dataclass(frozen=True, slots=True)
class Function:
    """What a function takes and gives.

    ``takes`` are the types in order, ANY for whatever comes; the last may be repeated where
    ``repeats``. ``gives`` is a type, or the place of the one given whose type it has. ``work``
    gets values that are all there; where one is missing the answer is missing, unless it is
    ``special`` and looks for itself.
    """

    takes: tuple[Type | None, ...]
    gives: Type | int
    work: Callable[..., Any] | None = None
    repeats: bool = False
    optional: int = 0

    @property
    def special(self) -> bool:
        """Whether the evaluator works it out, because something may be missing."""
        return self.work is None

    @property
    def least(self) -> int:
        """How many it must be given."""
        return len(self.takes) - self.optional

    @property
    def most(self) -> int | None:
        """How many it may be given; None for any number."""
        return None if self.repeats else len(self.takes)


def _rounded(number: float, digits: float = 0.0) -> float:
    return round(number, max(-DIGITS, min(DIGITS, int(digits))))


FUNCTIONS = {
    "answered": Function((ANY,), Type.YES_NO),
    "asked": Function((ANY,), Type.YES_NO),
    "coalesce": Function((ANY, ANY), 0, repeats=True),
    "if": Function((Type.YES_NO, ANY, ANY), 1),
    "count": Function((Type.CHOICES,), Type.NUMBER, lambda some: float(len(some))),
    "length": Function((Type.TEXT,), Type.NUMBER, lambda text: float(len(text))),
    "contains": Function(
        (Type.TEXT, Type.TEXT), Type.YES_NO, lambda text, part: part.casefold() in text.casefold()
    ),
    "starts_with": Function(
        (Type.TEXT, Type.TEXT),
        Type.YES_NO,
        lambda text, part: text.casefold().startswith(part.casefold()),
    ),
    "sum": Function((Type.NUMBER,), Type.NUMBER, lambda *numbers: sum(numbers), repeats=True),
    "min": Function((Type.NUMBER,), Type.NUMBER, min, repeats=True),
    "max": Function((Type.NUMBER,), Type.NUMBER, max, repeats=True),
    "round": Function((Type.NUMBER, Type.NUMBER), Type.NUMBER, _rounded, optional=1),
}
