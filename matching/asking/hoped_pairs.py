"""The best that an organisation's own answers could make of its pairs with the members."""

from dataclasses import dataclass

import numpy as np

from matching.arrays import Bools, Floats, Ints
from matching.asking.unknowns import Unknowns
from matching.pairs import AGE_SHARE, LIKENESS_SHARE, THEME_SHARE, TIE_SHARE
from matching.problem import Problem


@dataclass(frozen=True, eq=False, slots=True)
class HopedPairs:
    """Weighted pair values of members (k) and all organisations (n), before division by pairs.

    `without_themes` (k, n) is all but the likeness of themes, `likeness` (k, n) that likeness
    where themes are known, weighted; `themes` (k, T) are the members' themes with length 1.
    """

    without_themes: Floats
    likeness: Floats
    themes: Floats
    weight: float
    unknown: Bools

    def across(self, places: Ints) -> Floats:
        """Sum over some members for every organisation; whose themes are unknown chooses best."""
        closest = self.weight * float(np.linalg.norm(self.themes[places].sum(axis=0)))
        alike = np.where(self.unknown, closest, self.likeness[places].sum(axis=0))
        total: Floats = self.without_themes[places].sum(axis=0) + alike
        return total


def hoped_pairs(problem: Problem, unknowns: Unknowns, members: Ints) -> HopedPairs:
    """Work out the pairs of some members with everybody."""
    shares = problem.weights / problem.weights.sum()
    _, near, _, cohesion, _, _, new = shares.tolist()
    everyone = np.arange(problem.arrays.count)[None, :]
    geography = _geography(problem, unknowns, members[:, None], everyone)
    ties = _ties_and_news(problem, unknowns, (members[:, None], everyone), geography, cohesion, new)
    ages = cohesion * LIKENESS_SHARE * AGE_SHARE * _ages(problem, unknowns, members)
    themes = _unit_themes(problem)
    weight = cohesion * LIKENESS_SHARE * THEME_SHARE
    likeness = weight * np.minimum(1.0, themes[members] @ themes.T)
    return HopedPairs(
        near * geography + ties + ages, likeness, themes[members], weight, unknowns.silent["themes"]
    )


def _geography(problem: Problem, unknowns: Unknowns, i: Ints, j: Ints) -> Floats:
    """1 where the other tells a place beside a member whose place is known."""
    known = problem.pairs.geography(i, j)
    placed = ~np.isnan(problem.arrays.lat) & ~np.isnan(problem.arrays.lon)
    beside = placed[i] & unknowns.silent["place"][j]
    return np.where(beside, 1.0, known)


def _ages(problem: Problem, unknowns: Unknowns, members: Ints) -> Floats:
    """The ages of a member that has some, told by whoever has not; (k, n)."""
    arrays = problem.arrays
    ages = arrays.ages.astype(np.float64)
    both = ages[members] @ ages.T
    sizes = ages.sum(axis=1)
    either = sizes[members][:, None] + sizes - both
    known = arrays.ages_known[members][:, None] & arrays.ages_known
    jaccard = np.where(known, both / np.maximum(either, 1), 0.5)
    some = arrays.ages_known[members] & (sizes[members] > 0)
    return np.where(some[:, None] & unknowns.silent["ages"], 1.0, jaccard)


def _ties_and_news(
    problem: Problem,
    unknowns: Unknowns,
    pairs: tuple[Ints, Ints],
    geography: Floats,
    cohesion: float,
    new: float,
) -> Floats:
    """Tie and added value, weighted: the best of not answering, naming and not naming it."""
    i, j = pairs
    arrays = problem.arrays
    there, forth = problem.pairs.stated(i, j)
    back_too, back = problem.pairs.stated(j, i)
    known_i = np.broadcast_to(arrays.ties_known[i], there.shape)
    known_j = np.broadcast_to(arrays.ties_known[j], there.shape)
    directions = known_i.astype(float) + known_j
    strengths = forth * known_i + back * known_j
    tie = np.where(
        directions > 0,
        strengths / np.where(directions > 0, directions, 1.0),
        problem.pairs.tie_prior,
    )
    old = there | back_too | _share_network(problem, i, j) | (geography == 0)
    weight = cohesion * TIE_SHARE
    now = weight * tie + new * np.where(old, 0.0, np.where(directions > 0, 1.0, 0.5))
    named = weight * (np.where(known_i, forth, 1.0) + 1.0) / 2
    not_named = weight * np.where(known_i, forth, 0.0) / 2 + new * np.where(old, 0.0, 1.0)
    best = np.maximum(now, np.maximum(named, not_named))
    return np.where(unknowns.silent["ties"][j], best, now)


def _share_network(problem: Problem, i: Ints, j: Ints) -> Bools:
    networks = problem.arrays.networks.astype(np.float32)
    shared: Bools = networks[i[:, 0]] @ networks[j[0]].T > 0
    return shared


def _unit_themes(problem: Problem) -> Floats:
    themes = problem.arrays.themes
    lengths = np.sqrt((themes**2).sum(axis=1))
    unit: Floats = themes / np.where(lengths > 0, lengths, 1.0)[:, None]
    return unit
