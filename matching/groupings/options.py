"""What a group would be worth after each small change to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from matching.arrays import Floats, Ints
from matching.problem import Extension, Problem

Members = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Options:
    """Worth (quality times size) after adding, replacing and dropping.

    `added` is (n,), `replaced` (k, n) and `dropped` (k,); -inf where size, lead rule, exclusion
    or an earlier meeting forbids it. `taken` is the best replacement by each candidate, (n,).
    """

    members: Members
    worth: float
    candidates: Ints
    listed: list[int]
    column: dict[int, int]
    added: Floats
    replaced: Floats
    dropped: Floats
    taken: Floats
    most_added: float
    most_replaced: float
    most_dropped: float

    def with_one(self, one: int) -> Members:
        """The members and one more."""
        return tuple(sorted((*self.members, one)))

    def without(self, slot: int) -> Members:
        """The members but one."""
        return (*self.members[:slot], *self.members[slot + 1 :])

    def swapped(self, slot: int, one: int) -> Members:
        """The members with one replaced."""
        return tuple(sorted((*self.without(slot), one)))

    def barred(self, conflicts: Mapping[int, Sequence[int]]) -> "Options":
        """The same without candidates who cannot meet members, given as slots by column."""
        if not conflicts:
            return self
        added, replaced = self.added.copy(), self.replaced.copy()
        for column, slots in conflicts.items():
            added[column] = -np.inf
            kept = replaced[slots[0], column] if len(slots) == 1 else -np.inf
            replaced[:, column] = -np.inf
            replaced[slots[0], column] = kept
        taken = replaced.max(axis=0)
        return replace(
            self,
            added=added,
            replaced=replaced,
            taken=taken,
            most_added=top(added)[1],
            most_replaced=top(taken)[1],
        )


def options_of(
    problem: Problem, extension: Extension, members: Members, worth: float, candidates: Ints,
    sizes: tuple[int, int],
) -> Options:  # fmt: skip
    """Work out every small change of a group with these candidates."""
    size, inside, leads = len(members), np.array(members, np.intp), problem.may_lead
    only_lead = leads[inside] & (int(leads[inside].sum()) == 1)
    rests = np.array([[*members[:slot], *members[slot + 1 :]] for slot in range(size)], np.intp)
    replaced = size * extension.qualities(rests, candidates)
    replaced[only_lead[:, None] & ~leads[candidates][None, :]] = -np.inf
    added = np.full(len(candidates), -np.inf)
    if size < sizes[1]:
        added = (size + 1) * extension.qualities(inside[None, :], candidates)[0]
    dropped = np.full(size, -np.inf)
    if size > sizes[0]:
        dropped = np.where(only_lead, -np.inf, (size - 1) * extension.of(rests))
    taken, listed = replaced.max(axis=0), candidates.tolist()
    column = {one: place for place, one in enumerate(listed)}
    most = (top(added)[1], top(taken)[1], top(dropped)[1])
    return Options(
        members, worth, candidates, listed, column, added, replaced, dropped, taken, *most
    )


def top(values: Floats) -> tuple[int, float]:
    """Place (in the flattened array) and value of the greatest; -inf when there is none."""
    if not values.size:
        return 0, -np.inf
    place = int(values.argmax())
    return place, float(values.ravel()[place])
