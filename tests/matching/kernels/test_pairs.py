"""Values of pairs and their bounds, each kernel against its twin."""

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import Grouping, Instance
from matching.arrays import arrays_of
from matching.briefs.material import Material
from matching.compact import pair_facts
from matching.kernels import pairs
from matching.problem import Problem
from tests.matching.kernels import plain_pairs
from tests.matching.kernels.cases import KINDS, asked, random_instance
from tests.matching.seeds import some_seeds

CLOSE = 1e-9
GROUPING = Grouping.from_json({"id": "g", "size": {"min": 2, "max": 2}})


class Pairs:
    """A random instance and brief: facts for the kernels, ids for the twins."""

    def __init__(self, seed, count=9):
        self.draw = Random(f"pairs-{seed}")
        self.instance = random_instance(self.draw, count, KINDS[seed % len(KINDS)])
        self.brief = asked(self.draw, count)
        self.facts = Material(Problem(self.instance, self.brief), self.brief).facts
        self.ids = [one.id for one in self.instance.organisations]
        self.about = (self.instance, self.brief)

    def some(self):
        """A few positions, in any order."""
        count = self.draw.randint(1, len(self.ids))
        return np.array(self.draw.sample(range(len(self.ids)), count), np.int64)

    def named(self, positions):
        return [self.ids[position] for position in positions]

    def laid_out(self, i):
        """The themes of one organisation at their codes."""
        themes = np.zeros(self.facts.theme_count)
        start, end = self.facts.theme_from[i : i + 2]
        themes[self.facts.theme_codes[start:end]] = self.facts.theme_weights[start:end]
        return themes

    def table(self, found):
        return [[row[j] for j in row] for row in found.values()]


every_seed = pytest.mark.parametrize("seed", some_seeds(48))


@given(st.integers(0, 2**64 - 1))
def test_bits_are_counted_as_in_binary(word):
    assert pairs.count_bits(np.uint64(word)) == plain_pairs.count_bits(word)


@every_seed
def test_a_pair_is_worth_what_the_formulas_of_its_terms_say(seed):
    case = Pairs(seed)
    for i, one in enumerate(case.ids):
        themes = case.laid_out(i)
        for j, other in enumerate(case.ids):
            near = plain_pairs.geography(case.instance, one, other)
            assert pairs.geography(case.facts, i, j) == pytest.approx(near, abs=CLOSE)
            cosine = pairs.cosine_of(case.facts, j, themes)
            expected = plain_pairs.cosine_of(case.instance, one, other)
            assert cosine == pytest.approx(expected, abs=CLOSE)
            there = plain_pairs.stated(case.instance, one, other)
            back = plain_pairs.stated(case.instance, other, one)
            ties = [np.nan if tie is None else tie for tie in (there, back)]
            value = pairs.pair_value(case.facts, i, j, cosine, *ties)
            if i != j:
                expected = plain_pairs.pair_value(*case.about, one, other)
                assert value == pytest.approx(expected, abs=CLOSE)


@every_seed
def test_rows_of_pairs_hold_values_exclusions_and_nothing_beside_oneself(seed):
    case = Pairs(seed)
    rows, columns = case.some(), case.some()
    expected = plain_pairs.pair_rows(*case.about, case.named(rows), case.named(columns))
    found = pairs.pair_rows(case.facts, rows, columns)
    assert found == pytest.approx(np.array(case.table(expected)), abs=CLOSE)


@every_seed
def test_a_table_of_pairs_is_the_same_either_way_round(seed):
    case = Pairs(seed)
    some = case.some()
    expected = plain_pairs.pair_table(*case.about, case.named(some))
    found = pairs.pair_table(case.facts, some)
    assert found == pytest.approx(np.array(case.table(expected)), abs=CLOSE)
    assert (found == found.T).all()


@every_seed
def test_a_row_of_pairs_is_filled_from_a_place_on_and_leaves_its_scratch_clean(seed):
    case = Pairs(seed)
    columns = case.some()
    i, first = case.draw.randrange(len(case.ids)), case.draw.randint(0, len(columns))
    place = np.full(len(case.ids), -1, np.int64)
    place[columns] = np.arange(len(columns))
    themes, row = np.zeros(case.facts.theme_count), np.full(len(columns), 7.0)
    pairs.pair_row(case.facts, i, columns, first, place, themes, row)
    expected = plain_pairs.pair_row(*case.about, case.ids[i], case.named(columns))
    assert row[first:] == pytest.approx([*expected.values()][first:], abs=CLOSE)
    for value, known in zip(row[:first], expected.values(), strict=False):
        assert value in (7.0, pytest.approx(known, abs=CLOSE))
    assert not themes.any()


@every_seed
def test_no_untied_partner_that_near_is_worth_more_than_the_likely_most(seed):
    case = Pairs(seed)
    for j, key in enumerate(case.ids):
        one = case.instance.organisation(key)
        for near in (0.0, 0.3, 0.5, 1.0):
            most = plain_pairs.likely_most(*case.about, key, near)
            found = pairs.likely_most(case.facts, j, near)
            assert found >= most - CLOSE
            if one.ties_known and one.ages != frozenset():
                assert found == pytest.approx(most, abs=CLOSE)


@every_seed
def test_no_pair_of_a_row_is_worth_more_than_its_bound(seed):
    case = Pairs(seed)
    columns = case.some()
    all_terms = sum(plain_pairs.shares_of(case.brief))
    for i, key in enumerate(case.ids):
        exact = plain_pairs.most_of_row(*case.about, key, case.named(columns))
        found = pairs.most_of_row(case.facts, i, columns)
        for (j, value), most in zip(exact.items(), found, strict=True):
            assert most <= all_terms + CLOSE
            assert i == case.instance.index[j] or value <= most + CLOSE


@every_seed
def test_the_bounds_of_a_row_are_those_of_place_where_nobody_is_tied(seed):
    case = Pairs(seed)
    columns = case.some()
    for i, key in enumerate(case.ids):
        found = pairs.most_of_row(case.facts, i, columns)
        for j, most in zip(columns.tolist(), found, strict=True):
            if not plain_pairs.are_tied(case.instance, key, case.ids[j]):
                near = pairs.geography(case.facts, i, j)
                assert most == pytest.approx(pairs.likely_most(case.facts, i, near))


@every_seed
def test_the_bounds_of_the_best_partners_fall_and_none_is_too_low(seed):
    case = Pairs(seed)
    rows, count = case.some(), case.draw.randint(0, len(case.ids) + 2)
    found = pairs.most_of_partners(case.facts, rows, count)
    assert found.shape == (len(rows), count)
    for key, bounds in zip(case.named(rows), found.tolist(), strict=True):
        assert bounds == sorted(bounds, reverse=True)
        others = [other for other in case.ids if other != key]
        values = plain_pairs.pair_row(*case.about, key, others).values()
        for value, bound in zip(sorted(values, reverse=True), bounds, strict=False):
            assert value <= bound + CLOSE


@every_seed
def test_partners_to_whom_a_tie_is_stated_count_exactly_among_the_bounds(seed):
    case = Pairs(seed)
    rows, count = case.some(), case.draw.randint(1, len(case.ids))
    found = pairs.most_of_partners(case.facts, rows, count)
    for i, key, bounds in zip(rows, case.named(rows), found, strict=True):
        near = 0.5 if case.instance.organisation(key).place is None else 1.0
        otherwise = pairs.likely_most(case.facts, int(i), near)
        expected = plain_pairs.most_of_partners(*case.about, key, count, otherwise)
        assert bounds == pytest.approx(expected, abs=CLOSE)


@pytest.mark.parametrize(("lon", "near"), [("-2", 1.0), ("-2.000001", 0.0), ("", 0.5)])
def test_without_any_radius_only_the_same_place_is_near(lon, near):
    here = {"lat": "53", "lon": "-2", "radius_km": "0"}
    instance = Instance.from_tables([{"id": "a"} | here, {"id": "b"} | here | {"lon": lon}])
    facts = pair_facts(arrays_of(instance), 0.1, np.ones(3))
    assert pairs.geography(facts, 0, 1) == near
