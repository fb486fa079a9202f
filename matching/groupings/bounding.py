"""What no grouping can exceed, at any number of organisations.

A group's size times its quality is summed over its members. The pair terms of a member are the
mean over its partners, of whom there are at least `low - 1`, and so no more than the mean of its
best `low - 1`. Its needs count the share that anybody offers. Coverage, days and small members are
sums with a cap: no more than `high` times what its members bring in all, and no more than 1 a
member. There are no more memberships than organisations want, and, since each group needs somebody
who may lead, no more than `high` for each group that those who may lead can be in. Each part is
taken at its best for itself, so that the sum is a bound.
"""

import numpy as np

from matching.arrays import Floats, Ints
from matching.groupings.laying_out import Material
from matching.groupings.partners import partners_of
from matching.kernels.pairs import most_of_partners

# Below so many every pair is looked at; above, only ties and places.
EVERY_PAIR = 4_096


def bound_of(material: Material, table: Floats | None = None) -> float:
    """A bound of every total."""
    possible = np.flatnonzero(material.limits > 0)
    low, high = material.grouping.size.min, material.grouping.size.max
    if len(possible) < low:
        return 0.0
    limits = material.limits[possible]
    leads = material.problem.may_lead[possible]
    memberships = min(int(limits.sum()), high * int(limits[leads].sum()))
    parts = [
        _most(_alone(material, possible, table), limits, memberships),
        *(
            weight * min(float(memberships), _most(amounts, limits, memberships))
            for weight, amounts in _capped(material, possible)
        ),
    ]
    return float(sum(parts))


def _alone(material: Material, possible: Ints, table: Floats | None) -> Floats:
    """What each member adds by itself at most: its pairs and its needs."""
    partners = material.grouping.size.min - 1
    if len(possible) <= EVERY_PAIR:
        best = partners_of(material, possible, table).values[possible]
    else:
        best = most_of_partners(material.pairs, possible, partners)
    needs = material.problem.complementarity
    offered = needs.offers[possible].max(axis=0, initial=0.0)
    met = needs.fixed + (needs.needs * offered).sum(axis=1) * needs.each
    mine: Floats = best.mean(axis=1) + material.weights[2] * met[possible]
    return mine


def _capped(material: Material, possible: Ints) -> list[tuple[float, Floats]]:
    """The weight of each capped term, and what each member can bring to it in all."""
    problem, high = material.problem, material.grouping.size.max
    low = material.grouping.size.min
    share = max(size / ((3 * size + 9) // 10) for size in range(low, high + 1))
    cover, _, _, _, days, small, _ = material.weights.tolist()
    return [
        (cover, high * material.alone[possible] / material.grouping.full_breadth_themes),
        (days, high * problem.days[possible]),
        (small, share * problem.small[possible].astype(np.float64)),
    ]


def _most(amounts: Floats, limits: Ints, memberships: int) -> float:
    """The sum over the memberships that bring most, each organisation as often as it wants."""
    order = np.argsort(-amounts, kind="stable")
    before = np.cumsum(limits[order]) - limits[order]
    taken = np.clip(memberships - before, 0, limits[order])
    return float((taken * amounts[order]).sum())
