"""What must be known before what, and circles in it said in plain words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from graphlib import TopologicalSorter


def in_order(needs: Mapping[str, Collection[str]]) -> list[str]:
    """Return everything so that what each needs stands before it.

    Raises
    ------
    ValueError
        Something needs itself, directly or through others; see ``circles``.

    Examples
    --------
    >>> in_order({"b": ["a"], "c": ["b", "a"]})
    ['a', 'b', 'c']
    """
    return [*TopologicalSorter(needs).static_order()]


def circles(needs: Mapping[str, Collection[str]]) -> list[tuple[str, ...]]:
    """Return circles, each part of which needs the next and the last the first.

    No part is in two of them, and wherever things rest on each other there is one: whoever mends
    these and looks again is told of those that shared a part with them.

    Examples
    --------
    >>> circles({"a": ["b"], "b": ["a"], "c": ["a", "c"]})
    [('a', 'b'), ('c',)]
    """
    found: list[tuple[str, ...]] = []
    told: set[str] = set()
    seen: set[str] = set()
    for root in sorted(needs):
        for path, need in _ways_back(root, needs, seen):
            parts = () if need in told else (*path,)[path[need] :]
            if parts and told.isdisjoint(parts):
                told.update(parts)
                found.append(_from_the_first(parts))
    return found


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


def _ways_back(
    root: str, needs: Mapping[str, Collection[str]], seen: set[str]
) -> Iterator[tuple[Mapping[str, int], str]]:
    """Walk all that is needed and was not seen; yield each way, and to what of it it comes back.

    What is left to do is kept in a list: a long chain of conditions is no reason to stop.
    """
    path: dict[str, int] = {}
    waiting = [iter([root])]
    while waiting:
        need = next(waiting[-1], None)
        if need is None:
            waiting.pop()
            if path:
                path.popitem()
        elif need not in seen:
            seen.add(need)
            path[need] = len(path)
            waiting.append(iter(sorted(needs.get(need, ()))))
        elif need in path:
            yield path, need


def _from_the_first(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Turn a circle so that it starts with the smallest name: the same words every time."""
    start = parts.index(min(parts))
    return parts[start:] + parts[:start]
