"""Cuts lists of organisations into groups of a size, so that nobody is lost who need not be."""

from collections.abc import Iterable, Sequence

from bench.open.families import Members


def cut(order: Sequence[int], size: int, low: int, high: int) -> list[Members]:
    """Cut a list into parts of `size` in its order, each ascending.

    A rest of at least `low` is a part of its own; of a smaller one, one each joins the last parts
    that have room below `high`. Whom nothing can take is left out.
    """
    parts = [list(order[start : start + size]) for start in range(0, len(order), size)]
    if parts and len(parts[-1]) < low:
        rest = parts.pop()
        while rest and (room := [part for part in parts if len(part) < high]):
            for part in room[::-1][: len(rest)]:
                part.append(rest.pop())
    return [tuple(sorted(part)) for part in parts]


def cut_each(lists: Iterable[Sequence[int]], size: int, low: int, high: int) -> list[Members]:
    """Cut several lists by themselves."""
    return [part for order in lists for part in cut(order, size, low, high)]
