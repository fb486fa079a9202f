"""Groups around one member within two ties of all others, for every possible hub at once."""

from dataclasses import dataclass

import numpy as np

from matching.arrays import Bools, Floats, Ints
from matching.feasibility.facts import Facts
from matching.feasibility.lists import Lists, lists_of
from matching.feasibility.pool import among, eligible, free_of_exclusions, kinds, rows_enough
from matching.feasibility.wanted import Wanted


@dataclass(frozen=True, eq=False, slots=True)
class Hubs:
    """Possible hubs, those around each worth looking at, and what a group there has at most.

    `bounds` are spare days with exclusions left aside, -inf where a rule fails even then.
    """

    rows: Ints
    around: Lists
    bounds: Floats


def rows_around(facts: Facts) -> Lists:
    """Around each organisation its rows and those of its partners, by days, most first."""
    by_base = np.argsort(facts.base, kind="stable")
    owned = lists_of(facts.base[by_base], by_base, facts.organisations)
    which, found = owned.gathered(facts.circles.values)
    owner = facts.circles.owners[which]
    order = np.lexsort((facts.place[found], owner))
    return lists_of(owner[order], found[order], facts.organisations)


def hubs_of(facts: Facts, circles: Lists, wanted: Wanted, rows: Bools) -> Hubs:
    """Every row that may be the hub; `circles` are `rows_around`.

    Work grows with the ties, not with their square.
    """
    hubs = np.flatnonzero(rows & eligible(facts, wanted))
    if not wanted.unnamed:
        for key in wanted.named:
            hubs = hubs[within_two(facts, key)[facts.base[hubs]]]
    around = _around(facts, hubs, _worth(facts, circles, wanted, rows))
    return Hubs(hubs, around, _bounds(facts, wanted, hubs, around))


def within_two(facts: Facts, organisation: int) -> Bools:
    """Organisations that two stated ties lead to, itself too."""
    reached = np.zeros(facts.organisations, bool)
    _, found = facts.circles.gathered(facts.circles.of(organisation))
    reached[found] = True
    return reached


def _worth(facts: Facts, circles: Lists, wanted: Wanted, rows: Bools) -> Lists:
    """Around each organisation only rows enough for a group with the most days.

    A whole is served by what serves its parts: the best around a hub are among the best around
    the partners of the hub.
    """
    open_to = rows[circles.values]
    circles = lists_of(circles.owners[open_to], circles.values[open_to], facts.organisations)
    kind = kinds(facts, wanted)
    clean = free_of_exclusions(facts, wanted, rows)[circles.values]
    kept = among(facts, wanted.named)[circles.values]
    most = rows_enough(facts, wanted, rows)
    for each in np.unique(kind[rows]):
        same = kind[circles.values] == each
        kept |= same & (circles.before(clean & same) < wanted.high) & (circles.before(same) < most)
    return lists_of(circles.owners[kept], circles.values[kept], facts.organisations)


def _around(facts: Facts, hubs: Ints, circles: Lists) -> Lists:
    """Rows within two ties of each hub but its own, by days, most first."""
    owner, partners = facts.circles.gathered(facts.base[hubs])
    step, found = circles.gathered(partners)
    width = max(1, len(facts.base))
    owner, place = np.divmod(np.unique(owner[step] * width + facts.place[found]), width)
    members = facts.order[place]
    others = facts.base[members] != facts.base[hubs][owner]
    return lists_of(owner[others], members[others], len(hubs))


def _bounds(facts: Facts, wanted: Wanted, hubs: Ints, around: Lists) -> Floats:
    """First the small members that are needed, then whoever has most days."""
    owner, members = around.owners, around.values
    named = among(facts, wanted.named)
    held = _added(owner, named[members], len(hubs)) + named[hubs]
    # Named members are set only where no exception counts; else they are as free as others.
    fixed = named[members] & (not wanted.counts_some)
    small = facts.small[members]
    places = wanted.high - 1 - _added(owner, fixed, len(hubs))
    needed = wanted.small - _added(owner, fixed & small, len(hubs)) - facts.small[hubs]
    needed = np.maximum(0, needed)
    first = small & ~fixed & (around.before(small & ~fixed) < needed[owner])
    rest = ~fixed & ~first
    rest &= around.before(rest) < (places - needed)[owner]
    days = np.bincount(owner, facts.days[members] * (fixed | first | rest), len(hubs))
    fails = (places < needed) | (_added(owner, first, len(hubs)) < needed)
    fails |= _added(owner, fixed | first | rest, len(hubs)) + 1 < wanted.low
    fails |= held < len(wanted.named) - wanted.unnamed
    bounds: Floats = np.where(fails, -np.inf, days + facts.days[hubs])
    return bounds


def _added(owner: Ints, marked: Bools, count: int) -> Ints:
    return np.bincount(owner[marked], minlength=count)
