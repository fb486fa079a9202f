"""Statements are put together pair by pair, without those that a reader may not read."""

from portal.consortia.pairs import BOTH, OPEN, Pair, pair_up

SAID = {
    "links": [{"from": "a", "to": "b", "weight": 0.5}, {"from": "b", "to": "a", "weight": 1.0}],
    "measures": {"by_node": {"a": {"answered": True}, "b": {"answered": True}}},
}


def test_both_sides_make_one_pair_as_strong_as_the_stronger_says():
    assert pair_up(SAID) == [Pair("a", "b", BOTH, 1.0)]


def test_one_whose_word_is_hidden_is_as_though_it_had_not_answered():
    assert pair_up(SAID, hidden={"b"}) == [Pair("a", "b", OPEN, 0.5)]
    assert pair_up(SAID, hidden={"a", "b"}) == []
