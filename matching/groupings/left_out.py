"""Why an organisation is in no group, and the smallest change that would place it."""

from collections.abc import Sequence

import numpy as np

from matching.arrays import Bools, Floats
from matching.groupings.placing import gains_of
from matching.groupings.remedies import remedy_for
from matching.groupings.state import State
from matching.leadership import eligible
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
LOOKED_AT = 3


class Explainer:
    """Computes reasons in the order in which they are defined."""

    def __init__(self, state: State, order: Sequence[int]) -> None:
        """`order` lists the groups as they are numbered for people, from 1."""
        self.state, self.order = state, order
        self.problem = state.problem
        self.can_be_member: Bools = state.limits > 0

    def explained(self, one: int) -> LeftOut:
        """The first reason that holds."""
        if not self.problem.has_themes[one]:
            return self._said(one, NOT_KNOWN_YET, "Tell us your themes.")
        reached = self.state.in_reach(one)
        if not self.problem.may_lead[np.append(np.flatnonzero(reached), one)].any():
            return self._said(one, NO_LEAD, self._lead_wanted(one, reached))
        if reached.sum() < self.state.low - 1:
            return self._said(one, TOO_FEW, self._company_wanted(one, reached))
        return self._among_groups(one, reached)

    def _among_groups(self, one: int, reached: Bools) -> LeftOut:
        if self.state.limits[one] == 0:
            words = "It asked to be in no group. Room for one group could place it."
            return self._said(one, NO_WORKABLE_GROUP, words)
        near = [number for number in self.order if reached[list(self.state.groups[number])].any()]
        joining = np.array([one], np.intp)
        gains = {n: float(gains_of(self.state, n, joining)[0]) for n in near}
        freely = {
            n: float(gains_of(self.state, n, joining, heed_exclusions=False)[0]) for n in near
        }
        workable = [number for number in near if gains[number] > -np.inf]
        barred = [n for n in near if freely[n] > -np.inf and n not in workable]
        if not workable:
            private = bool(barred) or (not near and self._at_odds(one, reached))
            return self._said(one, NO_WORKABLE_GROUP, NEUTRAL, private=private)
        if any(freely[number] >= 0 for number in barred):
            return self._said(one, WOULD_LOWER, NEUTRAL, private=True)
        closest = sorted(workable, key=lambda number: (-gains[number], self.order.index(number)))
        return self._said(one, WOULD_LOWER, self._gain_wanted(one, closest[:LOOKED_AT]))

    def _said(self, one: int, reason: str, detail: str, *, private: bool = False) -> LeftOut:
        return LeftOut(self.problem.arrays.ids[one], reason, detail, private)

    def _at_odds(self, one: int, reached: Bools) -> bool:
        """Whether two of those who could have formed a group here exclude each other."""
        circle = [one, *np.flatnonzero(reached).tolist()]
        inside = set(circle)
        return any(self.state.foes(member) & inside for member in circle)

    def _lead_wanted(self, one: int, reached: Bools) -> str:
        request, organisations = self.problem.request, self.problem.instance.organisations
        circle = [one, *np.flatnonzero(reached).tolist()]
        silent = sum(eligible(request, organisations[member]) is None for member in circle)
        if silent:
            whom = "one organisation" if silent == 1 else f"{silent} organisations"
            return f"Of {whom} within reach it is not known whether they could lead; one yes helps."
        leads = self.can_be_member & self.problem.may_lead
        far = np.where(leads, self._short_of(one), np.inf)
        if not np.isfinite(far).any():
            return "An organisation that can and will lead would help."
        nearest = int(far.argmin())
        radius = self.problem.arrays.radius
        within = float(radius[one] + radius[nearest])
        away = within + float(far[nearest])
        return f"A lead within {within:.0f} km would help; the nearest is {away:.0f} km away."

    def _company_wanted(self, one: int, reached: Bools) -> str:
        needed, others = self.state.low - 1, int(reached.sum())
        start = f"{others} within reach and {needed} needed."
        outside = self.can_be_member & ~reached
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

    def _gain_wanted(self, one: int, closest: Sequence[int]) -> str:
        groups = [self.state.groups[number] for number in closest]
        number = self.order.index(closest[0]) + 1
        lost = -float(gains_of(self.state, closest[0], np.array([one], np.intp))[0])
        start = f"Closest is group {number}, whose total would fall by {lost:.3f}."
        remedy = remedy_for(self.problem, one, groups)
        return f"{start} {remedy}" if remedy else f"{start} It would take more than one change."
