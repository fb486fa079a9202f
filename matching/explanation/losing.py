"""The hard rules that a group keeps and would break without one of its members."""

from collections.abc import Callable, Mapping

from matching.explanation.group import Group
from matching.request import Brief
from matching.rules import CAPACITY, HUB, LEAD, MUST_INCLUDE, SIZE, SMALL, TOLERANCE, named_members

Keeps = Callable[[list[int]], bool]


def newly_broken(group: Group) -> list[tuple[str, ...]]:
    """For each member the rules that break without it, in the order of `RULES`.

    The others cannot break: fewer members are less apart, and no less known by their themes.
    """
    rules = {rule: keeps for rule, keeps in _rules(group).items() if rule not in group.broken}
    return [
        tuple(rule for rule, keeps in rules.items() if not keeps(group.others(place)))
        for place in range(group.size)
    ]


def _rules(group: Group) -> Mapping[str, Keeps]:
    """Whether some members, by their places, keep a rule."""
    request, size = group.request, group.request.size
    may_lead = group.problem.may_lead[group.positions].tolist()
    rules: dict[str, Keeps] = {SIZE: lambda left: size.min <= len(left) <= size.max}
    if isinstance(request, Brief):
        rules[MUST_INCLUDE] = lambda left: _named_are_in(group, left)
    rules[LEAD] = lambda left: any(may_lead[i] for i in left)
    return rules | (_rules_of_brief(group, request) if isinstance(request, Brief) else {})


def _rules_of_brief(group: Group, brief: Brief) -> dict[str, Keeps]:
    days = [one.spare_days or 0.0 for one in group.members]
    small: list[bool] = group.problem.small[group.positions].tolist()
    needed = brief.min_capacity_days - TOLERANCE
    rules: dict[str, Keeps] = {}
    if brief.hub:
        rules[HUB] = lambda left: _have_hub(group, left)
    rules[CAPACITY] = lambda left: sum(days[i] for i in left) >= needed
    rules[SMALL] = lambda left: sum(small[i] for i in left) >= brief.min_small
    return rules


def _named_are_in(group: Group, left: list[int]) -> bool:
    return named_members(group.problem) <= set(group.positions[left].tolist())


def _have_hub(group: Group, left: list[int]) -> bool:
    members = group.positions[left]
    hubs = group.problem.eligible[members] & group.reach[left][:, members].all(axis=1)
    return bool(hubs.any())
