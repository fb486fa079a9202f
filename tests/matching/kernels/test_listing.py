"""Every group that there could be, against trying all combinations of ids."""

from itertools import combinations
from math import comb

import numpy as np
import pytest

from matching.kernels import listing
from tests.matching.kernels import plain_listing
from tests.matching.kernels.open_cases import OpenCase


def named(case, masks):
    return [
        frozenset(key for key, place in case.place.items() if int(mask) >> place & 1)
        for mask in masks
    ]


def listed(case):
    facts = case.facts
    most = sum(comb(len(case.ids), size) for size in range(facts.low, facts.high + 1))
    masks, worths = listing.every_group(facts, case.rest, most)
    return masks, dict(zip(named(case, masks), worths.tolist(), strict=True))


def test_every_group_is_listed_once_with_its_worth():
    sizes = []
    for seed in range(30):
        case = OpenCase(f"listing-{seed}", count=9)
        masks, found = listed(case)
        expected = plain_listing.every_group(case.plain)
        assert len(masks) == len(found)
        assert found == pytest.approx(expected)
        sizes.append(len(expected))
    assert max(sizes) > 100
    assert min(sizes) == 0


def test_those_who_may_follow_are_neither_excluded_nor_in_no_group():
    for seed in range(20):
        case = OpenCase(f"following-{seed}", count=9)
        members = case.places(case.ids[:2])
        for one in case.ids[2:]:
            found = listing.may_follow(case.facts, members, 2, case.place[one])
            assert found == plain_listing.may_follow(case.plain, case.ids[:2], one)
        later = np.zeros(len(case.ids), np.int64)
        count = listing.list_later(case.facts, members, 2, later)
        assert case.named(later[:count]) == plain_listing.list_later(case.plain, case.ids[:2])


def test_a_set_is_noted_only_where_it_is_large_enough_and_somebody_may_lead():
    for seed in range(20):
        case = OpenCase(f"noting-{seed}", count=9)
        members, later = case.ids[:2], case.ids[2:]
        masks, worths = np.zeros(99, np.uint64), np.zeros(99)
        values = np.arange(float(len(later)))
        found = listing.add_sets(
            case.facts, case.places(members), 2, case.places(later), len(later), values,
            masks, worths, 0,
        )  # fmt: skip
        expected = plain_listing.add_sets(case.plain, members, later)
        assert named(case, masks[:found]) == expected
        firsts = [later.index(*(group - set(members))) for group in expected]
        assert worths[:found].tolist() == firsts


def test_prices_are_summed_over_members_and_pairs():
    case = OpenCase("prices", count=9, kind="told")
    masks, found = listed(case)
    each = {key: case.draw.uniform(0, 2) for key in case.ids}
    pairs = {frozenset(pair): case.draw.uniform(0, 2) for pair in combinations(case.ids, 2)}
    table = np.array([[pairs.get(frozenset({i, j}), 9.0) for j in case.ids] for i in case.ids])
    told = listing.prices_of(masks, np.array([each[key] for key in case.ids]), table)
    assert told.tolist() == pytest.approx(plain_listing.prices_of(found, each, pairs))
