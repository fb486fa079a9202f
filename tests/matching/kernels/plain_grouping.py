"""An open grouping in ids, sets and sums: what the twins of its kernels are written in.

Values come from the formulas in `tests/matching/reference.py`. Only what takes long is remembered.
"""

from collections import Counter
from functools import cache
from itertools import combinations
from math import inf

from tests.matching import reference
from tests.matching.kernels import plain_pairs
from tests.matching.kernels.plain_climbing import NEAR_TIE, UndecidedError


class PlainGrouping:
    """A grouping over some organisations; `near` gives whom each may look at, in order."""

    def __init__(self, instance, request, near):
        self.instance, self.request, self.near = instance, request, near
        self.ids = tuple(near)
        self.low, self.high = request.size.min, request.size.max
        weights = request.weights.model_dump()
        self.share = {name: weight / sum(weights.values()) for name, weight in weights.items()}
        self.pair, self.keeps, self._worth = map(cache, (self.pair, self.keeps, self._worth))

    def one(self, key):
        return self.instance.organisation(key)

    def offers(self, key):
        return set(self.one(key).offers or ())

    def needs(self, key):
        return set(self.one(key).needs or ())

    def districts(self, key):
        """The districts in which somebody lists an area."""
        areas = self.instance.areas
        return {areas[code].parent or code for code in self.one(key).areas or ()}

    def pair(self, i, j):
        """The weighted pair terms, the same either way round; EXCLUDED where two cannot meet."""
        return plain_pairs.pair_row(self.instance, self.request, i, [j])[j]

    def exclude(self, i, j):
        return tuple(sorted((i, j))) in self.instance.exclusions

    def may_lead(self, key):
        allowed = (True,) if self.request.lead == "required" else (True, None)
        return reference.leadership(self.request, self.one(key)) in allowed

    def limit(self, key):
        """In how many groups somebody can be."""
        one = self.one(key)
        most = min(1, one.max_groups) if self.request.one_group_each else one.max_groups
        return most if one.themes else 0

    def worth(self, members):
        """Size times quality; nothing for fewer than two, minus infinity if two are excluded."""
        return self._worth(frozenset(members))

    def _worth(self, members):
        if len(members) < 2:
            return 0.0
        if any(self.exclude(i, j) for i, j in combinations(members, 2)):
            return -inf
        people, share = [self.one(key) for key in sorted(members)], self.share
        return len(members) * (
            reference.mean(self.pair(i, j) for i, j in combinations(sorted(members), 2))
            + share["coverage"]
            * reference.coverage_of_grouping(self.instance, self.request, people)
            + share["complementarity"] * reference.complementarity(people)
            + share["capacity"] * reference.capacity(self.request, people)
            + share["small"] * reference.small(self.request, people)
        )

    def keeps(self, group):
        """Whether a group, as a frozen set, keeps the rules of one group."""
        return not reference.broken_rules(self.instance, self.request, sorted(group))

    def legal(self, groups):
        """Whether groups keep every rule, each by itself and all together."""
        sets = [frozenset(group) for group in groups]
        times = Counter(key for group in sets for key in group)
        return (
            all(len(members) == len(group) for members, group in zip(sets, groups, strict=True))
            and all(map(self.keeps, sets))
            and all(len(one & other) <= 1 for one, other in combinations(sets, 2))
            and all(count <= self.limit(key) for key, count in times.items())
        )


def decided(values):
    """The key of the highest of some values, which must be so by more than rounding."""
    first, *others = sorted(values, key=lambda key: -values[key])
    if others and values[others[0]] > values[first] - NEAR_TIE:
        raise UndecidedError
    return first


def is_above(value, bar):
    """Whether a value is above another, which must not be up to rounding."""
    if abs(value - bar) < NEAR_TIE:
        raise UndecidedError
    return value > bar
