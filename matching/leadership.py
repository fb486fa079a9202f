"""Who may lead, whom to ask, and which organisations count as small."""

import math
from collections.abc import Iterable, Sequence

import numpy as np

from matching.arrays import Arrays, Bools
from matching.instance import Organisation
from matching.request import Brief, Grouping


def eligible(request: Brief | Grouping, organisation: Organisation) -> bool | None:
    """True or False where every fact that decides is known, None where one is missing."""
    facts = [organisation.can_lead, organisation.will_lead]
    needed = request.contract_needed()
    if needed is not None:
        contract = organisation.max_contract
        facts.append(None if contract is None else contract >= needed)
    if False in facts:
        return False
    return None if None in facts else True


def lead_of(request: Brief | Grouping, members: Iterable[Organisation]) -> str | None:
    """The eligible member shown as lead: largest contract, then spare days, then smallest id."""
    leads = [one for one in members if eligible(request, one) is True]
    return min(leads, key=_strength).id if leads else None


def ask_first(request: Brief | Grouping, members: Sequence[Organisation]) -> str | None:
    """Whom to ask to lead where nobody is known to be eligible and a lead is only wanted."""
    if request.lead == "required" or lead_of(request, members) is not None:
        return None
    open_ones = [one for one in members if eligible(request, one) is None]
    return min(open_ones, key=_turnover).id if open_ones else None


def who_is_eligible(request: Brief | Grouping, arrays: Arrays) -> Bools:
    """Whether `eligible` is True, of everybody at once; shape (n,)."""
    everything: Bools = np.asarray(_facts_are(1.0, request, arrays).all(axis=0))
    return everything


def who_may_lead(request: Brief | Grouping, arrays: Arrays) -> Bools:
    """Whether an organisation satisfies the lead rule of a group that it is in; shape (n,)."""
    if request.lead == "wanted":
        fails: Bools = np.asarray(_facts_are(0.0, request, arrays).any(axis=0))
        return ~fails
    return who_is_eligible(request, arrays)


def who_has_not_said(request: Brief | Grouping, arrays: Arrays) -> Bools:
    """Whether `eligible` is None: nothing speaks against it and something is not known; (n,)."""
    fails: Bools = np.asarray(_facts_are(0.0, request, arrays).any(axis=0))
    return ~fails & ~who_is_eligible(request, arrays)


def who_is_small(request: Brief | Grouping, arrays: Arrays) -> Bools:
    """Whether the turnover is known and below what the request calls small; shape (n,)."""
    # Nothing is below a number that is not known.
    small: Bools = arrays.turnover < request.small_turnover
    return small


def _facts_are(value: float, request: Brief | Grouping, arrays: Arrays) -> Bools:
    """Whether each fact that decides about leading is known to be so; shape (facts, n)."""
    facts, needed = [arrays.can_lead, arrays.will_lead], request.contract_needed()
    if needed is not None:
        contract = arrays.max_contract
        facts.append(np.where(np.isnan(contract), np.nan, contract >= needed))
    same: Bools = np.stack(facts) == value
    return same


def _strength(one: Organisation) -> tuple[float, float, str]:
    contract = -math.inf if one.max_contract is None else one.max_contract
    return -contract, -(one.spare_days or 0.0), one.id


def _turnover(one: Organisation) -> tuple[bool, float, str]:
    return one.turnover is None, -(one.turnover or 0.0), one.id
