"""Groups as they stand at the end of a search: who is where, and who could still join."""

from collections.abc import Iterable

import numpy as np

from matching.arrays import Bools, Ints
from matching.groupings.laying_out import limits_of
from matching.groupings.reach import are_few, within_reach
from matching.groupings.search import Members
from matching.problem import Extension, Problem
from matching.request import Grouping

NOBODY: frozenset[int] = frozenset()


class State:
    """Groups by number, and what each is worth."""

    def __init__(self, problem: Problem, grouping: Grouping, groups: Iterable[Members]) -> None:
        """Take over groups, as positions."""
        self.problem = problem
        self.low, self.high = grouping.size.min, grouping.size.max
        self.limits: Ints = limits_of(problem, grouping)
        self.possible: Ints = np.flatnonzero(self.limits > 0)
        self.extension = Extension(problem, self.possible)
        self.groups: dict[int, Members] = {}
        self.worth: dict[int, float] = {}
        self.homes: list[list[int]] = [[] for _ in range(problem.arrays.count)]
        self._foes = _foes(problem)
        for number, members in enumerate(sorted(groups), start=1):
            self.put(number, members)

    def worth_of(self, members: Iterable[int]) -> float:
        """Quality times size of any set."""
        row = sorted(members)
        return len(row) * float(self.extension.of(np.array([row], np.intp))[0])

    def put(self, number: int, members: Members) -> None:
        """Set the members of a group."""
        for one in self.groups.get(number, ()):
            self.homes[one].remove(number)
        self.groups[number], self.worth[number] = members, self.worth_of(members)
        for one in members:
            self.homes[one].append(number)

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


def _foes(problem: Problem) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = {}
    for key in problem.arrays.excluded_keys.tolist():
        one, other = divmod(key, problem.arrays.count)
        found.setdefault(one, set()).add(other)
    return {one: frozenset(others) for one, others in found.items()}
