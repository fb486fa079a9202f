"""Numbers as people write them, and numbers as people read them."""

from __future__ import annotations

import re

Figure = int | float

LARGEST = 999_999_999_999
_PLAIN = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,4})?")
_GROUPED = re.compile(r"-?[0-9]{1,3}([, ][0-9]{3}){1,3}(\.[0-9]{1,4})?")


def read_figure(text: str, unit: str = "") -> Figure | None:
    """Return the number in ``£12,000``, ``12 000`` or ``12.5%``; None where there is none."""
    bare = " ".join(text.replace("−", "-").split()).removeprefix("£").strip()
    if unit:
        bare = bare.removeprefix(unit).removesuffix(unit).strip()
    if not (_PLAIN.fullmatch(bare) or _GROUPED.fullmatch(bare)):
        return None
    return tidy(float(re.sub("[, ]", "", bare)))


def tidy(number: Figure) -> Figure:
    """Return a whole number as int, any other to four decimals."""
    rounded = round(float(number), 4)
    return int(rounded) if rounded == int(rounded) else rounded


def write_figure(number: Figure) -> str:
    """Return a number as one would type it: no unit, no commas, at most four decimals."""
    if isinstance(number, int):
        return str(number)
    return f"{number:.4f}".rstrip("0").rstrip(".")


def show_figure(number: Figure, unit: str = "") -> str:
    """Return a number with commas and its unit, as it stands in a sentence."""
    sign, size = ("-" if number < 0 else ""), abs(number)
    body = f"{size:,}" if isinstance(size, int) else f"{size:,.4f}".rstrip("0").rstrip(".")
    if unit == "£":
        return f"{sign}£{_pence(body)}"
    return f"{sign}{body}{'' if unit in ('', '%') else ' '}{unit}"


def _pence(body: str) -> str:
    whole, point, part = body.partition(".")
    return f"{whole}.{part:0<2}" if point else whole
