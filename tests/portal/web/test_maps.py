"""A map of the areas of a list: north upwards, as they lie to each other."""

from hypothesis import given
from hypothesis import strategies as st

from portal.web.maps import on_a_map
from survey.controls import Tick

PLACES = st.tuples(st.floats(50, 59), st.floats(-7, 2))


def ticks(places):
    return [Tick(f"t{n}", "t", f"a{n}", f"Area {n}", place=at) for n, at in enumerate(places)]


@given(st.lists(PLACES | st.none(), max_size=40))
def test_every_area_with_a_place_lies_whole_on_the_sheet(places):
    found = on_a_map(ticks(places))
    known = [at for at in places if at]
    assert (found is None) == (len(set(known)) < 3)
    if found:
        assert len(found.patches) == len(known)
        half = found.side / 2
        assert all(half <= patch.x <= found.width - half for patch in found.patches)
        assert all(half <= patch.y <= found.height - half for patch in found.patches)


def test_north_is_above_and_east_to_the_right():
    middle, north, east = on_a_map(ticks([(53.4, -2.2), (53.5, -2.2), (53.4, -2.1)])).patches
    assert north.y < middle.y and north.x == middle.x
    assert east.x > middle.x and east.y == middle.y


def test_a_kilometre_is_as_long_either_way():
    middle, north, east = on_a_map(ticks([(60.0, 0.0), (60.1, 0.0), (60.0, 0.2)])).patches
    # At 60 degrees north a degree of longitude is half as long as one of latitude.
    assert abs((middle.y - north.y) - (east.x - middle.x)) < 0.5
