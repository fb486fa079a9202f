"""Twins of the kernels in `matching/kernels/rebuilding.py`: lists of ids, and whole numbers."""

from dataclasses import dataclass, field
from math import inf

from matching.kernels.rebuilding import EQUAL, MOST_BUILT, MOST_RUINED, NOISE
from tests.matching.kernels import plain_standing
from tests.matching.kernels.plain_climbing import NEAR_TIE, UndecidedError
from tests.matching.kernels.plain_grouping import decided, is_above
from tests.matching.kernels.plain_moving import improve, wait
from tests.matching.kernels.plain_standing import are_strangers, homes_of, spare

ALL_BITS = 2**64 - 1


@dataclass
class Building:
    """The state of the generator, those who are free, and the groups that are built of them."""

    random: list[int]
    free: list[str] = field(default_factory=list)
    parts: list[list[str]] = field(default_factory=list)
    gains: list[dict[str, float]] = field(default_factory=list)

    @property
    def listed(self):
        """Those who are in some part."""
        return {one for part in self.parts for one in part}


def new_building(seed):
    """Nobody free; a generator that has drawn nothing."""
    return Building([seed & ALL_BITS])


def next_word(random):
    """The next 64 bits of splitmix64, in whole numbers without end."""
    random[0] = (random[0] + 0x9E3779B97F4A7C15) & ALL_BITS
    word = random[0]
    word = (word ^ word >> 30) * 0xBF58476D1CE4E5B9 & ALL_BITS
    word = (word ^ word >> 27) * 0x94D049BB133111EB & ALL_BITS
    return word ^ word >> 31


def draw(random):
    """The highest 53 bits of the next word, as a fraction."""
    return (next_word(random) >> 11) / 2**53


def draw_below(random, end):
    """A whole number below another."""
    return min(end - 1, int(draw(random) * end))


def take_homes(standing, ruined, one, wanted):
    """Add the groups of somebody to those taken apart, as long as more are wanted."""
    for home in homes_of(standing, one):
        if home not in ruined and len(ruined) < wanted:
            ruined.append(home)


def ruin(standing, building, centre):
    """Take the groups around somebody apart, and list who is free; gives their numbers."""
    wanted, ruined = 2 + draw_below(building.random, MOST_RUINED - 1), []
    take_homes(standing, ruined, centre, wanted)
    near = standing.plain.near[centre]
    for _ in range(2 * wanted if near else 0):
        beside = near[draw_below(building.random, len(near))]
        take_homes(standing, ruined, beside, wanted)
    list_around(standing, building, centre, ruined)
    for group in ruined:
        plain_standing.take_apart(standing, group)
        plain_standing.give_back(standing, group)
    return ruined


def list_around(standing, building, centre, ruined):
    """List somebody with room, the members of groups, and those near them who have room."""
    building.free = []
    if spare(standing, centre):
        list_free(building, centre)
    for group in ruined:
        for one in standing.groups[group]:
            list_free(building, one)
    core = tuple(building.free)
    for one in core:
        for other in standing.plain.near[one]:
            if spare(standing, other) and len(building.free) < 2 * len(core) + standing.plain.high:
                list_free(building, other)


def list_free(building, one):
    """Add somebody to those who are free, once."""
    if one not in building.free:
        building.free.append(one)


def choose_seeds(plain, building, count):
    """Begin so many parts with somebody who may lead: of three the one farthest from the others."""
    building.parts = []
    for _ in range(count):
        best, chosen = inf, None
        for _ in range(3):
            one = draw_lead(plain, building)
            if one is None:
                return
            closest = max((plain.pair(one, part[0]) for part in building.parts), default=-inf)
            if chosen is None or (closest != best and is_above(best, closest)):
                best, chosen = closest, one
        building.parts.append([chosen])


def draw_lead(plain, building):
    """Somebody by chance who may lead and is in no part, None where there is nobody."""
    free = building.free
    start = draw_below(building.random, len(free))
    turned = free[start:] + free[:start]
    listed = building.listed
    return next((one for one in turned if plain.may_lead(one) and one not in listed), None)


def weigh_part(standing, building, part):
    """What a part gains by each of the free who may join it, a little by chance."""
    members, worth, gains = building.parts[part], standing.plain.worth, {}
    for one in building.free:
        if one not in building.listed and are_strangers(standing, members, one):
            gain = worth([*members, one]) - worth(members)
            if is_above(gain, 0.0):
                gain *= 1 + NOISE * draw(building.random)
            gains[one] = gain
    while len(building.gains) <= part:
        building.gains.append({})
    building.gains[part] = gains


def fill(standing, building):
    """Let whoever is worth most join, small parts first, until nobody is worth having."""
    plain = standing.plain
    for part in range(len(building.parts)):
        weigh_part(standing, building, part)
    while True:
        small = any(0 < len(part) < plain.low for part in building.parts)
        most = plain.low if small else plain.high
        gains = {
            (number, one): gain
            for number, part in enumerate(building.parts)
            for one, gain in building.gains[number].items()
            if 0 < len(part) < most and one not in building.listed
        }
        if gains and is_above(max(gains.values()), 0.0):
            join(standing, building, *decided(gains))
        elif small:
            drop_small(standing, building)
        else:
            return


def join(standing, building, part, one):
    """Somebody joins a part."""
    building.parts[part].append(one)
    weigh_part(standing, building, part)


def drop_small(standing, building):
    """Give up the first part that is too small."""
    sizes = [len(part) for part in building.parts]
    first = next(part for part, size in enumerate(sizes) if 0 < size < standing.plain.low)
    building.parts[first] = []
    for number, part in enumerate(building.parts):
        if part:
            weigh_part(standing, building, number)


def recreate(standing, queue, building, ruined):
    """Build groups of those who are free, and improve around them."""
    parts = max(1, ruined - 1 + draw_below(building.random, 3))
    parts = min(parts, MOST_BUILT, len(building.free) // standing.plain.low)
    choose_seeds(standing.plain, building, parts)
    fill(standing, building)
    for part in filter(None, building.parts):
        group = plain_standing.new_number(standing)
        plain_standing.put(standing, group, part)
        wait(queue, group)
    improve(standing, queue)


def rebuild(standing, queue, building, rounds):
    """Ruin and recreate, and keep what is worth no less; what the total gains."""
    possible = [one for one in standing.homes if standing.homes[one]]
    before = plain_standing.total_of(standing)
    for _ in range(rounds if possible else 0):
        centre = possible[draw_below(building.random, len(possible))]
        plain_standing.begin_saving(standing)
        ruined = ruin(standing, building, centre)
        recreate(standing, queue, building, len(ruined))
        gain = plain_standing.gained(standing)
        # The same groups built again are worth the same but for rounding.
        if EQUAL / 10 < abs(gain) < NEAR_TIE:
            raise UndecidedError
        if gain >= -EQUAL:
            plain_standing.keep(standing)
        else:
            plain_standing.take_back(standing)
    return plain_standing.total_of(standing) - before
