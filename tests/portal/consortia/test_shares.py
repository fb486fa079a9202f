"""The table of points adds up, by row and by column, to what the page says."""

from hypothesis import given
from hypothesis import strategies as st

from matching import PRESETS
from matching.weights import TERM_NAMES
from portal.consortia.shares import points, share_out, whole

WEIGHTS = st.sampled_from([list(one.weights.in_order()) for one in PRESETS.values()]) | st.lists(
    st.floats(0.01, 1), min_size=7, max_size=7
)
VALUES = st.lists(st.floats(0, 1), min_size=7, max_size=7)


@given(WEIGHTS, VALUES)
def test_rows_and_columns_add_up(weights, values):
    shares = [weight / sum(weights) for weight in weights]
    terms = [
        {"name": name, "share": share, "points": share * value}
        for name, share, value in zip(TERM_NAMES, shares, values, strict=True)
    ]
    quality = sum(one["points"] for one in terms)
    rows = share_out(quality, terms)
    assert sum(row.worth for row in rows) == 100
    assert sum(row.got for row in rows) == points(quality)
    for row, term in zip(rows, terms, strict=True):
        assert row.got + row.missing == row.worth
        assert row.missing >= 0
        assert abs(row.got - 100 * term["points"]) < 2
        assert abs(row.worth - 100 * term["share"]) < 1 + 1e-6


def test_the_largest_remainder_is_rounded_up():
    assert whole([1.2, 1.7, 1.1], 4) == [1, 2, 1]
    assert whole([1.5, 1.5], 3) == [2, 1]


def test_nothing_is_rounded_above_what_it_is_worth():
    assert whole([10.0, 2.4, 0.4], 13, most=[10, 3, 0]) == [10, 3, 0]
