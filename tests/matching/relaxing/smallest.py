"""The smallest relaxation of each field, by trying every value that could matter."""

from itertools import combinations

from matching import Brief
from tests.matching import reference


def brief_with(brief, **changes):
    """The same brief with other values of some fields."""
    plain = brief.to_json()
    for field, value in changes.items():
        if "." in field:
            head, tail = field.split(".")
            plain[head] = plain[head] | {tail: value}
        else:
            plain[field] = value
    return Brief.from_json(plain)


def steps(instance, brief, field):
    """All changed briefs with figure and members, smallest change first."""
    if field in ("must_include", "must_exclude"):
        yield from _steps_of_list(instance, brief, field)
    elif field == "lead":
        yield None, (), {"lead": "wanted"}
    elif field == "hub":
        yield None, (), {"hub": False}
    else:
        for value in _values(instance, brief, field):
            yield value, (), {field: value}


def _values(instance, brief, field):
    members = instance.organisations
    if field == "contract_value":
        known = {one.max_contract for one in members} - {None}
        return [*sorted((v for v in known if v < brief.contract_value), reverse=True), None]
    if field == "min_small":
        return range(brief.min_small - 1, -1, -1)
    if field == "size.max":
        return range(brief.size.max + 1, len(members) + 1)
    return range(brief.size.min - 1, 1, -1)


def _steps_of_list(instance, brief, field):
    listed = sorted(set(getattr(brief, field)))
    for count in range(1, len(listed) + 1):
        for chosen in combinations(listed, count):
            left = [key for key in getattr(brief, field) if key not in chosen]
            yield len(listed) - count, chosen, {field: left}


def smallest(there, brief, field, *, heed):
    """Figure and members of the first step that helps, or None."""
    instance = there.instance
    if field == "min_capacity_days":
        freely = there.keeping(brief_with(brief, min_capacity_days=0.0), heed=heed)
        days = [sum(instance.organisation(key).spare_days or 0 for key in g) for g in freely]
        return (round(max(days), 9), ()) if days else None
    for possible, members, changes in steps(instance, brief, field):
        keeping = there.keeping(brief_with(brief, **changes), heed=heed)
        if keeping:
            return possible, _first_asked(instance, brief, keeping) if field == "lead" else members
    return None


def _first_asked(instance, brief, groups):
    """Of all who might lead one of these groups, the one who would be asked first."""
    everyone = {key for group in groups for key in group}
    asked = [
        key for key in everyone if reference.leadership(brief, instance.organisation(key)) is None
    ]

    def order(key):
        turnover = instance.organisation(key).turnover
        return (turnover is None, -(turnover or 0.0), key)

    return (min(asked, key=order),)
