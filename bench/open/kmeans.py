"""Clusters of bounded size by k-means, over places and themes (package k-means-constrained)."""

from collections.abc import Iterator

import numpy as np

from bench.open.families import Case, Members
from bench.open.judging import who_may
from bench.open.ways import bounds, sizes
from matching.arrays import Arrays, Floats, Ints

try:
    from k_means_constrained import KMeansConstrained
except ImportError:
    KMeansConstrained = None

IS_INSTALLED = KMeansConstrained is not None
MISSING = (
    "k-means-constrained is not installed: run "
    "`.venv/bin/python -m pip install -r bench/requirements.txt`, or leave it out with --without"
)
KM_A_DEGREE, KM = 111.2, 5.0
# How much themes count beside a distance of KM.
MIXES = (0.0, 1.0)
MOST_ROUNDS = 50


def by_kmeans(case: Case) -> Iterator[list[Members]]:
    """Cluster once for each size and each mix of place and themes."""
    if not IS_INSTALLED:
        raise RuntimeError(MISSING)
    low, high = bounds(case)
    everyone = who_may(case)
    if len(everyone) < low:
        return
    for mix in MIXES:
        points = places_and_themes(case.problem.arrays, everyone, mix)
        for size in sizes(case):
            clusters = max(1, -(-len(everyone) // high), len(everyone) // size)
            model = KMeansConstrained(
                clusters, size_min=low, size_max=high, n_init=1, max_iter=MOST_ROUNDS,
                random_state=case.seed,
            )  # fmt: skip
            yield parts_of(everyone, model.fit_predict(points))


def parts_of(everyone: Ints, labels: Ints) -> list[Members]:
    """The members of each label, ascending."""
    return [tuple(everyone[labels == label].tolist()) for label in np.unique(labels)]


def places_and_themes(arrays: Arrays, everyone: Ints, mix: float) -> Floats:
    """Kilometres east and north over KM, then `mix` times the themes at length 1; (m, 2 + T).

    Whose place is not known stands in the middle of all.
    """
    lat, lon = arrays.lat[everyone], arrays.lon[everyone]
    middle = np.nan_to_num(np.nanmean(lat)) if not np.isnan(lat).all() else 0.0
    scale = KM_A_DEGREE / KM
    plane = np.stack((lat * scale, lon * scale * np.cos(np.radians(middle))), axis=1)
    known = ~np.isnan(plane).any(axis=1)
    centre = plane[known].mean(axis=0) if known.any() else np.zeros(2)
    plane = np.where(known[:, None], plane - centre, 0.0)
    themes = arrays.themes[everyone]
    lengths = np.linalg.norm(themes, axis=1, keepdims=True)
    return np.hstack((plane, mix * themes / np.maximum(lengths, 1e-9)))
