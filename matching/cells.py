"""Cells of a table as values, and values as cells: one row at a time, errors with their place."""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from matching.errors import TableError

NONE = "none"
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a named table; its methods read a cell or say what is wrong with it."""

    table: str
    number: int
    cells: Mapping[str, str | None]

    def error(self, column: str | None, problem: str) -> TableError:
        """An error that names this row."""
        return TableError(self.table, problem, row=self.number, column=column)

    def text(self, column: str) -> str:
        """The cell without spaces around it; a missing column is blank."""
        value = self.cells.get(column)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise self.error(column, f"expected text, found {value!r}")
        return value.strip()

    def required(self, column: str) -> str:
        """A cell that may not be blank."""
        value = self.text(column)
        if not value:
            raise self.error(column, "is blank; give a value")
        return value

    def number_or_none(self, column: str, low: float = 0.0, high: float = math.inf) -> float | None:
        """A number within its range, or None when blank."""
        value = self.text(column)
        return None if not value else self._number(column, value, low, high)

    def whole(self, column: str, blank: int) -> int:
        """A whole number from 0, with what a blank stands for."""
        number = self.number_or_none(column)
        if number is None:
            return blank
        if not number.is_integer():
            raise self.error(column, f"{self.text(column)!r} is not a whole number")
        return int(number)

    def yes_no(self, column: str) -> bool | None:
        """True, False or, when blank, None."""
        value = self.text(column).casefold()
        if value in ("", "yes", "no"):
            return None if not value else value == "yes"
        raise self.error(column, f"{self.text(column)!r} is neither yes nor no")

    def codes(self, column: str) -> tuple[str, ...] | None:
        """Codes of a list, sorted and each once; blank is None and `none` is empty."""
        items = self._items(column)
        return None if items is None else tuple(sorted(set(items)))

    def code_set(self, column: str) -> frozenset[str] | None:
        """Codes of a list as a set; blank is None and `none` is empty."""
        items = self._items(column)
        return None if items is None else frozenset(items)

    def weights(self, column: str) -> dict[str, float] | None:
        """`code:weight` items, no weight counting 1; blank is None and `none` is empty."""
        items = self._items(column)
        if items is None:
            return None
        weights: dict[str, float] = {}
        for item in items:
            code, weight = self._weighted(column, item)
            if code in weights:
                raise self.error(column, f"{code!r} is listed twice; keep one")
            weights[code] = weight
        return dict(sorted(weights.items()))

    def _weighted(self, column: str, item: str) -> tuple[str, float]:
        before, colon, after = item.rpartition(":")
        if not colon:
            return item, 1.0
        code = before.strip()
        if not code:
            raise self.error(column, f"{item!r} has no code before the colon")
        weight = self._number(column, after.strip(), 0.0, 1.0)
        if weight == 0:
            raise self.error(column, f"the weight of {code!r} must be above 0 and at most 1")
        return code, weight

    def _items(self, column: str) -> list[str] | None:
        value = self.text(column)
        if not value:
            return None
        items = [item for part in value.split(";") if (item := part.strip())]
        if NONE not in [item.casefold() for item in items]:
            return items
        if len(items) > 1:
            raise self.error(column, f"'{NONE}' stands beside other values; keep one or the other")
        return []

    def _number(self, column: str, value: str, low: float, high: float) -> float:
        if not _NUMBER.fullmatch(value):
            raise self.error(column, f"{value!r} is not a number")
        number = float(value)
        if not math.isfinite(number) or not low <= number <= high:
            raise self.error(column, f"{value} is not {_range(low, high)}")
        return number


def number_cell(value: float | None) -> str:
    """A number as it is written: whole numbers without a point, blank for None."""
    if value is None:
        return ""
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(value)


def yes_no_cell(value: bool | None) -> str:
    """`yes`, `no` or blank."""
    return "" if value is None else "yes" if value else "no"


def list_cell(values: Iterable[str] | None) -> str:
    """Sorted codes with `;` between them, `none` when empty, blank for None."""
    return "" if values is None else ";".join(sorted(values)) or NONE


def weights_cell(weights: Mapping[str, float] | None) -> str:
    """`code:weight` items with `;` between them; the weight is always written."""
    if weights is None:
        return ""
    return list_cell(f"{code}:{number_cell(weight)}" for code, weight in weights.items())


def _range(low: float, high: float) -> str:
    if math.isinf(high):
        return f"{number_cell(low)} or more"
    return f"between {number_cell(low)} and {number_cell(high)}"
