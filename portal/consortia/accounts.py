"""The account of one group: why it is as good as it is, worked out once when its run ends.

Everything that names a reason is computed from what is known without exclusions, so that nothing
can be told that rests on one. Who could take a member's place is computed with them, so that two
who cannot work together are never put side by side.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from matching import Brief, Consortium, Explanation, Grouping, Instance, explain
from portal.consortia.evidence import Evidence

# Looking who could take a place goes over everybody for each group: some 9 microseconds for one
# group and one organisation. The first groups of an open grouping come to their turn until this
# many pairs of a group and an organisation were looked at, which is some 10 seconds; so all groups
# of up to about 3,000 organisations have theirs.
MOST_LOOKED_AT = 1_000_000
DIGITS = 6


def list_accounts(
    instance: Instance, private: Instance, request: Brief | Grouping, groups: Sequence[Consortium]
) -> Iterable[dict[str, Any]]:
    """Give the account of each group; `private` is the same instance with its exclusions."""
    evidence = Evidence(instance, request)
    with_instead = MOST_LOOKED_AT // len(private.organisations)
    for number, group in enumerate(groups):
        account = account_of(evidence, request, group.members)
        if number < with_instead:
            add_replacements(account, private, request, group.members)
        yield account


def account_of(
    evidence: Evidence, request: Brief | Grouping, members: tuple[str, ...]
) -> dict[str, Any]:
    """Say how a group's quality is made up, what each member brings, and what is not known."""
    found = explain(evidence.instance, request, members, replacements=0)
    return {
        "quality": rounded(found.quality),
        "shares": [rounded(asdict(one)) for one in found.terms],
        "worst": worst(evidence.instance, found),
        "unknowns": [rounded(asdict(one)) for one in found.unknowns],
        "brings": [
            {
                "id": part.id,
                "loss": rounded(part.loss),
                "terms": rounded(asdict(part.terms)),
                "serves": services(evidence.instance, part.id, part.serves),
                "alone": services(evidence.instance, part.id, part.alone),
                "needed_for": list(part.needed_for),
                "reasons": [reason(evidence, part.id, members, one) for one in part.sentences],
            }
            for part in found.members
        ],
    }


def worst(instance: Instance, found: Explanation) -> dict[str, Any]:
    """Say who would be missed most if any one dropped out, and what would be lost then."""
    drop = found.worst
    return {
        "id": drop.id,
        "quality": rounded(drop.quality),
        "cells": services(instance, drop.id, drop.cells),
        "broken": list(drop.broken),
    }


def services(instance: Instance, key: str, cells: Iterable[Any]) -> list[dict[str, Any]]:
    """Write what a member serves; `near` where it is only within reach of its base."""
    listed = instance.organisation(key).areas or ()
    return [
        {"theme": one.theme, "area": one.area, "amount": rounded(one.amount)}
        | ({} if one.area in listed else {"near": True})
        for one in cells
    ]


def reason(evidence: Evidence, key: str, members: tuple[str, ...], sentence: Any) -> dict[str, Any]:
    """Write a sentence of the engine as its kind, its figures and what it is about."""
    return {
        "kind": sentence.kind,
        "figures": rounded(dict(sentence.figures)),
        "rests_on": [list(one) for one in sentence.rests_on],
        **evidence.behind(sentence.kind, key, members),
    }


def add_replacements(
    account: dict[str, Any], private: Instance, request: Brief | Grouping, members: tuple[str, ...]
) -> None:
    """Note for each member the best three who could take its place."""
    found = explain(private, request, members)
    for brings, part in zip(account["brings"], found.members, strict=True):
        brings["instead"] = [
            {
                "id": one.id,
                "change": rounded(one.change),
                "terms": {name: rounded(by) for name, by in asdict(one.terms).items() if by},
            }
            for one in part.replacements
        ]


def rounded(value: Any) -> Any:
    """Round every figure in something: a picture of many groups is kept small."""
    if isinstance(value, float):
        return round(value, DIGITS)
    if isinstance(value, dict):
        return {name: rounded(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(one) for one in value]
    return value
