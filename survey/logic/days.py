"""Days, months and years in formulas: written as text, compared by their first day."""

from __future__ import annotations

import datetime
import re
from typing import Any

EARLIEST, LATEST = 1000, 2200
_ORDERS = ("<", "<=", ">", ">=")
_SHAPE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


class Day(str):
    """A day, a month or a year as it is written, for whoever compares it with another."""


def day_of(written: str) -> datetime.date | None:
    """Return the first day of what a written date stands for, None where there is none.

    Examples
    --------
    >>> day_of("2026-11"), day_of("2026-11-31"), day_of("soon")
    (datetime.date(2026, 11, 1), None, None)
    """
    if not _SHAPE.fullmatch(written):
        return None
    try:
        day = datetime.date.fromisoformat(f"{written}-01-01"[:10])
    except ValueError:
        return None
    return day if EARLIEST <= day.year <= LATEST else None


def in_days(sign: str, left: Any, right: Any) -> tuple[Any, Any]:
    """Return both sides of a comparison, written as days where they are dates.

    Text is put in an order only where it is dates, written out or not.

    Examples
    --------
    >>> in_days("<", "2026-11", Day("2026")), in_days("=", "2026", "2026-01-01")
    (('2026-11-01', '2026-01-01'), ('2026', '2026-01-01'))
    """
    ordered = isinstance(left, str) and sign in _ORDERS
    if ordered or isinstance(left, Day) or isinstance(right, Day):
        return _first_days(left), _first_days(right)
    return left, right


def _first_days(value: Any) -> Any:
    """Return the first day of a date, or of each of several; anything else as it is."""
    if isinstance(value, str):
        return f"{value}-01-01"[:10]
    return frozenset(map(_first_days, value)) if type(value) is frozenset else value
