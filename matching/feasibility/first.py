"""The first of many options that leaves a group; if one does, each later one does too."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from matching.feasibility.groups import Group, Groups
from matching.feasibility.wanted import Wanted

Option = TypeVar("Option")


def first_that_helps(
    groups: Groups, options: Sequence[Option], at: Callable[[Option], Wanted]
) -> tuple[Option, Group] | None:
    """The first option with which a group is possible, found by halving, and the group."""
    if not options or groups.any_for(at(options[-1])) is None:
        return None
    low, high = 0, len(options) - 1
    while low < high:
        middle = (low + high) // 2
        if groups.any_for(at(options[middle])) is None:
            low = middle + 1
        else:
            high = middle
    group = groups.any_for(at(options[low]))
    return None if group is None else (options[low], group)
