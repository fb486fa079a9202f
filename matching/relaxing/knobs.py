"""The fields in which a brief can give way, in the order in which they are told."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from matching.feasibility.groups import Groups
from matching.feasibility.wanted import Wanted
from matching.relaxing.figures import (
    fewer_days,
    fewer_small,
    larger_size,
    smaller_contract,
    smaller_size,
)
from matching.relaxing.members import ask_to_lead, let_back, let_go, no_hub
from matching.relaxing.steps import Step
from matching.request import Brief
from matching.rules import CAPACITY, HUB, LEAD, MUST_EXCLUDE, MUST_INCLUDE, SIZE, SMALL


@dataclass(frozen=True, slots=True)
class Knob:
    """One field: its rule, its figure in a brief, how it opens wide, and its smallest step."""

    field: str
    rule: str
    asks: Callable[[Brief], bool]
    asked: Callable[[Brief], float | None]
    opened: Callable[[Wanted, int], Wanted]
    smallest: Callable[[Groups, Wanted], Step | None]


# Of two fields the first is changed with the second wide open: size stands before spare days, which
# a group of all would have most of.
KNOBS = (
    Knob(
        "contract_value",
        LEAD,
        lambda brief: brief.contract_value is not None,
        lambda brief: brief.contract_value,
        lambda wanted, _: replace(wanted, contract=None),
        smaller_contract,
    ),
    Knob(
        "lead",
        LEAD,
        lambda brief: brief.lead == "required",
        lambda _: None,
        lambda wanted, _: replace(wanted, lead="wanted"),
        ask_to_lead,
    ),
    Knob(
        "size.max",
        SIZE,
        lambda _: True,
        lambda brief: brief.size.max,
        lambda wanted, count: replace(wanted, high=count),
        larger_size,
    ),
    Knob(
        "size.min",
        SIZE,
        lambda brief: brief.size.min > 2,
        lambda brief: brief.size.min,
        lambda wanted, _: replace(wanted, low=2),
        smaller_size,
    ),
    Knob(
        "min_capacity_days",
        CAPACITY,
        lambda brief: brief.min_capacity_days > 0,
        lambda brief: brief.min_capacity_days,
        lambda wanted, _: replace(wanted, days=0.0),
        fewer_days,
    ),
    Knob(
        "min_small",
        SMALL,
        lambda brief: brief.min_small > 0,
        lambda brief: brief.min_small,
        lambda wanted, _: replace(wanted, small=0),
        fewer_small,
    ),
    Knob(
        "hub",
        HUB,
        lambda brief: brief.hub,
        lambda _: None,
        lambda wanted, _: replace(wanted, hub=False),
        no_hub,
    ),
    Knob(
        "must_include",
        MUST_INCLUDE,
        lambda brief: bool(brief.must_include),
        lambda brief: len(set(brief.must_include)),
        lambda wanted, _: replace(wanted, unnamed=len(wanted.named)),
        let_go,
    ),
    Knob(
        "must_exclude",
        MUST_EXCLUDE,
        lambda brief: bool(brief.must_exclude),
        lambda brief: len(set(brief.must_exclude)),
        lambda wanted, _: replace(wanted, let_back=len(wanted.barred)),
        let_back,
    ),
)


def knobs_of(brief: Brief) -> list[Knob]:
    """The fields in which this brief asks for anything."""
    return [knob for knob in KNOBS if knob.asks(brief)]
