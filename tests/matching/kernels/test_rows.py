"""Rows of the search: members, candidates and what is left out, each kernel against its twin."""

from math import inf
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.kernels import branching, pricing
from matching.kernels.pricing import NOTHING
from tests.matching.kernels import plain_branching, plain_pricing
from tests.matching.kernels.cases import Case
from tests.matching.seeds import some_seeds

CLOSE = 1e-9
LOW = -1e17
every_seed = pytest.mark.parametrize("seed", some_seeds(60))
places = st.sets(st.integers(0, 6), max_size=5)


def priced(seed, **more):
    """A case with a row whose candidates are bounded and in order; its goal drops nobody."""
    case = Case(seed, **more)
    d = case.open()
    case.share()
    if len(case.candidates) >= case.more:
        steps = case.draw.choice([0, 2, 20])
        pricing.bound_prices(case.table, case.state, d, case.more, LOW, steps)
        case.state.constant[d] = pricing.fixed_part(case.table, case.state, d)
        branching.cut_tail(case.state, d, case.more, LOW)
        case.candidates = row(case, d)
    return case, d


def row(case, d):
    """The candidates of a row as they stand."""
    return case.ids(case.state.candidates[d, : case.state.counts[d]])


def goals(case):
    """Values that some completions reach and others do not."""
    groups = case.plain.completions(case.members, case.candidates)
    values = sorted(map(case.plain.quality, groups)) or [0.5]
    return [values[-1] - CLOSE, case.draw.choice(values) - CLOSE, LOW]


@every_seed
def test_each_row_holds_what_its_members_leave(seed):
    case = Case(seed, sizes=(3, 5, 6))
    case.open(case.size)
    for d in range(len(case.members) + 1):
        expected = plain_branching.add_member(case.plain, case.members[:d])
        state = case.state
        assert state.base[d] == pytest.approx(expected.base, abs=CLOSE)
        assert state.left[d] == pytest.approx([*expected.left.values()], abs=CLOSE)
        assert state.unmet[d] == pytest.approx([*expected.unmet.values()], abs=CLOSE)
        assert case.services(state.wanted[d]) == expected.wanted
        assert case.services(state.once[d]) == expected.once
        assert state.room[d] == pytest.approx([*expected.room.values()], abs=CLOSE)
    assert case.ids(case.state.members[: len(case.members)]) == case.members


@every_seed
def test_a_whole_row_is_worth_the_quality_of_its_group(seed):
    case = Case(seed)
    case.open(case.size)
    group = tuple(sorted(case.members))
    if len(group) == case.size and not any(
        case.plain.exclude(i, j) for i in group for j in group if i != j
    ):
        assert case.state.base[case.size] == pytest.approx(case.plain.quality(group))


@every_seed
def test_a_new_member_hands_its_prices_on(seed):
    case = Case(seed)
    d = case.open()
    if case.candidates:
        before = case.prices(d)
        case.add(case.candidates[0])
        assert case.prices(d + 1) == before


@every_seed
def test_peeking_drops_nobody_who_is_in_a_group_as_good_as_the_goal(seed):
    case, d = priced(seed)
    if case.more < 2 or len(case.candidates) < case.more:
        return
    for goal in goals(case):
        for place, j in enumerate(case.candidates):
            later = case.candidates[place + 1 :]
            pairs = case.table.pairs[case.place[j]]
            kept = branching.peek(case.table, case.state, d, case.more, place, pairs, goal)
            must = plain_branching.peek(case.plain, case.members, j, later, goal)
            if kept:
                found = set(row(case, d + 1))
                assert must <= found <= {i for i in later if not case.plain.exclude(i, j)}
            else:
                assert not must


@every_seed
def test_a_row_below_is_near_its_members_and_bounds_every_completion(seed):
    case, d = priced(seed)
    if case.more < 2 or len(case.candidates) < case.more:
        return
    j = case.candidates[0]
    pairs = case.table.pairs[case.place[j]]
    if not branching.peek(case.table, case.state, d, case.more, 0, pairs, LOW):
        return
    branching.add_member(case.table, case.state, d, case.place[j])
    branching.come_near(case.state, d, pairs)
    members, candidates = [*case.members, j], row(case, d + 1)
    near = plain_branching.come_near(case.plain, members, candidates)
    for i in candidates:
        assert case.state.near[d + 1, case.place[i]] == pytest.approx(near[i], abs=CLOSE)
    best = plain_branching.bound_of_rest(case.plain, members, candidates)
    assert (
        pricing.bound_prices(case.table, case.state, d + 1, case.more - 1, best, 3) >= best - CLOSE
    )


@given(places, places)
def test_groups_are_ordered_as_python_orders_tuples(ours, theirs):
    known = np.full(6, -1, np.int64)
    known[: len(theirs)] = sorted(theirs)
    shuffled = list(ours)
    Random(len(ours)).shuffle(shuffled)
    found = branching.smaller(np.array([*shuffled, 9, 9], np.int64), len(ours), known)
    assert found == plain_branching.smaller(ours, sorted(theirs))
    full = known[: len(theirs)].copy()
    found = branching.smaller(np.array(shuffled, np.int64), len(ours), full)
    assert found == plain_branching.smaller(ours, sorted(theirs))


@every_seed
def test_a_row_could_be_smaller_just_when_some_completion_is(seed):
    case, d = priced(seed)
    for first in range(len(case.candidates) - case.more + 1):
        known = tuple(sorted(case.draw.sample(case.plain.ids, case.draw.choice([1, 2, case.size]))))
        case.show(0.5, known)
        rest = case.candidates[first:]
        found = branching.could_be_smaller(case.table, case.state, d, first, case.size)
        assert found == plain_branching.could_be_smaller(case.members, rest, case.size, known)


@every_seed
def test_the_last_members_are_tried_and_the_best_group_is_kept(seed):
    case = Case(seed, sizes=(2, 3, 4))
    case.open(case.size - 1)
    groups = list(case.plain.completions(case.members, case.candidates))
    known = (NOTHING, ())
    if groups and case.draw.random() < 0.5:
        group = case.draw.choice(groups)
        known = (case.plain.quality(group), group)
    case.show(*known)
    branching.keep_leaves(case.table, case.state, case.size - 1, case.size)
    value, group = plain_branching.keep_leaves(case.plain, case.members, case.candidates, known)
    assert case.named_by(case.state.best_members) == group
    assert case.state.best[0] == pytest.approx(value)
    assert bool(case.state.marks[branching.FOUND]) == (group != known[1])


@every_seed
def test_a_rule_cannot_be_kept_only_where_every_completion_breaks_it(seed):
    case = Case(seed)
    d = case.open()
    if len(case.candidates) < case.more:
        return
    found = branching.cannot_keep(case.table, case.state, d, case.more)
    assert found == plain_branching.cannot_keep(case.plain, case.members, case.candidates)
    assert not (found and [*case.plain.completions(case.members, case.candidates)])


@every_seed
def test_the_tail_is_cut_where_no_group_as_good_as_the_goal_begins(seed):
    case, d = priced(seed)
    if len(case.candidates) < case.more:
        return
    values = dict(zip(case.candidates, case.state.values[d].tolist(), strict=False))
    for goal in goals(case)[:2]:
        case.write(d, case.draw.sample(case.candidates, len(case.candidates)))
        case.state.values[d, : len(values)] = [values[j] for j in row(case, d)]
        order, must = plain_branching.cut_tail(case.plain, case.members, row(case, d), values, goal)
        branching.cut_tail(case.state, d, case.more, goal)
        kept = row(case, d)
        assert kept == order[: len(kept)]
        assert must <= set(kept)
        assert case.state.values[d, : len(kept)].tolist() == [values[j] for j in kept]


@pytest.mark.parametrize("count", [8, 56])
@pytest.mark.parametrize("seed", some_seeds(40))
def test_an_opened_row_keeps_everybody_who_is_in_a_group_as_good_as_the_goal(seed, count):
    case = Case(seed, count=count, sizes=(2,) if count > 8 else (2, 3, 4, 5))
    d = case.open()
    if case.more < 2:
        return
    case.share()
    for goal in goals(case):
        case.write(d, case.candidates)
        start = case.draw.choice([d, -1])
        opened = branching.open_row(case.table, case.state, d, case.size, goal, start)
        must = plain_branching.open_row(case.plain, case.members, case.candidates, goal)
        assert opened or not must
        if opened:
            assert must <= set(row(case, d)) <= set(case.candidates)
            assert case.state.following[d] == 0
            values = case.state.values[d, : case.state.counts[d]].tolist()
            assert values == sorted(values, reverse=True)


@every_seed
def test_those_not_tried_yet_are_bounded_by_the_next_and_the_best_after_it(seed):
    case, d = priced(seed)
    for first in range(len(case.candidates) + 1):
        case.state.following[d] = first
        found = branching.bound_of_rest(case.state, d, case.size)
        rest = case.candidates[first:]
        assert found >= plain_branching.bound_of_rest(case.plain, case.members, rest) - CLOSE
        if len(rest) < case.more:
            assert found == -inf


@every_seed
def test_the_bound_of_everybody_is_the_bound_of_the_prices(seed):
    case, d = priced(seed)
    if len(case.candidates) >= case.more:
        case.state.following[d] = 0
        parts = case.parts(d)
        expected = plain_pricing.bound(
            case.plain, case.members, case.candidates, case.prices(d), parts
        )
        found = branching.bound_of_rest(case.state, d, case.size)
        assert found == pytest.approx(expected)
