"""Giving way in a figure: spare days, small members, size, the value of the contract."""

from dataclasses import replace

import numpy as np

from matching.feasibility.first import first_that_helps
from matching.feasibility.groups import Groups
from matching.feasibility.wanted import Wanted
from matching.relaxing.steps import Step


def fewer_days(groups: Groups, wanted: Wanted) -> Step | None:
    """The most spare days that a group can have."""
    group = groups.fullest(replace(wanted, days=0.0))
    if group is None:
        return None
    days = groups.days_of(group)
    return Step({"days": days}, group, days, share=1 - days / wanted.days)


def fewer_small(groups: Groups, wanted: Wanted) -> Step | None:
    """The most small members that a group can have."""
    options = range(wanted.small - 1, -1, -1)
    found = first_that_helps(groups, options, lambda small: replace(wanted, small=small))
    if found is None:
        return None
    small, group = found
    return Step({"small": small}, group, small, share=1 - small / wanted.small)


def larger_size(groups: Groups, wanted: Wanted) -> Step | None:
    """The smallest group above the largest size asked for."""
    widest = groups.any_for(replace(wanted, high=groups.facts.organisations))
    if widest is None:
        return None
    options = range(wanted.high + 1, len(widest) + 1)
    found = first_that_helps(groups, options, lambda high: replace(wanted, high=high))
    if found is None:
        return None
    high, group = found
    return Step({"high": high}, group, high, share=high / wanted.high - 1)


def smaller_size(groups: Groups, wanted: Wanted) -> Step | None:
    """The largest group below the smallest size asked for."""
    options = range(wanted.low - 1, 1, -1)
    found = first_that_helps(groups, options, lambda low: replace(wanted, low=low))
    if found is None:
        return None
    low, group = found
    return Step({"low": low}, group, low, share=1 - low / wanted.low)


def smaller_contract(groups: Groups, wanted: Wanted) -> Step | None:
    """The largest contract that a lead of some group can hold; None where nobody has said."""
    asked = wanted.contract or 0.0
    options = [*_contracts(groups, asked), None]
    found = first_that_helps(groups, options, lambda value: replace(wanted, contract=value))
    if found is None:
        return None
    value, group = found
    share = 1.0 if value is None else 1 - value / asked
    return Step({"contract": value}, group, value, share=share)


def _contracts(groups: Groups, below: float) -> list[float]:
    """Contracts that those who do not refuse to lead can hold, largest first."""
    facts = groups.facts
    willing = (facts.can != 0) & (facts.will != 0) & ~facts.hoped
    values = np.unique(facts.contract[willing & (facts.contract < below)])
    return [float(value) for value in values[::-1]]
