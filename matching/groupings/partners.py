"""The best partners of everybody: what the bound of a grouping rests on, kept from run to run."""

from dataclasses import dataclass

import numpy as np

from matching.arrays import Bools, Floats, Ints
from matching.changes import NOWHERE, Changes
from matching.groupings.laying_out import Material
from matching.instance import Instance
from matching.kernels.pairs import pair_rows, pair_table


@dataclass(frozen=True, eq=False, slots=True)
class Partners:
    """The best pair values of each of n organisations, as many as a group has other members.

    `values` (n, low - 1) fall and `who` (n, low - 1) are positions; 0 and NOWHERE where there is
    nobody with whom a pair is worth anything.
    """

    values: Floats
    who: Ints


def partners_of(material: Material, possible: Ints, table: Floats | None = None) -> Partners:
    """The best partners among those possible (p,); kept with the instance.

    `table` (p, p) holds the values of all their pairs where somebody has them.
    """
    memo, key = material.problem.instance.memo, _key(material)
    if key not in memo:
        pairs = pair_table(material.pairs, possible) if table is None else table
        found = _nobody(material)
        found.values[possible], found.who[possible] = _best(material, possible, possible, pairs)
        memo[key] = found
    kept: Partners = memo[key]
    return kept


def renew_partners(material: Material, earlier: Instance, changes: Changes) -> None:
    """Bring those kept with an earlier instance up to date, where there are any."""
    memo, key = material.problem.instance.memo, _key(material)
    before: Partners | None = earlier.memo.get(key)
    if before is None or key in memo:
        return
    found, lost = _carried(material, before, changes)
    possible = material.limits > 0
    touched = np.zeros(len(possible), bool)
    touched[changes.touched] = True
    rows = np.flatnonzero(possible & ~touched & ~lost)
    _insert(material, found, rows, np.flatnonzero(possible & touched))
    anew, others = np.flatnonzero(possible & (touched | lost)), np.flatnonzero(possible)
    values = pair_rows(material.pairs, anew, others)
    found.values[anew], found.who[anew] = _best(material, anew, others, values)
    memo[key] = found


def _key(material: Material) -> tuple[object, ...]:
    grouping = material.grouping
    return "partners", grouping.size.min, grouping.tie_prior, *material.weights[[1, 3, 6]].tolist()


def _nobody(material: Material) -> Partners:
    shape = len(material.limits), material.grouping.size.min - 1
    return Partners(np.zeros(shape), np.full(shape, NOWHERE))


def _best(material: Material, rows: Ints, columns: Ints, pairs: Floats) -> tuple[Floats, Ints]:
    """Best values and partners of some rows from their pairs with each of the columns."""
    partners = material.grouping.size.min - 1
    values = np.where(rows[:, None] == columns[None, :], 0.0, np.maximum(pairs, 0.0))
    if len(columns) < partners:
        values = np.pad(values, ((0, 0), (0, partners - len(columns))))
        columns = np.pad(columns, (0, partners - len(columns)), constant_values=NOWHERE)
    chosen = np.argpartition(-values, partners - 1, axis=1)[:, :partners]
    return _falling(np.take_along_axis(values, chosen, axis=1), columns[chosen])


def _falling(values: Floats, who: Ints) -> tuple[Floats, Ints]:
    order = np.argsort(-values, axis=1, kind="stable")
    falling: Floats = np.take_along_axis(values, order, axis=1)
    return falling, np.where(falling > 0, np.take_along_axis(who, order, axis=1), NOWHERE)


def _carried(material: Material, before: Partners, changes: Changes) -> tuple[Partners, Bools]:
    """What was known of those who stayed, and who lost a partner or must be looked at anew."""
    found = _nobody(material)
    stayed = np.flatnonzero(changes.before != NOWHERE)
    after = np.append(changes.after, NOWHERE)
    # A partner whose facts are others is as good as gone until it is looked at again.
    after[changes.before[np.intersect1d(changes.touched, stayed)]] = NOWHERE
    who = before.who[changes.before[stayed]]
    found.values[stayed] = before.values[changes.before[stayed]]
    found.who[stayed] = after[who]
    lost = np.ones(len(material.limits), bool)
    lost[stayed] = ((who != NOWHERE) & (found.who[stayed] == NOWHERE)).any(axis=1)
    found.values[lost] = 0.0
    found.who[lost] = NOWHERE
    return found, lost


def _insert(material: Material, found: Partners, rows: Ints, joining: Ints) -> None:
    """Let those with other facts take their places among the partners of the rest."""
    if not len(rows) or not len(joining):
        return
    partners = found.values.shape[1]
    fresh = np.maximum(pair_rows(material.pairs, joining, rows).T, 0.0)
    better = fresh.max(axis=1) > found.values[rows, -1]
    rows, fresh = rows[better], fresh[better]
    values = np.concatenate((found.values[rows], fresh), axis=1)
    who = np.concatenate((found.who[rows], np.broadcast_to(joining, fresh.shape)), axis=1)
    values, who = _falling(values, who)
    found.values[rows], found.who[rows] = values[:, :partners], who[:, :partners]
