"""Small changes to the groups of a search, each kernel against its twin that tries them all."""

from collections import Counter
from itertools import product
from math import inf

import numpy as np
import pytest

from matching import Grouping, Instance
from matching.groupings.laying_out import Material, facts_of
from matching.groupings.search import Search
from matching.kernels import moving, standing
from matching.problem import Problem
from matching.request import Weights
from tests.matching import reference
from tests.matching.kernels import plain_moving
from tests.matching.kernels.open_cases import OpenCase
from tests.matching.kernels.plain_climbing import UndecidedError
from tests.matching.kernels.plain_moving import Change
from tests.matching.kernels.plain_standing import homes_of

CLOSE = 1e-9
batches = pytest.mark.parametrize("batch", range(5))


def cases(name, batch, count=10, **more):
    for seed in range(count * batch, count * batch + count):
        yield OpenCase(name, seed, **more).stand()


def anew(case, group):
    """Forget the best change so far, and list who is beside a group; gives how many."""
    case.sweep.gain[0], case.sweep.chosen[moving.KIND] = moving.BETTER, moving.NOTHING
    return moving.list_beside(case.facts, case.standing, case.sweep, group)


def scratch(case):
    return case.facts, case.standing, case.sweep, case.rest


def chosen(case):
    """The change that the kernels hold for the best, in the words of the twins."""
    kind, group, leaver, other, joiner = case.sweep.chosen.tolist()
    leaver, joiner = (None if one < 0 else case.ids[one] for one in (leaver, joiner))
    return Change(kind, group, leaver, None if other < 0 else other, joiner)


def best_is_among(case, changes):
    """Hold the change found against all that there are; gives its kind."""
    found, gain = chosen(case), case.sweep.gain[0]
    told = case.told
    sure = [
        gain for change, gain in changes.items() if not plain_moving.is_open(told, change, gain)
    ]
    most = max(sure, default=-inf)
    if found.kind == moving.NOTHING:
        assert gain == moving.BETTER
        assert most <= moving.BETTER + CLOSE
    else:
        assert gain == pytest.approx(changes[found], abs=CLOSE)
        assert gain >= most - CLOSE
    return found.kind


@batches
def test_the_best_change_is_the_best_of_all_that_there_are(batch):
    kinds = Counter()
    for case in cases("look", batch):
        for group in case.told.groups:
            moving.look(*scratch(case), group)
            kinds[best_is_among(case, plain_moving.look(case.told, group))] += 1
    assert {moving.ADD, moving.REPLACE, moving.SWAP} <= kinds.keys()


@batches
def test_who_may_join_a_group_comes_free_or_from_another(batch):
    kinds = Counter()
    for case in cases("join", batch, low=2, high=4):
        for group, members in case.told.groups.items():
            if len(members) < case.plain.high:
                moving.look_at_joining(*scratch(case), group, anew(case, group))
                kinds[best_is_among(case, plain_moving.look_at_joining(case.told, group))] += 1
    assert kinds[moving.ADD] > 5


def test_where_nobody_has_room_groups_change_among_themselves():
    kinds = Counter()
    for case in cases("full", 0, count=60, low=2, high=5):
        case.standing.spare[:] = 0
        for group in case.told.groups:
            moving.look(*scratch(case), group)
            changes = plain_moving.look(case.told, group)
            for kind in (moving.ADD, moving.REPLACE):
                changes = {c: gain for c, gain in changes.items() if c.kind != kind}
            kinds[best_is_among(case, changes)] += 1
    assert {moving.MOVE, moving.SWAP, moving.DISSOLVE} <= kinds.keys()


@pytest.mark.parametrize("low", [2, 3])
def test_a_member_leaves_where_the_others_are_worth_more_and_somebody_may_lead(low):
    kinds = Counter()
    for case in cases("eject", 0, count=80, low=low, high=5):
        # Where nobody is near anybody, leaving is all that there is.
        facts = case.facts._replace(near_from=np.zeros_like(case.facts.near_from))
        for group in case.told.groups:
            moving.look(facts, case.standing, case.sweep, case.rest, group)
            kinds[best_is_among(case, plain_moving.look_at_ejecting(case.told, group))] += 1
    assert kinds[moving.EJECT] > 2


@batches
def test_each_member_may_be_replaced_by_whoever_has_room(batch):
    kinds = Counter()
    for case in cases("replace", batch):
        for group, members in case.told.groups.items():
            for number, leaver in enumerate(members):
                found = anew(case, group)
                moving.look_at_replacing(*scratch(case), group, number, found)
                changes = plain_moving.look_at_replacing(case.told, group, leaver)
                kinds[best_is_among(case, changes)] += 1
                taken_are_gains(case, group, number, found)
    assert kinds[moving.REPLACE] > 5


def taken_are_gains(case, group, number, found):
    """Hold what the group gains by each in place of a member, for the swaps to come."""
    members = case.told.groups[group]
    for place, one in enumerate(case.named(case.sweep.beside[:found])):
        instead = [*members[:number], *members[number + 1 :], one]
        expected = case.plain.worth(instead) - case.plain.worth(members)
        if not any(map(case.plain.may_lead, instead)):
            expected = moving.IMPOSSIBLE
        gain = case.sweep.taken[number, place]
        assert gain < -1.0 if expected == -inf else gain == pytest.approx(expected, abs=CLOSE)


@batches
def test_members_of_two_groups_change_places_where_both_together_gain(batch):
    kinds = Counter()
    for case in cases("swap", batch):
        for group, members in case.told.groups.items():
            for number in range(len(members)):
                found = anew(case, group)
                moving.look_at_replacing(*scratch(case), group, number, found)
            moving.look_at_swapping(*scratch(case), group, anew(case, group))
            kinds[best_is_among(case, plain_moving.look_at_swapping(case.told, group))] += 1
            for place, one in enumerate(case.named(case.sweep.beside[:found])):
                for home in homes_of(case.told, one):
                    anew(case, group)
                    moving.look_at_swaps_of(*scratch(case), group, place, home)
                    changes = plain_moving.look_at_swaps_of(case.told, group, one, home)
                    best_is_among(case, changes)
    assert kinds[moving.SWAP] > 5


def test_a_change_is_made_and_lets_wait_whatever_it_bears_on():
    kinds = Counter()
    for case in cases("make", 0, count=50):
        queue = plain_moving.new_sweep()
        for _ in range(6):
            changes = [c for group in case.told.groups for c in plain_moving.look(case.told, group)]
            if not changes:
                break
            kind = case.draw.choice(sorted({change.kind for change in changes}))
            change = case.draw.choice([change for change in changes if change.kind == kind])
            kinds[kind] += 1
            expected = (
                standing.total_of(case.standing) + plain_moving.gains_of(case.told, change)[1]
            )
            choose(case, change)
            moving.make(*scratch(case))
            plain_moving.make(case.told, queue, change)
            case.agrees()
            assert case.plain.legal(case.told.groups.values())
            assert waiting(case) == queue
            assert standing.total_of(case.standing) == pytest.approx(expected, abs=CLOSE)
    assert len(kinds) == 6


def choose(case, change):
    """Let the kernels hold a change for the best."""
    kind, group, leaver, other, joiner = change
    leaver, joiner = (-1 if one is None else case.place[one] for one in (leaver, joiner))
    case.sweep.chosen[:] = kind, group, leaver, -1 if other is None else other, joiner


def waiting(case):
    """The groups that wait, in their order."""
    begin, count = case.sweep.ring
    queue = [int(case.sweep.queue[(begin + i) % len(case.sweep.queue)]) for i in range(count)]
    assert sorted(queue) == np.flatnonzero(case.sweep.queued).tolist()
    return queue


def test_groups_wait_once_and_in_turn():
    for case in cases("wait", 0, count=30):
        queue, numbers = plain_moving.new_sweep(), range(len(case.standing.sizes))
        for _ in range(60):
            if queue and case.draw.random() < 0.4:
                assert moving.next_waiting(case.sweep) == plain_moving.next_waiting(queue)
            elif numbers:
                group = case.draw.choice(numbers)
                moving.wait(case.sweep, group)
                plain_moving.wait(queue, group)
            assert waiting(case) == queue


def test_the_groups_of_those_near_somebody_wait():
    for case in cases("beside", 0, count=30):
        for key in case.ids:
            queue = plain_moving.new_sweep()
            plain_moving.wait_beside(case.told, queue, key)
            moving.wait_beside(case.facts, case.standing, case.sweep, case.place[key])
            assert waiting(case) == queue
            while case.sweep.ring[1]:
                moving.next_waiting(case.sweep)


def test_who_is_near_a_member_is_listed_once():
    for case in cases("list", 0, count=40):
        for group in case.told.groups:
            found = anew(case, group)
            listed = case.named(case.sweep.beside[:found])
            assert listed == plain_moving.list_beside(case.told, group)


def test_members_after_a_change_are_in_order_and_have_a_lead_or_none():
    for case in cases("exchange", 0, count=40):
        into = np.zeros(case.plain.high + 1, np.int64)
        for group, members in case.told.groups.items():
            for leaver, joiner in product([None, *members], [None, *case.ids]):
                if joiner in members:
                    continue
                turn = [-1 if one is None else case.place[one] for one in (leaver, joiner)]
                size = moving.exchanged(case.standing, group, *turn, into)
                expected = plain_moving.exchanged(case.told, group, leaver, joiner)
                assert case.named(into[:size]) == expected
                led = moving.keeps_lead(case.facts, case.standing, group, *turn)
                assert led == plain_moving.keeps_lead(case.told, group, leaver, joiner)
            for key in case.ids:
                found = moving.slot_of(case.standing, group, case.place[key])
                assert found == plain_moving.slot_of(case.told, group, key)


def test_of_equal_offers_the_first_is_kept():
    for case in cases("offer", 0, count=20):
        anew(case, 0)
        best = (Change(moving.NOTHING, 0), moving.BETTER)
        for number in range(30):
            gain, change = (
                case.draw.choice([-1.0, 0.0, 0.5, 0.7, 1.0]),
                Change(moving.EJECT, number),
            )
            moving.offer(case.sweep, gain, moving.EJECT, number, -1, -1, -1)
            best = plain_moving.offer(best, change, gain)
        assert (chosen(case), case.sweep.gain[0]) == best


def improve(case):
    """Let the kernels improve every group."""
    for group in case.told.groups:
        moving.wait(case.sweep, group)
    return moving.improve(*scratch(case))


def check_rules(case):
    """Hold the kernels' groups against every rule."""
    groups, *_ = case.shown()
    instance, request = case.plain.instance, case.plain.request
    for members in groups.values():
        assert reference.broken_rules(instance, request, members) == set()
    assert reference.broken_together(instance, request, groups.values()) == set()


def test_improving_goes_the_way_of_the_twin_wherever_rounding_does_not_decide():
    compared = 0
    for case in cases("way", 0, count=40, kind="uneven"):
        # A number may wait whose group is gone.
        gone = case.told.unused[0]
        queue = [gone, *case.told.groups]
        moving.wait(case.sweep, gone)
        looked = improve(case)
        try:
            expected = plain_moving.improve(case.told, queue)
        except UndecidedError:
            continue
        compared += 1
        assert looked == expected
        case.agrees()
    assert compared > 20


@batches
def test_improving_keeps_the_rules_and_ends_where_no_change_helps(batch):
    for case in cases("end", batch):
        before, total = -1.0, standing.total_of(case.standing)
        while total > before:
            improve(case)
            check_rules(case)
            before, total = total, standing.total_of(case.standing)
            assert total >= before - CLOSE
            case.told.groups, case.told.homes, case.told.unused = case.shown()
        for group in case.told.groups:
            changes = plain_moving.look(case.told, group)
            assert max(changes.values(), default=0.0) <= CLOSE
        case.agrees()


def test_somebody_who_adds_nothing_joins_all_the_same():
    rows = [
        {"id": key, "themes": "t", "can_lead": "yes", "will_lead": "yes", "max_groups": "1"}
        for key in "abcd"
    ]
    instance = Instance.from_tables(rows, [])
    weights = dict.fromkeys(Weights.model_fields, 0.0) | {"coverage": 1.0}
    request = Grouping.from_json({"id": "g", "size": {"min": 2, "max": 4}, "weights": weights})
    facts = facts_of(Material(Problem(instance, request), request).slice(np.arange(4)))
    search = Search(facts, np.arange(4), 1)
    search.take_over([(0, 1)])
    search.improve()
    assert list(search.groups()) == [(0, 1, 2, 3)]
