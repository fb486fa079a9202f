"""The middle of an area: its polygons' centroid, weighted by their size."""

from collections.abc import Sequence
from math import cos, radians
from typing import Any

Ring = Sequence[Sequence[float]]


def centroid(geometry: Any) -> tuple[float, float]:
    """Give latitude and longitude of the centroid of a GeoJSON polygon or multipolygon.

    Holes count against. Near the scale of a county the earth is flat enough for it; longitudes
    are shortened by the cosine of the latitude in the weights alone, which cancels out.
    """
    kind, coordinates = geometry["type"], geometry["coordinates"]
    polygons = {"Polygon": [coordinates], "MultiPolygon": coordinates}[kind]
    sums = [sum_ring(ring, is_hole=n > 0) for polygon in polygons for n, ring in enumerate(polygon)]
    area = sum(part[0] for part in sums)
    if area <= 0:
        points = [point for polygon in polygons for ring in polygon for point in ring]
        return mean(points, 1), mean(points, 0)
    return sum(part[2] for part in sums) / area, sum(part[1] for part in sums) / area


def sum_ring(ring: Ring, *, is_hole: bool) -> tuple[float, float, float]:
    """Give a ring's area and its area times longitude and latitude; negative for a hole.

    The sums are taken relative to the ring's first point, so that small rings far from the
    origin lose no digits.
    """
    x0, y0 = ring[0][0], ring[0][1]
    area = east = north = 0.0
    for (x1, y1, *_), (x2, y2, *_) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
        area += cross
        east += (x1 + x2 - 2 * x0) * cross
        north += (y1 + y2 - 2 * y0) * cross
    if area == 0:
        return 0.0, 0.0, 0.0
    size = abs(area) / 2 * cos(radians(y0)) * (-1 if is_hole else 1)
    return size, size * (x0 + east / (3 * area)), size * (y0 + north / (3 * area))


def mean(points: Ring, axis: int) -> float:
    """Give the mean of one coordinate, for shapes without an area."""
    return sum(point[axis] for point in points) / len(points)
