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
    come_near,
    could_be_smaller,
    cut_tail,
    keep_leaves,
    open_bound,
    peek,
    search,
)
from matching.kernels.pairs import EXCLUDED, most_of_partners, most_of_row
from matching.kernels.pricing import NEED_PRICE, NOTHING, State, bound_prices, fixed_part

# Up to so many are laid out with all their pairs, fewer below a first member.
MOST_LAID_OUT, MOST_BELOW = 2_048, 512
FIRST_STEPS, AGAIN_STEPS = 60, 12
# After so many members tried, those who were not are bounded anew.
AGAIN = 16
Group = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Prices:
    """What the caps and the needs were worth in a search like the one to come."""

    caps: Floats
    needs: Floats


@dataclass(slots=True)
class Best:
    """The best group so far, shared by every search for the same place in the list."""

    value: float = NOTHING
    group: Group = ()

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

    def goal(self, margin: float) -> float:
        """A branch whose bound is below this is left."""
        return self.value + margin - (TIED if margin == 0.0 else 0.0)


class Exact(Protocol):
    """A search that can be left and taken up, and begun anew for a smaller margin."""

    @property
    def bound(self) -> float:
        """No group that was not looked at yet is better than this."""
        ...

    @property
    def prices(self) -> Prices:
        """The prices with which everybody was bounded."""
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
    prices: Prices | None,
    most: int = MOST_LAID_OUT,
) -> Exact:
    """The right search for a pool, beginning from known prices where there are any."""
    if len(pool.named) + len(pool.free) <= most:
        return LaidOut(material, pool, size, earlier, prices)
    return RowByRow(material, pool, size, earlier, prices, most)


class _Search:
    """What both kinds of search have in common: the table, the state and the named members."""

    def __init__(
        self,
        material: Material,
        pool: Pool,
        size: int,
        earlier: Earlier,
        prices: Prices | None,
        *,
        pairs: bool,
    ) -> None:
        self.material, self.pool, self.size, self.earlier = material, pool, size, earlier
        self.start = len(pool.named)
        self.everyone = pool.everyone
        self.table = material.table(self.everyone, size, earlier, pairs=pairs)
        self.state = new_state(self.table, material.services, material.brief.size.max + 1)
        if prices is not None:
            self.state.cap_prices[:] = prices.caps
            self.state.need_prices[:] = prices.needs
        self.begin()

    @property
    def prices(self) -> Prices:
        """The prices with which everybody was bounded."""
        row = self.start
        return Prices(self.state.cap_prices[row].copy(), self.state.need_prices[row].copy())

    def begin(self) -> None:
        """Start from the named members and everybody else."""
        state, start = self.state, self.start
        kept = self.prices
        near = self.material.pair_values(self.pool.named, self.everyone, self.size)
        named = np.searchsorted(self.everyone, self.pool.named)
        state.near[0] = 0.0
        for d, place in enumerate(named.tolist()):
            add_member(self.table, state, d, place)
            state.near[d + 1] = state.near[d] + near[d]
        state.cap_prices[start], state.need_prices[start] = kept.caps, kept.needs
        free = np.searchsorted(self.everyone, self.pool.free)
        state.candidates[start, : len(free)] = free
        state.counts[start], state.following[start] = len(free), 0
        state.marks[DEPTH], state.marks[FRESH] = start, 1


class LaidOut(_Search):
    """Branch and bound with all pairs in one table."""

    def __init__(
        self, material: Material, pool: Pool, size: int, earlier: Earlier, prices: Prices | None
    ) -> None:
        """Lay out the table."""
        super().__init__(material, pool, size, earlier, prices, pairs=True)

    @property
    def bound(self) -> float:
        """No group that was not looked at yet is better than this."""
        return float(open_bound(self.table, self.state, self.start, self.size))

    def run(self, best: Best, margin: float, work: int) -> tuple[bool, int]:
        """Go on; say whether it is over, and how much work was done."""
        before = int(self.state.marks[WORK])
        best.show(self.state)
        over = search(self.table, self.state, self.start, self.size, margin, work)
        best.learn(self.state)
        return bool(over), int(self.state.marks[WORK]) - before


class RowByRow(_Search):
    """The first level of a search over many: one member more, then whoever still fits it."""

    def __init__(
        self,
        material: Material,
        pool: Pool,
        size: int,
        earlier: Earlier,
        prices: Prices | None,
        most: int,
    ) -> None:
        """Bound the pairs of everybody once; lay out what is left when it is at `most` so many."""
        self.most = most
        positions = pool.everyone.astype(np.int64)
        self.partners = most_of_partners(material.facts, positions, material.brief.size.max - 1)
        super().__init__(material, pool, size, earlier, prices, pairs=False)

    def begin(self) -> None:
        """Start from the named members and everybody else."""
        super().begin()
        self.opened, self.tried = False, 0
        self.below: Exact | None = None
        # Whoever is not looked at pair by pair may hope that all its needs are met.
        hoped = NEED_PRICE * (self.material.problem.complementarity.fixed[self.everyone] == 0.0)
        hoped *= self.material.needs_weight / self.size
        half, more = 0.5 * self.partners / pairs_in(self.size), self.size - self.start
        self.state.halves[self.start] = half[:, : max(0, more - 1)].sum(axis=1) + hoped
        lesser = half[:, : max(0, more - 2)].sum(axis=1) + hoped
        self.state.lesser[self.start] = self.state.hopeful[self.start] = lesser

    @property
    def bound(self) -> float:
        """No group that was not looked at yet is better than this."""
        if not self.opened:
            return np.inf
        rest = float(bound_of_rest(self.state, self.start, self.size))
        return rest if self.below is None else max(rest, self.below.bound)

    def run(self, best: Best, margin: float, work: int) -> tuple[bool, int]:
        """Go on; say whether it is over, and how much work was done."""
        done = 0
        while done < work:
            goal = best.goal(margin)
            if not self.opened:
                done += self._open(best, goal)
            elif self.below is not None:
                over, spent = self.below.run(best, margin, work - done)
                done += spent
                self.below = None if over else self.below
            elif self._is_over(best, goal, margin):
                return True, done
            else:
                done += self._descend(goal)
        return False, done

    def _open(self, best: Best, goal: float) -> int:
        """Bound everybody; where few are left, search them whole."""
        state, start, more = self.state, self.start, self.size - self.start
        self.opened = True
        if more == 1:
            return self._complete(best)
        work = self._bound_rest(goal, FIRST_STEPS)
        if more <= state.counts[start] <= self.most - start:
            self.below = self._below(self.pool.named, start, self.most)
            state.following[start] = state.counts[start]
        return work

    def _bound_rest(self, goal: float, steps: int) -> int:
        """Price those who have not been tried anew, and drop those that no good group can hold."""
        state, start, more = self.state, self.start, self.size - self.start
        before, tried = int(state.marks[WORK]), int(state.following[start])
        count = int(state.counts[start]) - tried
        state.candidates[start, :count] = state.candidates[start, tried : tried + count].copy()
        state.counts[start], state.following[start] = count, 0
        if count >= more:
            bound_prices(self.table, state, start, more, goal, steps)
            state.constant[start] = fixed_part(self.table, state, start)
            cut_tail(state, start, more, goal)
        return int(state.marks[WORK]) - before

    def _complete(self, best: Best) -> int:
        """Try everybody as the last member."""
        best.show(self.state)
        keep_leaves(self.table, self.state, self.start, self.size)
        best.learn(self.state)
        self.state.following[self.start] = self.state.counts[self.start]
        return int(self.state.counts[self.start])

    def _below(self, named: Ints, d: int, most: int) -> Exact:
        """The search over the candidates at depth d."""
        places = self.state.candidates[d, : self.state.counts[d]]
        pool = Pool(np.sort(named), np.sort(self.everyone[places]))
        prices = Prices(self.state.cap_prices[d].copy(), self.state.need_prices[d].copy())
        return exact(self.material, pool, self.size, self.earlier, prices, most)

    def _is_over(self, best: Best, goal: float, margin: float) -> bool:
        state, start = self.state, self.start
        bound = bound_of_rest(state, start, self.size)
        if bound < goal:
            return True
        if margin > 0.0 or bound > best.value + TIED:
            return False
        best.show(state)
        first = int(state.following[start])
        return not could_be_smaller(self.table, state, start, first, self.size)

    def _descend(self, goal: float) -> int:
        """Take the next candidate as a member, and search whoever still fits it."""
        state, d, more = self.state, self.start, self.size - self.start
        if self.tried and self.tried % AGAIN == 0:
            self.tried += 1
            return self._bound_rest(goal, AGAIN_STEPS)
        self.tried += 1
        first = int(state.following[d])
        state.following[d] += 1
        place = int(state.candidates[d, first])
        others = state.candidates[d, first + 1 : state.counts[d]]
        before = int(state.marks[WORK])
        if self._fits(first, self._most(place, others), goal):
            kept = state.candidates[d + 1, : state.counts[d + 1]].copy()
            row = self._exact(place, kept)
            if self._fits(first, row, goal):
                add_member(self.table, state, d, place)
                come_near(state, d, row)
                if bound_prices(self.table, state, d + 1, more - 1, goal, AGAIN_STEPS) >= goal:
                    state.constant[d + 1] = fixed_part(self.table, state, d + 1)
                    cut_tail(state, d + 1, more - 1, goal)
                    named = np.append(self.pool.named, self.everyone[place])
                    self.below = self._below(named, d + 1, MOST_BELOW)
                    state.marks[WORK] += min(int(state.counts[d + 1]), MOST_BELOW) ** 2
        return int(state.marks[WORK]) - before + len(others)

    def _fits(self, first: int, row: Floats, goal: float) -> bool:
        """Whether the next candidate could be in a good group, given its pair values by place."""
        return bool(
            peek(self.table, self.state, self.start, self.size - self.start, first, row, goal)
        )

    def _most(self, place: int, others: Ints) -> Floats:
        """Bounds of a candidate's pair values, cheaply."""
        row = np.full(len(self.everyone), EXCLUDED)
        position, columns = int(self.everyone[place]), self.everyone[others].astype(np.int64)
        row[others] = most_of_row(self.material.facts, position, columns) / pairs_in(self.size)
        return row

    def _exact(self, place: int, others: Ints) -> Floats:
        """A candidate's pair values."""
        row = np.full(len(self.everyone), EXCLUDED)
        some = self.everyone[others]
        row[others] = self.material.pair_values(self.everyone[[place]], some, self.size)[0]
        return row
