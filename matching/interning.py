"""Cells read once: what stands in many rows alike is one object in memory."""

from collections import defaultdict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from matching.cells import Row

T = TypeVar("T")
SHORT = 64


class Interned:
    """What was read so far; it lives while a table is read.

    Equal lists, sets, weights and short texts that come from here are one object, so nobody may
    change them.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self._read: dict[object, dict[Any, Any]] = defaultdict(dict)
        self._values: dict[Hashable, Any] = {}

    def once(self, read: Callable[[Row, str], T], row: Row, column: str) -> T:
        """What `read` makes of a cell; it is asked once for each content, and refuses as ever."""
        known = self._read[read]
        cell = row.cells.get(column)
        try:
            value: T = known[cell]
        except (KeyError, TypeError):  # A cell that is no text may be no key either.
            value = known[cell] = self.same(read(row, column))
        return value

    def word(self, text: str) -> str:
        """The same text as one object, unless it is so long that it hardly comes twice."""
        if len(text) > SHORT:
            return text
        known: str = self._values.setdefault(text, text)
        return known

    def same(self, value: T) -> T:
        """The value itself or an equal one that was met before."""
        known: Any = value
        if isinstance(value, str):
            known = self.word(value)
        elif isinstance(value, tuple | frozenset):
            known = type(value)(map(self.word, value))
            known = self._values.setdefault(known, known)
        elif isinstance(value, dict):
            known = {self.word(code): weight for code, weight in value.items()}
            known = self._values.setdefault((dict, *known, *known.values()), known)
        found: T = known
        return found
