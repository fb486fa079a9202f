"""A grouping that begins from an earlier one, for the worker: the search, and what it changed."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from matching import Grouping, Instance, Outcome, revise_groups
from portal.consortia.inputs import instance_of

Stored = dict[str, Any]
Numbers = frozenset[int]


@dataclass(frozen=True, slots=True)
class Before:
    """The finished grouping that a search begins from: its frozen inputs and its outcome."""

    frozen: Stored
    outcome: Stored


def revise(instance: Instance, request: Grouping, before: Before, **options: Any) -> Outcome:
    """Bring earlier groups up to date with what is known now."""
    previous, earlier = Outcome.from_json(before.outcome), instance_of(before.frozen)
    # Another version of the engine may read the same rows otherwise: then everybody is looked at.
    same = previous.provenance.input_fingerprint == earlier.fingerprint
    return revise_groups(instance, request, previous, earlier=earlier if same else None, **options)


def turnover_of(before: Stored, after: Stored) -> Stored:
    """Say what changed from one outcome to the next, from who is in which group and nothing else.

    Each that changed has a kind: `new` or `gone`, else `joined` a group, `left` its groups, or
    `moved` to others. Numbers of groups begin at 1, each in its own outcome.
    """
    was, becomes = places_of(before), places_of(after)
    origins = origins_of(was, becomes)
    changed = [
        {
            "id": key,
            "kind": kind,
            "before": sorted(was.get(key, ())),
            "after": sorted(becomes.get(key, ())),
        }
        for key in sorted(was.keys() | becomes.keys())
        if (kind := kind_of(was.get(key), becomes.get(key), origins))
    ]
    first, second = pairs_of(before), pairs_of(after)
    pairs = {"before": len(first), "kept": len(first & second), "after": len(second)}
    return {"pairs": pairs, "changed": changed}


def places_of(outcome: Stored) -> dict[str, Numbers]:
    """Say of everybody that a search looked at in which groups it is, which may be none."""
    places: dict[str, Numbers] = {one["id"]: frozenset() for one in outcome["left_out"]}
    for number, group in enumerate(outcome["consortia"], 1):
        for key in group["members"]:
            places[key] = places.get(key, frozenset()) | {number}
    return places


def origins_of(was: Mapping[str, Numbers], becomes: Mapping[str, Numbers]) -> dict[int, int]:
    """Say which group each one goes on from: the one that most of its members were in.

    No group goes on twice; where as many members speak for two, the one with the smaller number.
    """
    shared = Counter(
        (first, second)
        for key in was.keys() & becomes.keys()
        for first in was[key]
        for second in becomes[key]
    )
    origins: dict[int, int] = {}
    taken: set[int] = set()
    for first, second in sorted(shared, key=lambda both: (-shared[both], both)):
        if first not in taken and second not in origins:
            origins[second] = first
            taken.add(first)
    return origins


def kind_of(was: Numbers | None, becomes: Numbers | None, origins: Mapping[int, int]) -> str | None:
    """Name what became of one organisation; None where it is with the same groups as before."""
    if was is None or becomes is None:
        return "new" if was is None else "gone"
    if bool(was) != bool(becomes):
        return "joined" if becomes else "left"
    # A group that goes on from none is in no place that was there before.
    return None if was == {origins.get(number, -number) for number in becomes} else "moved"


def pairs_of(outcome: Stored) -> set[tuple[str, str]]:
    """List who is together with whom in some group, each pair once."""
    return {
        pair for group in outcome["consortia"] for pair in combinations(sorted(group["members"]), 2)
    }
