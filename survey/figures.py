"""Numbers as people write them, and numbers as people read them."""

from __future__ import annotations

import re
from fractions import Fraction

Figure = int | float

LARGEST = 999_999_999_999
PLACES = 4
# Signs that stand before the number.
CURRENCIES = ("£", "€", "$")
_SHORT = re.compile(
    r"(?P<number>[0-9]{1,9}(?:[.][0-9]{1,4})?) ?(?P<size>k|m|bn|thousand|million|billion)"
)
_SIZES = {"k": 3, "thousand": 3, "m": 6, "million": 6, "bn": 9, "billion": 9}
_PLAIN = re.compile(r"-?([0-9]{1,40}(\.[0-9]{1,40})?|\.[0-9]{1,40})")
_GROUPED = re.compile(r"-?[0-9]{1,3}([, ][0-9]{3}){1,9}(\.[0-9]{1,40})?")


def read_figure(text: str, unit: str = "") -> Figure | None:
    """Return the number in ``£12,000``, ``12 000`` or ``.5%``; None where none can be kept.

    Examples
    --------
    >>> read_figure("£12,000"), read_figure(".5"), read_figure("twelve"), read_figure("9" * 13)
    (12000, 0.5, None, None)
    """
    number = typed_number(text, unit)
    if number is None or abs(number) > LARGEST:
        return None
    return tidy(float(number)) if (number * 10**PLACES).denominator == 1 else None


def typed_number(text: str, unit: str = "") -> Fraction | None:
    """Return the number that was typed, of whatever size; None where it is none."""
    bare = " ".join(text.replace("−", "-").split()).removeprefix("£").strip()
    if unit:
        bare = bare.removeprefix(unit).removesuffix(unit).strip()
    if not (_PLAIN.fullmatch(bare) or _GROUPED.fullmatch(bare)):
        return None
    return Fraction(re.sub("[, ]", "", bare))


def written_out(text: str) -> str:
    """Return in figures what was typed in short, such as ``12k``; empty for anything else.

    Examples
    --------
    >>> written_out("£1.5 million"), written_out("12k"), written_out("twelve")
    ('1,500,000', '12,000', '')
    """
    found = _SHORT.fullmatch(" ".join(text.split()).lstrip("".join(CURRENCIES)).strip().casefold())
    if not found:
        return ""
    size = 10 ** _SIZES[found["size"]]
    number = tidy(float(found["number"]) * size)
    return f"{number:,}" if number <= LARGEST else ""


def tidy(number: Figure) -> Figure:
    """Return a whole number as int, any other to four decimals."""
    rounded = round(float(number), PLACES)
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
    if unit in CURRENCIES:
        return f"{sign}{unit}{_pence(body)}"
    return f"{sign}{body}{'' if unit in ('', '%') else ' '}{unit}"


def _pence(body: str) -> str:
    whole, point, part = body.partition(".")
    return f"{whole}.{part:0<2}" if point else whole
