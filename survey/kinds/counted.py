"""What a tally of answers is made of: counts, measures, grids of figures, words of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Piece:
    """A part of a tally.

    ``part`` and ``label`` are empty where the question has only one. ``answered`` is the number of
    responses that it rests on, whatever it counts: by it a page judges whether that is too few.
    """

    part: str
    label: str
    answered: int


@dataclass(frozen=True)
class Count:
    """How often one thing was said."""

    key: str
    label: str
    number: int


@dataclass(frozen=True)
class Counts(Piece):
    """How often each thing was said, each counted by itself and never in combinations.

    ``of`` is the number that each is out of: responses, or the ties or records they tell of.
    """

    shape: ClassVar[str] = "counts"
    of: int
    rows: tuple[Count, ...]


@dataclass(frozen=True)
class Measure:
    """A figure with its name; a date is text like 2026-11-28; None where nothing was told.

    ``text`` is the value as people read it, with its unit.
    """

    key: str
    label: str
    value: float | str | None
    text: str


@dataclass(frozen=True)
class Measures(Piece):
    """Figures that describe all values together, such as their median."""

    shape: ClassVar[str] = "measures"
    rows: tuple[Measure, ...]


@dataclass(frozen=True)
class GridRow:
    """A line of a grid; ``answered`` is the number of responses that say anything of it."""

    key: str
    label: str
    answered: int
    cells: tuple[Measure, ...]


@dataclass(frozen=True)
class Grid(Piece):
    """The same figures for several things; ``note`` says what somebody must know to read them."""

    shape: ClassVar[str] = "grid"
    columns: tuple[str, ...]
    rows: tuple[GridRow, ...]
    note: str = ""


@dataclass(frozen=True)
class OtherWords(Piece):
    """What was written instead of a choice, in the order of the alphabet."""

    shape: ClassVar[str] = "words"
    texts: tuple[str, ...]
