"""First groups around leads, each kernel against its twin."""

from collections import Counter
from itertools import permutations
from random import Random

import numpy as np

from matching.kernels import opening
from matching.kernels.pairs import EXCLUDED
from tests.matching.kernels import plain_opening
from tests.matching.kernels.built_cases import Built
from tests.matching.kernels.plain_climbing import UndecidedError


def cases(name, count=60, *, most=5, **more):
    for seed in range(count):
        yield Built(name, seed, most=most, **more)


def chain(case, lead, size, apart):
    """The members of a group that the kernels let grow from a lead."""
    place = case.place[lead]
    found = opening.chain(*case.everything, place, size, apart)
    return case.named(case.building.parts[0, :found])


def test_the_nearest_are_the_best_pairs_of_those_who_are_asked():
    draw = Random("nearest")
    for _ in range(60):
        count, most = draw.randint(1, 9), draw.randint(1, 10)
        asking, asked = (np.array([draw.random() < 0.8 for _ in range(count)]) for _ in range(2))
        table = np.zeros((count, count))
        for one, other in permutations(range(count), 2):
            table[one, other] = draw.choice([draw.random(), -0.0, 0.25, 0.5, EXCLUDED])
        found = opening.nearest_of(table, asking, asked, most)
        values = {at: value for at, value in np.ndenumerate(table) if value != EXCLUDED}
        ends = [np.flatnonzero(who).tolist() for who in (asking, asked)]
        expected = plain_opening.nearest_of(values, *ends, most)
        for one in range(count):
            row = expected.get(one, [])
            assert found[one].tolist() == row + [-1] * (most - len(row))


def test_leads_with_the_least_company_come_first():
    compared = 0
    for case in cases("remote", kind="uneven"):
        found = case.named(opening.remote_first(case.facts))
        assert set(found) == set(filter(case.plain.may_lead, case.possible))
        try:
            assert found == plain_opening.remote_first(case.plain)
        except UndecidedError:
            continue
        compared += len(found) > 1
    assert compared > 30


def test_those_near_who_have_room_are_listed_once():
    for case in cases("open"):
        for apart in (True, False):
            lead, *others = case.draw.sample(case.ids, 3)
            case.sweep.stamp[0] += 1
            case.sweep.stamps[case.place[lead]] = case.sweep.stamp[0]
            listed, members = 0, []
            for one in (lead, *others):
                members.append(one)
                listed = opening.list_open(
                    case.facts, case.standing, case.sweep, case.place[one], listed, apart
                )
                found = case.named(case.sweep.beside[:listed])
                # Only the lead is marked here, so those who follow may list one another.
                expected = plain_opening.list_open(case.told, members, apart)
                assert [other for other in found if other not in members] == expected
                assert len(set(found)) == len(found)
                assert lead not in found


def test_a_group_grows_by_whoever_makes_it_worth_most():
    sizes = Counter()
    for case in cases("chain", kind="uneven", most=2):
        for lead in case.possible:
            size, apart = case.draw.randint(1, case.plain.high), case.draw.random() < 0.3
            found = chain(case, lead, size, apart)
            try:
                expected = plain_opening.chain(case.told, lead, size, apart)
            except UndecidedError:
                continue
            assert found == expected
            sizes[len(found)] += 1
    assert len(sizes) > 3
    assert min(sizes[1], sizes[2], sizes[3]) > 10


def test_a_group_opens_around_each_lead_that_is_in_none():
    compared = Counter()
    for case in cases("groups", 80, kind="uneven", most=1):
        for apart in case.draw.sample([True, False], 2):
            size = case.draw.randint(case.plain.low, case.plain.high)
            built = opening.open_groups(*case.everything, size, apart)
            try:
                expected = plain_opening.open_groups(case.told, size, apart)
            except UndecidedError:
                break
            assert built == expected
            case.agrees()
            assert case.plain.legal(case.told.groups.values())
            compared[apart, built > 0] += 1
    assert compared[True, True] > 10
    assert compared[False, True] > 10
