"""Twins of the kernels in `matching/kernels/pricing.py`: sums by name, and trying all."""

from itertools import combinations
from math import inf


def worth(plain, members, j, last, prices=None, part=0.0):
    """What j adds to the members: when last exactly, else at most, with prices.

    `part` is what it gets of its best pairs with other candidates.
    """
    if last:
        return plain.certain([*members, j]) - plain.certain(members)
    left, unmet = plain.left(members), plain.unmet(members)
    value = plain.pairs_of([*members, j]) - plain.pairs_of(members) + plain.own(j) + part
    for resource in plain.resources:
        value += prices.caps[resource] * min(plain.amount(resource, j), left[resource])
    value += plain.each(j) * len(plain.needs(j) & plain.offered([*members, *plain.ids]))
    for service in plain.offers(j):
        value += prices.needs[service] * unmet[service]
    for rule in plain.limits:
        value -= prices.uses[rule] * plain.use(rule, j)
    return value


def price_all(plain, members, candidates, last, prices=None, parts=None):
    """The same for every candidate."""
    return {
        j: worth(plain, members, j, last, prices, 0.0 if last else parts[j]) for j in candidates
    }


def top_places(values, r):
    """Places of the r largest values, falling; of equal ones the first."""
    return sorted(range(len(values)), key=lambda place: (-values[place], place))[:r]


def fixed_part(plain, members, prices):
    """The bound but for the candidates."""
    left, unmet, room = plain.left(members), plain.unmet(members), plain.room(members)
    return (
        plain.certain(members)
        + sum((1 - prices.caps[resource]) * left[resource] for resource in plain.resources)
        + sum((1 - prices.needs[service]) * unmet[service] for service in plain.services)
        + sum(prices.uses[rule] * room[rule] for rule in plain.limits)
    )


def bound(plain, members, candidates, prices, parts):
    """What the prices say that no completion exceeds: the fixed part and the best r candidates."""
    values = price_all(plain, members, candidates, False, prices, parts).values()
    best = sorted(values, reverse=True)[: plain.size - len(members)]
    return fixed_part(plain, members, prices) + sum(best)


def slopes(plain, members, top, prices):
    """How that bound changes with each price, for these candidates as the best ones."""
    left, unmet, room = plain.left(members), plain.unmet(members), plain.room(members)
    by_cap = {
        m: sum(min(plain.amount(m, j), left[m]) for j in top) - left[m] for m in plain.resources
    }
    by_need = {f: unmet[f] * (sum(f in plain.offers(j) for j in top) - 1) for f in plain.services}
    by_use = {q: room[q] - sum(plain.use(q, j) for j in top) for q in plain.limits}
    length = (
        inward([*by_cap.values()], [*prices.caps.values()], 1.0)
        + inward([*by_need.values()], [*prices.needs.values()], 1.0)
        + inward([*by_use.values()], [*prices.uses.values()], inf)
    )
    return by_cap, by_need, by_use, length


def inward(slopes, prices, most):
    """Squared length of the slopes along which a price can still go down the bound."""
    total = 0.0
    for slope, price in zip(slopes, prices, strict=True):
        goes_up = slope < 0
        if price < most if goes_up else price > 0:
            total += slope * slope
    return total


def move(prices, slopes, stride, most):
    """Prices after a step down the slopes, each kept within 0 and the most."""
    return [
        sorted((0.0, price - stride * slope, most))[1]
        for price, slope in zip(prices, slopes, strict=True)
    ]


def bound_prices(plain, members, candidates):
    """What every bound must reach: the best completion, found by trying all."""
    return plain.best(members, candidates)


def best_partners(shares, j, others, count):
    """The `count` largest parts that j has of its pairs with others, falling."""
    return sorted((shares[j, other] for other in others if other != j), reverse=True)[:count]


def is_mutual(partners, chosen, t, s):
    """Whether two are chosen and count each other among their best partners."""
    return t in chosen and s in chosen and t in partners[s] and s in partners[t]


def share_pairs(plain, candidates, r):
    """Half of the r - 1 best pairs of each candidate with others, and half of the r - 2 best."""
    halves = {(i, j): plain.pair(i, j) / 2 for i in candidates for j in candidates if i != j}
    most = {j: sum(best_partners(halves, j, candidates, r - 1)) for j in candidates}
    lesser = {j: sum(best_partners(halves, j, candidates, max(0, r - 2))) for j in candidates}
    return most, lesser


def pairs_among(plain, group):
    """What the pairs of a group add, each pair once."""
    return sum(plain.pair(i, j) for i, j in combinations(group, 2))
