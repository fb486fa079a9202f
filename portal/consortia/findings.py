"""What is worked out once, when a run ends, so that no page computes: reasons and networks."""

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from matching import (
    Brief,
    Consortium,
    Grouping,
    Instance,
    Organisation,
    Outcome,
    affinity_graph,
    explain,
    members_graph,
    ties_graph,
)
from portal.consortia.inputs import open_instance
from portal.consortia.sketches import sketch

BRINGS = ("id", "loss", "terms", "serves", "alone", "needed_for")

Tell = Callable[[float, str], bool]


def work_out(frozen: dict[str, Any], outcome: Outcome, tell: Tell) -> dict[str, Any]:
    """Work out the reasons and networks behind an outcome, from everything but exclusions."""
    instance, request = open_instance(frozen), outcome.request
    groups = []
    for number, consortium in enumerate(outcome.consortia):
        tell(0.9 + 0.05 * number / len(outcome.consortia), "Writing down why")
        groups.append(reasons(instance, request, consortium))
    named = sorted({key for consortium in outcome.consortia for key in consortium.members})
    tell(0.95, "Drawing the network")
    return {
        "groups": groups,
        "members": {key: facts(instance, request, key) for key in named},
        "areas": area_names(instance, request, named),
        "homes": homes(instance, frozen),
        "visibility": {key: frozen["visibility"].get(key, {}) for key in named},
        "networks": {
            "affinity": sketch(affinity_graph(instance, request), measured=True),
            "ties": sketch(ties_graph(instance), measured=True),
            "members": sketch(members_graph(outcome, instance)),
        },
    }


def reasons(
    instance: Instance, request: Brief | Grouping, consortium: Consortium
) -> dict[str, Any]:
    """Say what each member of a group brings, and where the group is at home."""
    found = explain(instance, request, consortium.members, replacements=0)
    parts = (asdict(one) for one in found.members)
    return {
        "home": home(instance, consortium),
        "brings": [{name: part[name] for name in BRINGS} for part in parts],
    }


def home(instance: Instance, consortium: Consortium, most: int = 2) -> list[str]:
    """Name the areas in which most members work."""
    listed = Counter(
        instance.areas[code].name
        for key in consortium.members
        for code in instance.organisation(key).areas or ()
    )
    ranked = sorted(listed, key=lambda name: (-listed[name], name))
    return ranked[:most]


def homes(instance: Instance, frozen: dict[str, Any]) -> dict[str, Any]:
    """Say where each organisation works, and who may read that."""
    return {
        one.id: {
            "areas": [instance.areas[code].name for code in one.areas],
            "visibility": frozen["visibility"][one.id]["areas"],
        }
        for one in instance.organisations
        if one.areas
    }


def area_names(instance: Instance, request: Brief | Grouping, named: list[str]) -> dict[str, str]:
    """Name the areas that a brief or a member speaks of."""
    codes = {code for key in named for code in instance.organisation(key).areas or ()}
    if isinstance(request, Brief):
        codes.update(cell.area for cell in request.cells)
    return {code: instance.areas[code].name for code in sorted(codes)}


def facts(instance: Instance, request: Brief | Grouping, key: str) -> dict[str, Any]:
    """Give the few facts that stand beside a member's name."""
    one = instance.organisation(key)
    return {
        "areas": [instance.areas[code].name for code in one.areas or ()],
        "spare_days": one.spare_days,
        "max_contract": one.max_contract,
        "small": is_small(one, request),
    }


def is_small(one: Organisation, request: Brief | Grouping) -> bool | None:
    """Tell whether an organisation counts as small, None where that is not known yet."""
    return None if one.turnover is None else one.turnover < request.small_turnover
