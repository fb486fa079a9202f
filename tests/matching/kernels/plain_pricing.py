"""Twins of the kernels in `matching/kernels/pricing.py`: sums by name, and trying all."""

from math import inf

from matching.kernels.pricing import NEED_PRICE


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
    met = plain.needs(j) & plain.offered(members)
    hoped = (plain.needs(j) - met) & plain.offered(plain.ids)
    value += plain.each(j) * (len(met) + (1 - NEED_PRICE) * len(hoped))
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


def help_of(plain, members, j, other):
    """What the other one could add, priced, to the needs of j that no member meets."""
    could = (plain.needs(j) - plain.offered(members)) & plain.offers(other)
    return NEED_PRICE * plain.each(j) * len(could)


def hope_of(plain, members, j):
    """The same of anybody at all."""
    could = (plain.needs(j) - plain.offered(members)) & plain.offered(plain.ids)
    return NEED_PRICE * plain.each(j) * len(could)


def insert(best, most, value):
    """A falling list with one value more, at most so many, and its place, -1 where it has none."""
    slot = sum(other >= value for other in best)
    return [*best[:slot], value, *best[slot:]][:most], slot if slot < most else -1


def parts_of(plain, members, shares, j, others):
    """What each other one brings j: its share of their pair, and help."""
    return {i: shares[j, i] + help_of(plain, members, j, i) for i in others if i != j}


def best_partners(plain, members, shares, j, others):
    """What j gets of its r - 1 best pairs; of r - 2, needs by their help; and as if all were met.

    The first is the less of the two ways to count needs.
    """
    helped = sorted(parts_of(plain, members, shares, j, others).values(), reverse=True)
    alone = sorted((shares[j, i] for i in others if i != j), reverse=True)
    hope, r = hope_of(plain, members, j), plain.size - len(members)
    most = min(sum(helped[: r - 1]), sum(alone[: r - 1]) + hope)
    fewer = max(0, r - 2)
    return most, sum(helped[:fewer]), sum(alone[:fewer]) + hope


def share_pairs(plain, members, candidates, shares):
    """The same for every candidate: `halves`, `lesser` and `hopeful`, each by id."""
    found = {j: best_partners(plain, members, shares, j, candidates) for j in candidates}
    return [{j: parts[way] for j, parts in found.items()} for way in range(3)]
