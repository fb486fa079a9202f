"""What two candidates bring each other, shared between them, each kernel against its twin."""

from itertools import permutations
from math import inf
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.kernels import pricing, splitting
from tests.matching.kernels import plain_pricing, plain_splitting
from tests.matching.kernels.cases import Case
from tests.matching.seeds import some_seeds

CLOSE = 1e-9
LOW = -1e17
every_seed = pytest.mark.parametrize("seed", some_seeds(60))
some_numbers = st.lists(st.sampled_from([-1.0, 0.0, 0.25, 0.5, 1.0, 2.0]), max_size=9)


def opened(seed, **more):
    """A case at some depth."""
    case = Case(seed, **more)
    return case, case.open()


@every_seed
def test_others_help_with_needs_that_nobody_meets_yet(seed):
    case, d = opened(seed)
    about = case.plain, case.members
    for j in case.candidates:
        found = pricing.hope_of(case.table, case.state, d, case.place[j])
        assert found == pytest.approx(plain_pricing.hope_of(*about, j), abs=CLOSE)
    for j, other in permutations(case.candidates, 2):
        found = pricing.help_of(case.table, case.state, d, case.place[j], case.place[other])
        assert found == pytest.approx(plain_pricing.help_of(*about, j, other), abs=CLOSE)


@given(some_numbers, st.integers(0, 4))
def test_a_value_is_put_among_the_best_behind_its_equals(values, most):
    best, expected = np.empty(most), []
    for filled, value in enumerate(values):
        found = pricing.insert(best, filled, value)
        expected, slot = plain_pricing.insert(expected, most, value)
        assert found == slot
        assert best[: len(expected)].tolist() == expected


@every_seed
def test_at_first_a_pair_is_split_in_halves(seed):
    case, _ = opened(seed)
    for (i, j), share in case.shares().items():
        assert share == pytest.approx(case.plain.pair(i, j) / 2, abs=CLOSE)


def check_parts(case, d):
    """What each candidate got of its best pairs is what they sum up to."""
    places, about = case.places(case.candidates), (case.plain, case.members)
    expected = plain_pricing.share_pairs(*about, case.candidates, case.shares())
    found = (case.state.halves, case.state.lesser, case.state.hopeful)
    for array, parts in zip(found, expected, strict=True):
        assert array[d, places] == pytest.approx([parts[j] for j in case.candidates], abs=1e-8)


@every_seed
def test_each_candidate_gets_its_part_of_its_best_pairs(seed):
    case, d = opened(seed)
    if len(case.candidates) < case.more:
        return
    partners = case.share()
    check_parts(case, d)
    for j, places in zip(case.candidates, partners.tolist(), strict=True):
        parts = plain_pricing.parts_of(case.plain, case.members, case.shares(), j, case.candidates)
        named = [case.candidates[place] for place in places]
        assert j not in named
        assert len({*named}) == case.more - 1
        best = sorted(parts.values(), reverse=True)[: case.more - 1]
        assert [parts[i] for i in named] == pytest.approx(best, abs=1e-8)


@every_seed
def test_one_candidate_is_given_its_part_anew(seed):
    case, d = opened(seed)
    if len(case.candidates) < case.more:
        return
    case.share()
    t, r = case.draw.randrange(len(case.candidates)), case.more
    place = case.place[case.candidates[t]]
    for array in (case.state.halves, case.state.lesser, case.state.hopeful):
        array[d, place] = 7.0
    best, partners = np.empty((2, r - 1)), np.empty(r - 1, np.int64)
    pricing.best_partners(case.table, case.state, d, r, t, best, partners)
    check_parts(case, d)


@every_seed
def test_however_pairs_are_split_they_add_up_and_bound_every_completion(seed):
    case, d = opened(seed)
    best = plain_pricing.bound_prices(case.plain, case.members, case.candidates)
    for goal in (LOW, best, case.draw.random(), inf):
        steps = case.draw.choice([0, 1, 5, 60])
        splitting.split_pairs(case.table, case.state, d, case.more, goal, steps)
        assert plain_splitting.split_pairs(case.plain, case.shares()) < CLOSE
        if len(case.candidates) >= case.more:
            check_parts(case, d)
        found = pricing.bound_prices(case.table, case.state, d, case.more, goal, 1)
        assert found >= best - CLOSE


def test_splitting_often_lowers_the_bound():
    lower = 0
    for seed in range(60):
        case, d = opened(seed, sizes=(4, 5))
        bounds = []
        for steps in (0, 60):
            splitting.split_pairs(case.table, case.state, d, case.more, LOW, steps)
            bounds.append(pricing.bound_prices(case.table, case.state, d, case.more, LOW, 0))
        lower += bounds[1] < bounds[0] - 1e-6
    assert lower > 10


class Partners:
    """Random best partners of five candidates, some of whom are chosen."""

    def __init__(self, seed):
        draw = Random(seed)
        self.partners = [draw.sample([i for i in range(5) if i != t], 2) for t in range(5)]
        self.chosen = draw.sample(range(5), draw.randint(1, 5))
        self.top = np.array(self.chosen, np.int64)
        self.flags = np.isin(np.arange(5), self.chosen)
        self.array = np.array(self.partners, np.int64)


@given(st.integers(0, 2**32))
def test_a_pair_is_even_where_both_are_chosen_and_count_each_other(seed):
    case = Partners(seed)
    for t in case.chosen:
        for s in case.partners[t]:
            found = splitting.is_mutual(case.array, case.flags, t, s)
            assert found == plain_splitting.is_mutual(case.partners, case.chosen, t, s)
    found = splitting.count_uneven(case.array, case.flags, case.top)
    assert found == plain_splitting.count_uneven(case.partners, case.chosen)


@every_seed
def test_a_little_of_every_uneven_pair_is_moved_to_the_other_side(seed):
    case, d = opened(seed, sizes=(4, 5))
    if len(case.candidates) < case.more:
        return
    partners, shares = case.share(), case.shares()
    chosen = case.draw.sample(case.candidates, case.more)
    names = dict(enumerate(case.candidates))
    by_name = {names[t]: [names[s] for s in some] for t, some in enumerate(partners.tolist())}
    top = np.array([case.candidates.index(j) for j in chosen], np.int64)
    flags, stale = np.isin(np.arange(len(names)), top), np.zeros(len(names), np.bool_)
    splitting.even_out(case.table, case.state, d, partners, flags, top, stale, 0.01)
    expected, changed = plain_splitting.even_out(shares, by_name, chosen, 0.01)
    assert case.shares() == pytest.approx(expected, abs=CLOSE)
    assert {names[t] for t in np.flatnonzero(stale).tolist()} == changed
