"""What must be known before what, and circles in it said in plain words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from graphlib import CycleError, TopologicalSorter


def in_order(needs: Mapping[str, Collection[str]]) -> list[str]:
    """Return everything so that what each needs stands before it.

    Raises
    ------
    ValueError
        Something needs itself, directly or through others; see ``circle``.

    Examples
    --------
    >>> in_order({"b": ["a"], "c": ["b", "a"]})
    ['a', 'b', 'c']
    """
    return [*TopologicalSorter(needs).static_order()]


def circle(needs: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Return a circle, each part of which needs the next and the last the first; empty for none.

    Examples
    --------
    >>> circle({"a": ["b"], "b": ["a"]})
    ('a', 'b')
    """
    try:
        in_order(needs)
    except CycleError as error:
        # Listed so that each is needed by the next, and the first once more at the end.
        return _from_the_first(tuple(reversed(error.args[1][:-1])))
    return ()


def circle_words(parts: tuple[str, ...]) -> str:
    """Say a circle in one sentence.

    Examples
    --------
    >>> circle_words(("staff", "paid"))
    '‘staff’ depends on ‘paid’, which depends on ‘staff’: neither could ever be decided'
    >>> circle_words(("staff",))
    '‘staff’ depends on itself'
    """
    if len(parts) == 1:
        return f"‘{parts[0]}’ depends on itself"
    chain = ", which depends on ".join(f"‘{part}’" for part in (*parts[1:], parts[0]))
    return f"‘{parts[0]}’ depends on {chain}: neither could ever be decided"


def _from_the_first(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Turn a circle so that it starts with the smallest name: the same words every time."""
    start = parts.index(min(parts))
    return parts[start:] + parts[:start]
