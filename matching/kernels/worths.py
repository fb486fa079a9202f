"""Worth of a group of an open grouping: its size times its quality, and what one more adds."""

from typing import NamedTuple

import numpy as np

from matching.kernels.compiled import Bools, Floats, Ints, Words, kernel
from matching.kernels.pairs import count_bits

SIZE, SLOTS = 0, 1
INSIDE, DAYS, SMALL, NEEDS, BREADTH = 0, 1, 2, 3, 4
# Below any value that a pair can have, above what EXCLUDED stands for.
EXCLUDED_BELOW = -1.0


class GroupFacts(NamedTuple):
    """What the worth of a group looks at, for m organisations.

    `pairs` (m, m) are the pair terms, weighted and summed, EXCLUDED where two cannot meet.
    Themes of i are `theme_codes[theme_from[i]:theme_from[i + 1]]` with their `theme_weights`;
    its districts are compressed likewise. `alone` (m,) is its breadth by itself, 0 where it lists
    no area. `needs` and `offers` are (m, words) of bits; `own` (m,) is what a member counts whose
    needs are not listed, `each` (m,) one over the number of its needs. `days` and `small` (m,)
    are summed and capped at 1 and at three tenths of the members. `may_lead` (m,), `limits` (m,)
    in groups. Those worth looking at beside i are `near[near_from[i]:near_from[i + 1]]`.
    `weights` (4,) are those of coverage, needs, days and small, divided by the sum of all seven;
    `breadth` is in themes, `low` and `high` in members.
    """

    pairs: Floats
    theme_from: Ints
    theme_codes: Ints
    theme_weights: Floats
    theme_count: int
    district_from: Ints
    districts: Ints
    district_count: int
    alone: Floats
    needs: Words
    offers: Words
    own: Floats
    each: Floats
    days: Floats
    small: Floats
    may_lead: Bools
    limits: Ints
    near_from: Ints
    near: Ints
    weights: Floats
    breadth: float
    low: int
    high: int


class Rest(NamedTuple):
    """A set that somebody may join, with r members of at most `high`.

    `members` (high,), `marks` (2,): r and the number of districts listed. `slot_of` (districts,)
    gives the slot of a district or -1; `listed` (slots,) its district, `sums` (slots, themes) the
    weights there, `breadths` (slots,) their sum, each theme at most 1. `once` and `twice` (words,)
    are services that one member and at least two offer; `wanted` (high, words) and `anywhere`
    (words,) needs that no other member meets. `totals` (5,): pairs inside, days, small members,
    needs met in shares, the largest breadth.
    """

    members: Ints
    marks: Ints
    slot_of: Ints
    listed: Ints
    sums: Floats
    breadths: Floats
    once: Words
    twice: Words
    wanted: Words
    anywhere: Words
    totals: Floats


@kernel
def new_rest(facts: GroupFacts) -> Rest:
    """Lay out an empty set."""
    longest = 0
    for one in range(len(facts.limits)):
        longest = max(longest, facts.district_from[one + 1] - facts.district_from[one])
    slots = min(facts.district_count, longest * (facts.high + 1))
    words = facts.needs.shape[1]
    return Rest(
        np.full(facts.high + 1, -1, np.int64),
        np.zeros(2, np.int64),
        np.full(facts.district_count, -1, np.int64),
        np.zeros(slots, np.int64),
        np.zeros((slots, facts.theme_count)),
        np.zeros(slots),
        np.zeros(words, np.uint64),
        np.zeros(words, np.uint64),
        np.zeros((facts.high + 1, words), np.uint64),
        np.zeros(words, np.uint64),
        np.zeros(5),
    )


@kernel
def lay_out(facts: GroupFacts, rest: Rest, members: Ints, size: int, without: int) -> float:
    """Make the set of the first `size` of `members`, but for the organisation `without` (or -1).

    Gives what the set is worth. Few calls with much in each, since a call is dear beside the sums.
    """
    wipe(facts, rest)
    count = 0
    for number in range(size):
        if members[number] != without:
            rest.members[count] = members[number]
            count += 1
    rest.marks[SIZE] = count
    sum_up(facts, rest)
    settle(facts, rest)
    totals = rest.totals
    return worth_of(
        facts.weights, facts.breadth, count, totals[INSIDE], totals[BREADTH], totals[NEEDS],
        totals[DAYS], totals[SMALL],
    )  # fmt: skip


@kernel
def wipe(facts: GroupFacts, rest: Rest) -> None:
    """Make the set empty; what was written is found again by its members."""
    for number in range(rest.marks[SIZE]):
        one = rest.members[number]
        for at in range(facts.district_from[one], facts.district_from[one + 1]):
            slot = rest.slot_of[facts.districts[at]]
            for place in range(facts.theme_from[one], facts.theme_from[one + 1]):
                rest.sums[slot, facts.theme_codes[place]] = 0.0
    for slot in range(rest.marks[SLOTS]):
        rest.slot_of[rest.listed[slot]] = -1
        rest.breadths[slot] = 0.0
    rest.marks[:] = 0


@kernel
def sum_up(facts: GroupFacts, rest: Rest) -> None:
    """Sum pairs, days, small members and themes over the members of a set."""
    slots = 0
    inside, days, small, best = 0.0, 0.0, 0.0, 0.0
    for number in range(rest.marks[SIZE]):
        one = rest.members[number]
        for other in range(number):
            inside += facts.pairs[one, rest.members[other]]
        days += facts.days[one]
        small += facts.small[one]
        for at in range(facts.district_from[one], facts.district_from[one + 1]):
            slot = rest.slot_of[facts.districts[at]]
            if slot < 0:
                slot = slots
                slots += 1
                rest.slot_of[facts.districts[at]] = slot
                rest.listed[slot] = facts.districts[at]
            for place in range(facts.theme_from[one], facts.theme_from[one + 1]):
                before = rest.sums[slot, facts.theme_codes[place]]
                after = before + facts.theme_weights[place]
                rest.sums[slot, facts.theme_codes[place]] = after
                rest.breadths[slot] += min(1.0, after) - min(1.0, before)
            best = max(best, rest.breadths[slot])
    rest.marks[SLOTS] = slots
    rest.totals[INSIDE], rest.totals[DAYS], rest.totals[SMALL] = inside, days, small
    rest.totals[BREADTH] = best


@kernel
def settle(facts: GroupFacts, rest: Rest) -> None:
    """Work out which needs are met inside a set and which are still wanted."""
    words = facts.needs.shape[1]
    for word in range(words):
        rest.once[word] = rest.twice[word] = rest.anywhere[word] = np.uint64(0)
        for number in range(rest.marks[SIZE]):
            offered = facts.offers[rest.members[number], word]
            rest.twice[word] |= rest.once[word] & offered
            rest.once[word] |= offered
    needs = 0.0
    for number in range(rest.marks[SIZE]):
        one = rest.members[number]
        met = 0
        for word in range(words):
            others = rest.twice[word] | (rest.once[word] & ~facts.offers[one, word])
            rest.wanted[number, word] = facts.needs[one, word] & ~others
            rest.anywhere[word] |= rest.wanted[number, word]
            met += count_bits(facts.needs[one, word] & others)
        needs += facts.own[one] + met * facts.each[one]
    rest.totals[NEEDS] = needs


@kernel
def worth_of(
    weights: Floats, full: float, size: int, pairs: float, breadth: float, needs: float,
    days: float, small: float,
) -> float:  # fmt: skip
    """Size times quality from the sums of a group of at least two; 0 for fewer."""
    if size < 2:
        return 0.0
    wanted = (3 * size + 9) // 10
    quality = (
        pairs / (size * (size - 1) / 2)
        + weights[0] * min(full, breadth) / full
        + weights[1] * needs / size
        + weights[2] * min(1.0, days)
        + weights[3] * min(1.0, small / wanted)
    )
    return float(size * quality)


@kernel
def worths_with(facts: GroupFacts, rest: Rest, ones: Ints, count: int, values: Floats) -> None:
    """What the set would be worth with each of the first `count` of `ones`, none of them in it.

    `values` (count,) is filled.
    """
    size = rest.marks[SIZE]
    totals = rest.totals
    for place in range(count):
        one = ones[place]
        pairs = totals[INSIDE]
        for number in range(size):
            pairs += facts.pairs[one, rest.members[number]]
        best = totals[BREADTH]
        for at in range(facts.district_from[one], facts.district_from[one + 1]):
            slot = rest.slot_of[facts.districts[at]]
            breadth = facts.alone[one] if slot < 0 else rest.breadths[slot]
            end = facts.theme_from[one + 1] if slot >= 0 else 0
            for theme in range(facts.theme_from[one], end):
                before = rest.sums[slot, facts.theme_codes[theme]]
                after = before + facts.theme_weights[theme]
                breadth += min(1.0, after) - min(1.0, before)
            best = max(best, breadth)
        needs = totals[NEEDS] + facts.own[one]
        met = 0
        for word in range(facts.needs.shape[1]):
            met += count_bits(facts.needs[one, word] & rest.once[word])
            if rest.anywhere[word] & facts.offers[one, word]:
                for number in range(size):
                    helped = count_bits(rest.wanted[number, word] & facts.offers[one, word])
                    needs += helped * facts.each[rest.members[number]]
        needs += met * facts.each[one]
        days = totals[DAYS] + facts.days[one]
        small = totals[SMALL] + facts.small[one]
        values[place] = worth_of(
            facts.weights, facts.breadth, size + 1, pairs, best, needs, days, small
        )
