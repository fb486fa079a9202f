"""A patch of a grouping: some organisations whose groups may change, at a price on change.

The price is an eighth term while a patch is searched: the share of a group's pairs that were
together before. Pair terms enter the worth of a group as their mean, so that the price is simply
added to the value of such a pair. Somebody who joins a group or leaves it then costs about the
price. What cuts a group in two costs nothing by this term, so whatever ruin and recreate does is
judged by companions lost as well.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from matching.arrays import Bools, Floats, Ints
from matching.groupings.laying_out import NEAREST, Material, Slice, facts_of
from matching.groupings.memberships import Memberships
from matching.groupings.reach import are_few
from matching.groupings.search import Members, Search
from matching.kernels.pairs import EXCLUDED
from matching.kernels.worths import EXCLUDED_BELOW

EVERY_ROUND = 8
EQUAL = 1e-9


class Patch(NamedTuple):
    """Everything that searching a patch needs, small enough to send elsewhere.

    `groups` are those that may change, as positions, and `first` the places among them of those
    looked at first. `leads` are places in `cut` of those who may be worth taking out of their group
    to open another. Pairs count from 0 in `cut`: `apart` (p, 2) have met in a group that stays,
    `together` (q, 2) were companions before, and `parts` (q,) are the companions, in shares, that
    both lose when they part.
    """

    cut: Slice
    groups: tuple[Members, ...]
    first: tuple[int, ...]
    leads: tuple[int, ...]
    apart: Ints
    together: Ints
    parts: Floats
    price: float
    rounds: int
    seed: int
    anywhere: bool


class Plan(NamedTuple):
    """What every patch of one revision shares; `standing` and `companies` are groups by number."""

    material: Material
    standing: Memberships
    companies: Memberships
    price: float


def patch_of(
    plan: Plan,
    chosen: Bools,
    rounds: int,
    seed: int,
    first: Sequence[int] | None = None,
    leads: Sequence[int] = (),
) -> tuple[Patch, Ints]:
    """Lay out those chosen (n,); gives the numbers of the groups that may change as well.

    Groups that lie partly outside stay: they use up room of their members, who have met there.
    `first` are numbers of groups, all that may change unless given; `leads` are positions.
    """
    material, standing = plan.material, plan.standing
    changing = standing.within(chosen)
    staying = np.setdiff1d(standing.touched_by(chosen), changing)
    limits = material.limits - _times(standing, staying)
    positions = np.flatnonzero(chosen & (limits > 0))
    place = np.full(len(chosen), -1, np.int64)
    place[positions] = np.arange(len(positions))
    together, owners = _among(plan.companies, plan.companies.touched_by(chosen), place)
    wanted = set(changing.tolist() if first is None else first)
    cut = material.slice(positions)._replace(limits=limits[positions])
    few = are_few(np.flatnonzero(material.limits > 0))
    return Patch(
        cut=cut,
        groups=tuple(standing.groups[number] for number in changing.tolist()),
        first=tuple(row for row, number in enumerate(changing.tolist()) if number in wanted),
        leads=tuple(int(place[one]) for one in leads if place[one] >= 0),
        apart=_among(standing, staying, place)[0],
        together=together,
        parts=2.0 / (plan.companies.sizes[owners] - 1),
        price=plan.price,
        rounds=rounds,
        seed=seed,
        anywhere=few,
    ), changing


def _times(standing: Memberships, numbers: Ints) -> Ints:
    """In how many of these groups everybody is; (n,)."""
    wanted = np.zeros(len(standing.groups), bool)
    wanted[numbers] = True
    return np.bincount(standing.flat[wanted[standing.owners]], minlength=standing.count)


def _among(groups: Memberships, numbers: Ints, place: Ints) -> tuple[Ints, Ints]:
    """Pairs of these groups both of whom have a place, by place, and whose they are."""
    pairs, owners = groups.pairs(numbers)
    pairs = place[pairs]
    inside = (pairs >= 0).all(axis=1)
    return pairs[inside], owners[inside]


class Patcher:
    """The search over one patch."""

    def __init__(self, patch: Patch) -> None:
        """Take over the groups that may change."""
        self.patch = patch
        positions = patch.cut.positions
        nearest = len(positions) if patch.anywhere else NEAREST
        facts = facts_of(patch.cut, nearest, anywhere=patch.anywhere)
        self._wanted = self._price(facts.pairs)
        self.search = Search(facts, positions, patch.seed)
        self.search.take_over(patch.groups)
        self._value: float | None = None

    def _price(self, pairs: Floats) -> Bools:
        """Put the price on pairs; gives who were companions, (m, m)."""
        wanted = np.zeros(pairs.shape, bool)
        for one, other in (self.patch.together.T, self.patch.together.T[::-1]):
            wanted[one, other] = True
        pairs[wanted & (pairs > EXCLUDED_BELOW)] += self.patch.price
        for one, other in (self.patch.apart.T, self.patch.apart.T[::-1]):
            pairs[one, other] = EXCLUDED
        return wanted

    def improve(self) -> None:
        """Let leads with room open groups, then make small changes until none helps."""
        self._open_beside(len(self.patch.groups), self.patch.first)
        for lead in self.patch.leads:
            self._try_apart(lead)

    def _open_beside(self, count: int, numbers: Iterable[int]) -> None:
        """Let leads open groups beside the `count` there are, and improve those and some others."""
        self.search.open_more(self.patch.cut.low)
        self.search.improve([*numbers, *range(count, self.search.count)])

    def _try_apart(self, lead: int) -> None:
        """Let somebody who may lead leave a group that has another lead, where that is worth it."""
        kept = self.search.places()
        left = [tuple(one for one in group if one != lead) for group in kept]
        parted = [number for number, group in enumerate(left) if len(group) < len(kept[number])]
        may_lead, low = self.patch.cut.may_lead, self.patch.cut.low
        if len(parted) == 1 and len(left[parted[0]]) >= low and may_lead[[*left[parted[0]]]].any():
            value = self.value()
            self.search.begin_again(left)
            self._open_beside(len(left), parted)
            if self.value() <= value + EQUAL:
                self.search.begin_again(kept)

    def rebuild(self, rounds: int) -> None:
        """Ruin and recreate, kept where it is worth the companions that are lost by it."""
        if self._value is None:
            self._value = self.value()
        kept = self.search.places()
        self.search.rebuild(rounds)
        value = self.value()
        if value < self._value - EQUAL:
            self.search.begin_again(kept)
        else:
            self._value = value

    def value(self) -> float:
        """The total without the price, less the price of every companion lost."""
        groups = [np.array(group) for group in self.search.places()]
        now = np.zeros(self._wanted.shape, bool)
        shares = 0.0
        for group in groups:
            both = np.ix_(group, group)
            now[both] = True
            shares += self._wanted[both].sum() / (len(group) - 1)
        one, other = self.patch.together.T
        lost = self.patch.parts[~now[one, other]].sum()
        return self.search.total - self.patch.price * float(shares + lost)

    def groups(self) -> list[Members]:
        """The groups as positions."""
        return sorted(self.search.groups())


def run(patch: Patch) -> list[Members]:
    """Search a patch to the end; the same patch gives the same groups wherever it runs."""
    patcher = Patcher(patch)
    patcher.improve()
    for done in range(0, patch.rounds, EVERY_ROUND):
        patcher.rebuild(min(EVERY_ROUND, patch.rounds - done))
    return patcher.groups()
