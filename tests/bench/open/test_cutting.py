"""Cutting lists into groups: sizes are kept, and nobody is lost who need not be."""

from hypothesis import given
from hypothesis import strategies as st

from bench.open.cutting import cut, cut_each

LOW, HIGH = 3, 8
orders = st.integers(0, 60).flatmap(lambda count: st.permutations(range(count)))
sizes = st.integers(LOW, HIGH)


@given(orders, sizes)
def test_every_part_keeps_the_bounds_and_nobody_is_twice(order, size):
    parts = cut(order, size, LOW, HIGH)
    members = [one for part in parts for one in part]
    assert all(LOW <= len(part) <= HIGH for part in parts)
    assert len(members) == len(set(members))
    assert set(members) <= set(order)


@given(orders, sizes)
def test_nobody_is_left_out_while_a_part_has_room(order, size):
    parts = cut(order, size, LOW, HIGH)
    out = len(order) - sum(map(len, parts))
    assert out < LOW
    assert not out or all(len(part) == HIGH for part in parts)


def test_a_small_rest_joins_the_last_parts():
    assert cut([9, 8, 7, 6, 5, 4, 3, 2, 1, 0], 4, 3, 8) == [(1, 6, 7, 8, 9), (0, 2, 3, 4, 5)]
    assert cut(range(10), 8, 3, 8) == [(0, 1, 2, 3, 4, 5, 6, 7)]
    assert cut(range(9), 8, 3, 9) == [(0, 1, 2, 3, 4, 5, 6, 7, 8)]


def test_a_list_of_fewer_than_a_group_gives_none():
    assert cut([1, 2], 5, 3, 8) == []
    assert cut_each([[1, 2], [3, 4, 5], []], 3, 3, 8) == [(3, 4, 5)]
