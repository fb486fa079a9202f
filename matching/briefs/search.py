"""Greedy from every lead, best swaps, and kicks: groups of one fixed size, many side by side.

At a fixed size the quality is capped sums, constants of members and a sum over pairs, so each
size is searched on its own. All starts climb in step, one array operation for all of them.
"""

from collections.abc import Sequence
from random import Random

import numpy as np

from matching.arrays import Floats, Ints
from matching.briefs.obstacles import Obstacles
from matching.briefs.pool import Pool, solo_values
from matching.problem import Extension, Problem
from matching.progress import Pace

BETTER = 1e-12
PENALTY_ANY, PENALTY_EACH = 10.0, 1_000.0
MOST_SWEEPS = 60
CELLS_AT_ONCE = 2_000_000


class SizeSearch:
    """Looks for the best groups of one size; members are places in `pool.everyone`."""

    def __init__(
        self, problem: Problem, extension: Extension, pool: Pool, obstacles: Obstacles, size: int
    ) -> None:
        """Keep what every step needs."""
        self.problem, self.extension, self.obstacles = problem, extension, obstacles
        self.everyone, self.named, self.size = pool.everyone, len(pool.fixed), size
        self.places = np.arange(len(self.everyone))

    def starts(self, most: int) -> Ints:
        """The named members with each of the most promising leads: (A, r)."""
        named = self.places[: self.named]
        free = self.places[self.named :]
        leads = free[self.obstacles.may_lead[free]]
        values = solo_values(self.problem, self.everyone[leads])
        leads = leads[np.lexsort((leads, -values))][:most]
        if self.named == self.size:
            return named[None, :]
        rows = np.concatenate(
            (np.broadcast_to(named, (len(leads), self.named)), leads[:, None]), axis=1
        )
        if self.named and not len(leads):
            return named[None, :]
        return rows

    def greedy(self, starts: Ints, earlier: Sequence[Ints], pace: Pace) -> Ints:
        """Add the best candidate until the size is reached; starts that cannot go on are lost."""
        sets = starts
        while len(sets) and sets.shape[1] < self.size and pace.goes_on():
            grown = [self._grown(part, earlier) for part in self._parts(sets, 1)]
            sets = np.concatenate(grown)
        return sets if sets.shape[1] == self.size else np.zeros((0, self.size), np.intp)

    def climb(self, sets: Ints, earlier: Sequence[Ints], pace: Pace) -> Ints:
        """Make the best swap in every set until none helps."""
        free = self.size - self.named
        if not len(sets) or not free:
            return sets
        parts = [self._climbed(part, earlier, pace) for part in self._parts(sets, free)]
        return self.distinct(np.concatenate(parts))

    def kicked(self, sets: Ints, draw: Random, times: int) -> Ints:
        """Copies of sets with one or two free members replaced by chance."""
        free = self.size - self.named
        outside = len(self.places) - self.size
        if not len(sets) or not free or outside < 1:
            return sets[:0]
        copies = []
        for turn in range(times):
            members = sets[turn % len(sets)].tolist()
            others = sorted(set(range(self.named, len(self.places))) - set(members))
            count = min(draw.randint(1, 2), free, len(others))
            slots = draw.sample(range(self.named, self.size), count)
            for slot, new in zip(slots, draw.sample(others, count), strict=True):
                members[slot] = new
            copies.append(members)
        made: Ints = np.array(copies, np.intp)
        allowed: Ints = made[~self.obstacles.at_odds(made)]
        return allowed

    def distinct(self, sets: Ints) -> Ints:
        """Each set once, named members first, the others ascending."""
        ordered = np.concatenate(
            (sets[:, : self.named], np.sort(sets[:, self.named :], axis=1)), axis=1
        )
        unique: Ints = np.unique(ordered, axis=0)
        return unique

    def _grown(self, sets: Ints, earlier: Sequence[Ints]) -> Ints:
        values = self._objective(sets, earlier)
        values[np.arange(len(sets))[:, None], sets] = -np.inf
        best = values.argmax(axis=1)
        possible = values[np.arange(len(sets)), best] > -np.inf
        grown: Ints = np.concatenate((sets, best[:, None]), axis=1)[possible]
        return grown

    def _climbed(self, sets: Ints, earlier: Sequence[Ints], pace: Pace) -> Ints:
        sets = sets.copy()
        active: Ints = np.arange(len(sets))
        now = self._value(sets, earlier)
        for _ in range(MOST_SWEEPS):
            if not len(active) or not pace.goes_on():
                break
            slots, new, values = self._best_swaps(sets[active], earlier)
            better = values > now[active] + BETTER
            active = active[better]
            sets[active, slots[better]] = new[better]
            now[active] = values[better]
        return sets

    def _best_swaps(self, sets: Ints, earlier: Sequence[Ints]) -> tuple[Ints, Ints, Floats]:
        """For each set the slot, the new member and the value of its best swap."""
        slots = range(self.named, self.size)
        kept = np.array([[i for i in range(self.size) if i != slot] for slot in slots])
        rests = sets[:, kept].reshape(-1, self.size - 1)
        values = self._objective(rests, earlier).reshape(len(sets), len(kept), -1)
        values = np.array(values)
        np.put_along_axis(values, sets[:, None, :].repeat(len(kept), axis=1), -np.inf, axis=2)
        values[:, :, : self.named] = -np.inf
        flat = values.reshape(len(sets), -1)
        best = flat.argmax(axis=1)
        slot, new = np.divmod(best, len(self.places))
        return slot + self.named, new, flat[np.arange(len(sets)), best]

    def _value(self, sets: Ints, earlier: Sequence[Ints]) -> Floats:
        values = self._objective(sets[:, :-1], earlier)
        found: Floats = values[np.arange(len(sets)), sets[:, -1]]
        return found

    def _objective(self, rests: Ints, earlier: Sequence[Ints]) -> Floats:
        """Quality less a penalty that puts every kept rule before any quality."""
        breach = self.obstacles.extended(rests, self.size, earlier)
        quality = self.extension.qualities(self.everyone[rests], self.everyone)
        value: Floats = quality - PENALTY_ANY * (breach > 0) - PENALTY_EACH * breach
        return value

    def _parts(self, sets: Ints, rests_each: int) -> list[Ints]:
        """The sets in portions that keep the arrays of one step small."""
        width = len(self.places) * (self.size + self.problem.coverage.width) * rests_each
        most = max(1, CELLS_AT_ONCE // width)
        return [sets[start : start + most] for start in range(0, len(sets), most)]
