"""The smallest of many steps that helps; if one helps, each larger one does too."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from matching.feasibility.groups import Group, Groups
from matching.feasibility.wanted import Wanted

Option = TypeVar("Option")
Changes = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """A field changed as little as possible.

    `changes` are the new values in Wanted and `group` keeps all rules with them. `loose` are the
    same with only the number of members let go or back in, not yet who. `share` is the part of
    what was asked that is given up, a switch counting 1.
    """

    changes: Changes
    group: Group
    possible: float | None = None
    members: tuple[int, ...] = ()
    share: float = 1.0
    loose: Changes | None = None

    @property
    def to_search_with(self) -> Changes:
        """What to keep while another field is looked at."""
        return self.changes if self.loose is None else self.loose


def changed(wanted: Wanted, changes: Changes) -> Wanted:
    """The same with other values of some fields."""
    return replace(wanted, **changes)


def first_that_helps(
    groups: Groups, options: Sequence[Option], at: Callable[[Option], Wanted]
) -> tuple[Option, Group] | None:
    """The first of the options, smallest first, with which a group is possible."""
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
