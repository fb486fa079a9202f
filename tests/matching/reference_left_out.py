"""The reason for being left out once more, straight from the order of the specification."""

from matching import Grouping, Instance
from tests.matching import reference


def in_reach(instance: Instance, one, other) -> bool:
    tied = reference.stated(instance, one, other) or reference.stated(instance, other, one)
    return reference.geography_of(one, other) > 0 or bool(tied)


def can_be_member(grouping: Grouping, one) -> bool:
    most = min(1, one.max_groups) if grouping.one_group_each else one.max_groups
    return bool(one.themes) and most > 0


def satisfies_lead_rule(grouping: Grouping, one) -> bool:
    allowed = (True,) if grouping.lead == "required" else (True, None)
    return reference.leadership(grouping, one) in allowed


def reason(instance: Instance, grouping: Grouping, groups, key) -> str:
    """Why this organisation is in none of these groups."""
    one = instance.organisation(key)
    if not one.themes:
        return "not known yet"
    circle = [
        other
        for other in instance.organisations
        if other.id != key and can_be_member(grouping, other) and in_reach(instance, one, other)
    ]
    if not any(satisfies_lead_rule(grouping, other) for other in [one, *circle]):
        return "no eligible lead within reach"
    if len(circle) + 1 < grouping.size.min:
        return "too few organisations within reach"
    near = {other.id for other in circle}
    if not can_be_member(grouping, one):
        return "no workable group within reach"
    workable = [g for g in groups if near & set(g) and may_join(instance, grouping, g, key)]
    if not workable:
        return "no workable group within reach"
    return "would lower every group that it could join"


def may_join(instance, grouping, group, key) -> bool:
    return not reference.broken_rules(instance, grouping, sorted({*group, key}))


def joining_gains(instance, grouping, group, key) -> float:
    """What the total would gain."""
    joined = sorted({*group, key})
    after = len(joined) * reference.quality(instance, grouping, joined)
    return after - len(group) * reference.quality(instance, grouping, group)
