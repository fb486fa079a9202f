"""Who may be a member, who may lead, and which of many are worth looking at."""

from collections.abc import Collection

import numpy as np

from matching.arrays import Bools, Ints
from matching.feasibility.facts import Facts
from matching.feasibility.wanted import Wanted


def allowed(facts: Facts, wanted: Wanted) -> Bools:
    """Rows that no rule about single members keeps out."""
    open_to = np.ones(len(facts.base), bool)
    if wanted.themes:
        open_to &= facts.themed | among(facts, wanted.exempt)
    if wanted.barred and not wanted.let_back:
        open_to &= ~among(facts, wanted.barred)
    if not wanted.answers:
        open_to &= ~facts.hoped
    elif wanted.answers_among is not None:
        open_to[facts.organisations + wanted.answers_among :] = False
    if wanted.heed_exclusions and wanted.named and not wanted.unnamed:
        open_to &= ~_excluded_with(facts, wanted.named) | among(facts, wanted.named)
    return open_to


def eligible(facts: Facts, wanted: Wanted) -> Bools:
    """Rows that are known to be able and willing to lead."""
    known: Bools = (facts.can == 1) & (facts.will == 1)
    if wanted.contract is not None:
        known &= facts.contract >= wanted.contract
    return known


def may_lead(facts: Facts, wanted: Wanted) -> Bools:
    """Rows that satisfy the rule of the lead."""
    leads = eligible(facts, wanted)
    if wanted.lead == "wanted":
        refused = (facts.can == 0) | (facts.will == 0)
        if wanted.contract is not None:
            refused |= facts.contract < wanted.contract
        leads |= ~refused
    if wanted.ask_among is not None:
        leads &= facts.turn < wanted.ask_among
    return leads


def among(facts: Facts, organisations: Collection[int]) -> Bools:
    """Whether each row is one of these organisations."""
    inside = np.zeros(facts.organisations, bool)
    inside[list(organisations)] = True
    found: Bools = inside[facts.base]
    return found


def clashing(facts: Facts, wanted: Wanted, rows: Ints) -> Ints:
    """Excluded pairs among some rows, as organisations; shape (2, E)."""
    if not wanted.heed_exclusions or not facts.excluded.size:
        return np.zeros((2, 0), np.intp)
    present = np.zeros(facts.organisations, bool)
    present[facts.base[rows]] = True
    pairs: Ints = facts.excluded[:, present[facts.excluded].all(axis=0)]
    return pairs


def kinds(facts: Facts, wanted: Wanted) -> Ints:
    """A number for each row; rows of one kind differ in nothing but days and exclusions."""
    barred = among(facts, wanted.barred)
    kind: Ints = (facts.small + 2 * barred + 4 * facts.hoped).astype(np.intp)
    return kind


def free_of_exclusions(facts: Facts, wanted: Wanted, rows: Bools) -> Bools:
    """Rows whose organisation is excluded from nobody in these rows."""
    clean = np.ones(facts.organisations, bool)
    clean[clashing(facts, wanted, np.flatnonzero(rows)).ravel()] = False
    found: Bools = clean[facts.base]
    return found


def rows_enough(facts: Facts, wanted: Wanted, rows: Bools) -> int:
    """So many rows of one kind leave one that is no member and excluded from no other member."""
    pairs = clashing(facts, wanted, np.flatnonzero(rows))
    foes = np.sort(np.bincount(pairs.ravel(), minlength=1))[::-1]
    others = wanted.high - 1
    return others + int(foes[:others].sum()) + 1


def worth_looking_at(
    facts: Facts, wanted: Wanted, rows: Bools, leads: Bools | None, fixed: Ints
) -> Ints:
    """Rows enough for a group with the most days; by days, most first.

    Of one kind, whoever has as many rows before it that are excluded from nobody as a group has
    members can always be replaced by one of them, and so can whoever has `rows_enough` before it.
    Named and fixed rows stay.
    """
    chosen = facts.order[rows[facts.order]]
    if len(chosen) <= wanted.high:
        return chosen
    kind = kinds(facts, wanted)[chosen]
    if leads is not None:
        kind = kind + 8 * leads[chosen]
    clean = free_of_exclusions(facts, wanted, rows)[chosen]
    kept = among(facts, wanted.named)[chosen] | np.isin(chosen, fixed)
    most = rows_enough(facts, wanted, rows)
    for each in np.unique(kind):
        few = np.flatnonzero(kind == each)[:most]
        kept[few[np.cumsum(clean[few]) - clean[few] < wanted.high]] = True
    worth: Ints = chosen[kept]
    return worth


def _excluded_with(facts: Facts, organisations: Collection[int]) -> Bools:
    inside = np.zeros(facts.organisations, bool)
    inside[list(organisations)] = True
    hit = np.zeros(facts.organisations, bool)
    one, other = facts.excluded
    hit[other[inside[one]]] = True
    hit[one[inside[other]]] = True
    found: Bools = hit[facts.base]
    return found
