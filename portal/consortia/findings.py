"""What is worked out once, when a run ends, so that no page computes: reasons and networks."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from matching import (
    Brief,
    Consortium,
    Grouping,
    Instance,
    Organisation,
    Outcome,
    affinity_graph,
    members_graph,
    ties_graph,
)
from portal.consortia.accounts import list_accounts
from portal.consortia.inputs import instance_of, open_instance
from portal.consortia.sketches import sketch
from portal.organisations.fields import FIELDS, may_read

WIDEST = "infrastructure"

Tell = Callable[[float, str], bool]


def work_out(
    frozen: dict[str, Any], outcome: Outcome, tell: Tell, *, first: bool = False
) -> dict[str, Any]:
    """Work out the reasons and networks behind an outcome.

    A `first` answer goes without the network of who would fit together and without measures: they
    take minutes among many thousands, and nobody can look at them before the run is over.
    From everything but exclusions; only who could take a place is looked for with them, because
    two who cannot work together must not be put side by side.
    """
    instance, request, found = open_instance(frozen), outcome.request, outcome.consortia
    groups = []
    accounts = list_accounts(instance, instance_of(frozen), request, found)
    for number, (consortium, account) in enumerate(zip(found, accounts, strict=True), 1):
        groups.append({"home": home(instance, consortium, frozen["visibility"])} | account)
        tell(0.9 + 0.05 * number / len(found), "Writing down why")
    named = sorted({key for consortium in found for key in consortium.members})
    told = sorted({*named, *replacements(groups)})
    tell(0.95, "Drawing the network")
    return {
        "groups": groups,
        "members": {key: facts(instance, request, key) for key in named},
        "areas": area_names(instance, request, named),
        "homes": homes(instance, frozen),
        "visibility": {key: frozen["visibility"].get(key, {}) for key in told},
        "networks": networks(instance, outcome, first=first),
    }


def networks(instance: Instance, outcome: Outcome, *, first: bool) -> dict[str, Any]:
    """Sketch the networks that pages and files read."""
    found = {
        "ties": sketch(ties_graph(instance), measured=not first),
        "members": sketch(members_graph(outcome, instance)),
    }
    if not first:
        found["affinity"] = sketch(affinity_graph(instance, outcome.request), measured=True)
    return found


def replacements(groups: list[dict[str, Any]]) -> Iterable[str]:
    """Name everybody who could take the place of a member of some group."""
    for group in groups:
        for brings in group["brings"]:
            yield from (one["id"] for one in brings.get("instead", ()))


def home(
    instance: Instance, consortium: Consortium, visibility: dict[str, Any], most: int = 2
) -> list[str]:
    """Name the areas in which most members work, by what everybody who sees groups may read."""
    told = (
        key
        for key in consortium.members
        if may_read(WIDEST, visibility.get(key, {}).get("areas", FIELDS["areas"].visibility))
    )
    listed = Counter(
        instance.areas[code].name for key in told for code in instance.organisation(key).areas or ()
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
