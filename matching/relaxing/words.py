"""What stands in the way and what would help, in plain words with the figures."""

from collections.abc import Callable, Sequence

from matching.outcome import NO_WORKABLE_GROUP
from matching.relaxing.steps import Step
from matching.request import Brief
from matching.rules import (
    CAPACITY,
    HUB,
    LEAD,
    MUST_EXCLUDE,
    MUST_INCLUDE,
    SIZE,
    SMALL,
    THEMES,
)

# Where no change helps and where an exclusion took part the words are the same.
NEUTRAL = f"There is {NO_WORKABLE_GROUP}."
FEASIBLE = "A group can meet this brief."

Sentence = Callable[[Brief, Step, Sequence[str]], str]


def conflict_sentence(brief: Brief, rules: Sequence[str]) -> str:
    """Which rules cannot all be kept."""
    phrases = listed([_PHRASES[rule](brief) for rule in rules])
    together = " at once" if len(rules) > 1 else ""
    return f"No group can meet this brief: none has {phrases}{together}."


def step_sentence(field: str, brief: Brief, step: Step, names: Sequence[str]) -> str:
    """What the smallest change of one field is; `names` are those of its members."""
    return _SENTENCES[field](brief, step, names)


def listed(words: Sequence[str], last: str = "and") -> str:
    """Words with commas, and a word before the last."""
    *others, end = words
    return f"{', '.join(others)} {last} {end}" if others else end


def money(value: float | None) -> str:
    """Pounds, with pence only where there are any."""
    value = value or 0.0
    return f"£{value:,.0f}" if value == round(value) else f"£{value:,.2f}"


def counted(number: float, one: str, many: str) -> str:
    """A number with its noun."""
    return f"{number:g} {one if number == 1 else many}"


def _days(number: float) -> str:
    return counted(number, "spare day a week", "spare days a week")


def _sizes(brief: Brief) -> str:
    low, high = brief.size.min, brief.size.max
    return f"{low} members" if low == high else f"{low} to {high} members"


def _lead(brief: Brief) -> str:
    lead = "a known lead" if brief.lead == "required" else "anybody who might lead"
    value = brief.contract_value
    return lead if value is None else f"{lead} for {money(value)}"


_PHRASES: dict[str, Callable[[Brief], str]] = {
    SIZE: _sizes,
    THEMES: lambda _: "only members with known themes",
    MUST_INCLUDE: lambda _: "every member that the brief names",
    MUST_EXCLUDE: lambda _: "nobody that the brief leaves out",
    LEAD: _lead,
    HUB: lambda _: "a lead within two ties of everyone",
    CAPACITY: lambda brief: _days(brief.min_capacity_days),
    SMALL: lambda brief: counted(brief.min_small, "small member", "small members"),
}


def _contract(brief: Brief, step: Step, _: Sequence[str]) -> str:
    start = f"No lead is there for {money(brief.contract_value)};"
    if step.possible is None:
        return f"{start} without a value one is, but nobody has said what they can hold."
    return f"{start} the nearest can hold {money(step.possible)}."


def _capacity(brief: Brief, step: Step, _: Sequence[str]) -> str:
    asked = _days(brief.min_capacity_days)
    return f"No group has {asked}; the most is {step.possible or 0.0:g}."


def _small(brief: Brief, step: Step, _: Sequence[str]) -> str:
    asked = counted(brief.min_small, "small member", "small members")
    return f"No group has {asked}; the most is {step.possible or 0:g}."


def _largest(brief: Brief, step: Step, _: Sequence[str]) -> str:
    return f"No group of up to {brief.size.max} is possible; one of {step.possible:g} is."


def _least(brief: Brief, step: Step, _: Sequence[str]) -> str:
    return f"No group of {brief.size.min} or more is possible; one of {step.possible:g} is."


def _ask(_: Brief, __: Step, names: Sequence[str]) -> str:
    return f"No lead is known; ask {listed(names)} first whether they could lead."


def _hub(_: Brief, __: Step, ___: Sequence[str]) -> str:
    return "No lead is within two ties of everyone; without that rule a group is possible."


def _gone(brief: Brief, step: Step, names: Sequence[str]) -> str:
    start = "No group can hold everyone that the brief names;"
    return f"{start} without {listed(names)} a group is possible."


def _back(brief: Brief, step: Step, names: Sequence[str]) -> str:
    start = "No group is possible without those whom the brief leaves out;"
    return f"{start} with {listed(names)} back in one is."


_SENTENCES: dict[str, Sentence] = {
    "contract_value": _contract,
    "lead": _ask,
    "min_capacity_days": _capacity,
    "min_small": _small,
    "size.max": _largest,
    "size.min": _least,
    "hub": _hub,
    "must_include": _gone,
    "must_exclude": _back,
}
