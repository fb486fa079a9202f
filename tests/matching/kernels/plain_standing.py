"""Twins of the kernels in `matching/kernels/standing.py`: groups as lists of ids by number.

Homes keep their slots, since whoever is looked at next depends on their order.
"""

from dataclasses import dataclass, field


@dataclass
class Standing:
    """Groups by number; for everybody the numbers of their groups, None where there is room."""

    plain: object
    groups: dict[int, list[str]]
    homes: dict[str, list[int | None]]
    unused: list[int]
    saved: dict[int, list[str]] = field(default_factory=dict)
    keeping: bool = False


def new_standing(plain):
    """No group yet, and as many numbers as there could be groups, and one."""
    homes = {key: [None] * plain.limit(key) for key in plain.ids}
    most = sum(map(len, homes.values())) // plain.low + 1
    return Standing(plain, {}, homes, sorted(range(most), reverse=True))


def total_of(standing):
    """What all groups are worth."""
    return sum(map(standing.plain.worth, standing.groups.values()))


def spare(standing, one):
    """In how many more groups somebody can be."""
    return standing.homes[one].count(None)


def homes_of(standing, one):
    """The groups that somebody is in, in the order of its homes."""
    return [home for home in standing.homes[one] if home is not None]


def put(standing, group, members):
    """Set the members of a group that has none."""
    save(standing, group)
    for one in members:
        move_home(standing, one, None, group)
    standing.groups[group] = list(members)


def take_apart(standing, group):
    """Let all members of a group go."""
    save(standing, group)
    for one in standing.groups.pop(group, []):
        move_home(standing, one, group, None)


def move_home(standing, one, before, after):
    """Change the first home that is such into another."""
    homes = standing.homes[one]
    homes[homes.index(before)] = after


def new_number(standing):
    """A number that no group has."""
    return standing.unused.pop()


def give_back(standing, group):
    """Let a number be used again, before all others."""
    standing.unused.append(group)


def save(standing, group):
    """Remember a group as it was before its first change."""
    if standing.keeping and group not in standing.saved:
        standing.saved[group] = list(standing.groups.get(group, []))


def begin_saving(standing):
    """From here on changes can be taken back."""
    standing.keeping = True


def gained(standing):
    """What the total has gained since: all groups now less all groups then."""
    worth = standing.plain.worth
    before = standing.groups | standing.saved
    return total_of(standing) - sum(map(worth, before.values()))


def keep(standing):
    """Let the changes stand."""
    standing.saved, standing.keeping = {}, False


def take_back(standing):
    """Put every changed group back as it was; free numbers are given out from the lowest."""
    standing.keeping = False
    for group in standing.saved:
        take_apart(standing, group)
    for group, members in standing.saved.items():
        if members:
            put(standing, group, members)
    numbers = {*standing.groups, *standing.unused, *standing.saved}
    standing.unused = sorted(numbers - {*standing.groups}, reverse=True)
    keep(standing)


def weigh(standing, group):
    """What a group is worth with each member taken out."""
    members = standing.groups[group]
    return {one: standing.plain.worth({*members} - {one}) for one in members}


def may_meet(standing, one, group, replaced=None, leaving=None):
    """Whether somebody may join a group in place of a member, or leaving another, by trying it."""
    plain = standing.plain
    others = {*standing.groups[group]} - {replaced}
    if any(plain.exclude(one, other) for other in others):
        return False
    elsewhere = [
        {*members}
        for number, members in standing.groups.items()
        if number not in (group, leaving) and one in members
    ]
    return not any(members & others for members in elsewhere)


def is_in(standing, one, group):
    """Whether somebody is a member of a group."""
    return one in standing.groups.get(group, [])


def are_strangers(standing, members, one):
    """Whether somebody is neither excluded from some nor in a group with one of them."""
    met = {other for group in standing.groups.values() if one in group for other in group}
    return not any(standing.plain.exclude(one, other) or other in met for other in members)
