"""Groups as they stand at the end of a search: who is in one, and who could still join."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from matching.arrays import Bools, Floats, Ints
from matching.groupings.laying_out import Material
from matching.groupings.reach import Reach, are_few
from matching.groupings.search import Members
from matching.kernels.pairs import pair_rows
from matching.problem import Extension
from matching.rules import excluded_pairs


class State:
    """Groups by number, what each is worth, and whose are in one."""

    def __init__(
        self,
        material: Material,
        groups: Iterable[Members],
        known: Mapping[Members, float] | None = None,
    ) -> None:
        """Take over groups, as positions; of some it may be `known` what they are worth."""
        self.material, self.problem = material, material.problem
        self.low, self.high = material.grouping.size.min, material.grouping.size.max
        self.limits: Ints = material.limits
        self.possible: Ints = np.flatnonzero(self.limits > 0)
        self.reach = Reach(material.pairs, self.possible)
        self.groups: list[Members] = sorted(groups)
        self.worths: list[float] = worths_of(self, known or {})
        self.grouped: Bools = np.zeros(len(self.limits), bool)
        for members in self.groups:
            self.grouped[list(members)] = True
        self._extension = Extension(self.problem, self._pair_values)
        # Who excludes whom is asked apart, so that here nobody does.
        self._pairs = material.pairs._replace(
            excluded_from=np.zeros_like(material.pairs.excluded_from),
            excluded_ends=material.pairs.excluded_ends[:0],
        )
        self._few = are_few(self.possible)

    def alone(self) -> Ints:
        """Who could be in a group and is in none."""
        return self.possible[~self.grouped[self.possible]]

    def open_groups(self) -> list[int]:
        """Numbers of the groups that have a place left."""
        return [place for place, one in enumerate(self.groups) if len(one) < self.high]

    def join(self, one: int, number: int) -> None:
        """Let somebody into a group."""
        self.groups[number] = tuple(sorted((*self.groups[number], one)))
        self.worths[number] = float(worths_of_sets(self, [self.groups[number]])[0])
        self.grouped[one] = True

    def near(self, ones: Ints, number: int) -> Bools:
        """Whose group it may become: within reach of a member, or anybody where there are few."""
        if self._few:
            return np.ones(len(ones), bool)
        return self.reach.of_any(ones, np.array(self.groups[number]))

    def barred(self, ones: Ints, number: int) -> Bools:
        """Who is excluded from a member of a group."""
        members = np.array(self.groups[number])
        apart: Bools = np.asarray(excluded_pairs(self.problem.arrays, ones, members).any(axis=1))
        return apart

    def gains(self, ones: Ints, number: int) -> Floats:
        """What the total gains when each of these, who are in no group, joins; rules aside."""
        members = np.array([self.groups[number]], np.intp)
        worth = (members.shape[1] + 1) * self._extension.qualities(members, ones)[0]
        gained: Floats = worth - self.worths[number]
        return gained

    def _pair_values(self, i: Ints, j: Ints) -> Floats:
        """Weighted pair terms of members, (1, k) or (1, k, 1), with one another or with others."""
        if i.ndim == 2:
            return self.problem.pair_values(i, j)
        values: Floats = pair_rows(self._pairs, i.ravel(), j.ravel())[None]
        return values


def worths_of(state: State, known: Mapping[Members, float]) -> list[float]:
    """Size times quality of every group."""
    worths = np.array([known.get(one, 0.0) for one in state.groups])
    sizes = np.array([0 if one in known else len(one) for one in state.groups])
    for size in np.unique(sizes[sizes > 0]).tolist():
        chosen = np.flatnonzero(sizes == size)
        worths[chosen] = worths_of_sets(state, [state.groups[place] for place in chosen])
    found: list[float] = worths.tolist()
    return found


def worths_of_sets(state: State, groups: Sequence[Members]) -> Floats:
    """Size times quality of groups of one size."""
    sets = np.array(groups, np.intp)
    worth: Floats = sets.shape[1] * state.problem.qualities(sets)
    return worth
