"""Twins of the kernels in `matching/kernels/worths.py`: sets of ids, summed anew each time."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import combinations
from math import ceil

from tests.matching import reference


@dataclass
class Rest:
    """A set that somebody may join: themes by district, services, and sums."""

    members: list[str] = field(default_factory=list)
    districts: dict[str, dict[str, float]] = field(default_factory=dict)
    once: set[str] = field(default_factory=set)
    twice: set[str] = field(default_factory=set)
    wanted: list[set[str]] = field(default_factory=list)
    totals: dict[str, float] = field(default_factory=dict)


def new_rest():
    """Nobody."""
    return Rest()


def wipe(rest):
    """Make the set empty."""
    rest.members, rest.districts = [], {}


def lay_out(plain, members, without=None):
    """The set of all members but one, and what it is worth."""
    rest = Rest([one for one in members if one != without])
    sum_up(plain, rest)
    settle(plain, rest)
    return rest, plain.worth(rest.members)


def sum_up(plain, rest):
    """Sum pairs, days, small members and themes."""
    people = [plain.one(key) for key in rest.members]
    for district in set().union(*map(plain.districts, rest.members)):
        there = [one for one in people if district in plain.districts(one.id)]
        themes = {theme for one in there for theme in one.themes or {}}
        rest.districts[district] = {
            theme: sum((one.themes or {}).get(theme, 0.0) for one in there) for theme in themes
        }
    rest.totals |= {
        "inside": sum(plain.pair(i, j) for i, j in combinations(rest.members, 2)),
        "days": sum(reference.capacity(plain.request, [one]) for one in people),
        "small": sum(reference.is_small(plain.request, one) for one in people),
        "breadth": max(map(breadth_of, rest.districts.values()), default=0.0),
    }


def breadth_of(themes):
    """How many themes there are, each in part or in full."""
    return sum(min(1.0, weight) for weight in themes.values())


def settle(plain, rest):
    """Who offers what, and what is wanted yet."""
    offered = Counter(service for key in rest.members for service in plain.offers(key))
    rest.once = set(offered)
    rest.twice = {service for service, count in offered.items() if count > 1}
    rest.wanted = [
        plain.needs(key).difference(*(plain.offers(j) for j in rest.members if j != key))
        for key in rest.members
    ]
    people = [plain.one(key) for key in rest.members]
    rest.totals["needs"] = reference.complementarity(people) * len(people) if people else 0.0


def worth_of(weights, full, size, pairs, breadth, needs, days, small):
    """Size times quality from the sums of a group."""
    if size < 2:
        return 0.0
    terms = (
        min(full, breadth) / full,
        needs / size,
        min(days, 1.0),
        min(1.0, small / ceil(reference.Fraction(3, 10) * size)),
    )
    count = len(list(combinations(range(size), 2)))
    return size * (pairs / count + sum(w * x for w, x in zip(weights, terms, strict=True)))


def worths_with(plain, rest, ones):
    """What the set would be worth with each of some."""
    return {one: plain.worth([*rest.members, one]) for one in ones}
