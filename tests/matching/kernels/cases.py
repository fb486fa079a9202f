"""Random briefs at one size, laid out for the kernels, with the same in plain words beside them."""

from dataclasses import dataclass
from itertools import permutations
from random import Random

import numpy as np

from matching import Instance
from matching.briefs.material import Earlier, Material, new_state
from matching.briefs.pool import pool_of
from matching.kernels.branching import DEPTH, FRESH, add_member
from matching.kernels.pricing import NOTHING, share_pairs
from matching.problem import Problem
from matching.request import Weights
from tests.matching.kernels.plain import Plain
from tests.matching.strategies import blanked, random_brief, random_tables

WIDE = {"ages": 90, "offers": 130, "needs": 130, "networks": 70}
KINDS = ("told", "blank", "wide", "wide and blank", "alike")
NEEDS_ALONE = Weights(**dict.fromkeys(Weights.model_fields, 0.0) | {"complementarity": 1.0})


def random_instance(draw, count, kind):
    """An instance in which something, or most, is not known; perhaps with several words a row."""
    tables = random_tables(draw.random(), count)
    if kind.startswith("wide"):
        widen(tables, draw)
    if kind.endswith("blank"):
        tables = blanked(tables, draw.random(), 0.5)
    if kind == "alike":
        first, *_ = rows = tables["organisations"]
        tables["organisations"] = [draw.choice([first, row]) | {"id": row["id"]} for row in rows]
        tables["ties"], tables["exclusions"] = [], []
    return Instance.from_tables(**tables)


def widen(tables, draw):
    """List so many ages, services and networks that their bits need more than one word."""
    for column, count in WIDE.items():
        codes = [f"{column[0] if column != 'needs' else 'o'}{code:03}" for code in range(count)]
        for row in tables["organisations"]:
            some = draw.sample(codes, draw.choice([1, 3, 40 if column != "networks" else 4]))
            row[column] = draw.choice(["", "none", *6 * [";".join(some)]])
        draw.choice(tables["organisations"])[column] = ";".join(codes)


def asked(draw, count):
    """A brief that asks for more than `random_brief`: rules, ties and members by name."""
    brief = random_brief(draw.random())
    ids = [f"o{number}" for number in range(count)]
    named = draw.choice([0, 0, 0, 1, 2])
    return brief.model_copy(
        update={
            "lead": draw.choice(["required", "wanted"]),
            "min_small": draw.choice([0, 0, 1, 2]),
            "min_capacity_days": draw.choice([0.0, 0.0, 2.0, 9.0]),
            "must_include": tuple(draw.sample(ids, named)),
            "must_exclude": (),
            "weights": draw.choice([brief.weights, brief.weights, NEEDS_ALONE]),
        }
    )


class Case:
    """One random brief: `plain` in words, and the table and the state of the kernels."""

    def __init__(self, seed, *, count=8, sizes=(2, 3, 3, 4, 5), kind=None, earlier=None):
        self.draw = draw = Random(f"kernels-{seed}")
        instance = random_instance(draw, count, kind or KINDS[draw.randrange(len(KINDS))])
        brief, size = asked(draw, count), draw.choice(sizes)
        pool = pool_of(problem := Problem(instance, brief), brief)
        if pool is None or len(pool.named) >= size:
            brief = brief.model_copy(update={"must_include": ()})
            pool = pool_of(problem := Problem(instance, brief), brief)
        groups = self._earlier(len(instance.organisations)) if earlier is None else earlier
        apart = Earlier(groups, draw.choice([0, 1, 1, 2]))
        self.material, self.pool = Material(problem, brief), pool
        self.table = self.material.table(pool.everyone, size, apart, pairs=True)
        self.state = new_state(self.table, self.material.services, size)
        keys = [one.id for one in instance.organisations]
        self.plain = Plain(
            instance,
            brief,
            size,
            [keys[i] for i in pool.everyone],
            tuple(tuple(keys[i] for i in group) for group in groups),
            apart.difference,
        )
        self.place = {key: place for place, key in enumerate(self.plain.ids)}
        self.named = [keys[i] for i in pool.named]
        self.free = [keys[i] for i in pool.free]
        self.size, self.members, self.candidates = size, [], []

    def _earlier(self, count):
        draw, sizes = self.draw, range(2, min(5, count) + 1)
        groups = [draw.sample(range(count), draw.choice(sizes)) for _ in range(draw.choice([0, 3]))]
        return tuple(tuple(sorted(group)) for group in groups)

    def places(self, keys):
        return np.array([self.place[key] for key in keys], np.int64)

    def ids(self, places):
        return [self.plain.ids[place] for place in places]

    def named_by(self, positions):
        """The ids of positions in the instance, up to the first -1."""
        keys = [one.id for one in self.plain.instance.organisations]
        return tuple(keys[position] for position in positions if position >= 0)

    def add(self, key):
        """Make one organisation the next member."""
        d, place = len(self.members), self.place[key]
        add_member(self.table, self.state, d, place)
        self.state.near[d + 1] = self.state.near[d] + self.table.pairs[place]
        self.members.append(key)

    def compatible(self):
        """Those who are free and may join the members."""
        members, plain = self.members, self.plain
        return [
            key
            for key in self.free
            if key not in members and not any(plain.exclude(key, i) for i in members)
        ]

    def open(self, depth=None):
        """Lay the named members and some by chance, with prices by chance; give the depth."""
        if depth is None:
            depth = self.draw.randint(len(self.named), self.size - 1)
        for key in self.named:
            self.add(key)
        while len(self.members) < depth and self.compatible():
            self.add(self.draw.choice(self.compatible()))
        self.candidates = self.compatible()
        self.draw.shuffle(self.candidates)
        self.write(len(self.members), self.candidates)
        self.price()
        return len(self.members)

    @property
    def more(self):
        """How many members are missing."""
        return self.size - len(self.members)

    def write(self, d, candidates):
        self.state.candidates[d, : len(candidates)] = self.places(candidates)
        self.state.counts[d] = len(candidates)

    def price(self):
        """Prices by chance, at the ends of their range too."""
        d, draw = len(self.members), self.draw
        for prices in (self.state.cap_prices, self.state.need_prices, self.state.use_prices):
            for m in range(prices.shape[1]):
                prices[d, m] = draw.choice([0.0, 1.0, draw.random(), draw.random()])
        self.state.use_prices[d] *= draw.choice([0.0, 0.2])

    def share(self):
        """Give each candidate its part of its best pairs; give the places of those partners."""
        return share_pairs(self.table, self.state, len(self.members), self.more)

    def shares(self):
        """How each pair is split: the part of the first."""
        table, place = self.table.shares, self.place
        return {(i, j): float(table[place[i], place[j]]) for i, j in permutations(place, 2)}

    def parts(self, d):
        """The part that each candidate got of its best pairs."""
        found = self.state.halves[d, self.places(self.candidates)]
        return dict(zip(self.candidates, found.tolist(), strict=True))

    def prices(self, d):
        """The prices of a row by resource, service and rule."""
        state, plain = self.state, self.plain
        return Prices(
            dict(zip(plain.resources, state.cap_prices[d].tolist(), strict=True)),
            dict(zip(plain.services, state.need_prices[d].tolist(), strict=True)),
            dict(zip(plain.limits, state.use_prices[d].tolist(), strict=True)),
        )

    def services(self, words):
        """The services whose bits are set."""
        bits = [int(word) >> bit & 1 for word in words for bit in range(64)]
        return {service for service, bit in zip(self.plain.services, bits, strict=False) if bit}

    def begin(self):
        """Make ready for a search from the named members; give the depth at which it starts."""
        for key in self.named:
            self.add(key)
        start = len(self.members)
        self.write(start, self.free)
        self.state.marks[DEPTH], self.state.marks[FRESH] = start, 1
        return start

    def show(self, value=NOTHING, group=()):
        """Write a group that is known into the search."""
        index = self.plain.instance.index
        self.state.best[0] = value
        self.state.best_members[:] = -1
        self.state.best_members[: len(group)] = sorted(index[key] for key in group)


@dataclass(frozen=True)
class Prices:
    """What caps, needs and rules are priced at."""

    caps: dict[object, float]
    needs: dict[str, float]
    uses: dict[object, float]
