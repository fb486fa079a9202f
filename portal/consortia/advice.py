"""Advice on a brief, worked out once when its run ends: how it could give way, and whom to ask.

What is kept can be read by anybody who may read the run: it holds no example of a group, and
whatever an exclusion took part in stands there in the same words as what never helps.
"""

from collections.abc import Callable
from typing import Any

from matching import (
    Brief,
    MissingAnswer,
    Organisation,
    Outcome,
    Relaxation,
    Relaxations,
    missing_answers,
    relaxations,
)
from portal.consortia.inputs import instance_of, open_instance

# Beyond so many a list of whom to ask is no list to go through any more.
MOST_ASKED = 24
OPTION = ("rule", "field", "sentence", "asked", "possible", "members", "brief")

Tell = Callable[[float, str], bool]


def advise(frozen: dict[str, Any], outcome: Outcome, tell: Tell) -> dict[str, Any] | None:
    """Work out what would help a brief; None for an open grouping, and for one stopped too soon."""
    if not isinstance(outcome.request, Brief):
        return None
    if outcome.consortia:
        tell(0.97, "Looking whom to ask")
        return {"asking": whom_to_ask(frozen, outcome.request, outcome.consortia[0].members)}
    if outcome.provenance.stopped == "cancelled":
        return None
    tell(0.96, "Looking which rules block each other")
    found = relaxations(instance_of(frozen), outcome.request)
    advice: dict[str, Any] = {"relaxations": told(found)}
    if not found.feasible and not found.private:
        tell(0.98, "Looking whom to ask")
        advice["asking"] = whom_to_ask(frozen, outcome.request, None)
    return advice


def whom_to_ask(
    frozen: dict[str, Any], brief: Brief, members: tuple[str, ...] | None
) -> dict[str, Any]:
    """Say whose answers could change most, from everything but exclusions.

    What is promised is a bound, and exclusions could only lower it: left out, it still holds, and
    nobody can read from the list who was excluded.
    """
    instance = open_instance(frozen)
    found = missing_answers(instance, brief, members=members)
    first = [one for one in found.organisations if one.id in found.together]
    others = [one for one in found.organisations if one.id not in found.together]
    kept = first + others[: max(0, MOST_ASKED - len(first))]
    return {
        "sentence": found.sentence,
        "together": list(found.together),
        "organisations": [asked(instance.organisation(one.id), one) for one in kept],
        "others": len(found.organisations) - len(kept),
        "visibility": {one.id: frozen["visibility"].get(one.id, {}) for one in kept},
    }


def asked(organisation: Organisation, one: MissingAnswer) -> dict[str, Any]:
    """Keep what one organisation has not told, and what telling it could add.

    A cell is `near` where only its base could bring it there, which not everybody may know.
    """
    listed = organisation.areas
    return {
        "id": one.id,
        "facts": list(one.facts),
        "gain": one.gain,
        "instead_of": one.instead_of,
        "cells": [
            {
                "theme": cell.theme,
                "area": cell.area,
                "fills": cell.fills,
                "near": listed is not None and cell.area not in listed,
            }
            for cell in one.cells
        ],
        "rules": list(one.rules),
    }


def told(found: Relaxations) -> dict[str, Any]:
    """Keep what may be told of why a brief cannot be met."""
    return {
        "feasible": found.feasible,
        "sentence": found.sentence,
        "conflict": list(found.conflict),
        "options": [option(one) for one in found.relaxations],
        "pair": [option(one) for one in found.pair],
    }


def option(one: Relaxation) -> dict[str, Any]:
    """Keep one way in which a brief could give way."""
    plain = {name: getattr(one, name) for name in OPTION}
    return plain | {
        "members": list(one.members),
        "brief": None if one.brief is None else one.brief.to_json(),
    }
