"""The quality that each organisation's answers could add at most to a known group."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from matching.arrays import Bools, Floats, Ints
from matching.asking.hoped_pairs import HopedPairs, hoped_pairs
from matching.asking.hopes import Hopes
from matching.asking.keeping import Keeping
from matching.asking.unknowns import Unknowns
from matching.problem import PairTable, Problem, small_wanted
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
    count = problem.arrays.count
    now = float(problem.qualities(members[None, :])[0])
    bounds = _Bounds(problem, hopes, hoped_pairs(problem, unknowns, members), members)
    provided = hopes.coverage.provision
    before = provided[members].sum(axis=0)
    gaps = np.maximum(0.0, hopes.coverage.levels - before)
    gaps[gaps <= TOLERANCE] = 0.0
    told_more = provided[count:] > provided[:count] + TOLERANCE
    quality, instead = np.full(count, -np.inf), np.full(count, NOBODY)
    amounts = np.zeros((count, len(gaps)))
    for places, leaving in _changes(len(members)):
        rest = members[places]
        allowed = keeping.joined(rest, count + np.arange(count))
        if leaving is not None:
            allowed &= _in_place_of(members, members[leaving], count)
        else:
            allowed[members] = False
        if not allowed.any():
            continue
        reached = np.where(allowed, bounds.of(places) - now, -np.inf)
        better = reached > quality + TOLERANCE
        gone = NOBODY if leaving is None else int(members[leaving])
        instead = np.where(better, gone, instead)
        quality = np.maximum(quality, reached)
        filled = provided[rest].sum(axis=0) + provided[count:] - before
        amounts = np.where(allowed[:, None], np.maximum(amounts, filled), amounts)
    instead[instead == np.arange(count)] = NOBODY
    possible = quality > -np.inf
    return Gains(possible, np.maximum(0.0, quality), instead, np.minimum(gaps, amounts) * told_more)


def _changes(count: int) -> Iterator[tuple[Ints, int | None]]:
    """The places that stay and the one that leaves; first of all, nobody leaves."""
    everyone = np.arange(count)
    yield everyone, None
    for place in range(count):
        yield np.delete(everyone, place), place


def _in_place_of(members: Ints, leaving: Ints, count: int) -> Bools:
    """A member takes its own place only."""
    others = np.ones(count, bool)
    others[members] = False
    others[leaving] = True
    return others


class _Bounds:
    """The quality of some members with each organisation as it might answer at best."""

    def __init__(self, problem: Problem, hopes: Hopes, pairs: HopedPairs, members: Ints) -> None:
        self.problem, self.hopes, self.pairs, self.members = problem, hopes, pairs, members
        self.shares = problem.weights / problem.weights.sum()
        self.inside = PairTable(problem, members).of(members[:, None], members[None, :])

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
