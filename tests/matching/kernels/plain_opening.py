"""Twins of the kernels in `matching/kernels/opening.py`: lists of ids, each group scored anew."""

from tests.matching.kernels import plain_standing
from tests.matching.kernels.plain_climbing import NEAR_TIE, UndecidedError
from tests.matching.kernels.plain_grouping import decided, is_above
from tests.matching.kernels.plain_standing import are_strangers


def nearest_of(values, asking, asked, most):
    """The best others of each who asks, of equal ones the first; `values` lacks excluded pairs."""
    return {
        one: sorted(
            (other for other in asked if other != one and (one, other) in values),
            key=lambda other, one=one: (-values[one, other], other),
        )[:most]
        for one in asking
    }


def company(plain, one):
    """What all near somebody would add as partners."""
    return sum(max(0.0, plain.pair(one, other)) for other in plain.near[one])


def remote_first(plain):
    """Those who may lead by how much company they have; of equal ones the first."""
    leads = [one for one in plain.ids if plain.may_lead(one) and plain.limit(one)]
    sums = sorted(company(plain, one) for one in leads)
    for less, more in zip(sums, sums[1:], strict=False):
        if 0.0 < more - less < NEAR_TIE:
            raise UndecidedError
    return sorted(leads, key=lambda one: company(plain, one))


def open_groups(standing, size, apart):
    """Build a group around each lead in none, then around those in one, and so on; how many."""
    plain, before = standing.plain, len(standing.groups)
    leads = remote_first(plain)
    for turn in range(max(map(plain.limit, leads), default=0)):
        for lead in leads:
            if plain_standing.spare(standing, lead) and in_at_most(standing, lead, turn):
                open_group(standing, lead, size, apart)
    return len(standing.groups) - before


def in_at_most(standing, one, count):
    """Whether somebody is in no more groups than that."""
    return len(plain_standing.homes_of(standing, one)) <= count


def open_group(standing, lead, size, apart):
    """Build a group around a lead where it becomes large enough."""
    plain = standing.plain
    members = chain(standing, lead, size, apart)
    if len(members) < plain.low:
        members = chain(standing, lead, plain.low, False) if apart else []
    if len(members) >= plain.low:
        plain_standing.put(standing, plain_standing.new_number(standing), members)


def chain(standing, lead, size, apart):
    """The members of a group that grows from a lead by whoever makes it worth most."""
    members, worth = [lead], standing.plain.worth
    while len(members) < size:
        values = {
            one: worth([*members, one])
            for one in list_open(standing, members, apart)
            if are_strangers(standing, members, one)
        }
        if not values or not is_above(max(values.values()), 0.0):
            break
        members.append(decided(values))
    return members


def list_open(standing, members, apart):
    """Those near some who have room and are not among them."""
    plain = standing.plain
    return [
        one
        for one in dict.fromkeys(one for member in members for one in plain.near[member])
        if one not in members
        and plain_standing.spare(standing, one)
        and not (apart and plain.may_lead(one))
    ]
