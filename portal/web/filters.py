"""How templates write dates, times, money and lists."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from flask import Flask

from portal.models.days import LONDON, day_of
from portal.web.languages import local_day, local_moment
from portal.web.maps import on_a_map


def as_day(value: date | datetime | None) -> str:
    """Write a day as 12 December 2026."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = day_of(value)
    return f"{value.day} {value:%B %Y}"


def as_time(value: datetime | None) -> str:
    """Write the time of day as 14:32."""
    return f"{value.astimezone(LONDON):%H:%M}" if value else ""


def as_pounds(value: float | None) -> str:
    """Write money as £240,000."""
    return "" if value is None else f"£{value:,.0f}"


def as_number(value: float | None) -> str:
    """Write a number without needless decimals."""
    return "" if value is None else f"{value:,.2f}".rstrip("0").rstrip(".")


def as_words(values: Sequence[str], last: str = "and") -> str:
    """Write a list as a, b and c."""
    values = [str(value) for value in values]
    if len(values) < 2:
        return "".join(values)
    return f"{', '.join(values[:-1])} {last} {values[-1]}"


def as_count(number: int, one: str, many: str = "") -> str:
    """Write 1 group or 3 groups."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def initials(name: str) -> str:
    """Give the two letters that mark an organisation."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalnum()]
    return "".join(word[0] for word in words[:2]).upper() or "?"


def prepare_filters(app: Flask) -> None:
    """Offer the filters to templates."""
    filters: dict[str, Callable[..., Any]] = {
        "day": local_day,
        "clock": as_time,
        "moment": local_moment,
        "pounds": as_pounds,
        "number": as_number,
        "in_words": as_words,
        "count_of": as_count,
        "initials": initials,
        "on_a_map": on_a_map,
    }
    for name, function in filters.items():
        app.add_template_filter(function, name)
