"""The middle of an area is the centroid of its surface, not of its corners."""

import pytest

from portal.places.centroids import centroid

SQUARE = [[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]


def polygon(*rings):
    return {"type": "Polygon", "coordinates": list(rings)}


def test_a_square_has_its_middle_in_the_middle():
    assert centroid(polygon(SQUARE)) == pytest.approx((1, 1))


def test_the_direction_of_a_ring_does_not_matter():
    assert centroid(polygon(SQUARE[::-1])) == pytest.approx((1, 1))


def test_corners_that_crowd_on_one_side_do_not_pull_the_middle():
    crowded = [[0, 0], [0.5, 0], [1, 0], [1.5, 0], [2, 0], [2, 2], [0, 2], [0, 0]]
    assert centroid(polygon(crowded)) == pytest.approx((1, 1))


def test_a_hole_pushes_the_middle_away():
    hole = [[1, 0], [2, 0], [2, 2], [1, 2], [1, 0]]
    assert centroid(polygon(SQUARE, hole)) == pytest.approx((1, 0.5))


def test_two_islands_count_by_their_size():
    small = [[10, 0], [11, 0], [11, 1], [10, 1], [10, 0]]
    lat, lon = centroid({"type": "MultiPolygon", "coordinates": [[SQUARE], [small]]})
    assert (lat, lon) == pytest.approx(((1 * 4 + 0.5) / 5, (1 * 4 + 10.5) / 5), rel=1e-3)


def test_a_small_ward_far_from_the_origin_keeps_its_digits():
    ward = [[-2.2001, 53.4801], [-2.2, 53.4801], [-2.2, 53.4802], [-2.2001, 53.4802]]
    assert centroid(polygon(ward)) == pytest.approx((53.48015, -2.20005), abs=1e-9)


def test_a_shape_without_surface_has_the_mean_of_its_corners():
    assert centroid(polygon([[0, 0], [2, 2], [0, 0], [2, 2]])) == pytest.approx((1, 1))
