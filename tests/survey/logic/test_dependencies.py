"""What must be known first, and circles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.logic.dependencies import circle, circle_words, in_order

letters = st.sampled_from("abcdef")
needs_of = st.dictionaries(letters, st.sets(letters, max_size=3))


@given(needs_of)
def test_either_everything_has_an_order_or_there_is_a_circle(needs):
    found = circle(needs)
    if found:
        following = [*found[1:], found[0]]
        assert all(after in needs[one] for one, after in zip(found, following, strict=True))
        assert found[0] == min(found)
        with pytest.raises(ValueError, match="cycle"):
            in_order(needs)
        return
    order = in_order(needs)
    for one, before in needs.items():
        assert all(order.index(other) < order.index(one) for other in before)


def test_a_circle_is_said_in_words_that_name_everybody_in_it():
    found = circle({"c": ["a"], "a": ["b"], "b": ["c"], "d": ["a"]})
    assert found == ("a", "b", "c")
    assert circle_words(found) == (
        "‘a’ depends on ‘b’, which depends on ‘c’, which depends on ‘a’: "
        "neither could ever be decided"
    )
    assert circle_words(circle({"a": ["a"]})) == "‘a’ depends on itself"
