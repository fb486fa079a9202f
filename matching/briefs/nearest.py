"""Who came nearest to the best group of a brief, and what keeps each out."""

from collections.abc import Sequence

import numpy as np

from matching.arrays import Bools, Floats, Ints
from matching.briefs.material import NO_EARLIER, Material, new_state, pairs_in
from matching.kernels.climbing import swap_values
from matching.kernels.pairs import pair_rows
from matching.outcome import NO_WORKABLE_GROUP, Nearest
from matching.rules import (
    CAPACITY,
    EXCLUSION,
    HUB,
    LEAD,
    MUST_EXCLUDE,
    MUST_INCLUDE,
    SMALL,
    THEMES,
    TOLERANCE,
    excluded_pairs,
    within_two_ties,
)

MOST = 20

SENTENCES = {
    THEMES: "No theme of theirs is known yet.",
    MUST_EXCLUDE: "The brief leaves them out by name.",
    MUST_INCLUDE: "Every place in the best group is taken by a member that the brief names.",
    EXCLUSION: f"There is {NO_WORKABLE_GROUP}.",
    LEAD: "In place of any member the group would have no lead.",
    HUB: "In place of any member no lead would be within two ties of everyone.",
    CAPACITY: "In place of any member the group would have too few spare days.",
    SMALL: "In place of any member the group would have too few small members.",
}


def nearest_to(material: Material, best: Sequence[str]) -> tuple[Nearest, ...]:
    """The 20 organisations outside the best group that a swap would cost least.

    Those that no swap could bring in count with what it would cost if their rule were lifted.
    """
    problem = material.problem
    members = np.array([problem.instance.index[key] for key in best], np.intp)
    outside = np.setdiff1d(np.arange(problem.arrays.count), members)
    if not len(outside):
        return ()
    swaps = _Swaps(material, members, outside)
    costs = swaps.costs()
    order = np.lexsort((outside, np.round(costs, 12)))[:MOST]
    return tuple(swaps.described(int(column)) for column in order)


class _Swaps:
    """Every swap of one member of the best group for one organisation outside."""

    def __init__(self, material: Material, members: Ints, outside: Ints) -> None:
        problem = material.problem
        self.problem, self.brief = problem, material.brief
        self.members, self.outside = members, outside
        count = len(members)
        kept = np.array([[i for i in range(count) if i != slot] for slot in range(count)])
        self.rests = members[kept]
        quality = float(problem.qualities(members[None, :])[0])
        self.loss = quality - swapped(material, members)[:, outside]
        self.breaks = self._breaks()
        self.kept = ~np.logical_or.reduce(list(self.breaks.values()))

    def costs(self) -> Floats:
        """What the best swap costs each organisation, rules kept where that is possible."""
        kept = np.where(self.kept, self.loss, np.inf).min(axis=0)
        costs: Floats = np.where(np.isfinite(kept), kept, self.loss.min(axis=0))
        return costs

    def described(self, column: int) -> Nearest:
        """One organisation with its best swap or with the rule that fails."""
        key = self.problem.arrays.ids[int(self.outside[column])]
        loss, kept = self.loss[:, column], self.kept[:, column]
        private = self._exclusion_matters(column)
        if not kept.any():
            rule = EXCLUSION if private else self._rule(column)
            return Nearest(key, None, None, rule, SENTENCES[rule], private)
        slot = int(np.where(kept, loss, np.inf).argmin())
        instead = self.problem.arrays.ids[int(self.members[slot])]
        lost = max(0.0, float(loss[slot]))
        detail = SENTENCES[EXCLUSION]
        if not private:
            detail = f"In place of {instead} the quality would fall by {lost:.3f}."
        return Nearest(key, lost, instead, None, detail, private)

    def _rule(self, column: int) -> str:
        """The first rule that fails in the swap that would cost least."""
        broken = {name: table[:, column] for name, table in self.breaks.items()}
        open_slots = ~broken[MUST_INCLUDE]
        if not open_slots.any():
            return MUST_INCLUDE
        slot = int(np.where(open_slots, self.loss[:, column], np.inf).argmin())
        return next(name for name, slots in broken.items() if slots[slot])

    def _exclusion_matters(self, column: int) -> bool:
        """Whether a better swap, or any swap, was lost to an exclusion alone."""
        others = [table[:, column] for name, table in self.breaks.items() if name != EXCLUSION]
        allowed = ~np.logical_or.reduce(others)
        if not allowed.any():
            return False
        loss = self.loss[:, column]
        without = np.where(allowed, loss, np.inf).min()
        return bool(without < np.where(self.kept[:, column], loss, np.inf).min() - TOLERANCE)

    def _breaks(self) -> dict[str, Bools]:
        """Which rules each swap breaks; tables of (slot, organisation), most telling rule first."""
        problem, brief, outside, rests = self.problem, self.brief, self.outside, self.rests
        shape = (len(rests), len(outside))
        index = problem.instance.index
        named = np.isin(self.members, [index[key] for key in brief.must_include])
        refused = np.isin(outside, [index[key] for key in brief.must_exclude])
        days = problem.arrays.spare_days
        total = days[rests].sum(axis=1)[:, None] + days[outside]
        small = problem.small[rests].sum(axis=1)[:, None] + problem.small[outside]
        led = problem.may_lead[rests].any(axis=1)[:, None] | problem.may_lead[outside]
        return {
            THEMES: np.broadcast_to(~problem.has_themes[outside], shape),
            MUST_EXCLUDE: np.broadcast_to(refused, shape),
            MUST_INCLUDE: np.broadcast_to(named[:, None], shape),
            EXCLUSION: self._excluded(),
            LEAD: ~led,
            HUB: self._without_hub() if brief.hub else np.zeros(shape, bool),
            CAPACITY: total < brief.min_capacity_days - TOLERANCE,
            SMALL: small < brief.min_small,
        }

    def _excluded(self) -> Bools:
        pairs = excluded_pairs(self.problem.arrays, self.members, self.outside)
        slots = range(len(self.members))
        return np.stack([np.delete(pairs, slot, axis=0).any(axis=0) for slot in slots])

    def _without_hub(self) -> Bools:
        arrays, eligible = self.problem.arrays, self.problem.eligible
        everyone = np.concatenate((self.members, self.outside))
        count = len(self.members)
        from_members = within_two_ties(arrays, self.members)[:, everyone]
        rows = []
        for slot in range(count):
            rest = np.array([i for i in range(count) if i != slot])
            inside = from_members[np.ix_(rest, rest)] | np.eye(len(rest), dtype=bool)
            hubs = eligible[self.members[rest]] & inside.all(axis=1)
            held = (from_members[rest][:, count:] & hubs[:, None]).any(axis=0)
            own = eligible[self.outside] & from_members[rest][:, count:].all(axis=0)
            rows.append(~(held | own))
        return np.stack(rows)


def swapped(material: Material, members: Ints) -> Floats:
    """Quality with each member replaced by each organisation, exclusions aside; (k, n)."""
    everyone, size = np.arange(material.problem.arrays.count), len(members)
    table = material.table(everyone, size, NO_EARLIER, pairs=False)
    open_facts = material.facts._replace(excluded_from=np.zeros_like(material.facts.excluded_from))
    rows = pair_rows(open_facts, members.astype(np.int64), everyone.astype(np.int64))
    state = new_state(table, material.services, size)
    places = members.astype(np.int64)
    return np.asarray(swap_values(table, state, places, rows / pairs_in(size)))
