"""What a name can stand for: the type of an answer, and the options where there is a list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Type(Enum):
    """Types of values, in the words that an author reads."""

    NUMBER = "a number"
    TEXT = "text"
    DATE = "a date"
    YES_NO = "yes or no"
    CHOICE = "one of a list"
    CHOICES = "several of a list"
    PARTS = "an answer in parts"


class Missing:
    """The value of what was not asked, or not answered; there is one, ``MISSING``."""

    def __repr__(self) -> str:
        return "MISSING"


MISSING = Missing()
Several = frozenset[float | str | bool]


class Partly(frozenset[float | str | bool]):
    """Several of a list of which it is not known whether ``unsure`` are among them too."""

    unsure: Several

    def __new__(cls, told: Iterable[str], unsure: Iterable[str]) -> Partly:
        """Take what is among them, and what may be."""
        made = super().__new__(cls, told)
        made.unsure = frozenset(unsure) - made
        return made


Value = float | str | bool | Several | Missing


@dataclass(frozen=True, slots=True)
class Domain:
    """A type, and the keys that can occur; None where they depend on the partnership.

    The keys of an answer in parts are those of the parts, which alone have values.
    """

    type: Type
    options: frozenset[str] | None = None


NUMBER, TEXT, YES_NO = Domain(Type.NUMBER), Domain(Type.TEXT), Domain(Type.YES_NO)
DATE = Domain(Type.DATE)
