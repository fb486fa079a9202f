"""The ready survey with which organisations in youth and play register their interest."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import files
from typing import Any, cast

from survey.checking import read_definition
from survey.context import Choice
from survey.definition import Definition


def registration_definition(
    partnership: str, networks: Sequence[Choice] = (), parts: Sequence[Choice] = ()
) -> Definition:
    """Return the registration of interest for a partnership.

    Parameters
    ----------
    partnership : str
        Its name, as it stands in a sentence.
    networks : sequence of Choice
        Networks that organisations may belong to; empty: that question is left out.
    parts : sequence of Choice
        Parts of the place, such as north and south, for workshops; empty: "near us" stands there.

    Returns
    -------
    Definition
        Ten short sections; its themes, areas, ages, offers and organisations come from the
        context.

    Raises
    ------
    BadDefinition
        If the name is too long for a title, or a network or part stands in its list twice.

    Examples
    --------
    >>> from survey import registration_definition
    >>> registration_definition("Larkhill Youth Partnership").title
    'Register your interest: Larkhill Youth Partnership'
    """
    text = files("survey").joinpath("registration.json").read_text(encoding="utf-8")
    document = json.loads(text)
    if networks:
        _section(document, "about").append(_networks_question(networks))
    if parts:
        (asked,) = (q for q in _section(document, "workshops") if q["id"] == "workshop_part")
        named = [{"key": part.code, "label": part.label} for part in parts]
        asked["options"] = [*named, *asked["options"][1:]]
    named = _named(document, partnership)
    return read_definition(json.dumps(named, ensure_ascii=False))


def _section(document: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """Return the questions of a section."""
    (found,) = (s["questions"] for s in document["sections"] if s["id"] == name)
    return cast("list[dict[str, Any]]", found)


def _networks_question(networks: Sequence[Choice]) -> dict[str, Any]:
    options = [{"key": n.code, "label": n.label, "hint": n.hint} for n in networks]
    none = {"key": "no_network", "label": "None of these", "exclusive": True}
    return {
        "kind": "multiple",
        "id": "networks",
        "label": "Which of these networks are you part of?",
        "hint": "So that we suggest people whom you would not have met there.",
        "visibility": "members",
        "feeds": "networks",
        "options": [*options, none],
    }


def _named(part: Any, partnership: str) -> Any:
    """Return the document with the partnership's name where it belongs."""
    if isinstance(part, dict):
        return {key: _named(value, partnership) for key, value in part.items()}
    if isinstance(part, list):
        return [_named(value, partnership) for value in part]
    return part.replace("{partnership}", partnership) if isinstance(part, str) else part
