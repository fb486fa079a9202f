"""Attribute values made plain: one set of types that every graph file can hold."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any, Literal, TypeAlias

import numpy as np

Value: TypeAlias = "bool | int | float | str | tuple[str, ...]"
ValueType: TypeAlias = Literal["boolean", "integer", "long", "double", "string", "list"]

NONE_KNOWN = "none"  # an empty list is an answer ("known to be none"), not a gap
_INT_32 = 2**31
_INT_64 = 2**63
# Noncharacters and the marks that turn the direction of the text after them.
_UNWANTED = re.compile(
    "[\ufdd0-\ufdef\u202a-\u202e\u2066-\u2069\ufeff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 65536))
    + "]"
)


def clean_text(text: str) -> str:
    r"""Return the text on one line without control characters or broken code points.

    Examples
    --------
    >>> clean_text("Play\x00 for\tall\r\n\ud800 ")
    'Play for all'
    """
    spaced = "".join(" " if each.isspace() else each for each in text)
    kept = "".join(each for each in spaced if unicodedata.category(each) not in ("Cc", "Cs"))
    return " ".join(_UNWANTED.sub("", kept).split())


def flat(attributes: Mapping[Any, object]) -> dict[str, Value]:
    """Return the attributes with plain values: nothing unknown, no dict inside a dict.

    Examples
    --------
    >>> flat({"part": {"geography": 0.5, "added": None}, "ages": ["0-5", "6-11"], "lat": None})
    {'part_geography': 0.5, 'ages': ('0-5', '6-11')}
    """
    result: dict[str, Value] = {}
    for key, raw in attributes.items():
        name = clean_text(str(key)) or "attribute"
        if isinstance(raw, Mapping):
            for inside, held in flat(raw).items():
                result[_free(f"{name}_{inside}", result)] = held
            continue
        value = plain(raw)
        if value is not None:
            result[_free(name, result)] = value
    return result


def _free(name: str, taken: Mapping[str, object]) -> str:
    """Return the name, numbered where two names became alike by cleaning."""
    number = 2
    free = name
    while free in taken:
        free, number = f"{name}_{number}", number + 1
    return free


def plain(raw: object) -> Value | None:
    """Return one value as a plain type, or None where it says nothing.

    Examples
    --------
    >>> from datetime import date
    >>> plain(Decimal("1.50")), plain(date(2026, 11, 4)), plain(float("nan")), plain({"b", "a"})
    (1.5, '2026-11-04', None, ('a', 'b'))
    """
    if isinstance(raw, np.generic):
        raw = raw.item()
    if isinstance(raw, Enum):
        raw = raw.value
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, int):
        return int(raw)
    if isinstance(raw, Decimal):
        raw = float(raw) if raw.is_finite() else None
    if isinstance(raw, float):
        return raw if math.isfinite(raw) else None
    if raw is None:
        return None
    if isinstance(raw, (date, datetime, time)):
        return raw.isoformat()
    if isinstance(raw, Iterable) and not isinstance(raw, (str, bytes)):
        return _listed(raw)
    text = clean_text(raw.decode("utf-8", "replace") if isinstance(raw, bytes) else str(raw))
    return text or None


def _listed(raw: Iterable[object]) -> tuple[str, ...]:
    """Return the members of a list as texts; a set has no order, so it is sorted."""
    members = [as_text(each) for each in map(plain, raw) if each is not None]
    return tuple(sorted(members) if isinstance(raw, (set, frozenset)) else members)


def as_text(value: Value) -> str:
    """Return a plain value as text: true and false in lower case, lists as ``a|b``.

    Examples
    --------
    >>> as_text(True), as_text(2.0), as_text(("a|b", "c")), as_text(())
    ('true', '2.0', 'a/b|c', 'none')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "|".join(each.replace("|", "/") for each in value) or NONE_KNOWN
    return repr(value) if isinstance(value, float) else str(value)


def common_type(values: Iterable[Value]) -> ValueType:
    """Return the one type that holds all values of a column.

    Examples
    --------
    >>> common_type([1, 2.5]), common_type([1, 2**40]), common_type([True, 1])
    ('double', 'long', 'string')
    """
    present = list(values)
    kinds = {type(each) for each in present}
    if tuple in kinds:
        return "list"
    if kinds == {bool}:
        return "boolean"
    if kinds == {int}:
        return _whole_type([each for each in present if isinstance(each, int)])
    if kinds in ({float}, {int, float}):
        whole = [each for each in present if isinstance(each, int)]
        return "double" if _whole_type(whole) != "string" else "string"
    return "string"


def _whole_type(numbers: list[int]) -> ValueType:
    """Return how wide a column of whole numbers must be; text where no reader could hold it."""
    largest = max((each if each >= 0 else -each - 1 for each in numbers), default=0)
    if largest < _INT_32:
        return "integer"
    return "long" if largest < _INT_64 else "string"


def as_type(value: Value, kind: ValueType) -> Value:
    """Return the value as its column's type.

    Examples
    --------
    >>> as_type(2, "double"), as_type(2, "string"), as_type("a", "list")
    (2.0, '2', ('a',))
    """
    if kind == "list":
        return value if isinstance(value, tuple) else (as_text(value),)
    if kind == "double" and not isinstance(value, (str, tuple)):
        return float(value)
    return as_text(value) if kind == "string" else value
