"""The quality that each organisation's answers could add at most to a known group."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from matching.arrays import Bools, Floats, Ints
from matching.asking.hoped_pairs import HopedPairs, hoped_pairs
from matching.asking.hopes import Hopes
from matching.asking.keeping import Keeping
from matching.asking.unknowns import Unknowns
from matching.problem import Problem, small_wanted
from matching.rules import TOLERANCE

NOBODY = -1


@dataclass(frozen=True, eq=False, slots=True)
class Gains:
    """For each organisation the most that its answers could change about a group.

    `quality` (n,) is gained at most, in place of `instead_of` (n,), a position or NOBODY;
    `amounts` (n, cells) is by how much each gap could narrow at most. `possible` (n,) is whether
    any change with it could keep the rules.
    """

    possible: Bools
    quality: Floats
    instead_of: Ints
    amounts: Floats


def gains_of(
    problem: Problem, hopes: Hopes, unknowns: Unknowns, keeping: Keeping, members: Ints
) -> Gains:
    """Look at the group as it is, with one more, and with one in place of another.

    Each organisation takes the change that suits it best; a bound adds up the best of every term,
    so that nothing it could answer goes beyond it. Changes that break a hard rule whatever it
    answers are left out.
    """
    bounds = _Bounds(problem, hopes, hoped_pairs(problem, unknowns, members), members)
    best = _Best(hopes, members, now=float(problem.qualities(members[None, :])[0]))
    everyone = hopes.count + np.arange(hopes.count)
    for places, leaving in _changes(len(members)):
        allowed = keeping.joined(members[places], everyone)
        allowed &= _suiting(members, leaving, hopes.count)
        if allowed.any():
            gone = NOBODY if leaving is None else int(members[leaving])
            best.take(members[places], gone, np.where(allowed, bounds.of(places), -np.inf))
    return best.gains()


class _Best:
    """For each organisation the best of the changes seen so far."""

    def __init__(self, hopes: Hopes, members: Ints, now: float) -> None:
        self.count, self.now = hopes.count, now
        self.provided = hopes.coverage.provision
        self.before = self.provided[members].sum(axis=0)
        gaps = hopes.coverage.levels - self.before
        self.gaps = np.where(gaps > TOLERANCE, gaps, 0.0)
        self.quality = np.full(self.count, -np.inf)
        self.instead = np.full(self.count, NOBODY)
        self.amounts = np.zeros((self.count, len(gaps)))

    def take(self, rest: Ints, gone: int, bounds: Floats) -> None:
        """One more change: these stay, one goes, and what each then reaches, if it may."""
        reached = bounds - self.now
        self.instead = np.where(reached > self.quality + TOLERANCE, gone, self.instead)
        self.quality = np.maximum(self.quality, reached)
        filled = self.provided[rest].sum(axis=0) + self.provided[self.count :] - self.before
        filled[bounds == -np.inf] = 0.0
        self.amounts = np.maximum(self.amounts, filled)

    def gains(self) -> Gains:
        """The best, gaps narrowed only where answers alone could provide more."""
        more = self.provided[self.count :] > self.provided[: self.count] + TOLERANCE
        own = self.instead == np.arange(self.count)
        return Gains(
            possible=self.quality > -np.inf,
            quality=np.maximum(0.0, self.quality),
            instead_of=np.where(own, NOBODY, self.instead),
            amounts=np.minimum(self.gaps, self.amounts) * more,
        )


def _changes(count: int) -> Iterator[tuple[Ints, int | None]]:
    """The places that stay and the one that leaves; first of all, nobody leaves."""
    everyone = np.arange(count)
    yield everyone, None
    for place in range(count):
        yield np.delete(everyone, place), place


def _suiting(members: Ints, leaving: int | None, count: int) -> Bools:
    """Whom a change suits: a member takes its own place only."""
    others = np.ones(count, bool)
    others[members] = False
    if leaving is not None:
        others[members[leaving]] = True
    return others


class _Bounds:
    """The quality of some members with each organisation as it might answer at best."""

    def __init__(self, problem: Problem, hopes: Hopes, pairs: HopedPairs, members: Ints) -> None:
        self.problem, self.hopes, self.pairs, self.members = problem, hopes, pairs, members
        self.shares = problem.weights / problem.weights.sum()
        self.inside = problem.pair_values(members[:, None], members[None, :])

    def of(self, places: Ints) -> Floats:
        """Bound for every organisation; `places` are those of the members that stay."""
        hopes, rest = self.hopes, self.members[places]
        coverage, _, needs, _, days, small, _ = self.shares.tolist()
        hoped = hopes.count + np.arange(hopes.count)
        size = len(rest) + 1
        between = np.triu(self.inside[np.ix_(places, places)], 1).sum()
        pairs = (between + self.pairs.across(places)) / (size * (size - 1) / 2)
        shares = np.minimum(1.0, hopes.share[rest].sum() + hopes.share[hoped])
        few = np.minimum(1.0, (hopes.small[rest].sum() + hopes.small[hoped]) / small_wanted(size))
        bound: Floats = (
            coverage * hopes.coverage.extended(rest[None, :], hoped)[0]
            + needs * hopes.complementarity.extended(rest[None, :], hoped)[0]
            + days * shares
            + small * few
            + pairs
        )
        return bound
