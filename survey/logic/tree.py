"""What a condition or formula is once it is read: a tree of small frozen pieces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Literal:
    """A number, text, or yes or no; ``at`` is where it stands, in letters from 0."""

    value: float | str | bool
    at: int


@dataclass(frozen=True, slots=True)
class Name:
    """Something that is known by name: a question, a part of one, a profile field, a calculation.

    ``source`` is empty for this survey, else ``profile`` or ``before``; ``part`` is empty for the
    whole answer.
    """

    source: str
    name: str
    part: str
    at: int

    def __str__(self) -> str:
        return ".".join(piece for piece in (self.source, self.name, self.part) if piece)


@dataclass(frozen=True, slots=True)
class Listing:
    """Several values in square brackets."""

    items: tuple[Literal, ...]
    at: int


@dataclass(frozen=True, slots=True)
class Call:
    """A function of the fixed set with what it is given."""

    function: str
    given: tuple[Node, ...]
    at: int


@dataclass(frozen=True, slots=True)
class Sign:
    """``not`` or ``-`` before something."""

    operator: str
    of: Node
    at: int


@dataclass(frozen=True, slots=True)
class Operation:
    """Two things and what stands between them."""

    operator: str
    left: Node
    right: Node
    at: int


Node = Literal | Name | Listing | Call | Sign | Operation


def names(node: Node) -> Iterator[Name]:
    """Yield every name in a tree, from left to right, as often as it stands there."""
    if isinstance(node, Name):
        yield node
    elif isinstance(node, Call):
        for one in node.given:
            yield from names(one)
    elif isinstance(node, Sign):
        yield from names(node.of)
    elif isinstance(node, Operation):
        yield from names(node.left)
        yield from names(node.right)
