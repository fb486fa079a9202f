"""The groups of a search in progress: who is where, what each group is worth, and undo."""

from collections.abc import Iterable

import numpy as np

from matching.arrays import Bools, Ints
from matching.groupings.neighbours import are_few, neighbour_lists, within_reach
from matching.groupings.options import Members, Options, options_of
from matching.problem import Extension, Problem
from matching.request import Grouping

NOBODY: frozenset[int] = frozenset()


class State:
    """Groups by number; every change can be taken back."""

    def __init__(self, problem: Problem, grouping: Grouping) -> None:
        """Start with no group."""
        self.problem = problem
        self.low, self.high = grouping.size.min, grouping.size.max
        limits = problem.arrays.max_groups
        limits = np.minimum(limits, 1) if grouping.one_group_each else limits
        self.limits: Ints = np.where(problem.has_themes, limits, 0)
        self.possible: Ints = np.flatnonzero(self.limits > 0)
        self.extension = Extension(problem, self.possible)
        self.near = neighbour_lists(problem, self.extension.table, self.possible)
        self.spare: Ints = self.limits.copy()
        self.groups: dict[int, Members] = {}
        self.worth: dict[int, float] = {}
        self.homes: list[list[int]] = [[] for _ in range(problem.arrays.count)]
        self.total = 0.0
        self._bare: dict[int, Options] = {}
        self._options: dict[int, Options] = {}
        self._next = 0
        self._log: list[tuple[int, Members | None, float, Options | None]] = []
        self._foes = _foes(problem)

    def worth_of(self, members: Iterable[int]) -> float:
        """Quality times size of any set."""
        row = sorted(members)
        return len(row) * float(self.extension.of(np.array([row], np.intp))[0])

    def new_number(self) -> int:
        """A number that no group has had."""
        self._next += 1
        return self._next

    def put(self, number: int, members: Members | None, worth: float | None = None) -> None:
        """Set the members of a group, or remove it with None; its worth may be known already."""
        before = self.groups.get(number), self.worth.get(number, 0.0), self._bare.get(number)
        self._log.append((number, *before))
        if worth is None:
            worth = self.worth_of(members) if members else 0.0
        self._set(number, members, worth, None)

    def mark(self) -> int:
        """A point that `undo` can return to."""
        return len(self._log)

    def undo(self, mark: int) -> None:
        """Take back every change since the mark."""
        while len(self._log) > mark:
            self._set(*self._log.pop())

    def keep(self) -> None:
        """Forget what could be taken back."""
        self._log.clear()

    def options(self, number: int) -> Options:
        """What small changes of this group are worth; kept while nothing bears on it."""
        known = self._options.get(number)
        if known is None:
            bare = self._bare.get(number)
            if bare is None:
                bare = self._bare[number] = self._compute(number)
            known = self._options[number] = bare.barred(self._conflicts(number, bare))
        return known

    def barred(self, member: int, number: int | None = None) -> frozenset[int]:
        """Whom a member (of this group) may not meet: excluded, or met in another group."""
        foes = self._foes.get(member, NOBODY)
        met = [self.groups[home] for home in self.homes[member] if home != number]
        return foes.union(*met) if met else foes

    def in_reach(self, one: int) -> Bools:
        """Possible members within reach of one organisation; (n,)."""
        return within_reach(self.problem.pairs, one) & (self.limits > 0)

    def worth_trying(self, one: int) -> Bools:
        """Possible members whose groups it may join: those within reach, or all of a few."""
        return self.limits > 0 if are_few(self.possible) else self.in_reach(one)

    def foes(self, member: int) -> frozenset[int]:
        """Whom this organisation is excluded from."""
        return self._foes.get(member, NOBODY)

    def can_meet(self, one: int, members: Iterable[int]) -> bool:
        """Whether one organisation may join these members."""
        barred = self.barred(one)
        return not any(member in barred or member == one for member in members)

    def _conflicts(self, number: int, options: Options) -> dict[int, list[int]]:
        """Slots of the members that a candidate cannot meet, by the candidate's column."""
        found: dict[int, list[int]] = {}
        for slot, member in enumerate(options.members):
            barred = self.barred(member, number)
            for one in barred & options.column.keys() if barred else ():
                found.setdefault(options.column[one], []).append(slot)
        return found

    def _set(
        self, number: int, members: Members | None, worth: float, options: Options | None
    ) -> None:
        for one in self.groups.pop(number, ()):
            self.homes[one].remove(number)
            self.spare[one] += 1
            self._forget(one)
        self.total -= self.worth.pop(number, 0.0)
        self._bare.pop(number, None)
        self._options.pop(number, None)
        if members is None:
            return
        self.groups[number] = members
        for one in members:
            self._forget(one)
            self.homes[one].append(number)
            self.spare[one] -= 1
        self.worth[number] = worth
        self.total += worth
        if options is not None:
            self._bare[number] = options

    def _forget(self, member: int) -> None:
        """Whom this member has met changes what its other groups can do."""
        for home in self.homes[member]:
            self._options.pop(home, None)

    def _compute(self, number: int) -> Options:
        members = self.groups[number]
        near = np.unique(np.concatenate([self.near[one] for one in members]))
        outside = near[~np.isin(near, members)]
        sizes = (self.low, self.high)
        worth = self.worth[number]
        return options_of(self.problem, self.extension, members, worth, outside, sizes)


def _foes(problem: Problem) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = {}
    for key in problem.arrays.excluded_keys.tolist():
        one, other = divmod(key, problem.arrays.count)
        found.setdefault(one, set()).add(other)
    return {one: frozenset(others) for one, others in found.items()}
