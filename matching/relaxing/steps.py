"""A step: one field of a brief changed as little as possible."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from matching.feasibility.groups import Group
from matching.feasibility.wanted import Wanted

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
