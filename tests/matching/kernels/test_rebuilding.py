"""Taking groups apart and building them otherwise, each kernel against its twin."""

from collections import Counter

import numpy as np
import pytest

from matching.kernels import moving, rebuilding, standing
from tests.matching import reference
from tests.matching.kernels import plain_rebuilding, plain_standing
from tests.matching.kernels.built_cases import Built
from tests.matching.kernels.plain_climbing import UndecidedError
from tests.matching.kernels.plain_standing import are_strangers

CLOSE = 1e-9
# The first words of splitmix64 as its author's program prints them.
PUBLISHED = {
    0: [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F, 0xF88BB8A8724C81EC],
    1234567: [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
        16408922859458223821,
    ],
}


def cases(name, count=40, **more):
    for seed in range(count):
        yield Built(name, seed, **more)


def is_decided(twin, *arguments):
    """Let a twin do its work; whether rounding decided nothing."""
    try:
        twin(*arguments)
    except UndecidedError:
        return False
    return True


def test_the_generator_draws_the_published_numbers():
    for seed, words in PUBLISHED.items():
        random, twin = np.array([seed]), [seed]
        for word in words:
            assert rebuilding.draw(random) == (word >> 11) / 2**53
            assert plain_rebuilding.next_word(twin) == word


def test_numbers_drawn_are_those_of_the_twin_and_in_range():
    for case in cases("draw"):
        for _ in range(50):
            found = rebuilding.draw(case.building.random)
            assert found == plain_rebuilding.draw(case.twin.random)
            assert 0.0 <= found < 1.0
            end = case.draw.choice([1, 2, 3, 7, 1000])
            found = rebuilding.draw_below(case.building.random, end)
            assert found == plain_rebuilding.draw_below(case.twin.random, end)
            assert 0 <= found < end


def test_groups_around_somebody_are_taken_apart_and_whoever_is_free_is_listed():
    sizes = Counter()
    for case in cases("ruin", 60):
        for centre in case.possible:
            standing.begin_saving(case.standing)
            plain_standing.begin_saving(case.told)
            place = case.place[centre]
            found = rebuilding.ruin(case.facts, case.standing, case.building, place)
            ruined = plain_rebuilding.ruin(case.told, case.twin, centre)
            assert case.named(case.building.free[:found]) == case.twin.free
            assert case.building.ruined[: len(ruined)].tolist() == ruined
            assert not case.building.listed.any()
            case.agrees()
            sizes[len(ruined)] += 1
            standing.take_back(case.facts, case.standing)
            plain_standing.take_back(case.told)
    assert len(sizes) > 3


def test_groups_to_take_apart_are_listed_once_and_no_more_than_wanted():
    for case in cases("homes"):
        ruined, wanted, count = [], case.draw.randint(1, 4), 0
        for key in case.ids:
            place = case.place[key]
            count = rebuilding.take_homes(case.standing, case.building, place, count, wanted)
            plain_rebuilding.take_homes(case.told, ruined, key, wanted)
            assert case.building.ruined[:count].tolist() == ruined


def test_somebody_is_listed_once():
    for case in cases("free"):
        found = 0
        for key in case.draw.choices(case.ids, k=20):
            found = rebuilding.list_free(case.building, case.place[key], found)
            plain_rebuilding.list_free(case.twin, key)
            assert case.named(case.building.free[:found]) == case.twin.free


def test_those_around_groups_are_listed_up_to_a_number():
    for case in cases("around"):
        groups = list(case.told.groups)
        for centre in case.possible:
            ruined = case.draw.sample(groups, case.draw.randint(0, min(2, len(groups))))
            case.building.ruined[: len(ruined)] = ruined
            place, count = case.place[centre], len(ruined)
            found = rebuilding.list_around(case.facts, case.standing, case.building, place, count)
            plain_rebuilding.list_around(case.told, case.twin, centre, ruined)
            assert case.named(case.building.free[:found]) == case.twin.free
            assert not case.building.listed.any()


def test_parts_begin_with_leads_far_from_each_other():
    counts = Counter()
    for case in cases("seeds", 80, kind="uneven"):
        case.some_free()
        found, most = len(case.twin.free), case.draw.randint(1, 4)
        if not found:
            continue
        count = rebuilding.choose_seeds(case.facts, case.building, found, most)
        if not is_decided(plain_rebuilding.choose_seeds, case.plain, case.twin, most):
            continue
        assert count == len(case.twin.parts)
        case.is_as_built()
        counts[count, most] += 1
    assert len(counts) > 6


def test_a_lead_drawn_is_one_that_is_free():
    for case in cases("lead"):
        case.some_free()
        found = len(case.twin.free)
        case.begin_parts([1, 1] if found > 2 else [])
        for _ in range(20 if found else 0):
            place = rebuilding.draw_lead(case.facts, case.building, found)
            expected = plain_rebuilding.draw_lead(case.plain, case.twin)
            assert (None if place < 0 else case.twin.free[place]) == expected


def gains_agree(case, part):
    """Hold the gains of a part against the twin's; whoever may not join is barred."""
    for place, one in enumerate(case.twin.free):
        gain = case.building.gains[part, place]
        if one in case.twin.gains[part]:
            assert gain == pytest.approx(case.twin.gains[part][one], abs=CLOSE)
        elif one not in case.twin.listed:
            assert gain == rebuilding.BARRED


def test_what_a_part_gains_by_each_is_a_little_by_chance():
    compared = 0
    for case in cases("weigh", 60):
        case.some_free()
        found = len(case.twin.free)
        case.begin_parts([case.draw.randint(1, case.plain.high - 1), 1])
        for part in (1, 0) if case.twin.parts[1] else (0,):
            everything = case.facts, case.standing, case.building, case.rest
            rebuilding.weigh_part(*everything, part, found)
            if not is_decided(plain_rebuilding.weigh_part, case.told, case.twin, part):
                break
            compared += 1
            gains_agree(case, part)
            case.is_as_built()
    assert compared > 50


def test_somebody_joins_a_part_which_is_weighed_anew():
    compared = 0
    for case in cases("join", 60):
        case.some_free()
        found = len(case.twin.free)
        case.begin_parts([1, case.draw.randint(1, case.plain.high - 1)])
        part, left = case.draw.choice([0, 1]), sorted({*case.twin.free} - case.twin.listed)
        if not left:
            continue
        one = case.draw.choice(left)
        if not are_strangers(case.told, case.twin.parts[part], one):
            continue
        place = case.twin.free.index(one)
        rebuilding.join(case.facts, case.standing, case.building, case.rest, part, place, found)
        if is_decided(plain_rebuilding.join, case.told, case.twin, part, one):
            compared += 1
            case.is_as_built()
            gains_agree(case, part)
    assert compared > 30


def test_the_first_part_that_is_too_small_is_given_up():
    compared = 0
    for case in cases("drop", 60, low=3):
        case.some_free()
        found = len(case.twin.free)
        case.begin_parts([3, 2, 1])
        if len(case.twin.listed) < 6:
            continue
        rebuilding.drop_small(case.facts, case.standing, case.building, case.rest, 3, found)
        if is_decided(plain_rebuilding.drop_small, case.told, case.twin):
            compared += 1
            case.is_as_built()
            assert case.twin.parts[1] == []
            for part in (0, 2):
                gains_agree(case, part)
    assert compared > 20


def test_parts_are_filled_by_whoever_is_worth_most_small_ones_first():
    compared, dropped = 0, 0
    for case in cases("fill", 80, kind="uneven"):
        case.some_free()
        found = len(case.twin.free)
        begun = min(found, case.draw.randint(1, 4))
        case.begin_parts([1] * begun)
        rebuilding.fill(case.facts, case.standing, case.building, case.rest, begun, found)
        for members in filter(None, case.parts(begun)):
            assert case.plain.low <= len(members) <= case.plain.high
            others = case.told.groups.values()
            assert all(len({*members} & {*other}) <= 1 for other in others)
        if is_decided(plain_rebuilding.fill, case.told, case.twin):
            compared += 1
            dropped += [] in case.twin.parts
            case.is_as_built()
    assert compared > 40
    assert dropped > 5


def check_rules(case):
    """Hold the kernels' groups against every rule."""
    groups, *_ = case.shown()
    instance, request = case.plain.instance, case.plain.request
    for members in groups.values():
        assert reference.broken_rules(instance, request, members) == set()
    assert reference.broken_together(instance, request, groups.values()) == set()


def test_groups_recreated_are_those_of_the_twin_and_keep_the_rules():
    compared = 0
    for case in cases("recreate", 40, kind="uneven"):
        if not case.possible:
            continue
        centre = case.draw.choice(case.possible)
        found = rebuilding.ruin(case.facts, case.standing, case.building, case.place[centre])
        ruined = len(plain_rebuilding.ruin(case.told, case.twin, centre))
        rebuilding.recreate(*case.everything, ruined, found)
        check_rules(case)
        assert not case.building.listed.any()
        twin = case.told, case.queue, case.twin, ruined
        if is_decided(plain_rebuilding.recreate, *twin):
            compared += 1
            case.agrees()
    assert compared > 25


def test_rebuilding_from_the_same_state_gives_what_the_twin_gives():
    compared = 0
    for case in cases("rebuild", 40, kind="uneven"):
        rounds = case.draw.randint(0, 5)
        gain = rebuilding.rebuild(*case.everything, rounds)
        try:
            expected = plain_rebuilding.rebuild(case.told, case.queue, case.twin, rounds)
        except UndecidedError:
            continue
        compared += 1
        assert gain == pytest.approx(expected, abs=CLOSE)
        case.agrees()
        assert int(case.building.random[0]) & plain_rebuilding.ALL_BITS == case.twin.random[0]
    assert compared > 20


def test_rebuilding_keeps_the_rules_and_never_loses():
    for case in cases("keeps", 60):
        before = standing.total_of(case.standing)
        for _ in range(4):
            gain = rebuilding.rebuild(*case.everything, 5)
            after = standing.total_of(case.standing)
            check_rules(case)
            assert gain >= -CLOSE
            assert after == pytest.approx(before + gain, abs=CLOSE)
            case.told.groups, case.told.homes, case.told.unused = case.shown()
            case.agrees()
            before = after


def test_where_nobody_can_be_in_a_group_nothing_is_rebuilt():
    case = Built("nobody", 0)
    facts = case.facts._replace(limits=np.zeros_like(case.facts.limits))
    nowhere = standing.new_standing(facts)
    sweep = moving.new_sweep(facts, nowhere)
    assert rebuilding.rebuild(facts, nowhere, sweep, case.building, case.rest, 3) == 0.0
    assert not nowhere.sizes.any()
