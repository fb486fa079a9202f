"""Exact search over one pool at one size: laid out whole where it is small, else row by row."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from matching.arrays import Floats, Ints
from matching.briefs.material import Earlier, Material, new_state, pairs_in
from matching.briefs.pool import Pool
from matching.kernels.branching import (
    DEPTH,
    FOUND,
    FRESH,
    TIED,
    WORK,
    add_member,
    bound_of_rest,
    could_be_smaller,
    cut_tail,
    keep_leaves,
    open_bound,
    search,
)
from matching.kernels.pairs import BARELY, best_partners
from matching.kernels.pricing import NOTHING, State, bound_prices, fixed_part

MOST_LAID_OUT = 2_048
FIRST_STEPS = 200
FEWER = 0.7
Group = tuple[int, ...]


@dataclass(slots=True)
class Best:
    """The best group so far, shared by every search for the same place in the list."""

    value: float = NOTHING
    group: Group = ()

    def offer(self, value: float, group: Group) -> None:
        """Keep a group that is better, or as good and first by its ids."""
        if value > self.value + TIED or (value >= self.value - TIED and group < self.group):
            self.group = group
            self.value = max(value, self.value)

    def show(self, state: State) -> None:
        """Write the best group into a search."""
        state.best[0] = self.value
        state.best_members[:] = -1
        members = self.group[: len(state.best_members)]
        state.best_members[: len(members)] = members
        state.marks[FOUND] = 0

    def learn(self, state: State) -> None:
        """Take over what a search found."""
        if state.marks[FOUND]:
            group = tuple(int(each) for each in state.best_members if each >= 0)
            self.value, self.group = float(state.best[0]), group


class Exact(Protocol):
    """A search that can be left and taken up, and begun anew for a smaller margin."""

    @property
    def bound(self) -> float:
        """No group that was not looked at yet is better than this."""
        ...

    def begin(self) -> None:
        """Start from the beginning."""
        ...

    def run(self, best: Best, margin: float, work: int) -> tuple[bool, int]:
        """Go on; say whether it is over, and how much work was done."""
        ...


def exact(
    material: Material,
    pool: Pool,
    size: int,
    earlier: Earlier,
    partners: Floats | None = None,
) -> Exact:
    """The right search for a pool; `partners` are the best pair values of everybody in it."""
    if len(pool.named) + len(pool.free) <= MOST_LAID_OUT:
        return LaidOut(material, pool, size, earlier)
    return RowByRow(material, pool, size, earlier, partners)


class LaidOut:
    """Branch and bound with all pairs in one table."""

    def __init__(self, material: Material, pool: Pool, size: int, earlier: Earlier) -> None:
        """Lay out the table and the named members."""
        everyone = pool.everyone
        self.size, self.start = size, len(pool.named)
        self.table = material.table(everyone, size, earlier, pairs=True)
        self.state = new_state(self.table, material.services, material.brief.size.max + 1)
        self.free = np.searchsorted(everyone, pool.free).astype(np.int64)
        self.named = np.searchsorted(everyone, pool.named).tolist()
        self.begin()

    @property
    def bound(self) -> float:
        """No group that was not looked at yet is better than this."""
        return float(open_bound(self.table, self.state, self.start, self.size))

    def begin(self) -> None:
        """Start from the named members and everybody else."""
        state = self.state
        state.near[0] = 0.0
        for d, place in enumerate(self.named):
            add_member(self.table, state, d, place)
            state.near[d + 1] = state.near[d] + self.table.pairs[place]
        state.candidates[self.start, : len(self.free)] = self.free
        state.counts[self.start] = len(self.free)
        state.marks[DEPTH], state.marks[FRESH] = self.start, 1

    def run(self, best: Best, margin: float, work: int) -> tuple[bool, int]:
        """Go on; say whether it is over, and how much work was done."""
        before = int(self.state.marks[WORK])
        best.show(self.state)
        over = search(self.table, self.state, self.start, self.size, margin, work)
        best.learn(self.state)
        return bool(over), int(self.state.marks[WORK]) - before


class RowByRow:
    """The first level of a search over many: one member more, then whoever still fits it."""

    def __init__(
        self,
        material: Material,
        pool: Pool,
        size: int,
        earlier: Earlier,
        partners: Floats | None,
    ) -> None:
        """Bound everybody once, without a table of pairs."""
        self.material, self.pool, self.size, self.earlier = material, pool, size, earlier
        self.start = len(pool.named)
        self.everyone = pool.everyone
        self.table = material.table(self.everyone, size, earlier, pairs=False)
        self.state = new_state(self.table, material.services, material.brief.size.max + 1)
        if partners is None:
            partners = partners_of(material, pool)
        # A copy, because it is narrowed to those who are left.
        self.partners = partners.copy()
        self.below: Exact | None = None
        self.begin()

    @property
    def bound(self) -> float:
        """No group that was not looked at yet is better than this."""
        if not self.opened:
            return np.inf
        rest = float(bound_of_rest(self.state, self.start, self.size))
        return rest if self.below is None else max(rest, self.below.bound)

    def begin(self) -> None:
        """Start from the named members and everybody else."""
        state, named = self.state, np.searchsorted(self.everyone, self.pool.named)
        self.opened, self.below = False, None
        free = np.searchsorted(self.everyone, self.pool.free)
        near = self.material.pair_values(self.pool.named, self.everyone, self.size)
        state.near[0] = 0.0
        for d, place in enumerate(named.tolist()):
            add_member(self.table, state, d, place)
            state.near[d + 1] = state.near[d] + near[d]
        state.candidates[self.start, : len(free)] = free
        state.counts[self.start] = len(free)
        more = self.size - self.start
        self._halve(np.arange(len(self.everyone)), self.partners)
        state.following[self.start] = 0

    def run(self, best: Best, margin: float, work: int) -> tuple[bool, int]:
        """Go on; say whether it is over, and how much work was done."""
        done, more = 0, self.size - self.start
        while done < work:
            goal = best.value + margin - (TIED if margin == 0.0 else 0.0)
            if not self.opened:
                done += self._open(best, goal, more)
                continue
            if self.below is not None:
                over, spent = self.below.run(best, margin, work - done)
                done += spent
                if over:
                    self.below = None
                continue
            if self._is_over(best, goal, margin):
                return True, done
            done += self._descend(goal)
        return False, done

    def _open(self, best: Best, goal: float, more: int) -> int:
        """Bound everybody, again among those who are left as long as that drops many more."""
        state, start = self.state, self.start
        before, work = int(state.marks[WORK]), 0
        self.opened = True
        if more == 1:
            return self._complete(best)
        count = int(state.counts[start])
        while True:
            bound_prices(self.table, state, start, more, goal, FIRST_STEPS)
            state.constant[start] = fixed_part(self.table, state, start)
            if state.counts[start] >= more:
                cut_tail(state, start, more, goal)
            left = int(state.counts[start])
            if left < more or left > FEWER * count:
                break
            work += left * left
            self._share_among_the_rest(more)
            count = left
        if more <= state.counts[start] <= MOST_LAID_OUT - start:
            self.below = self._below(self.pool.named, start)
            state.following[start] = state.counts[start]
        return int(state.marks[WORK]) - before + work

    def _complete(self, best: Best) -> int:
        """Try everybody as the last member."""
        best.show(self.state)
        keep_leaves(self.table, self.state, self.start, self.size)
        best.learn(self.state)
        self.state.following[self.start] = self.state.counts[self.start]
        return int(self.state.counts[self.start])

    def _share_among_the_rest(self, more: int) -> None:
        """Halve pairs anew, with candidates only."""
        state, start = self.state, self.start
        places = state.candidates[start, : state.counts[start]]
        positions = self.everyone[places].astype(np.int64)
        best = best_partners(self.material.facts, positions, positions, max(0, more - 1))
        self.partners[places, : best.shape[1]] = best
        self._halve(places, best)

    def _halve(self, places: Ints, best: Floats) -> None:
        """Give candidates half of their best pairs."""
        more = self.size - self.start
        half = 0.5 * best / pairs_in(self.size)
        self.state.halves[self.start, places] = half[:, : max(0, more - 1)].sum(axis=1)
        self.state.lesser[self.start, places] = half[:, : max(0, more - 2)].sum(axis=1)

    def _below(self, named: Ints, d: int) -> Exact:
        """The search over the candidates at depth d."""
        places = self.state.candidates[d, : self.state.counts[d]]
        pool = Pool(np.sort(named), np.sort(self.everyone[places]))
        partners = self.partners[np.searchsorted(self.everyone, pool.everyone)]
        return exact(self.material, pool, self.size, self.earlier, partners)

    def _is_over(self, best: Best, goal: float, margin: float) -> bool:
        state, start = self.state, self.start
        bound = bound_of_rest(state, start, self.size)
        if bound < goal:
            return True
        if margin > 0.0 or bound > best.value + TIED:
            return False
        best.show(state)
        return not could_be_smaller(
            self.table, state, start, int(state.following[start]), self.size
        )

    def _descend(self, goal: float) -> int:
        """Take the next candidate as a member, and search whoever still fits it."""
        state, d = self.state, self.start
        first, e = int(state.following[d]), d + 1
        state.following[d] += 1
        place = int(state.candidates[d, first])
        add_member(self.table, state, d, place)
        others = state.candidates[d, first + 1 : state.counts[d]]
        row = self.material.pair_values(self.everyone[[place]], self.everyone[others], self.size)[0]
        kept = others[row > BARELY]
        state.near[e, others] = state.near[d, others] + row
        state.halves[e, kept] = state.lesser[d, kept]
        state.candidates[e, : len(kept)] = kept
        state.counts[e] = len(kept)
        more = self.size - e
        before = int(state.marks[WORK])
        if len(kept) >= more and bound_prices(self.table, state, e, more, goal, 8) >= goal:
            state.constant[e] = fixed_part(self.table, state, e)
            cut_tail(state, e, more, goal)
            self.below = self._below(np.append(self.pool.named, self.everyone[place]), e)
        return int(state.marks[WORK]) - before + len(others)


def partners_of(material: Material, pool: Pool) -> Floats:
    """Best pair values of everybody in a pool with the free ones, falling: (n, size.max - 1)."""
    everyone = pool.everyone.astype(np.int64)
    count = material.brief.size.max - 1
    return np.asarray(best_partners(material.facts, everyone, pool.free.astype(np.int64), count))
