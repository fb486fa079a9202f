"""Compact arrays beside the same facts looked up one by one, and no dense table unasked."""

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Instance, Organisation, Tie, generate_instance
from matching.arrays import arrays_of
from matching.compressed import Rows, codes_of, distinct, listed, rows_of
from matching.problem import Problem
from tests.matching import reference
from tests.matching.kernels.cases import KINDS, random_instance
from tests.matching.strategies import groupings, random_brief, seeds

DENSE = ("themes", "districts", "ages", "offers", "needs", "networks")


def some_instance(seed, count=7):
    draw = Random(seed)
    instance = random_instance(draw, count, draw.choice(KINDS))
    return apart(instance) if draw.random() < 0.5 else instance


def apart(instance):
    """The same instance in which no two organisations share an object."""
    return replace(
        instance,
        organisations=tuple(
            replace(
                one,
                areas=one.areas and (*one.areas,),
                themes=one.themes and dict(reversed(one.themes.items())),
                ages=one.ages and frozenset([*one.ages]),
                needs=one.needs and frozenset([*one.needs]),
            )
            for one in instance.organisations
        ),
    )


def themes_of(one):
    return dict(one.themes or {})


def districts_of(instance, one):
    return dict.fromkeys((instance.areas[code].district for code in one.areas or ()), True)


def in_columns(found, codes):
    """One row for each: its value under each code, nothing where it has none."""
    return [[each.get(code, 0) for code in codes] for each in found]


def slow_tables(instance):
    """Codes and dense rows of what is listed, made cell by cell."""
    members = instance.organisations
    themes = [themes_of(one) for one in members]
    districts = [districts_of(instance, one) for one in members]
    ages, offers, needs, networks = (
        [dict.fromkeys(getattr(one, column) or (), True) for one in members]
        for column in ("ages", "offers", "needs", "networks")
    )
    services = sorted({code for each in offers + needs for code in each})
    tables = {"offers": (services, offers), "needs": (services, needs)}
    for name, found in (
        ("themes", themes), ("districts", districts), ("ages", ages), ("networks", networks),
    ):  # fmt: skip
        tables[name] = (sorted({code for each in found for code in each}), found)
    return {name: (codes, in_columns(found, codes)) for name, (codes, found) in tables.items()}


@given(seeds)
@settings(max_examples=60)
def test_dense_tables_hold_what_each_organisation_lists(seed):
    instance = some_instance(seed)
    arrays, slow = arrays_of(instance), slow_tables(instance)
    codes = {
        "themes": arrays.theme_codes,
        "districts": arrays.district_codes,
        "ages": arrays.age_codes,
        "offers": arrays.service_codes,
        "needs": arrays.service_codes,
        "networks": arrays.network_codes,
    }
    for name, (wanted, rows) in slow.items():
        table = getattr(arrays, name)
        assert list(codes[name]) == wanted
        assert table.shape == (arrays.count, len(wanted))
        assert table.tolist() == rows
        assert table.dtype == (np.float64 if name == "themes" else np.bool_)


@given(seeds)
@settings(max_examples=60)
def test_compressed_rows_hold_the_same_in_ascending_order(seed):
    arrays = arrays_of(some_instance(seed))
    for starts, values, weights, table in (
        (arrays.theme_from, arrays.themes_at, arrays.theme_weights, arrays.themes),
        (arrays.district_from, arrays.districts_at, None, arrays.districts),
    ):
        assert starts.dtype == values.dtype == np.int64
        rows, columns = np.nonzero(table)
        assert values.tolist() == columns.tolist()
        assert starts.tolist() == np.searchsorted(rows, np.arange(arrays.count + 1)).tolist()
        if weights is not None:
            assert weights.tolist() == table[rows, columns].tolist()


@given(seeds)
@settings(max_examples=60)
def test_words_hold_a_bit_for_each_code_that_is_listed_and_tables_are_made_of_them(seed):
    arrays = arrays_of(some_instance(seed))
    for words, table in (
        (arrays.age_words, arrays.ages),
        (arrays.offer_words, arrays.offers),
        (arrays.need_words, arrays.needs),
        (arrays.network_words, arrays.networks),
    ):
        assert words.dtype == np.uint64
        assert words.shape == (len(table), max(1, -(-table.shape[1] // 64)))
        for row, bits in zip(words.tolist(), table.tolist(), strict=True):
            packed = sum(word << 64 * place for place, word in enumerate(row))
            assert packed == sum(1 << code for code, bit in enumerate(bits) if bit)


@given(st.integers(0, 2**32), st.integers(1, 5), st.integers(0, 200))
def test_codes_are_packed_64_to_a_word(seed, rows, codes):
    draw = Random(seed)
    lists = [[code for code in range(codes) if draw.random() < 0.3] for _ in range(rows)]
    starts = np.cumsum([0, *map(len, lists)])
    words = Rows(starts, np.array(sum(lists, []), np.int64)).words(codes)
    assert words.shape == (rows, max(1, -(-codes // 64)))
    for some, row in zip(lists, words.tolist(), strict=True):
        packed = sum(word << 64 * place for place, word in enumerate(row))
        assert packed == sum(1 << code for code in some)


@given(seeds)
@settings(max_examples=60)
def test_numbers_and_what_is_known_are_those_of_the_organisations(seed):
    instance = some_instance(seed)
    arrays, members = arrays_of(instance), instance.organisations
    for name, column in {
        "lat": "lat", "lon": "lon", "radius": "radius_km", "turnover": "turnover",
        "max_contract": "max_contract", "can_lead": "can_lead", "will_lead": "will_lead",
    }.items():  # fmt: skip
        told = [getattr(one, column) for one in members]
        found = getattr(arrays, name)
        assert [None if value != value else value for value in found.tolist()] == told
        assert found.dtype == np.float64
    assert arrays.spare_days.tolist() == [one.spare_days or 0.0 for one in members]
    assert arrays.ages_known.tolist() == [one.ages is not None for one in members]
    assert arrays.needs_known.tolist() == [one.needs is not None for one in members]
    assert arrays.ties_known.tolist() == [one.ties_known for one in members]
    assert arrays.max_groups.tolist() == [one.max_groups for one in members]


@given(seeds)
@settings(max_examples=60)
def test_ties_and_exclusions_are_sorted_and_each_once_with_the_strongest(seed):
    instance = some_instance(seed)
    arrays, ids = arrays_of(instance), [one.id for one in instance.organisations]
    strongest, apart_from = {}, set()
    for tie in instance.ties:
        key = ids.index(tie.source) * len(ids) + ids.index(tie.target)
        strongest[key] = max(strongest.get(key, 0.0), tie.strength)
    for a, b in instance.exclusions:
        apart_from |= {ids.index(x) * len(ids) + ids.index(y) for x, y in ((a, b), (b, a))}
    assert dict(zip(arrays.tie_keys.tolist(), arrays.tie_strengths.tolist(), strict=True)) == (
        strongest
    )
    assert arrays.tie_keys.tolist() == sorted(strongest)
    assert arrays.excluded_keys.tolist() == sorted(apart_from)
    assert arrays.tie_keys.dtype == arrays.excluded_keys.dtype == np.int64


def test_several_kinds_of_one_tie_count_by_the_strongest():
    rows = [{"id": "a", "ties_known": "yes"}, {"id": "b"}]
    ties = [
        {"from": "a", "to": "b", "kind": kind, "strength": strength}
        for kind, strength in (("k", "0.25"), ("l", "0.75"), ("m", "0.5"))
    ]
    arrays = arrays_of(Instance.from_tables(rows, ties=ties))
    assert (arrays.tie_keys.tolist(), arrays.tie_strengths.tolist()) == ([1], [0.75])


@pytest.mark.parametrize("count", [0, 1])
def test_nobody_and_one_of_whom_nothing_is_known(count):
    arrays = arrays_of(Instance.from_tables([{"id": "a"}] * count))
    assert [getattr(arrays, name).shape for name in DENSE] == [(count, 0)] * len(DENSE)
    assert arrays.theme_from.tolist() == arrays.district_from.tolist() == [0] * (count + 1)
    assert arrays.age_words.shape == (count, 1)
    assert len(arrays.tie_keys) == len(arrays.tie_strengths) == len(arrays.excluded_keys) == 0


def test_an_instance_put_together_by_hand_is_compiled_alike():
    one = Organisation("a", "A", themes={"z": 0.5, "b": 1.0}, ages=frozenset("x"), ties_known=True)
    other = Organisation("b", "B", themes={"b": 1.0, "z": 0.5})
    instance = Instance((one, other), {}, (Tie("a", "b", "", 0.5),))
    arrays = arrays_of(instance)
    assert arrays.themes.tolist() == [[1.0, 0.5], [1.0, 0.5]]
    assert arrays.ages.tolist() == [[True], [False]]


@given(seeds, groupings)
@settings(max_examples=60)
def test_who_may_lead_and_who_is_small_is_what_is_said_of_each(seed, grouping):
    instance = some_instance(seed)
    lead = Random(seed).choice(["required", "wanted"])
    for request in (grouping, random_brief(seed)):
        asked = request.model_copy(update={"lead": lead})
        problem, members = Problem(instance, asked), instance.organisations
        known = [reference.leadership(asked, one) for one in members]
        allowed = {True} if lead == "required" else {True, None}
        assert problem.eligible.tolist() == [fact is True for fact in known]
        assert problem.may_lead.tolist() == [fact in allowed for fact in known]
        assert problem.small.tolist() == [reference.is_small(asked, one) for one in members]
        assert problem.has_themes.tolist() == [bool(one.themes) for one in members]
        for mask in (problem.eligible, problem.may_lead, problem.small, problem.has_themes):
            assert mask.dtype == np.bool_


@given(groupings)
@settings(max_examples=5)
def test_no_dense_table_is_made_before_somebody_asks(grouping):
    instance = generate_instance(20, 1)
    problem = Problem(instance, grouping)
    assert not set(DENSE) & set(vars(problem.arrays))
    problem.terms(np.array([[0, 1, 2]]))
    # Breadth is worked out of compressed rows: of districts there can be thousands.
    assert set(DENSE) - set(vars(problem.arrays)) == {"districts"}


def test_rows_that_are_taken_again_keep_their_values():
    codes = codes_of([["b", "a"], ["c"]])
    rows = rows_of([["b", "a"], None, ["c"], []], codes)
    starts, places = rows.places(np.array([2, 0, 0, 1]))
    assert starts.tolist() == [0, 1, 3, 5, 5]
    assert rows.values[places].tolist() == [2, 0, 1, 0, 1]


@pytest.mark.parametrize("width", [0, 1, 63, 64, 65, 128, 129])
def test_bits_at_the_edge_of_a_word_are_kept(width):
    draw = Random(width)
    lists = [sorted(draw.sample(range(width), draw.randint(0, width))) for _ in range(5)]
    lists.append(list(range(width)))
    starts = np.cumsum([0, *map(len, lists)])
    words = Rows(starts, np.array(sum(lists, []), np.int64)).words(width)
    assert words.shape == (6, max(1, -(-width // 64)))
    assert [np.flatnonzero(row).tolist() for row in listed(words, width)] == lists


def test_objects_are_told_apart_by_being_another_object():
    one, twin = ["a"], ["a"]
    found = distinct([one, None, twin, one, None])
    assert found.objects == [["a"], None, ["a"]]
    assert found.which.tolist() == [0, 1, 2, 0, 1]
