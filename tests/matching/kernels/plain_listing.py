"""Twins of the kernels in `matching/kernels/listing.py`: combinations of ids."""

from itertools import combinations


def may_follow(plain, members, one):
    """Whether somebody can be in groups at all, and with these members."""
    return plain.limit(one) > 0 and not any(plain.exclude(one, member) for member in members)


def list_later(plain, members):
    """Who may follow the last member."""
    after = plain.ids[plain.ids.index(members[-1]) + 1 :]
    return [one for one in after if may_follow(plain, members, one)]


def add_sets(plain, members, later):
    """The groups that the members form with one of those later."""
    sets = [frozenset([*members, one]) for one in later]
    return [group for group in sets if len(group) >= plain.low and any(map(plain.may_lead, group))]


def every_group(plain):
    """Every group that keeps the rules of one group, with its worth."""
    possible = [key for key in plain.ids if plain.limit(key)]
    sizes = range(plain.low, plain.high + 1)
    sets = (frozenset(some) for size in sizes for some in combinations(possible, size))
    return {group: plain.worth(group) for group in sets if plain.keeps(group)}


def prices_of(groups, each, pairs):
    """What the members and the pairs of each group cost."""
    return [
        sum(each[one] for one in group)
        + sum(pairs[frozenset(pair)] for pair in combinations(sorted(group), 2))
        for group in groups
    ]
