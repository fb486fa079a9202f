"""Ruin and recreate: take a few neighbouring groups apart and build them again, otherwise."""

from typing import NamedTuple

import numpy as np

from matching.kernels.compiled import Bools, Floats, Ints, kernel
from matching.kernels.moving import Sweep, improve, wait
from matching.kernels.standing import (
    NOWHERE,
    SAVED,
    Standing,
    are_strangers,
    begin_saving,
    gained,
    give_back,
    keep,
    new_number,
    put,
    take_apart,
    take_back,
)
from matching.kernels.worths import GroupFacts, Rest, lay_out, worths_with

MOST_RUINED = 4
MOST_BUILT = 6
NOISE = 0.3
BARRED = -1e9
EQUAL = 1e-12
UNIT = 1.0 / 9007199254740992.0


class Building(NamedTuple):
    """Scratch of ruin and recreate over m organisations.

    `random` (1,) is the state of the generator. `ruined` (MOST_RUINED,) are groups taken apart.
    `free` (m,) lists who may be built with, `listed` (m,) tells who is in that list and, later, in
    a part. `parts` (MOST_BUILT, high) are the groups being built, `sizes` and `worths`
    (MOST_BUILT,) theirs; `gains` (MOST_BUILT, m) what each part gains by each of the free.
    """

    random: Ints
    ruined: Ints
    free: Ints
    listed: Bools
    parts: Ints
    sizes: Ints
    worths: Floats
    gains: Floats


@kernel
def new_building(facts: GroupFacts, seed: int) -> Building:
    """Lay out the scratch; the same seed draws the same numbers."""
    count = len(facts.limits)
    return Building(
        np.array([seed], np.int64),
        np.zeros(MOST_RUINED, np.int64),
        np.zeros(count, np.int64),
        np.zeros(count, np.bool_),
        np.zeros((MOST_BUILT, facts.high), np.int64),
        np.zeros(MOST_BUILT, np.int64),
        np.zeros(MOST_BUILT),
        np.zeros((MOST_BUILT, count)),
    )


@kernel
def draw(random: Ints) -> float:
    """The next number of the generator (splitmix64), from 0 up to 1."""
    random[0] += np.int64(-7046029254386353131)
    word = np.uint64(random[0])
    word = (word ^ (word >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    word = (word ^ (word >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    word ^= word >> np.uint64(31)
    return float(word >> np.uint64(11)) * UNIT


@kernel
def draw_below(random: Ints, end: int) -> int:
    """A whole number from 0 up to, but not, `end`."""
    return min(end - 1, int(draw(random) * end))


@kernel
def ruin(facts: GroupFacts, standing: Standing, building: Building, centre: int) -> int:
    """Take the groups around somebody apart; list whom to build with; gives how many."""
    wanted = 2 + draw_below(building.random, MOST_RUINED - 1)
    ruined = take_homes(standing, building, centre, 0, wanted)
    start, end = facts.near_from[centre], facts.near_from[centre + 1]
    for _ in range(2 * wanted if end > start else 0):
        beside = facts.near[start + draw_below(building.random, end - start)]
        ruined = take_homes(standing, building, beside, ruined, wanted)
    found = list_around(facts, standing, building, centre, ruined)
    for place in range(ruined):
        take_apart(standing, building.ruined[place])
        give_back(standing, building.ruined[place])
    return found


@kernel
def list_around(
    facts: GroupFacts, standing: Standing, building: Building, centre: int, ruined: int
) -> int:
    """List the members of the groups taken apart, then those near them who have room."""
    found = list_free(building, centre, 0) if standing.spare[centre] > 0 else 0
    for place in range(ruined):
        group = building.ruined[place]
        for number in range(standing.sizes[group]):
            found = list_free(building, standing.members[group, number], found)
    core = found
    for place in range(core):
        one = building.free[place]
        for at in range(facts.near_from[one], facts.near_from[one + 1]):
            if standing.spare[facts.near[at]] > 0 and found < 2 * core + facts.high:
                found = list_free(building, facts.near[at], found)
    for place in range(found):
        building.listed[building.free[place]] = False
    return found


@kernel
def take_homes(standing: Standing, building: Building, one: int, ruined: int, wanted: int) -> int:
    """Add the groups of somebody to those that are taken apart; gives how many there are."""
    for at in range(standing.home_from[one], standing.home_from[one + 1]):
        home = standing.homes[at]
        known = home == NOWHERE
        for place in range(ruined):
            known = known or building.ruined[place] == home
        if not known and ruined < wanted:
            building.ruined[ruined] = home
            ruined += 1
    return ruined


@kernel
def list_free(building: Building, one: int, found: int) -> int:
    """Add somebody to whom can be built with, once."""
    if building.listed[one]:
        return found
    building.listed[one] = True
    building.free[found] = one
    return found + 1


@kernel
def choose_seeds(facts: GroupFacts, building: Building, found: int, parts: int) -> int:
    """Begin each part with somebody who may lead, rather far from the others; gives how many."""
    for part in range(parts):
        best, chosen = np.inf, -1
        for _ in range(3):
            place = draw_lead(facts, building, found)
            if place < 0:
                return part
            closest = -np.inf
            for other in range(part):
                closest = max(closest, facts.pairs[building.free[place], building.parts[other, 0]])
            if closest < best or chosen < 0:
                best, chosen = closest, place
        building.parts[part, 0] = building.free[chosen]
        building.listed[building.free[chosen]] = True
        building.sizes[part], building.worths[part] = 1, 0.0
    return parts


@kernel
def draw_lead(facts: GroupFacts, building: Building, found: int) -> int:
    """The place of a random possible lead who is in no part yet, -1 where there is none."""
    start = draw_below(building.random, found)
    for step in range(found):
        place = (start + step) % found
        one = building.free[place]
        if facts.may_lead[one] and not building.listed[one]:
            return place
    return -1


@kernel
def weigh_part(
    facts: GroupFacts, standing: Standing, building: Building, rest: Rest, part: int, found: int
) -> None:
    """Work out what a part gains by each of the free, a little by chance."""
    members, size, worth = building.parts[part], building.sizes[part], building.worths[part]
    gains = building.gains[part]
    lay_out(facts, rest, members, size, NOWHERE)
    worths_with(facts, rest, building.free, found, gains)
    for place in range(found):
        one = building.free[place]
        if building.listed[one] or not are_strangers(facts, standing, members, size, one):
            gains[place] = BARRED
            continue
        gain = gains[place] - worth
        if gain > 0.0:
            gain *= 1.0 + NOISE * draw(building.random)
        gains[place] = gain


@kernel
def fill(
    facts: GroupFacts, standing: Standing, building: Building, rest: Rest, parts: int, found: int
) -> None:
    """Let whoever is worth most join, first the parts that are too small."""
    for part in range(parts):
        weigh_part(facts, standing, building, rest, part, found)
    while True:
        best, chosen, joiner = 0.0, -1, -1
        small = False
        for part in range(parts):
            small = small or 0 < building.sizes[part] < facts.low
        for part in range(parts):
            size = building.sizes[part]
            if size == 0 or size >= facts.high or (small and size >= facts.low):
                continue
            for place in range(found):
                gain = building.gains[part, place]
                if building.listed[building.free[place]] or gain <= best:
                    continue
                best, chosen, joiner = gain, part, place
        if chosen >= 0:
            join(facts, standing, building, rest, chosen, joiner, found)
        elif small:
            drop_small(facts, standing, building, rest, parts, found)
        else:
            return


@kernel
def join(
    facts: GroupFacts, standing: Standing, building: Building, rest: Rest, part: int, place: int,
    found: int,
) -> None:  # fmt: skip
    """Somebody joins a part."""
    one = building.free[place]
    building.parts[part, building.sizes[part]] = one
    building.sizes[part] += 1
    building.listed[one] = True
    building.worths[part] = lay_out(
        facts, rest, building.parts[part], building.sizes[part], NOWHERE
    )
    weigh_part(facts, standing, building, rest, part, found)


@kernel
def drop_small(
    facts: GroupFacts, standing: Standing, building: Building, rest: Rest, parts: int, found: int
) -> None:
    """Give up one part that nobody can fill; the others may have its members."""
    for part in range(parts):
        if 0 < building.sizes[part] < facts.low:
            for number in range(building.sizes[part]):
                building.listed[building.parts[part, number]] = False
            building.sizes[part] = 0
            break
    for part in range(parts):
        if building.sizes[part]:
            weigh_part(facts, standing, building, rest, part, found)


@kernel
def recreate(
    facts: GroupFacts, standing: Standing, sweep: Sweep, building: Building, rest: Rest,
    ruined: int, found: int,
) -> None:  # fmt: skip
    """Build groups of those who are free, let the best of them stand, and improve around them."""
    parts = min(MOST_BUILT, max(1, ruined - 1 + draw_below(building.random, 3)))
    parts = min(parts, found // facts.low)
    parts = choose_seeds(facts, building, found, parts) if parts else 0
    fill(facts, standing, building, rest, parts, found)
    for place in range(found):
        building.listed[building.free[place]] = False
    for part in range(parts):
        if building.sizes[part]:
            group = new_number(standing)
            put(
                facts, standing, group, building.parts[part], building.sizes[part],
                building.worths[part],
            )  # fmt: skip
            wait(sweep, group)
    improve(facts, standing, sweep, rest)


@kernel
def rebuild(
    facts: GroupFacts, standing: Standing, sweep: Sweep, building: Building, rest: Rest,
    rounds: int,
) -> float:  # fmt: skip
    """Ruin and recreate so often; keep what is worth no less. Gives what the total gains."""
    possible = np.flatnonzero(facts.limits > 0)
    above = 0.0
    if len(possible) == 0:
        return above
    for _ in range(rounds):
        centre = possible[draw_below(building.random, len(possible))]
        begin_saving(standing)
        found = ruin(facts, standing, building, centre)
        ruined = standing.marks[SAVED]
        recreate(facts, standing, sweep, building, rest, ruined, found)
        gain = gained(standing)
        if gain >= -EQUAL:
            keep(standing)
            above += gain
        else:
            take_back(facts, standing)
    return above
