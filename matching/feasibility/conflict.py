"""Rules that cannot all be kept, as few as possible."""

from matching.feasibility.groups import Groups
from matching.feasibility.wanted import Wanted, without
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

ORDER = (SMALL, CAPACITY, HUB, LEAD, MUST_EXCLUDE, MUST_INCLUDE, THEMES, SIZE)


def conflict_of(groups: Groups, wanted: Wanted) -> tuple[str, ...]:
    """A smallest set of rules that no group keeps: without any one of them a group would.

    Each rule is left aside in the order of `ORDER`, and stays aside where no group keeps the
    others even so: of several conflicts the one is found whose rules stand late. Where there are
    not even two organisations the size is to blame.
    """
    count = groups.facts.organisations
    kept = list(ORDER)
    for rule in ORDER:
        fewer = without(wanted, rule, count)
        if groups.any_for(fewer) is None:
            wanted = fewer
            kept.remove(rule)
    return tuple(kept) or (SIZE,)
