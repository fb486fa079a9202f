"""What the terms of pairs look at, laid out for the kernels."""

import numpy as np

from matching.arrays import Arrays
from matching.compressed import Rows
from matching.kernels.compiled import Floats, Ints, Words
from matching.kernels.pairs import PairFacts


def pair_facts(arrays: Arrays, tie_prior: float, weights: Floats) -> PairFacts:
    """Lay out what the pair terms look at.

    `weights` (3,) are what geography, cohesion and added value count.
    """
    tie_from, tie_ends, tie_out, tie_in = _ties(arrays)
    count = arrays.count
    sources, ends = np.divmod(arrays.excluded_keys, max(1, count))
    return PairFacts(
        points=_points(arrays),
        radius=arrays.radius,
        theme_from=arrays.theme_from,
        theme_codes=arrays.themes_at,
        theme_weights=_unit_weights(arrays),
        theme_count=len(arrays.theme_codes),
        ages=arrays.age_words,
        ages_known=arrays.ages_known,
        networks=arrays.network_words,
        ties_known=arrays.ties_known,
        tie_from=tie_from,
        tie_ends=tie_ends,
        tie_out=tie_out,
        tie_in=tie_in,
        excluded_from=np.searchsorted(sources, np.arange(count + 1)),
        excluded_ends=ends.astype(np.int64),
        weights=np.ascontiguousarray(weights, np.float64),
        tie_prior=float(tie_prior),
    )


def _points(arrays: Arrays) -> Floats:
    lat, lon = np.radians(arrays.lat), np.radians(arrays.lon)
    known = ~(np.isnan(lat) | np.isnan(lon))
    points = np.column_stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)))
    points[~known] = np.nan
    return np.ascontiguousarray(points)


def _unit_weights(arrays: Arrays) -> Floats:
    """The weights of themes, so that each organisation's have length 1."""
    owners = Rows(arrays.theme_from, arrays.themes_at).owners
    squares = np.bincount(owners, arrays.theme_weights**2, minlength=arrays.count)
    unit: Floats = arrays.theme_weights / np.sqrt(squares)[owners]
    return unit


def _ties(arrays: Arrays) -> tuple[Ints, Ints, Floats, Floats]:
    """Ties of each organisation, each partner once, with what either side states."""
    count = max(1, arrays.count)
    sources, targets = np.divmod(arrays.tie_keys, count)
    turned = targets * count + sources
    keys: Words = np.unique(np.concatenate((arrays.tie_keys, turned)))
    out, back = (np.full(len(keys), np.nan) for _ in range(2))
    out[np.searchsorted(keys, arrays.tie_keys)] = arrays.tie_strengths
    back[np.searchsorted(keys, turned)] = arrays.tie_strengths
    starts = np.searchsorted(keys // count, np.arange(arrays.count + 1))
    return starts.astype(np.int64), (keys % count).astype(np.int64), out, back
