"""Everybody added to parts of a group at once: the quality then, and the rules that break."""

from collections.abc import Iterable

import numpy as np

from matching.arrays import Bools, Floats, Ints
from matching.explanation.group import Group
from matching.problem import Extension
from matching.request import Brief
from matching.rules import (
    CAPACITY,
    EXCLUSION,
    HUB,
    LEAD,
    MUST_EXCLUDE,
    MUST_INCLUDE,
    SIZE,
    SMALL,
    THEMES,
    TOLERANCE,
    excluded_pairs,
    named_members,
)


class MemberPairs:
    """The pair terms of the members of a group with everybody; the first of a pair is a member."""

    def __init__(self, group: Group) -> None:
        """Weigh the pairs that the group has looked up."""
        terms = ("geography", "cohesion", "added_value")
        self._values = group.looked_up.weighted(*(group.share(term) for term in terms))
        self._places = group.places

    def of(self, i: Ints, j: Ints) -> Floats:
        """Weighted sum of the pair terms; `i` are members."""
        value: Floats = self._values[self._places[i], j]
        return value


class Additions:
    """Each of R parts of a group with each of n organisations added; tables are (R, n)."""

    def __init__(self, group: Group, rests: Ints) -> None:
        """Take the positions of each part, ascending and at least one: (R, r)."""
        self.group, self.problem, self.rests = group, group.problem, rests
        self.everyone: Ints = np.arange(group.problem.arrays.count)
        self.members = group.positions
        self._places = group.places[rests]
        self._odd_pairs = excluded_pairs(self.problem.arrays, self.members, self.everyone)
        self._excluded: Bools = np.asarray(self._odd_pairs[self._places].any(axis=1))
        self._refused, self._themeless = self._left_out_by_name(), self._without_theme()

    def qualities(self) -> Floats:
        """Quality of each part with each organisation added; without meaning for its members."""
        extension = Extension(self.problem, MemberPairs(self.group).of)
        return extension.qualities(self.rests, self.everyone)

    def best(self, allowed: Bools, most: int) -> list[list[int]]:
        """The best that are allowed for each set, best first; equal to 1e-9: the smallest id."""
        values = np.where(allowed, self.qualities(), -np.inf)
        rows = np.arange(len(values))
        found: list[list[int]] = [[] for _ in rows]
        for _ in range(most):
            top = values.max(axis=1)
            first = (values >= top[:, None] - TOLERANCE).argmax(axis=1)
            for row, position in enumerate(first.tolist()):
                if top[row] > -np.inf:
                    found[row].append(position)
            values[rows, first] = -np.inf
        return found

    def offered(self) -> Bools:
        """Who may be offered at all: not left out by name, by theme or by an exclusion."""
        return ~self._excluded & ~self._refused & ~self._themeless

    def broken(self) -> dict[str, Bools]:
        """Which rules each set would break; tables that broadcast to (R, n)."""
        problem, rests = self.problem, self.rests
        named = named_members(problem)
        themeless = ~problem.has_themes[rests] & ~np.isin(rests, list(named))
        led = _any(problem.may_lead[rests]) | problem.may_lead
        at_odds = self._odd_pairs[:, self.members]
        inside = at_odds[self._places[:, :, None], self._places[:, None, :]]
        tables = {
            SIZE: np.full((1, 1), not self._right_size()),
            THEMES: _any(themeless) | self._themeless,
            EXCLUSION: _any(inside.reshape(len(rests), -1)) | self._excluded,
            LEAD: ~led,
        }
        if isinstance(problem.request, Brief):
            tables |= self._broken_of_brief(problem.request, named)
        return tables

    def _broken_of_brief(self, brief: Brief, named: Iterable[int]) -> dict[str, Bools]:
        problem, rests = self.problem, self.rests
        days = problem.arrays.spare_days
        total = days[rests].sum(axis=1)[:, None] + days
        small = problem.small[rests].sum(axis=1)[:, None] + problem.small
        absent = [set(named) - set(rest) for rest in rests.tolist()]
        tables = {
            CAPACITY: total < brief.min_capacity_days - TOLERANCE,
            SMALL: small < brief.min_small,
            MUST_INCLUDE: np.stack([self._leaves_out(missing) for missing in absent]),
            MUST_EXCLUDE: _any(self._refused[rests]) | self._refused,
        }
        return tables | ({HUB: ~self._has_hub()} if brief.hub else {})

    def _right_size(self) -> bool:
        size = self.problem.request.size
        count: int = self.rests.shape[1] + 1
        return size.min <= count <= size.max

    def _leaves_out(self, missing: set[int]) -> Bools:
        """Whether somebody named is still missing once each organisation is in."""
        left = np.full(len(self.everyone), len(missing) > 0)
        if len(missing) == 1:
            left[list(missing)] = False
        return left

    def _without_theme(self) -> Bools:
        named = list(named_members(self.problem))
        themeless = ~self.problem.has_themes
        themeless[named] = False
        return themeless

    def _left_out_by_name(self) -> Bools:
        refused = np.zeros(len(self.everyone), bool)
        if isinstance(self.problem.request, Brief):
            index = self.problem.instance.index
            refused[[index[key] for key in self.problem.request.must_exclude]] = True
        return refused

    def _has_hub(self) -> Bools:
        """Whether some eligible one is within two ties of all others; ties reach both ways."""
        reach = self.group.reach
        eligible, places = self.problem.eligible, self._places
        inside = reach[:, self.members][places[:, :, None], places[:, None, :]].all(axis=2)
        hubs = eligible[self.rests] & inside
        held = (hubs[:, :, None] & reach[places]).any(axis=1)
        own = eligible & reach[places].all(axis=1)
        found: Bools = held | own
        return found


def _any(table: Bools) -> Bools:
    """Whether there is one in each row; a column."""
    column: Bools = np.asarray(table.any(axis=1))
    return column[:, None]
