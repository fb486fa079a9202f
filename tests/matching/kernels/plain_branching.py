"""Twins of the kernels in `matching/kernels/branching.py`: what must hold, by trying all."""

from dataclasses import dataclass
from itertools import combinations
from math import inf

EQUAL = 1e-9


@dataclass(frozen=True)
class Row:
    """What members leave: certain value, what resources, needs and rules still allow."""

    base: float
    left: dict
    unmet: dict
    wanted: set
    once: set
    room: dict


def add_member(plain, members):
    """The row after the last of the members was added."""
    unmet = plain.unmet(members)
    return Row(
        base=plain.certain(members),
        left=plain.left(members),
        unmet=unmet,
        wanted={service for service, value in unmet.items() if value > 0},
        once=plain.offered(members),
        room=plain.room(members),
    )


def come_near(plain, members, candidates):
    """What the pairs of each candidate with the members add."""
    return {j: sum(plain.pair(i, j) for i in members) for j in candidates}


def smaller(ours, theirs):
    """Whether ours, sorted, come first, as Python orders tuples."""
    return tuple(sorted(ours)) < tuple(theirs)


def could_be_smaller(members, candidates, size, best):
    """Whether some completion comes before the best group."""
    rests = combinations(candidates, size - len(members))
    return any(smaller([*members, *rest], best) for rest in rests)


def must_stay(plain, members, candidates, goal):
    """Those candidates who are in a completion that keeps the rules and is as good as the goal."""
    found = set()
    for group in plain.completions(members, candidates):
        if plain.quality(group) >= goal:
            found |= set(group) - set(members)
    return found


def peek(plain, members, j, later, goal):
    """Those after j who are in a good completion together with it."""
    return must_stay(plain, [*members, j], [i for i in later if not plain.exclude(i, j)], goal)


def cut_tail(plain, members, candidates, values, goal):
    """The candidates, best first, and those of them who must stay."""
    order = sorted(candidates, key=lambda j: -values[j])
    return order, must_stay(plain, members, candidates, goal)


def open_row(plain, members, candidates, goal):
    """Those who must still be candidates; where there are any, the row must be opened."""
    return must_stay(plain, members, candidates, goal)


def best_of(groups, known=(-inf, ())):
    """The best of (value, group), of equal ones the smallest; the known one is one of them."""
    everything = [*groups, *([known] if known[1] else [])]
    top = max((value for value, _ in everything), default=-inf)
    return min(
        (one for one in everything if one[0] >= top - EQUAL),
        key=lambda one: one[1],
        default=known,
    )


def keep_leaves(plain, members, candidates, known):
    """The best of the known group and the members with each candidate as the last."""
    groups = plain.completions(members, candidates)
    return best_of(((plain.quality(group), group) for group in groups), known)


def cannot_keep(plain, members, candidates):
    """Whether some rule that still asks for something is broken by every completion."""
    room, more = plain.room(members), plain.size - len(members)
    return any(
        all(
            sum(plain.use(rule, j) for j in rest) > left + EQUAL
            for rest in combinations(candidates, more)
        )
        for rule, left in room.items()
        if left < 0
    )


def bound_of_rest(plain, members, rest):
    """What the bound of candidates not yet tried must reach."""
    return plain.best(members, rest)


def search(plain, members, candidates, known=(-inf, ())):
    """The best of the known group and every completion, of equal ones the smallest."""
    return keep_leaves(plain, members, candidates, known)


def open_bound(plain, rows):
    """The best group that lies in one of (members, candidates not yet tried)."""
    return max((plain.best(members, rest) for members, rest in rows), default=-inf)
