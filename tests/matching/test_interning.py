"""What stands in many rows alike is one object, and nothing else is changed by that."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Instance, TableError
from matching.cells import Row
from matching.interning import SHORT, Interned
from matching.records import Organisation
from tests.matching.strategies import random_tables, seeds

READERS = (Row.text, Row.number_or_none, Row.yes_no, Row.codes, Row.code_set, Row.weights)
CELLS = (
    "", " ", None, "1", " 1", "-0", "0", "yes", "No", "none", "a;b", "b;a", "a; none", "a:0.5;b",
    "b;a:.5", "a:2", "x" * 99, 1, True, ["a"],
)  # fmt: skip


def rows(*cells):
    return [Row("t", number, {"c": cell}) for number, cell in enumerate(cells, start=1)]


def told(read, row):
    """What a reader gives, or how it refuses."""
    try:
        value = read(row, "c")
    except TableError as error:
        return str(error)
    if isinstance(value, frozenset):
        return "set", sorted(value)
    return list(value.items()) if isinstance(value, dict) else value


@pytest.mark.parametrize("read", READERS)
@given(st.lists(st.sampled_from(CELLS), max_size=9))
def test_every_cell_is_read_and_refused_as_its_row_reads_it(read, cells):
    kept = Interned()
    for row in rows(*cells):
        found = told(lambda row, column: kept.once(read, row, column), row)
        assert repr(found) == repr(told(read, row))


@pytest.mark.parametrize("read", [Row.codes, Row.code_set, Row.weights])
def test_equal_lists_sets_and_weights_are_one_object_however_they_are_written(read):
    kept = Interned()
    found = [kept.once(read, row, "c") for row in rows("a;b", "b;a", " a ; b;", "a;b")]
    assert all(one is found[0] for one in found)


def test_the_same_codes_with_other_weights_are_not_one_object():
    kept = Interned()
    cells = [";".join(items) for items in permutations(("a:0.5", "b"))] + ["a;b:0.5", "a;b"]
    found = [kept.once(Row.weights, row, "c") for row in rows(*cells)]
    assert found == [{"a": 0.5, "b": 1.0}, {"a": 0.5, "b": 1.0}, {"a": 1.0, "b": 0.5},
                     {"a": 1.0, "b": 1.0}]  # fmt: skip
    assert found[0] is found[1]


def test_short_texts_are_one_object_and_long_ones_are_not_kept():
    kept = Interned()
    for text, one in (("a" * SHORT, True), ("a" * (SHORT + 1), False)):
        twin = "".join(["a", text[1:]])
        assert (kept.word(twin) is kept.word(text)) is one


def test_organisations_of_one_table_share_what_they_have_alike():
    told = {"areas": "v;w", "themes": "play;sport:0.5", "ages": "0-4", "needs": "data"}
    instance = Instance.from_tables(
        [{"id": "a", "model": "hub"} | told, {"id": "b", "model": "h" + "ub"} | told],
        [{"code": "v"}, {"code": "w"}],
    )
    one, other = instance.organisations
    for column in told:
        assert getattr(one, column) is getattr(other, column)
    assert one.attributes["model"] is other.attributes["model"]


def test_organisations_without_attributes_share_one_empty_mapping():
    one, other = Instance.from_tables([{"id": "a"}, {"id": "b", "model": " "}]).organisations
    assert one.attributes is other.attributes is Organisation("c", "c").attributes
    assert one.attributes == {}


@given(seeds)
@settings(max_examples=20)
def test_ties_name_their_ends_with_the_ids_of_the_organisations(seed):
    instance = Instance.from_tables(**random_tables(seed, 8))
    ids = {id(one.id) for one in instance.organisations}
    assert {id(end) for tie in instance.ties for end in (tie.source, tie.target)} <= ids
    assert list(instance.ties) == sorted(instance.ties)
