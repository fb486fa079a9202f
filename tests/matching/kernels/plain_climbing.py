"""Twins of the kernels in `matching/kernels/climbing.py`: whole groups, scored anew each time."""

from math import inf

NEAR_TIE = 1e-9
BETTER = 1e-12
MOST_SWEEPS = 60


class UndecidedError(Exception):
    """Two choices are so nearly equal that rounding decides between them."""


def breach(plain, members, j, last):
    """How far the members with j are from keeping the rules: ten a broken rule, and more."""
    total = 0.0
    for rule, limit in plain.limits.items():
        asks_for_something = limit < 0
        over = sum(plain.use(rule, i) for i in [*members, j]) - limit
        if (last or not asks_for_something) and over > 1e-9:
            total += 10 + 1000 * over / max(1, abs(limit))
    return total


def additions(plain, members, last):
    """What each organisation that may join adds, less what it breaks."""
    before = plain.certain(members)
    return {
        j: plain.certain([*members, j]) - before - breach(plain, members, j, last)
        for j in plain.ids
        if j not in members and not any(plain.exclude(i, j) for i in members)
    }


def best_addition(plain, members, last):
    """The organisation that adds most, or None where none may join."""
    values = additions(plain, members, last)
    if not values:
        return None
    first, *others = sorted(values, key=lambda j: -values[j])
    if others and values[others[0]] > values[first] - NEAR_TIE:
        raise UndecidedError
    return first


def lay(plain, members):
    """The value for certain of the first, the first two, and so on."""
    return [plain.certain(members[: d + 1]) for d in range(len(members))]


def penalised(plain, group):
    """The value of a whole group, less what it breaks; excluded pairs count as such."""
    return plain.certain(group) - breach(plain, group[:-1], group[-1], True)


def climb(plain, start, named):
    """The group that grows from a start and its value; None where it cannot grow."""
    group = list(start)
    while len(group) < plain.size:
        best = best_addition(plain, group, len(group) == plain.size - 1)
        if best is None:
            return None
        group.append(best)
    return swap(plain, group, named)


def swap(plain, group, named):
    """The best swap of each member in turn until none helps; the group and its value."""
    group = list(group)
    for _ in range(MOST_SWEEPS):
        improved = False
        for slot in range(named, len(group)):
            rest = group[:slot] + group[slot + 1 :]
            now, best = additions_of(plain, rest, group[slot])
            better = penalised(plain, [*rest, best]) if best is not None else -inf
            if best != group[slot] and better > now + BETTER:
                improved, group[slot] = True, best
        if not improved:
            break
    return group, penalised(plain, group)


def additions_of(plain, rest, member):
    """The value of the group as it is and the best organisation in place of the member."""
    best = best_addition(plain, rest, True)
    return penalised(plain, [*rest, member]), best


def swap_values(plain, group):
    """The value for certain of the group with each member replaced by each organisation."""
    return {
        (slot, j): plain.certain([*group[:slot], *group[slot + 1 :], j])
        for slot in range(len(group))
        for j in plain.ids
        if j not in group[:slot] + group[slot + 1 :]
    }
