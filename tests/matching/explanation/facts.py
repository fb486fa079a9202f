"""Ways to tell a fact that was not known: many at random, and those that count most."""

from dataclasses import replace
from itertools import product

from matching import Tie
from tests.matching.strategies import AGES, CODES, NETWORKS, SERVICES, THEMES

PLACES = [(53.48, -2.24), (53.49, -2.2), (53.5, -2.2), (53.55, -2.0), (53.8, -1.55), (-53.0, 178.0)]
STRENGTHS = (None, 0.0, 0.25, 1.0)


def told(instance, key, fact, value):
    """The instance in which this fact has this value; ties are {other: strength}."""
    one = instance.organisation(key)
    if fact == "place":
        return instance.with_organisation(replace(one, lat=value[0], lon=value[1]))
    if fact != "ties":
        return instance.with_organisation(replace(one, **{fact: value}))
    known = instance.with_organisation(replace(one, ties_known=True))
    ties = [Tie(key, other, "k", strength) for other, strength in value.items()]
    return replace(known, ties=tuple(sorted([*instance.ties, *ties])))


def random_values(draw, fact, members, count=12):
    """Values that somebody might tell."""
    return [_random_value(draw, fact, members) for _ in range(count)]


def _random_value(draw, fact, members):
    if fact == "place":
        return draw.choice([*PLACES, (draw.uniform(53, 54), draw.uniform(-3, -2))])
    if fact == "themes":
        return {code: draw.choice([0.05, 0.5, 1.0]) for code in _some(draw, THEMES + "z")}
    if fact == "areas":
        return tuple(_some(draw, CODES))
    codes = {"ages": AGES, "offers": SERVICES, "needs": SERVICES, "networks": NETWORKS}
    if fact in codes:
        return frozenset(_some(draw, codes[fact] + "9"))
    if fact == "ties":
        named = {other: draw.choice(STRENGTHS) for other in members}
        return {other: strength for other, strength in named.items() if strength is not None}
    if fact in ("can_lead", "will_lead"):
        return draw.choice([True, False])
    return draw.choice([0.0, 0.5, 3.0, 40_000.0, 100_000.0, 1e7])


def _some(draw, codes):
    return sorted(draw.sample(list(codes), draw.randint(0, len(codes))))


def telling_values(instance, key, fact, members):
    """Values of which some reach the ends of a range and some decide about each rule."""
    others = [instance.organisation(other) for other in members if other != key]
    both = {
        "place": [*PLACES, *(one.place for one in others if one.place is not None)],
        "areas": [(), tuple(sorted(CODES)), *((code,) for code in CODES)],
        "themes": [{}, dict.fromkeys([*THEMES, *map(str, range(12))], 1.0)],
        "ages": [frozenset(), frozenset("9"), *(one.ages for one in others if one.ages)],
        "offers": [frozenset(), frozenset(SERVICES)],
        "needs": [frozenset(), frozenset("9")],
        "networks": [frozenset(), frozenset(NETWORKS)],
        "turnover": [0.0, 1e9],
        "spare_days": [0.0, 1e9],
        "max_contract": [0.0, 1e9],
        "can_lead": [True, False],
        "will_lead": [True, False],
    }
    if fact != "ties":
        return both[fact]
    names = [one.id for one in others]
    choices = product((None, 0.0, 1.0), repeat=len(names))
    return [
        {name: strength for name, strength in zip(names, choice, strict=True)
         if strength is not None}
        for choice in choices
    ]  # fmt: skip
