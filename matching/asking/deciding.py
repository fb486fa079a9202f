"""Which unknown facts a hard rule may hang on, and which rules stand in the way of every group."""

from matching.feasibility.conflict import conflict_of
from matching.feasibility.groups import Groups
from matching.feasibility.wanted import Wanted, without
from matching.rules import CAPACITY, HUB, LEAD, SMALL, THEMES

DECIDING = {
    THEMES: ("themes",),
    LEAD: ("max_contract", "can_lead", "will_lead"),
    HUB: ("ties", "max_contract", "can_lead", "will_lead"),
    CAPACITY: ("spare_days",),
    SMALL: ("turnover",),
}


def rules_in_the_way(groups: Groups, wanted: Wanted) -> frozenset[str]:
    """Rules that answers could help to keep, of one conflict after another until none is left."""
    found: set[str] = set()
    while groups.any_for(wanted) is None:
        rules = DECIDING.keys() & set(conflict_of(groups, wanted))
        if not rules:
            break
        found |= rules
        for rule in sorted(rules):
            wanted = without(wanted, rule, groups.facts.organisations)
    return frozenset(found)
