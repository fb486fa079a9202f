"""First answers: grown from promising leads, improved by swaps, polished over everybody."""

from collections.abc import Iterator, Sequence

import numpy as np

from matching.arrays import Ints
from matching.briefs.material import NO_EARLIER, Earlier, Material, new_state
from matching.briefs.pool import Pool, promising, solo_values
from matching.kernels.climbing import climb

PROMISING = 500
# For the first group and for each alternative to it.
STARTS, STARTS_AGAIN = 24, 6
HUBS = 40
Group = tuple[int, ...]


def first_groups(
    material: Material,
    pools: Sequence[Pool],
    size: int,
    earlier: Earlier,
    known: Sequence[Group] = (),
) -> Iterator[Group]:
    """Good groups of one size that keep the rules, as ascending positions."""
    if not known:
        yield from _named_alone(material, pools, size)
    for pool in _most_promising(material, pools):
        if not len(pool.named) < size <= len(pool.named) + len(pool.free):
            continue
        few = promising(material.problem, pool, PROMISING)
        starts = _from_leads(material, few, STARTS_AGAIN if known else STARTS)
        inside = [group for group in known if set(group) <= set(few.everyone.tolist())]
        starts += [[*pool.named.tolist(), *_free(group, pool)] for group in inside]
        found = _climbed(material, few, starts, size, earlier)
        if len(few.free) < len(pool.free) and found and not known:
            best = [[*pool.named.tolist(), *_free(group, pool)] for group in found[:1]]
            found = _climbed(material, pool, best, size, earlier) + found
        yield from found


def _named_alone(material: Material, pools: Sequence[Pool], size: int) -> Iterator[Group]:
    """The groups of nobody but named members, of every pool: no search looks at them again."""
    nobody = np.zeros(0, np.intp)
    for pool in pools:
        if len(pool.named) == size:
            whole = [pool.named.tolist()]
            yield from _climbed(material, pool.narrowed(nobody), whole, size, NO_EARLIER)


def _most_promising(material: Material, pools: Sequence[Pool]) -> list[Pool]:
    """All pools, or where there are many hubs those that would bring most with their best."""
    if len(pools) <= HUBS:
        return list(pools)

    def worth(pool: Pool) -> float:
        values = np.sort(solo_values(material.problem, pool.everyone))
        return float(values[-material.brief.size.max :].sum())

    return sorted(pools, key=worth, reverse=True)[:HUBS]


def _from_leads(material: Material, pool: Pool, most: int) -> list[list[int]]:
    """The named members with each of the leads that would bring most alone."""
    named = pool.named.tolist()
    leads = pool.free[material.problem.may_lead[pool.free]]
    order = np.lexsort((leads, -solo_values(material.problem, leads)))
    if named and not len(leads):
        return [named]
    return [[*named, lead] for lead in leads[order[:most]].tolist()]


def _free(group: Group, pool: Pool) -> list[int]:
    named = set(pool.named.tolist())
    return [member for member in group if member not in named]


def _climbed(
    material: Material, pool: Pool, starts: list[list[int]], size: int, earlier: Earlier
) -> list[Group]:
    """Improve starts within a pool; only groups that keep the rules, best first."""
    everyone = pool.everyone
    table = material.table(everyone, size, earlier, pairs=False)
    rows = np.full((len(starts), size), -1, np.int64)
    for row, start in enumerate(starts):
        members = start[:size]
        rows[row, : len(members)] = np.searchsorted(everyone, members)
    state = new_state(table, material.services, size)
    values = climb(table, state, material.facts, rows, len(pool.named), size)
    order = np.lexsort((np.arange(len(rows)), -values))
    return [_group(everyone, rows[row]) for row in order if values[row] > -1]


def _group(everyone: Ints, places: Ints) -> Group:
    return tuple(sorted(int(each) for each in everyone[places]))
