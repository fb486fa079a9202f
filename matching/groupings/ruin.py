"""Ruin and recreate: take a few neighbouring groups apart, build them anew, keep what is better."""

from collections.abc import Sequence
from random import Random

import numpy as np

from matching.arrays import Floats
from matching.groupings.state import State
from matching.groupings.sweeps import improve
from matching.progress import Pace

MOST_RUINED = 4
MOST_FREE = 12
NOISE = (0.05, 0.15, 0.6)
FROM_LEFT_OUT = 0.3
# Measured: of rebuilt groups that lost more than this share, none became better than before.
HOPELESS = 0.15


def ruin_and_recreate(state: State, rounds: int, draw: Random, pace: Pace) -> None:
    """Repeat so many times; never ends below where it began."""
    for _ in range(rounds):
        if not pace.step(state.total) or not state.groups:
            return
        before, mark = state.total, state.mark()
        ruined = _chosen(state, draw)
        taken = sum(state.worth[number] for number in ruined)
        pool = _pool(state, ruined, draw)
        for number in ruined:
            state.put(number, None)
        built = _recreate(state, pool, len(ruined), draw)
        if before - state.total <= HOPELESS * taken:
            improve(state, built, pace, spread=False)
        if state.total < before - 1e-12:
            state.undo(mark)
        state.keep()


def _chosen(state: State, draw: Random) -> list[int]:
    """One to four groups that have good candidates in each other."""
    numbers = sorted(state.groups)
    start = _first(state, numbers, draw)
    homes: dict[int, int] = {}
    for one in state.options(start).candidates.tolist():
        for number in state.homes[one]:
            homes[number] = homes.get(number, 0) + 1
    homes.pop(start, None)
    beside = sorted(homes, key=lambda number: (-homes[number], number))[:10]
    count = min(draw.randint(1, MOST_RUINED - 1), len(beside))
    return sorted([start, *draw.sample(beside, count)])


def _first(state: State, numbers: list[int], draw: Random) -> int:
    """Any group, or one beside an organisation that is in none."""
    if draw.random() < FROM_LEFT_OUT:
        alone = [one for one in state.possible.tolist() if not state.homes[one]]
        if alone:
            near = state.near[draw.choice(alone)].tolist()
            numbers = sorted({number for one in near for number in state.homes[one]}) or numbers
    return draw.choice(numbers)


def _pool(state: State, ruined: Sequence[int], draw: Random) -> list[int]:
    """The members, and some who have room for a group and are near."""
    members = {one for number in ruined for one in state.groups[number]}
    free = {
        one
        for number in ruined
        for one in state.options(number).candidates.tolist()
        if state.spare[one] > 0 and one not in members
    }
    extra = sorted(free)
    if len(extra) > MOST_FREE:
        extra = draw.sample(extra, MOST_FREE)
    return sorted(members.union(extra))


def _recreate(state: State, pool: Sequence[int], ruined: int, draw: Random) -> list[int]:
    """Build groups of the pool around leads drawn by chance."""
    leads = [one for one in pool if state.problem.may_lead[one]]
    most = min(len(leads), len(pool) // state.low)
    if not most:
        return []
    count = min(most, max(1, ruined + draw.choice((-1, 0, 0, 0, 1))))
    groups = _Building(state, pool, draw.sample(leads, count), draw).filled()
    built = []
    for members in groups:
        if len(members) >= state.low:
            built.append(state.new_number())
            state.put(built[-1], tuple(sorted(members)))
    return built


class _Building:
    """Groups that grow side by side; each step takes the best gain, with a little noise."""

    def __init__(
        self, state: State, pool: Sequence[int], leads: Sequence[int], draw: Random
    ) -> None:
        self.state, self.draw, self.noise = state, draw, draw.choice(NOISE)
        self.pool = np.array(pool, np.intp)
        self.place = {one: place for place, one in enumerate(pool)}
        self.groups = [[lead] for lead in leads]
        self.worth = [0.0 for _ in leads]
        self.open = np.ones(len(pool), bool)
        self.open[[self.place[lead] for lead in leads]] = False
        self.barred = [
            {self.place[foe] for foe in state.barred(one) if foe in self.place} for one in pool
        ]
        self.values = np.stack([self._values(number) for number in range(len(leads))])
        self.gains = np.stack([self._gains(number) for number in range(len(leads))])

    def filled(self) -> list[list[int]]:
        """Add members until nobody fits or nothing is gained; small groups come first."""
        while self.open.any():
            sizes = np.array([len(group) for group in self.groups])
            gains = np.where(self.open, self.gains, -np.inf)
            small = sizes < self.state.low
            if small.any() and np.isfinite(gains[small]).any():
                gains[~small] = -np.inf
            number, place = divmod(int(gains.argmax()), len(self.pool))
            gain = gains[number, place]
            if gain == -np.inf or (gain <= 0 and not small[number]):
                break
            self._add(number, place)
        return self.groups

    def _add(self, number: int, place: int) -> None:
        self.groups[number].append(int(self.pool[place]))
        self.worth[number] = float(self.values[number, place])
        self.open[place] = False
        self.values[number] = self._values(number)
        self.gains[number] = self._gains(number)

    def _values(self, number: int) -> Floats:
        """What this group would be worth with each of the pool added."""
        group = self.groups[number]
        if len(group) >= self.state.high:
            return np.full(len(self.pool), -np.inf)
        rest = np.array([group], np.intp)
        quality: Floats = self.state.extension.qualities(rest, self.pool)[0]
        values = (len(group) + 1) * quality
        for one in group:
            values[list(self.barred[self.place[one]])] = -np.inf
        return values

    def _gains(self, number: int) -> Floats:
        gains = self.values[number] - self.worth[number]
        noise = np.array([1 + self.noise * self.draw.random() for _ in self.pool])
        noisy: Floats = np.where(gains > 0, gains * noise, gains)
        return noisy
