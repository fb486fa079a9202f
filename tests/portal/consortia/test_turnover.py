"""What changed between two groupings, read from who is in which group and nothing else."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.consortia.since import in_a_sentence
from portal.consortia.turnover import turnover_of

NAMES = "abcdefgh"


def an_outcome(*groups, alone=""):
    """An outcome with groups written as words, and those left out as one."""
    return {
        "consortia": [{"members": list(group)} for group in groups],
        "left_out": [{"id": key} for key in alone],
    }


def kinds(before, after):
    return {one["id"]: one["kind"] for one in turnover_of(before, after)["changed"]}


def sentence(before, after):
    found = turnover_of(before, after)
    return in_a_sentence(found["pairs"], Counter(one["kind"] for one in found["changed"]))


def test_each_that_changed_has_one_kind_and_its_groups_then_and_now():
    before = an_outcome("abc", "defg", alone="hi")
    after = an_outcome("defc", "abh", alone="gj")
    found = turnover_of(before, after)
    assert found["pairs"] == {"before": 9, "kept": 4, "after": 9}
    assert [(one["id"], one["kind"], one["before"], one["after"]) for one in found["changed"]] == [
        ("c", "moved", [1], [1]),
        ("g", "left", [2], []),
        ("h", "joined", [], [2]),
        ("i", "gone", [], []),
        ("j", "new", [], []),
    ]


def test_groups_that_only_change_their_numbers_change_nothing():
    assert kinds(an_outcome("abc", "de"), an_outcome("de", "abc")) == {}


def test_a_group_cut_in_two_goes_on_where_most_of_it_is():
    assert kinds(an_outcome("abcde"), an_outcome("de", "abc")) == {"d": "moved", "e": "moved"}


def test_one_in_several_groups_moves_where_it_loses_or_gains_one():
    before, after = an_outcome("abc", "ade"), an_outcome("abc", "de", "fg", alone="h")
    assert kinds(before, after) == {"a": "moved", "f": "new", "g": "new", "h": "new"}


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (("abc",), ("abc",), "All 3 pairs stay together, and everybody is where they were."),
        (("ab",), ("ab",), "The one pair stays together, and everybody is where they were."),
        (("ab", "cd"), ("ab",), "1 of 2 pairs stays together; 2 organisations have left "
                                "the partnership."),
        ((), ("ab",), "Nobody was together before; 2 organisations are new."),
    ],
)  # fmt: skip
def test_it_is_said_in_one_sentence(before, after, told):
    assert sentence(an_outcome(*before), an_outcome(*after)) == told


def test_a_sentence_counts_each_kind_and_calls_only_the_first_organisations():
    before = an_outcome("abc", "defg", alone="hi")
    after = an_outcome("defc", "abh", alone="gj")
    assert sentence(before, after) == (
        "4 of 9 pairs stay together; 1 organisation joined a group, 1 left its group, "
        "1 is in another, 1 is new and 1 has left the partnership."
    )


@st.composite
def outcomes(draw):
    """Some of eight organisations, each in one of three groups or in none."""
    places = draw(st.dictionaries(st.sampled_from(NAMES), st.integers(0, 3)))
    groups = ["".join(key for key in places if places[key] == number) for number in (1, 2, 3)]
    alone = "".join(key for key in places if places[key] == 0)
    return an_outcome(*(group for group in groups if group), alone=alone)


@given(outcomes(), outcomes())
def test_backwards_it_is_the_opposite_and_pairs_are_counted_one_by_one(before, after):
    opposite = {"new": "gone", "gone": "new", "joined": "left", "left": "joined"}
    forwards, backwards = kinds(before, after), kinds(after, before)
    assert {k: opposite[v] for k, v in forwards.items() if v != "moved"} == {
        k: v for k, v in backwards.items() if v != "moved"
    }
    together = [
        {(a, b) for a in NAMES for b in NAMES if a < b and shared(outcome, a, b)}
        for outcome in (before, after)
    ]
    assert turnover_of(before, after)["pairs"]["kept"] == len(together[0] & together[1])


def shared(outcome, one, other):
    """Tell whether two are in a group together."""
    return any({one, other} <= set(group["members"]) for group in outcome["consortia"])


@given(outcomes())
def test_nothing_changed_is_nobody(outcome):
    assert turnover_of(outcome, outcome)["changed"] == []
