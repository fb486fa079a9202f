"""The hard rules of a brief as figures that can be changed one by one."""

from dataclasses import dataclass, replace
from typing import Any

from matching.problem import Problem
from matching.request import Brief, LeadRule
from matching.rules import (
    CAPACITY,
    EXCLUSION,
    HUB,
    LEAD,
    MUST_EXCLUDE,
    MUST_INCLUDE,
    SIZE,
    SMALL,
    THEMES,
    named_members,
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a group must keep; organisations are positions in id order.

    Of those `named`, up to `unnamed` may be missing; of those `barred`, up to `let_back` may be
    members; up to `answers` members may be as they might answer, with `answers_among` only those of
    so many hoped rows. `exempt` may be members without a known theme. With `ask_among` only those
    asked first count as possible leads.
    """

    low: int
    high: int
    days: float = 0.0
    small: int = 0
    contract: float | None = None
    lead: LeadRule | None = "required"
    ask_among: int | None = None
    hub: bool = False
    themes: bool = True
    named: tuple[int, ...] = ()
    unnamed: int = 0
    exempt: tuple[int, ...] = ()
    barred: tuple[int, ...] = ()
    let_back: int = 0
    answers: int = 0
    answers_among: int | None = None
    heed_exclusions: bool = True

    @property
    def counts_some(self) -> bool:
        """Whether a rule allows a number of exceptions, whichever they are."""
        return self.unnamed > 0 or self.let_back > 0 or self.answers > 0

    @property
    def skeleton(self) -> int:
        """The largest size that any rule but that of spare days can ask for."""
        return max(self.low, len(self.named) + self.small + 1)


def wanted_of(problem: Problem, brief: Brief) -> Wanted:
    """All rules of a brief."""
    index = problem.instance.index
    named = tuple(sorted(named_members(problem)))
    return Wanted(
        low=brief.size.min,
        high=min(brief.size.max, problem.arrays.count),
        days=brief.min_capacity_days,
        small=brief.min_small,
        contract=brief.contract_value,
        lead=brief.lead,
        hub=brief.hub,
        named=named,
        exempt=named,
        barred=tuple(sorted({index[key] for key in brief.must_exclude})),
    )


def without(wanted: Wanted, rule: str, organisations: int) -> Wanted:
    """The same without one rule; any group of two or more then has a size that will do."""
    changes: dict[str, dict[str, Any]] = {
        SIZE: {"low": 2, "high": organisations},
        THEMES: {"themes": False},
        MUST_INCLUDE: {"named": (), "unnamed": 0},
        MUST_EXCLUDE: {"barred": (), "let_back": 0},
        EXCLUSION: {"heed_exclusions": False},
        LEAD: {"lead": None},
        HUB: {"hub": False},
        CAPACITY: {"days": 0.0},
        SMALL: {"small": 0},
    }
    return replace(wanted, **changes[rule])
