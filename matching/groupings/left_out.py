"""Why an organisation is in no group, and the smallest change that would place it."""

from collections.abc import Sequence

import numpy as np

from matching.arrays import Bools, Floats, Ints
from matching.groupings.joining import Chances, chances_of
from matching.groupings.remedies import remedy_for
from matching.groupings.state import State
from matching.leadership import who_has_not_said
from matching.outcome import (
    NO_LEAD,
    NO_WORKABLE_GROUP,
    NOT_KNOWN_YET,
    TOO_FEW,
    WOULD_LOWER,
    LeftOut,
)
from matching.places import kilometres

# The same words whether a group was full or an exclusion stood in the way: nobody can tell.
NEUTRAL = (
    "Every group within reach is full or cannot take one more. Larger groups, or one more lead "
    "within reach, could place it."
)
NO_ROOM_WANTED = "It asked to be in no group. Room for one group could place it."
NO_THEMES = "Tell us your themes."


def reasons_of(state: State, order: Sequence[int]) -> list[LeftOut]:
    """The first reason that holds of everybody in no group, by id.

    `order` lists the groups as they are numbered for people, from 1.
    """
    alone = np.flatnonzero(~state.grouped)
    themed = alone[state.problem.has_themes[alone]]
    explainer = Explainer(state, order, themed)
    return [explainer.explained(one) for one in alone.tolist()]


class Explainer:
    """Computes reasons in the order in which they are defined."""

    def __init__(self, state: State, order: Sequence[int], ones: Ints) -> None:
        """Look at the surroundings of `ones`, who have themes and are in no group."""
        self.state, self.problem = state, state.problem
        self.row = {one: row for row, one in enumerate(ones.tolist())}
        may_lead = self.problem.may_lead
        leads = state.reach.counts(ones, may_lead & (state.limits > 0), 1) > 0
        self.led: Bools = leads | may_lead[ones]
        everybody = np.ones(len(state.limits), bool)
        self.company: Ints = state.reach.counts(ones, everybody, state.low - 1)
        self.groups_near: Bools = state.reach.counts(ones, state.grouped, 1) > 0
        self.chances: Chances = chances_of(state, order, ones)

    def explained(self, one: int) -> LeftOut:
        """The first reason that holds."""
        if not self.problem.has_themes[one]:
            return self._said(one, NOT_KNOWN_YET, NO_THEMES)
        row = self.row[one]
        if not self.led[row]:
            return self._said(one, NO_LEAD, self._lead_wanted(one))
        if self.company[row] < self.state.low - 1:
            return self._said(one, TOO_FEW, self._company_wanted(one))
        if self.state.limits[one] == 0:
            return self._said(one, NO_WORKABLE_GROUP, NO_ROOM_WANTED)
        return self._among_groups(one, row)

    def _among_groups(self, one: int, row: int) -> LeftOut:
        chances = self.chances
        if chances.closest[row, 0] < 0:
            private = bool(chances.barred[row]) or (
                not self.groups_near[row] and self._at_odds(one)
            )
            return self._said(one, NO_WORKABLE_GROUP, NEUTRAL, private=private)
        if chances.barred_gain[row] >= 0:
            return self._said(one, WOULD_LOWER, NEUTRAL, private=True)
        return self._said(one, WOULD_LOWER, self._gain_wanted(one, row))

    def _said(self, one: int, reason: str, detail: str, *, private: bool = False) -> LeftOut:
        return LeftOut(self.problem.arrays.ids[one], reason, detail, private)

    def _at_odds(self, one: int) -> bool:
        """Whether two of those who could have formed a group here exclude each other."""
        inside = np.zeros(len(self.state.limits), bool)
        inside[[one, *self.state.reach.of(one).tolist()]] = True
        first, second = np.divmod(self.problem.arrays.excluded_keys, len(inside))
        return bool((inside[first] & inside[second]).any())

    def _lead_wanted(self, one: int) -> str:
        circle = np.append(self.state.reach.of(one), one)
        silent = int(who_has_not_said(self.problem.request, self.problem.arrays)[circle].sum())
        if silent:
            whom = "one organisation" if silent == 1 else f"{silent} organisations"
            return f"Of {whom} within reach it is not known whether they could lead; one yes helps."
        leads = (self.state.limits > 0) & self.problem.may_lead
        far = np.where(leads, self._short_of(one), np.inf)
        if not np.isfinite(far).any():
            return "An organisation that can and will lead would help."
        nearest = int(far.argmin())
        radius = self.problem.arrays.radius
        within = float(radius[one] + radius[nearest])
        away = within + float(far[nearest])
        return f"A lead within {within:.0f} km would help; the nearest is {away:.0f} km away."

    def _company_wanted(self, one: int) -> str:
        needed, others = self.state.low - 1, int(self.company[self.row[one]])
        start = f"{others} within reach and {needed} needed."
        outside = self.state.limits > 0
        outside[self.state.reach.of(one)] = False
        outside[one] = False
        far = np.sort(self._short_of(one)[outside])
        missing = needed - others
        if len(far) < missing or not np.isfinite(far[missing - 1]):
            return f"{start} {missing} more with known themes could place it."
        radius = float(self.problem.arrays.radius[one])
        wider = radius + float(far[missing - 1])
        return f"{start} Working within {wider:.1f} km instead of {radius:g} km could place it."

    def _short_of(self, one: int) -> Floats:
        """Kilometres that the radii of this and each other organisation fall short."""
        arrays = self.problem.arrays
        away = kilometres(arrays.lat[one], arrays.lon[one], arrays.lat, arrays.lon)
        short: Floats = np.nan_to_num(away - arrays.radius - arrays.radius[one], nan=np.inf)
        return short

    def _gain_wanted(self, one: int, row: int) -> str:
        closest = [place for place in self.chances.closest[row].tolist() if place >= 0]
        order = self.chances.order
        lost = -float(self.chances.gains[row, 0])
        start = f"Closest is group {closest[0] + 1}, whose total would fall by {lost:.3f}."
        remedy = remedy_for(self.problem, one, [self.state.groups[order[n]] for n in closest])
        return f"{start} {remedy}" if remedy else f"{start} It would take more than one change."
