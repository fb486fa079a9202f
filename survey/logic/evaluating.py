"""Working a formula out, where some of what it names may not be known.

What is not known stays so: a comparison with it is neither true nor false, unless what is known of
it decides; ``and`` is false as soon as one side is, ``or`` true as soon as one side is (Kleene's
strong logic). ``answered`` and ``asked`` always know. A condition holds only where it is true.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from math import isfinite
from typing import Any, Protocol

from survey.logic.days import in_days
from survey.logic.domains import MISSING, Missing, Partly, Value
from survey.logic.functions import FUNCTIONS
from survey.logic.tree import Call, Listing, Literal, Name, Node, Operation, Sign
from survey.logic.unsure import COMPARISONS, Span, compared, counted


class Values(Protocol):
    """Where a formula finds what it names."""

    def value(self, name: Name) -> Value:
        """Give what is known by a name, MISSING where nothing is."""
        ...

    def is_asked(self, name: Name) -> bool:
        """Tell whether a question is asked at all."""
        ...

    def is_answered(self, name: Name) -> bool:
        """Tell whether a question is asked and has an answer, "not sure" among them."""
        ...


ARITHMETIC: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
}


def holds(node: Node, values: Values) -> bool:
    """Tell whether a condition is true; what cannot be known is not."""
    return evaluate(node, values) is True


def evaluate(node: Node, values: Values) -> Value:
    """Work out what a formula gives, MISSING where that cannot be known.

    Parameters
    ----------
    node : Node
        A tree that ``domain_of`` has found to make sense.
    values : Values
        Where names are looked up.

    Returns
    -------
    float, str, bool, frozenset or MISSING
        Numbers are finite: a division by nothing is MISSING.
    """
    if isinstance(node, Literal):
        return node.value
    if isinstance(node, Name):
        return values.value(node)
    if isinstance(node, Listing):
        return frozenset(item.value for item in node.items)
    if isinstance(node, Call):
        return _called(node, values)
    if isinstance(node, Sign):
        found = evaluate(node.of, values)
        if isinstance(found, Missing):
            return MISSING
        return not found if node.operator == "not" else _finite(-found)  # type: ignore[operator]
    return _operated(node, values)


def _operated(node: Operation, values: Values) -> Value:
    if node.operator in ("and", "or"):
        return _joined(node, values)
    if node.operator in COMPARISONS:
        sides = _spanned(node.left, values), _spanned(node.right, values)
        return compared(node.operator, *in_days(node.operator, *sides))
    left, right = evaluate(node.left, values), evaluate(node.right, values)
    if isinstance(left, Missing) or isinstance(right, Missing):
        return MISSING
    if node.operator == "/":
        return _finite(left / right) if right else MISSING  # type: ignore[operator]
    return _finite(ARITHMETIC[node.operator](left, right))


def _joined(node: Operation, values: Values) -> Value:
    """``and`` and ``or``: one side may decide alone."""
    decided = node.operator == "or"
    left = evaluate(node.left, values)
    if left is decided:
        return decided
    right = evaluate(node.right, values)
    if right is decided:
        return decided
    return MISSING if isinstance(left, Missing) or isinstance(right, Missing) else not decided


def _spanned(node: Node, values: Values) -> Value | Span:
    """One side of a comparison: a count of what is known in part can be compared all the same."""
    if isinstance(node, Call) and node.function == "count":
        some = evaluate(node.given[0], values)
        return counted(some) if isinstance(some, Partly) else _worked_out(node, [some])
    return evaluate(node, values)


def _called(node: Call, values: Values) -> Value:
    if node.function in ("answered", "asked"):
        name = node.given[0]
        if not isinstance(name, Name):
            return MISSING
        return values.is_asked(name) if node.function == "asked" else values.is_answered(name)
    if node.function == "if":
        condition = evaluate(node.given[0], values)
        if isinstance(condition, Missing):
            return MISSING
        return evaluate(node.given[1 if condition else 2], values)
    found = [evaluate(one, values) for one in node.given]
    if node.function == "coalesce":
        return next((one for one in found if not isinstance(one, Missing)), MISSING)
    return _worked_out(node, found)


def _worked_out(node: Call, found: Sequence[Value]) -> Value:
    """What a function makes of values that are known altogether."""
    work = FUNCTIONS[node.function].work
    if work is None or any(isinstance(one, Missing | Partly) for one in found):
        return MISSING
    return _finite(work(*found))


def _finite(value: Any) -> Value:
    """Give a value as it is; a number too large to be one is missing."""
    if isinstance(value, float) and not isfinite(value):
        return MISSING
    known: Value = value
    return known
