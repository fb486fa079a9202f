"""What must be known first, and circles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.logic.dependencies import circle_words, circles, in_order

letters = st.sampled_from("abcdef")
needs_of = st.dictionaries(letters, st.sets(letters, max_size=3))


@given(needs_of)
def test_either_everything_has_an_order_or_there_are_circles_that_share_nothing(needs):
    found = circles(needs)
    parts = [part for one in found for part in one]
    assert len(parts) == len({*parts})
    for one in found:
        assert all(
            after in needs[part] for part, after in zip(one, [*one[1:], one[0]], strict=True)
        )
        assert one[0] == min(one)
    if found:
        with pytest.raises(ValueError, match="cycle"):
            in_order(needs)
        return
    order = in_order(needs)
    for one, before in needs.items():
        assert all(order.index(other) < order.index(one) for other in before)


def rested_on(part, needs):
    """All that a part rests on, directly or through others."""
    found = set(needs.get(part, ()))
    while more := {two for one in found for two in needs.get(one, ())} - found:
        found |= more
    return found


@given(needs_of)
def test_whatever_rests_on_itself_is_knotted_with_a_circle_that_is_told_of(needs):
    told = {part for one in circles(needs) for part in one}
    for part in needs:
        mine = rested_on(part, needs)
        if part in mine:
            assert any(part in rested_on(other, needs) for other in mine & told)


def test_a_chain_of_any_length_is_followed_to_its_end():
    size = 5_000
    needs = {f"q{n}": [f"q{(n + 1) % size}"] for n in range(size)}
    (found,) = circles(needs)
    assert {*found} == {*needs}


def test_a_circle_is_said_in_words_that_name_everybody_in_it():
    (found,) = circles({"c": ["a"], "a": ["b"], "b": ["c"], "d": ["a"]})
    assert found == ("a", "b", "c")
    assert circle_words(found) == (
        "‘a’ depends on ‘b’, which depends on ‘c’, which depends on ‘a’: "
        "neither could ever be decided"
    )
    assert circle_words(("a",)) == "‘a’ depends on itself"
