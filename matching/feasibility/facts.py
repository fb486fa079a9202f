"""What decides whether a group keeps the hard rules, one row a possible member."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from matching.arrays import Arrays, Bools, Floats, Ints
from matching.feasibility.lists import Lists, lists_of
from matching.problem import Problem


@dataclass(frozen=True, eq=False, slots=True)
class Facts:
    """Facts of m rows; the first n are the organisations as known, in id order.

    Further rows are organisations as they might answer (`hoped`); `base` is the organisation of
    each row. NaN in `can`, `will` and `contract` stands for "not known yet". `order` has the rows
    by spare days, most first, and `place` the place of each row there. `turn` is when an
    organisation would be asked to lead, from 0. `excluded` (2, E) and `circles` (everyone and
    their partners by a stated tie, themselves too) are in organisations.
    """

    base: Ints
    hoped: Bools
    days: Floats
    small: Bools
    can: Floats
    will: Floats
    contract: Floats
    themed: Bools
    turn: Ints
    excluded: Ints
    circles: Lists
    order: Ints
    place: Ints

    @property
    def organisations(self) -> int:
        """Number of organisations."""
        return self.circles.count

    def total_days(self, rows: Ints) -> float:
        """Spare days of some rows together, summed in id order."""
        return float(self.days[np.sort(rows)].sum())

    def with_rows(self, base: Ints, **hoped: Floats | Bools) -> "Facts":
        """The same with more rows: organisations as they might answer."""
        columns: dict[str, Any] = {
            name: np.concatenate((getattr(self, name), values)) for name, values in hoped.items()
        }
        columns["turn"] = np.concatenate((self.turn, self.turn[base]))
        columns["hoped"] = np.concatenate((self.hoped, np.ones(len(base), bool)))
        order, place = _by_days(columns["days"])
        everyone = np.concatenate((self.base, base))
        return replace(self, base=everyone, order=order, place=place, **columns)


def facts_of(problem: Problem) -> Facts:
    """The rows of a problem as they are known."""
    arrays = problem.arrays
    everyone = np.arange(arrays.count)
    order, place = _by_days(arrays.spare_days)
    return Facts(
        base=everyone,
        hoped=np.zeros(arrays.count, bool),
        days=arrays.spare_days,
        small=problem.small,
        can=arrays.can_lead,
        will=arrays.will_lead,
        contract=arrays.max_contract,
        themed=problem.has_themes,
        turn=_turns(arrays),
        excluded=_excluded(arrays),
        circles=_circles(arrays),
        order=order,
        place=place,
    )


def _by_days(days: Floats) -> tuple[Ints, Ints]:
    order = np.lexsort((np.arange(len(days)), -days))
    place = np.empty(len(days), np.intp)
    place[order] = np.arange(len(days))
    return order, place


def _turns(arrays: Arrays) -> Ints:
    """Largest known turnover first, unknown last, then by id."""
    unknown = np.isnan(arrays.turnover)
    order = np.lexsort((np.arange(arrays.count), -np.nan_to_num(arrays.turnover), unknown))
    turns = np.empty(arrays.count, np.intp)
    turns[order] = np.arange(arrays.count)
    return turns


def _excluded(arrays: Arrays) -> Ints:
    one, other = np.divmod(arrays.excluded_keys, max(1, arrays.count))
    pairs: Ints = np.stack((one, other))[:, one < other].astype(np.intp)
    return pairs


def _circles(arrays: Arrays) -> Lists:
    source, target = np.divmod(arrays.tie_keys, max(1, arrays.count))
    itself = np.arange(arrays.count)
    keys = np.unique(
        np.concatenate((source, target, itself)) * arrays.count
        + np.concatenate((target, source, itself))
    )
    owner, values = np.divmod(keys, max(1, arrays.count))
    return lists_of(owner, values, arrays.count)
