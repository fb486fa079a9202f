"""The groups of a search, who may join them, and taking changes back, against the twins."""

from itertools import product

import numpy as np
import pytest

from matching.kernels import standing
from tests.matching.kernels import plain_standing
from tests.matching.kernels.open_cases import OpenCase

CLOSE = 1e-9
batches = pytest.mark.parametrize("batch", range(5))


def seeds_of(batch):
    return range(12 * batch, 12 * batch + 12)


def change(case):
    """Make some change, to the kernels' standing and to that of the twins."""
    draw, told, found = case.draw, case.told, case.standing
    kind = draw.choice(["more", "more", "other", "none", "weigh"])
    members = case.some_group()
    if kind == "more" and members:
        case.put(members)
    if kind == "more" or not told.groups:
        return
    number = draw.choice(sorted(told.groups))
    if kind == "weigh":
        standing.weigh(case.facts, found, case.rest, number)
        return
    standing.take_apart(found, number)
    plain_standing.take_apart(told, number)
    members = case.some_group()
    if kind == "other" and members:
        case.set(number, members)
    else:
        standing.give_back(found, number)
        plain_standing.give_back(told, number)


def as_it_was(found):
    """All that bears on what can happen next, whatever the order of homes and free numbers."""
    start = found.home_from
    return (
        {int(g): found.members[g, : found.sizes[g]].tolist() for g in np.flatnonzero(found.sizes)},
        found.worths.tolist(),
        found.leads.tolist(),
        [sorted(found.homes[start[i] : start[i + 1]].tolist()) for i in range(len(found.spare))],
        found.spare.tolist(),
        sorted(found.unused[: found.marks[standing.OPEN_SLOTS]].tolist()),
        found.saved_at.tolist(),
        found.marks.tolist(),
    )


@batches
def test_groups_and_homes_stay_those_of_the_twin_through_every_change(batch):
    for seed in seeds_of(batch):
        case = OpenCase("standing", seed)
        case.agrees()
        for _ in range(12):
            change(case)
            case.agrees()
            expected = plain_standing.total_of(case.told)
            assert standing.total_of(case.standing) == pytest.approx(expected, abs=CLOSE)


@batches
def test_taking_changes_back_leaves_exactly_what_was_there(batch):
    for seed in seeds_of(batch):
        case = OpenCase("back", seed).stand(most=4)
        for _ in range(3):
            before = as_it_was(case.standing)
            standing.begin_saving(case.standing)
            plain_standing.begin_saving(case.told)
            for _ in range(case.draw.randint(0, 7)):
                change(case)
            expected = plain_standing.gained(case.told)
            assert standing.gained(case.standing) == pytest.approx(expected, abs=CLOSE)
            standing.take_back(case.facts, case.standing)
            plain_standing.take_back(case.told)
            assert as_it_was(case.standing) == before
            case.agrees()


@batches
def test_kept_changes_stand_and_the_next_ones_are_saved_anew(batch):
    for seed in seeds_of(batch):
        case = OpenCase("keep", seed).stand(most=4)
        for _ in range(3):
            standing.begin_saving(case.standing)
            plain_standing.begin_saving(case.told)
            for _ in range(case.draw.randint(0, 5)):
                change(case)
            saved = case.standing.saved[: case.standing.marks[standing.SAVED]]
            assert saved.tolist() == list(case.told.saved)
            standing.keep(case.standing)
            plain_standing.keep(case.told)
            case.agrees()
            assert standing.gained(case.standing) == 0.0
            change(case)
            assert (case.standing.saved_at == -1).all()


def test_a_group_is_saved_once_as_it_was_first():
    for seed in range(30):
        case = OpenCase("save", seed).stand()
        standing.begin_saving(case.standing)
        plain_standing.begin_saving(case.told)
        for number, members in list(case.told.groups.items()):
            worth = case.standing.worths[number]
            for _ in range(2):
                standing.take_apart(case.standing, number)
                plain_standing.take_apart(case.told, number)
                case.set(number, members[::-1])
                standing.save(case.standing, number)
                plain_standing.save(case.told, number)
            at = case.standing.saved_at[number]
            saved = case.standing.saved_members[at, : case.standing.saved_sizes[at]]
            assert case.standing.saved[at] == number
            assert case.standing.saved_worths[at] == worth
            assert case.named(saved) == members == case.told.saved[number]


@batches
def test_somebody_may_meet_a_group_where_nobody_is_excluded_or_met_elsewhere(batch):
    answers = {True: 0, False: 0}
    for seed in seeds_of(batch):
        case = OpenCase("meet", seed).stand(most=7)
        told, facts = case.told, case.facts
        for group, one in product(told.groups, case.possible):
            if one in told.groups[group]:
                continue
            homes = plain_standing.homes_of(told, one)
            for replaced, leaving in product([None, *told.groups[group]], [None, *homes]):
                taken = -1 if replaced is None else case.place[replaced]
                left = standing.NOWHERE if leaving is None else leaving
                found = standing.may_meet(facts, case.standing, case.place[one], group, taken, left)
                expected = plain_standing.may_meet(told, one, group, replaced, leaving)
                assert found == expected
                answers[expected] += 1
    assert min(answers.values()) > 20


@batches
def test_strangers_are_those_who_are_not_excluded_and_have_not_met(batch):
    answers = {True: 0, False: 0}
    for seed in seeds_of(batch):
        case = OpenCase("strangers", seed).stand(most=7)
        for _ in range(30):
            one, *members = case.draw.sample(case.ids, case.draw.randint(1, case.plain.high))
            found = standing.are_strangers(
                case.facts,
                case.standing,
                case.places([*members, one]),
                len(members),
                case.place[one],
            )
            expected = plain_standing.are_strangers(case.told, members, one)
            assert found == expected
            answers[expected] += 1
    assert min(answers.values()) > 20


def test_somebody_is_in_the_groups_that_list_it_and_in_no_other():
    for seed in range(30):
        case = OpenCase("in", seed).stand()
        for group, key in product(range(len(case.standing.sizes)), case.ids):
            found = standing.is_in(case.standing, case.place[key], group)
            assert found == plain_standing.is_in(case.told, key, group)


def test_a_group_is_weighed_without_each_member_once():
    for seed in range(40):
        case = OpenCase("weigh", seed).stand()
        for number, members in case.told.groups.items():
            standing.weigh(case.facts, case.standing, case.rest, number)
            expected = plain_standing.weigh(case.told, number)
            found = case.standing.without[number, : len(members)]
            assert found == pytest.approx([expected[one] for one in members], abs=CLOSE)
            case.standing.without[number] = 9.0
            standing.weigh(case.facts, case.standing, case.rest, number)
            assert (case.standing.without[number] == 9.0).all()
            case.standing.weighed[number] = False


def test_a_home_changes_into_another_and_room_is_counted():
    for seed in range(40):
        case = OpenCase("home", seed).stand()
        for key in case.possible:
            for before in {*case.told.homes[key]}:
                after = case.draw.choice([None, 77, *case.told.homes[key]])
                turn = [-1 if home is None else home for home in (before, after)]
                standing.move_home(case.standing, case.place[key], *turn)
                plain_standing.move_home(case.told, key, before, after)
        groups, homes, _ = case.shown()
        assert homes == case.told.homes
        assert groups == case.told.groups
        spare = [plain_standing.spare(case.told, key) for key in case.ids]
        assert case.standing.spare.tolist() == spare
