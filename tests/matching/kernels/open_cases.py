"""Random open groupings laid out for the kernels, with the same in plain words beside them."""

from functools import cache
from itertools import combinations
from random import Random

import numpy as np

from matching import Instance
from matching.groupings.laying_out import Material, facts_of
from matching.kernels import moving, rebuilding, standing, worths
from matching.problem import Problem
from tests.matching.kernels import plain_standing
from tests.matching.kernels.cases import widen
from tests.matching.kernels.plain_grouping import PlainGrouping
from tests.matching.strategies import blanked, random_grouping, random_tables

KINDS = ("told", "blank", "wide", "uneven", "uneven")
LIMITS = ("", "1", "2", "3", "3", "3", "0")


def random_instance(draw, count, kind):
    """An instance whose organisations can be in up to three groups."""
    tables = random_tables(draw.random(), count, max_groups=LIMITS)
    if kind == "wide":
        widen(tables, draw)
    if kind == "blank":
        tables = blanked(tables, draw.random(), 0.4)
    if kind == "uneven":
        for row in tables["organisations"]:
            make_uneven(row, draw)
    return Instance.from_tables(**tables)


def make_uneven(row, draw):
    """Let hardly two sums be the same, so that rounding decides little."""
    themes = draw.sample("abcd", draw.randint(1, 3))
    row |= {
        "lat": f"{draw.uniform(53.4, 53.6):.6f}",
        "lon": f"{draw.uniform(-2.4, -2.0):.6f}",
        "radius_km": f"{draw.uniform(9, 30):.4f}",
        "spare_days": f"{draw.uniform(0, 2):.4f}",
        "themes": ";".join(f"{theme}:{draw.uniform(0.05, 0.6):.5f}" for theme in themes),
    }


@cache
def laid_out(seed, count, kind, low, high):
    """Organisations in plain words and laid out for the kernels, and where each is.

    Who is near whom is by chance: everybody, or only some, the same both ways.
    """
    draw = Random(f"open-{seed}")
    instance = random_instance(draw, count, kind or draw.choice(KINDS))
    request = random_grouping(draw.random())
    low = low or request.size.min
    size = {"min": low, "max": high or max(low, request.size.max)}
    size = request.size.model_copy(update=size)
    one_each = draw.random() < 0.15
    request = request.model_copy(update={"one_group_each": one_each, "size": size})
    material = Material(Problem(instance, request), request)
    # Somebody is left aside, so that places and positions differ.
    positions = np.array(sorted(draw.sample(range(count), count - 1)))
    facts = facts_of(material.slice(positions))
    place = {instance.organisations[at].id: number for number, at in enumerate(positions)}
    share, near = draw.choice([1.0, 0.7, 0.4]), {key: [] for key in place}
    for one, other in combinations(place, 2):
        may = facts.limits[place[one]] > 0 and facts.limits[place[other]] > 0
        if may and draw.random() < share:
            near[one].append(other)
            near[other].append(one)
    starts = np.cumsum([0, *(len(others) for others in near.values())]).astype(np.int64)
    ends = np.array([place[one] for others in near.values() for one in others], np.int64)
    return (
        PlainGrouping(instance, request, near),
        facts._replace(near_from=starts, near=ends),
        place,
    )


class OpenCase:
    """One random grouping: `plain` in words, `facts` and the scratch of the kernels.

    The same seed has the same organisations, under each name other groups; without a seed a name
    has its own.
    """

    def __init__(self, name, seed=None, *, count=12, kind=None, low=None, high=None):
        self.draw = draw = Random(f"{name}-{seed}")
        seed = name if seed is None else seed
        self.plain, self.facts, self.place = laid_out(seed, count, kind, low, high)
        self.ids = list(self.place)
        self.possible = [key for key in self.ids if self.plain.limit(key)]
        self.rest = worths.new_rest(self.facts)
        self.seed = draw.getrandbits(63) - draw.getrandbits(62)
        self.building = rebuilding.new_building(self.facts, self.seed)
        self.standing = standing.new_standing(self.facts)
        self.sweep = moving.new_sweep(self.facts, self.standing)
        self.told = plain_standing.new_standing(self.plain)

    def places(self, keys):
        return np.array([self.place[key] for key in keys], np.int64)

    def named(self, places):
        return [self.ids[place] for place in places]

    def put(self, members):
        """Add a group to the kernels' standing and to that of the twins; give its number."""
        number = standing.new_number(self.standing)
        assert number == plain_standing.new_number(self.told)
        self.set(number, members)
        return number

    def set(self, number, members):
        """Give a number members, to the kernels and to the twins."""
        places = self.places(members)
        worth = worths.lay_out(self.facts, self.rest, places, len(places), -1)
        standing.put(self.facts, self.standing, number, places, len(places), worth)
        plain_standing.put(self.told, number, members)

    def stand(self, most=5, tries=60):
        """Add groups by chance that keep the rules; give the case."""
        for _ in range(tries):
            if len(self.told.groups) == most:
                break
            members = self.some_group()
            if members:
                self.put(members)
        return self

    def some_group(self):
        """The members of a group that might stand beside those there are, or None."""
        plain, draw, possible = self.plain, self.draw, self.possible
        size = min(draw.randint(plain.low, plain.high), len(possible))
        members = draw.sample(possible, size)
        return members if plain.legal([*self.told.groups.values(), members]) else None

    def shown(self):
        """The kernels' standing in the words of the twins."""
        found, start = self.standing, self.standing.home_from
        groups = {
            int(number): self.named(found.members[number, : found.sizes[number]])
            for number in np.flatnonzero(found.sizes)
        }
        homes = {
            key: [None if home < 0 else int(home) for home in found.homes[start[i] : start[i + 1]]]
            for key, i in self.place.items()
        }
        return groups, homes, found.unused[: found.marks[standing.OPEN_SLOTS]].tolist()

    def agrees(self):
        """Hold everything that stands against the twins' standing."""
        plain, told, found = self.plain, self.told, self.standing
        assert self.shown() == (told.groups, told.homes, told.unused)
        assert found.spare.tolist() == [plain_standing.spare(told, key) for key in self.ids]
        for number, size in enumerate(found.sizes):
            members = told.groups.get(number, [])
            assert size == len(members)
            assert abs(found.worths[number] - plain.worth(members)) < 1e-9
            assert found.leads[number] == sum(map(plain.may_lead, members))
            for slot, key in enumerate(members if found.weighed[number] else []):
                left = plain.worth({*members} - {key})
                assert abs(found.without[number, slot] - left) < 1e-9
