"""Worth of groups of an open grouping, each kernel against its twin."""

from math import inf

import numpy as np
import pytest

from matching.kernels import worths
from tests.matching import reference
from tests.matching.kernels import plain_worths
from tests.matching.kernels.open_cases import OpenCase

CLOSE = 1e-9
batches = pytest.mark.parametrize("batch", range(5))


def seeds_of(batch):
    return range(12 * batch, 12 * batch + 12)


def some_case(seed):
    """Larger groups than elsewhere, for the share of small members and for room in the scratch."""
    return OpenCase("worths", seed, low=2, high=8)


def some_members(case, most=None):
    """A set that may be empty; who excludes whom does not matter."""
    most = case.plain.high if most is None else most
    return case.draw.sample(case.ids, case.draw.randint(0, most))


def lay_out(case, members, without=None):
    places = case.places(members)
    left = -1 if without is None else case.place[without]
    return worths.lay_out(case.facts, case.rest, places, len(places), left)


def is_close(found, expected):
    """The same number, or both below anything that could be a worth."""
    if expected == -inf:
        return found < -1.0
    return found == pytest.approx(expected, abs=CLOSE)


def names_of(case):
    """The names of the themes, districts and services that the kernels number."""
    everyone = case.plain.instance.organisations
    people = [case.plain.one(key) for key in case.ids]
    return (
        sorted({theme for one in everyone for theme in one.themes or ()}),
        sorted(set().union(*(case.plain.districts(one.id) for one in people))),
        sorted({f for one in everyone for f in (*(one.offers or ()), *(one.needs or ()))}),
    )


def services(case, words):
    bits = [int(word) >> bit & 1 for word in words for bit in range(64)]
    return {name for name, bit in zip(names_of(case)[2], bits, strict=False) if bit}


def districts_laid(case):
    """Themes of each district that is listed, and whether its breadth is theirs."""
    themes, districts, _ = names_of(case)
    rest, found = case.rest, {}
    for slot in range(rest.marks[worths.SLOTS]):
        assert rest.slot_of[rest.listed[slot]] == slot
        row = dict(zip(themes, rest.sums[slot].tolist(), strict=True))
        found[districts[rest.listed[slot]]] = {name: value for name, value in row.items() if value}
        assert rest.breadths[slot] == pytest.approx(plain_worths.breadth_of(row), abs=CLOSE)
    assert sorted(set(rest.slot_of.tolist()) - {-1}) == list(range(len(found)))
    return found


@batches
def test_the_worth_of_a_group_is_its_size_times_the_quality_of_the_specification(batch):
    for seed in seeds_of(batch):
        case = some_case(seed)
        for _ in range(6):
            members = some_members(case)
            found = lay_out(case, members)
            _, expected = plain_worths.lay_out(case.plain, members)
            assert is_close(found, expected)
            if len(members) > 1 and expected > -inf:
                value = reference.quality(case.plain.instance, case.plain.request, members)
                assert found == pytest.approx(len(members) * value, abs=CLOSE)


@batches
def test_a_set_is_laid_out_anew_whatever_was_there_before(batch):
    for seed in seeds_of(batch):
        case = some_case(seed)
        for _ in range(4):
            members = some_members(case)
            without = case.draw.choice([None, *members, *case.ids[:1]])
            found = lay_out(case, members, without)
            rest, expected = plain_worths.lay_out(case.plain, members, without)
            assert is_close(found, expected)
            assert case.named(case.rest.members[: case.rest.marks[worths.SIZE]]) == rest.members
            assert case.rest.marks[worths.SIZE] == len(rest.members)
            laid = districts_laid(case)
            assert laid.keys() == rest.districts.keys()
            for name, themes in rest.districts.items():
                assert laid[name] == pytest.approx(themes, abs=CLOSE)


@batches
def test_sums_are_those_over_the_members(batch):
    for seed in seeds_of(batch):
        case = some_case(seed)
        members = some_members(case)
        lay_out(case, members)
        totals = plain_worths.lay_out(case.plain, members)[0].totals
        names = ("inside", "days", "small", "needs", "breadth")
        assert case.rest.totals.tolist() == pytest.approx([totals[n] for n in names], abs=CLOSE)


@batches
def test_services_offered_once_and_twice_and_wanted_are_those_of_the_members(batch):
    for seed in seeds_of(batch):
        case = some_case(seed)
        for _ in range(3):
            members = some_members(case)
            lay_out(case, members)
            rest, _ = plain_worths.lay_out(case.plain, members)
            assert services(case, case.rest.once) == rest.once
            assert services(case, case.rest.twice) == rest.twice
            found = [services(case, row) for row in case.rest.wanted[: len(members)]]
            assert found == rest.wanted
            assert services(case, case.rest.anywhere) == set().union(*rest.wanted)


@batches
def test_with_one_more_a_set_is_worth_what_it_would_be_if_laid_out(batch):
    for seed in seeds_of(batch):
        case = some_case(seed)
        for _ in range(3):
            members = some_members(case, case.plain.high - 1)
            ones = [key for key in case.ids if key not in members]
            case.draw.shuffle(ones)
            lay_out(case, members)
            values, count = np.full(len(case.ids), 7.0), len(ones) - 1
            worths.worths_with(case.facts, case.rest, case.places(ones), count, values)
            rest, _ = plain_worths.lay_out(case.plain, members)
            expected = plain_worths.worths_with(case.plain, rest, ones[:count])
            for place, key in enumerate(ones[:count]):
                assert is_close(values[place], expected[key])
            assert (values[count:] == 7.0).all()


def test_a_set_that_is_wiped_is_as_one_that_was_never_laid_out():
    for seed in range(40):
        case = some_case(seed)
        lay_out(case, some_members(case))
        worths.wipe(case.facts, case.rest)
        fresh = worths.new_rest(case.facts)
        for name in ("marks", "slot_of", "sums", "breadths"):
            assert np.array_equal(getattr(case.rest, name), getattr(fresh, name))


def test_the_worth_of_sums_is_the_formula_at_every_size():
    case = some_case(0)
    draw = case.draw
    for size in range(25):
        weights = [draw.random() for _ in range(4)]
        sums = [draw.choice([0.0, 0.5, 2.0, 9.0 * draw.random()]) for _ in range(5)]
        full = draw.choice([1.0, 2.5, 8.0])
        found = worths.worth_of(np.array(weights), full, size, *sums)
        assert found == pytest.approx(plain_worths.worth_of(weights, full, size, *sums), abs=CLOSE)
