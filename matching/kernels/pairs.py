"""Values of pairs, weighted and summed over the three terms that look at pairs."""

from math import asin, sqrt
from typing import NamedTuple

import numpy as np

from matching.kernels.compiled import Bools, Floats, Ints, Words, kernel
from matching.places import EARTH_RADIUS_KM

EXCLUDED = -1e6
BARELY = -1.0
TIE_SHARE, LIKENESS_SHARE = 0.6, 0.4
THEME_SHARE, AGE_SHARE = 0.7, 0.3


class PairFacts(NamedTuple):
    """What the pair terms look at, for n organisations.

    `points` (n, 3) are places on the unit sphere, NaN where unknown; `radius` (n,) is in
    kilometres. Themes are rows of unit length in compressed form: those of i are
    `theme_codes[theme_from[i]:theme_from[i + 1]]` with `theme_weights` alike. `ages` and
    `networks` are (n, words) of bits. Ties of i, in either direction and each partner once, are
    `tie_ends[tie_from[i]:tie_from[i + 1]]`; `tie_out` is the strength that i states and `tie_in`
    the one stated to it, NaN where none is. Excluded partners of i are compressed likewise.
    `weights` (3,) are those of geography, cohesion and added value, already divided by the sum
    of all seven; `tie_prior`, one number, is what unknown ties count.
    """

    points: Floats
    radius: Floats
    theme_from: Ints
    theme_codes: Ints
    theme_weights: Floats
    theme_count: int
    ages: Words
    ages_known: Bools
    networks: Words
    ties_known: Bools
    tie_from: Ints
    tie_ends: Ints
    tie_out: Floats
    tie_in: Floats
    excluded_from: Ints
    excluded_ends: Ints
    weights: Floats
    tie_prior: float


@kernel
def count_bits(word: np.uint64) -> int:
    """How many bits of a word are set."""
    count = 0
    while word:
        word &= word - np.uint64(1)
        count += 1
    return count


@kernel
def geography(facts: PairFacts, i: int, j: int) -> float:
    """Nearness of two organisations, 0 to 1; one half where a place is unknown."""
    x = facts.points[i, 0] - facts.points[j, 0]
    y = facts.points[i, 1] - facts.points[j, 1]
    z = facts.points[i, 2] - facts.points[j, 2]
    chord = sqrt(x * x + y * y + z * z)
    if chord != chord:
        return 0.5
    reach = facts.radius[i] + facts.radius[j]
    if reach <= 0.0:
        return 1.0 if chord == 0.0 else 0.0
    if chord * EARTH_RADIUS_KM >= reach:
        return 0.0
    away = 2.0 * EARTH_RADIUS_KM * asin(min(1.0, chord / 2.0))
    return float(max(0.0, 1.0 - away / reach))


@kernel
def pair_value(facts: PairFacts, i: int, j: int, cosine: float, out: float, back: float) -> float:
    """Weighted sum of the pair terms; `out` and `back` are stated strengths or NaN."""
    near = geography(facts, i, j)
    both = 0
    either = 0
    for word in range(facts.ages.shape[1]):
        both += count_bits(facts.ages[i, word] & facts.ages[j, word])
        either += count_bits(facts.ages[i, word] | facts.ages[j, word])
    jaccard = 0.5
    if facts.ages_known[i] and facts.ages_known[j]:
        jaccard = both / max(either, 1)
    directions = 0
    strengths = 0.0
    if facts.ties_known[i]:
        directions += 1
        strengths += 0.0 if out != out else out
    if facts.ties_known[j]:
        directions += 1
        strengths += 0.0 if back != back else back
    tie = strengths / directions if directions else facts.tie_prior
    like = THEME_SHARE * min(1.0, cosine) + AGE_SHARE * jaccard
    added = 1.0 if directions else 0.5
    if near == 0.0 or out == out or back == back:
        added = 0.0
    for word in range(facts.networks.shape[1]):
        if facts.networks[i, word] & facts.networks[j, word]:
            added = 0.0
    return float(
        facts.weights[0] * near
        + facts.weights[1] * (TIE_SHARE * tie + LIKENESS_SHARE * like)
        + facts.weights[2] * added
    )


@kernel
def pair_row(
    facts: PairFacts, i: int, columns: Ints, first: int, place: Ints, themes: Floats, row: Floats
) -> None:
    """Fill `row` (c,) from place `first` on with the values of i beside each of `columns` (c,).

    Places before `first` may be written too, with values or not.
    `place` (n,) gives the column of an organisation or -1; `themes` (theme_count,) is scratch
    that is zero before and after. An excluded pair counts EXCLUDED, i beside itself 0.
    """
    for at in range(facts.theme_from[i], facts.theme_from[i + 1]):
        themes[facts.theme_codes[at]] = facts.theme_weights[at]
    for column in range(first, len(columns)):
        cosine = cosine_of(facts, columns[column], themes)
        row[column] = pair_value(facts, i, columns[column], cosine, np.nan, np.nan)
    for at in range(facts.tie_from[i], facts.tie_from[i + 1]):
        j = facts.tie_ends[at]
        if place[j] >= 0:
            cosine = cosine_of(facts, j, themes)
            row[place[j]] = pair_value(facts, i, j, cosine, facts.tie_out[at], facts.tie_in[at])
    for at in range(facts.excluded_from[i], facts.excluded_from[i + 1]):
        if place[facts.excluded_ends[at]] >= 0:
            row[place[facts.excluded_ends[at]]] = EXCLUDED
    if place[i] >= 0:
        row[place[i]] = 0.0
    for at in range(facts.theme_from[i], facts.theme_from[i + 1]):
        themes[facts.theme_codes[at]] = 0.0


@kernel
def cosine_of(facts: PairFacts, j: int, themes: Floats) -> float:
    """Product of j's themes with those laid out in `themes`."""
    cosine = 0.0
    for at in range(facts.theme_from[j], facts.theme_from[j + 1]):
        cosine += facts.theme_weights[at] * themes[facts.theme_codes[at]]
    return cosine


@kernel
def pair_rows(facts: PairFacts, rows: Ints, columns: Ints) -> Floats:
    """Values of each of `rows` (r,) beside each of `columns` (c,): (r, c)."""
    place = np.full(len(facts.radius), -1, np.int64)
    for column in range(len(columns)):
        place[columns[column]] = column
    themes = np.zeros(facts.theme_count)
    values = np.empty((len(rows), len(columns)))
    for row in range(len(rows)):
        pair_row(facts, rows[row], columns, 0, place, themes, values[row])
    return values


@kernel
def pair_table(facts: PairFacts, positions: Ints) -> Floats:
    """Values of every two of `positions` (n,), each pair looked at once: (n, n)."""
    place = np.full(len(facts.radius), -1, np.int64)
    for column in range(len(positions)):
        place[positions[column]] = column
    themes = np.zeros(facts.theme_count)
    values = np.empty((len(positions), len(positions)))
    for row in range(len(positions)):
        pair_row(facts, positions[row], positions, row, place, themes, values[row])
        for column in range(row):
            values[row, column] = values[column, row]
    return values


@kernel
def likely_most(facts: PairFacts, j: int, near: float) -> float:
    """Bound of what a pair of j is worth with one that near, to whom no tie is stated."""
    ages = 1.0 if facts.ages_known[j] else 0.5
    themes = 1.0 if facts.theme_from[j + 1] > facts.theme_from[j] else 0.0
    tie = 0.0 if facts.ties_known[j] else facts.tie_prior
    like = THEME_SHARE * themes + AGE_SHARE * ages
    cohesion = TIE_SHARE * tie + LIKENESS_SHARE * like
    added = 1.0 if near > 0.0 else 0.0
    return float(facts.weights[0] * near + facts.weights[1] * cohesion + facts.weights[2] * added)


@kernel
def most_of_row(facts: PairFacts, i: int, columns: Ints) -> Floats:
    """Bounds of the values of i beside each of `columns` (c,), from their places and ties alone."""
    most = np.empty(len(columns))
    tied = np.zeros(len(facts.radius), np.bool_)
    for at in range(facts.tie_from[i], facts.tie_from[i + 1]):
        tied[facts.tie_ends[at]] = True
    highest = facts.weights[0] + facts.weights[1] + facts.weights[2]
    for column in range(len(columns)):
        j = columns[column]
        most[column] = highest if tied[j] else likely_most(facts, i, geography(facts, i, j))
    return most


@kernel
def most_of_partners(facts: PairFacts, rows: Ints, count: int) -> Floats:
    """Bounds of the `count` best pair values of each of `rows`, falling: (r, count).

    Exact for partners to whom a tie is stated, the most there could be for all others, so that
    no pair has to be looked at that is not a tie.
    """
    themes = np.zeros(facts.theme_count)
    best = np.empty((len(rows), count))
    for r in range(len(rows)):
        i = rows[r]
        near = 1.0 if facts.points[i, 0] == facts.points[i, 0] else 0.5
        best[r] = likely_most(facts, i, near)
        for at in range(facts.theme_from[i], facts.theme_from[i + 1]):
            themes[facts.theme_codes[at]] = facts.theme_weights[at]
        for at in range(facts.tie_from[i], facts.tie_from[i + 1]):
            j = facts.tie_ends[at]
            cosine = cosine_of(facts, j, themes)
            value = pair_value(facts, i, j, cosine, facts.tie_out[at], facts.tie_in[at])
            if count and value > best[r, count - 1]:
                slot = count - 1
                while slot > 0 and best[r, slot - 1] < value:
                    best[r, slot] = best[r, slot - 1]
                    slot -= 1
                best[r, slot] = value
        for at in range(facts.theme_from[i], facts.theme_from[i + 1]):
            themes[facts.theme_codes[at]] = 0.0
    return best
