"""Days, months and years in formulas: written as text, compared by their first day."""

from __future__ import annotations

import datetime
import re

EARLIEST, LATEST = 1000, 2200
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
