"""Comparing what is known in part: several of a list where some of it was left unanswered."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from survey.logic.domains import MISSING, Missing, Partly, Value

COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "in": lambda one, some: one in some,
    "has": lambda some, one: one in some,
}


@dataclass(frozen=True, slots=True)
class Span:
    """A number of which it is known only that it lies between these two, either among them."""

    low: float
    high: float


def counted(some: Any) -> Span:
    """Return how many are among several of a list, at least and at most.

    Examples
    --------
    >>> counted(Partly({"play"}, unsure={"care"}))
    Span(low=1.0, high=2.0)
    """
    return Span(float(len(some)), float(len(_most(some))))


def compared(sign: str, left: Value | Span, right: Value | Span) -> bool | Missing:
    """Compare two values, MISSING where it hangs on what is not known.

    Examples
    --------
    >>> some = Partly({"play"}, unsure={"care"})
    >>> compared("has", some, "play"), compared("has", some, "care"), compared("has", some, "art")
    (True, MISSING, False)
    >>> compared(">=", counted(some), 1.0), compared(">=", counted(some), 2.0)
    (True, MISSING)
    """
    if isinstance(left, Missing) or isinstance(right, Missing):
        return MISSING
    if sign == "in":
        return compared("has", right, left)
    if sign == "!=":
        equal = compared("=", left, right)
        return MISSING if isinstance(equal, Missing) else not equal
    if isinstance(left, Span) or isinstance(right, Span):
        return _spans(sign, left, right)
    if isinstance(left, Partly) or isinstance(right, Partly):
        return _parts(sign, left, right)
    return COMPARISONS[sign](left, right)


def _spans(sign: str, left: Any, right: Any) -> bool | Missing:
    """Compare numbers of which one is known in part; where both ends agree all between do."""
    if sign == "has":
        return MISSING
    if sign == "=":
        sides = (_spans("<=", left, right), _spans(">=", left, right))
        return False if False in sides else MISSING if MISSING in sides else True
    ends = {COMPARISONS[sign](one, other) for one in _ends(left) for other in _ends(right)}
    return ends.pop() if len(ends) == 1 else MISSING


def _parts(sign: str, left: Any, right: Any) -> bool | Missing:
    """Look into several of a list, or compare two such, where some are not known."""
    if sign == "has":
        return MISSING if right in _most(left) - left else right in left
    could_be = left <= _most(right) and right <= _most(left)
    return MISSING if could_be else False


def _ends(number: Any) -> tuple[float, float]:
    return (number.low, number.high) if isinstance(number, Span) else (number, number)


def _most(some: Any) -> frozenset[Any]:
    """All that may be among several of a list."""
    return some | some.unsure if isinstance(some, Partly) else some
