"""Distances on the globe."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

EARTH_RADIUS_KM = 6371.0088

Floats = NDArray[np.float64]


def kilometres(lat1: Any, lon1: Any, lat2: Any, lon2: Any) -> Floats:
    """Great-circle distance of points in degrees, in kilometres; NaN where a place is unknown.

    Examples
    --------
    >>> round(float(kilometres(53.48, -2.24, 53.80, -1.55)), 1)
    57.8
    """
    phi1, lambda1, phi2, lambda2 = (np.radians(value) for value in (lat1, lon1, lat2, lon2))
    half = (
        np.sin((phi2 - phi1) / 2) ** 2
        + np.cos(phi1) * np.cos(phi2) * np.sin((lambda2 - lambda1) / 2) ** 2
    )
    distance: Floats = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(1.0, half)))
    return distance
