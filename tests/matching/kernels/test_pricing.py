"""What a candidate could still add, and the bounds made of it, each kernel against its twin."""

from math import inf
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.kernels import pricing
from tests.matching.kernels import plain_pricing
from tests.matching.kernels.cases import Case
from tests.matching.seeds import some_seeds

CLOSE = 1e-9
every_seed = pytest.mark.parametrize("seed", some_seeds(60))
some_numbers = st.lists(st.sampled_from([-1.0, 0.0, 0.25, 0.5, 1.0, 2.0]), min_size=1, max_size=9)


def opened(seed, **more):
    """A case at some depth, with the parts of pairs given out."""
    case = Case(seed, **more)
    d = case.open()
    case.share()
    return case, d


@every_seed
def test_the_last_member_adds_exactly_what_the_quality_gains(seed):
    case = Case(seed)
    d = case.open(case.size - 1)
    for j in case.candidates:
        gain = pricing.worth(case.table, case.state, d, case.place[j], True)
        assert gain == pytest.approx(plain_pricing.worth(case.plain, case.members, j, True))
        group = tuple(sorted([*case.members, j]))
        total = case.state.base[d] + gain
        assert len(group) < case.size or total == pytest.approx(case.plain.quality(group))


@every_seed
def test_with_prices_a_candidate_is_worth_what_its_parts_say(seed):
    case, d = opened(seed)
    prices, given_out = case.prices(d), case.parts(d)
    for last in (False, True):
        pricing.price_all(case.table, case.state, d, last)
        found = case.state.values[d, : len(case.candidates)]
        expected = plain_pricing.price_all(
            case.plain, case.members, case.candidates, last, prices, given_out
        )
        assert found == pytest.approx([expected[j] for j in case.candidates], abs=CLOSE)


@every_seed
def test_the_bound_but_for_the_candidates_is_what_is_certain_and_the_priced_rest(seed):
    case, d = opened(seed)
    expected = plain_pricing.fixed_part(case.plain, case.members, case.prices(d))
    assert pricing.fixed_part(case.table, case.state, d) == pytest.approx(expected, abs=CLOSE)


@given(some_numbers, st.integers(1, 9))
def test_the_largest_come_first_and_of_equal_ones_the_earlier(values, r):
    r = min(r, len(values))
    found = pricing.top_places(np.array(values), len(values), r)
    assert found.tolist() == plain_pricing.top_places(values, r)


@every_seed
def test_slopes_say_how_the_bound_changes_with_each_price(seed):
    case, d = opened(seed)
    r = min(case.more, len(case.candidates))
    top = case.draw.sample(range(len(case.candidates)), r)
    shapes = (case.state.cap_prices, case.state.need_prices, case.state.use_prices)
    found = [np.full(prices.shape[1], 7.0) for prices in shapes]
    length = pricing.slopes(case.table, case.state, d, np.array(top, np.int64), *found)
    best = [case.candidates[place] for place in top]
    *expected, squared = plain_pricing.slopes(case.plain, case.members, best, case.prices(d))
    for slopes, plain in zip(found, expected, strict=True):
        assert slopes == pytest.approx([*plain.values()], abs=CLOSE)
    assert length == pytest.approx(squared, abs=CLOSE)


@given(some_numbers, st.integers(0, 2**32), st.sampled_from([1.0, inf]))
def test_prices_move_down_the_slopes_within_their_range(slopes, seed, most):
    draw = Random(seed)
    prices = [draw.choice([0.0, 1.0, 0.4]) for _ in slopes]
    array, stride = np.array(prices), draw.choice([0.0, 0.1, 0.7])
    squared = pricing.inward(np.array(slopes), array, most)
    assert squared == pytest.approx(plain_pricing.inward(slopes, prices, most))
    pricing.move(array, np.array(slopes), stride, most)
    assert array == pytest.approx(plain_pricing.move(prices, slopes, stride, most))


@every_seed
def test_no_completion_exceeds_the_bound_whatever_prices_steps_and_goal(seed):
    case, d = opened(seed)
    best = plain_pricing.bound_prices(case.plain, case.members, case.candidates)
    for _ in range(4):
        case.price()
        steps = case.draw.choice([0, 1, 3, 30])
        goal = case.draw.choice([-1e18, best, best - 0.05, 0.3, 0.9, inf])
        found = pricing.bound_prices(case.table, case.state, d, case.more, goal, steps)
        assert found >= best - CLOSE


@every_seed
def test_the_prices_left_behind_are_those_of_the_bound(seed):
    case, d = opened(seed, count=12, sizes=(4, 5))
    if len(case.candidates) < case.more:
        assert pricing.bound_prices(case.table, case.state, d, case.more, 0.0, 5) == -inf
        return
    rows = case.plain, case.members, case.candidates
    first = plain_pricing.bound(*rows, case.prices(d), case.parts(d))
    goal = case.draw.choice([-1e18, -1e18, 0.4])
    steps = case.draw.choice([5, 20])
    found = pricing.bound_prices(case.table, case.state, d, case.more, goal, steps)
    left = plain_pricing.price_all(*rows, False, case.prices(d), case.parts(d))
    assert found == pytest.approx(plain_pricing.bound(*rows, case.prices(d), case.parts(d)))
    assert found <= first + CLOSE
    values = case.state.values[d, : len(case.candidates)]
    assert values == pytest.approx([left[j] for j in case.candidates], abs=CLOSE)


@every_seed
def test_a_bound_below_the_goal_takes_no_step(seed):
    case, d = opened(seed)
    before = case.prices(d)
    pricing.bound_prices(case.table, case.state, d, case.more, inf, 50)
    assert case.prices(d) == before


@every_seed
def test_one_step_goes_down_the_slopes_of_the_best_candidates(seed):
    case, d = opened(seed)
    before, given_out = case.prices(d), case.parts(d)
    rows = case.plain, case.members, case.candidates
    values = plain_pricing.price_all(*rows, False, before, given_out)
    order = sorted(case.candidates, key=lambda j: -values[j])
    top, rest = order[: case.more], order[case.more :]
    pricing.bound_prices(case.table, case.state, d, case.more, -1e18, 1)
    after = case.prices(d)
    if after == before or (rest and values[rest[0]] > values[top[-1]] - CLOSE):
        return
    by_cap, by_need, by_use, length = plain_pricing.slopes(case.plain, case.members, top, before)
    for was, now, slopes, most in [
        (before.caps, after.caps, by_cap, 1.0),
        (before.needs, after.needs, by_need, 1.0),
        (before.uses, after.uses, by_use, inf),
    ]:
        expected = plain_pricing.move(was.values(), slopes.values(), 0.1 / length, most)
        assert [*now.values()] == pytest.approx(expected, abs=CLOSE)


def test_steps_end_where_the_bound_has_not_fallen_for_long():
    case, d = opened(3, count=8, sizes=(4,))
    before = int(case.state.marks[3])
    pricing.bound_prices(case.table, case.state, d, case.more, -1e18, 100_000)
    assert int(case.state.marks[3]) - before < 5_000 * len(case.candidates)
