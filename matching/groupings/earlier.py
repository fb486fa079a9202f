"""Groups of an earlier outcome, without members who have gone or can no longer be there."""

import numpy as np

from matching.arrays import Ints
from matching.groupings.laying_out import Material
from matching.groupings.memberships import Memberships
from matching.groupings.search import Members
from matching.instance import Instance
from matching.outcome import Outcome
from matching.rules import are_excluded

GONE = -1


def companies_of(instance: Instance, previous: Outcome) -> list[Members]:
    """Who was together and is still there, as ascending positions: a row for each earlier group."""
    index = instance.index
    found = ([index.get(key, GONE) for key in one.members] for one in previous.consortia)
    return [tuple(sorted({*members} - {GONE})) for members in found]


def mended(material: Material, companies: list[Members]) -> list[Members]:
    """The same as groups that keep every rule, in the same rows; empty where there is none left.

    Whatever breaks no rule stays as it is. Of the others each in turn keeps the members who may be
    there beside those before them, and is given up where they are too few, too many or without a
    lead.
    """
    doubtful = _doubtful(material, companies)
    if not len(doubtful):
        return companies
    groups = list(companies)
    for number in doubtful.tolist():
        groups[number] = ()
    standing = Memberships(groups, len(material.limits))
    room = material.limits - standing.times
    met = np.sort(_keys(standing.pairs(np.flatnonzero(standing.sizes))[0], standing.count))
    known: set[int] = set()
    for number in doubtful.tolist():
        members = _kept(material, companies[number], room, met, known)
        if _is_group(material, members):
            groups[number] = members
            room[list(members)] -= 1
            known |= set(_keys_of(members, standing.count).tolist())
    return groups


def _doubtful(material: Material, companies: list[Members]) -> Ints:
    """Numbers of the groups that break a rule, by themselves or beside others."""
    size, count = material.grouping.size, len(material.limits)
    all_of_them = Memberships(companies, count)
    leads = np.bincount(
        all_of_them.owners[material.problem.may_lead[all_of_them.flat]], minlength=len(companies)
    )
    wrong = (all_of_them.sizes < size.min) | (all_of_them.sizes > size.max) | (leads == 0)
    crowded = all_of_them.times > material.limits
    wrong[all_of_them.touched_by(crowded)] = True
    wrong[_at_odds(material, all_of_them)] = True
    return np.flatnonzero(wrong)


def _at_odds(material: Material, groups: Memberships) -> Ints:
    """Numbers of the groups in which two are excluded, or have met in another."""
    count = groups.count
    if (groups.times <= 1).all():
        home = np.full(count, GONE, np.int64)
        home[groups.flat] = groups.owners
        one, other = (home[end] for end in np.divmod(material.problem.arrays.excluded_keys, count))
        together: Ints = one[(one == other) & (one != GONE)]
        return together
    pairs, owners = groups.pairs(np.flatnonzero(groups.sizes))
    apart = are_excluded(material.problem.arrays, pairs[:, 0], pairs[:, 1])
    _, which, times = np.unique(_keys(pairs, count), return_inverse=True, return_counts=True)
    return owners[apart | (times[which] > 1)]


def _kept(material: Material, company: Members, room: Ints, met: Ints, known: set[int]) -> Members:
    members: list[int] = []
    for one in company:
        others = np.array(members, np.int64)
        keys = _keys(np.stack((others, np.full(len(others), one)), axis=1), len(room))
        apart = are_excluded(material.problem.arrays, others, np.full(len(others), one)).any()
        strange = not np.isin(keys, met).any() and known.isdisjoint(keys.tolist())
        if room[one] > 0 and strange and not apart:
            members.append(one)
    return tuple(members)


def _is_group(material: Material, members: Members) -> bool:
    size = material.grouping.size
    fits = size.min <= len(members) <= size.max
    return fits and bool(material.problem.may_lead[list(members)].any())


def _keys_of(members: Members, count: int) -> Ints:
    return _keys(Memberships([members], count).pairs(np.array([0]))[0], count)


def _keys(pairs: Ints, count: int) -> Ints:
    """A number for each pair, the smaller position first."""
    keys: Ints = pairs[:, 0] * count + pairs[:, 1]
    return keys
