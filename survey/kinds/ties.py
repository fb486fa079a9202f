"""What all answers about partners come to: how many and how close, never how often who is named."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from survey.context import Choice
from survey.kinds.counted import Piece
from survey.kinds.measuring import count_each, measures
from survey.kinds.partners import CONTACT, FLOWS, LADDER, NO_FLOW, Roster, RosterQuestion


def tally_partners(question: RosterQuestion, values: Sequence[Roster]) -> list[Piece]:
    """Return how many each names, and over all ties how close, how often and what goes between.

    How often an organisation is named is not counted: it would be a table of who is popular.
    """
    named = [len(set(value.picked)) + len(value.unlisted) for value in values]
    asked = {
        "closeness": (LADDER, [_each(v, v.ties) for v in values]),
        "frequency": (CONTACT, [_each(v, v.often) for v in values]),
        "flows": ((*FLOWS, NO_FLOW), [_between(v) for v in values]),
    }
    more = (_count(name, question.words(name), *asked[name]) for name in question.follow_ups)
    return [measures(named, label="How many each names"), *more]


def _count(
    part: str, label: str, choices: Sequence[Choice], told: Sequence[list[Collection[str]]]
) -> Piece:
    """Count ties; they rest on as many answers as tell it of any tie."""
    counts = count_each(choices, [keys for ties in told for keys in ties], part, label)
    return replace(counts, answered=sum(map(bool, told)))


def _each(value: Roster, told: Mapping[str, Any]) -> list[Collection[str]]:
    """What is told of each tie to one who is named."""
    return [{told[code]} for code in dict.fromkeys(value.picked) if told.get(code)]


def _between(value: Roster) -> list[Collection[str]]:
    """What goes between oneself and each of those named, where that was told."""
    told = (value.flows.get(code) for code in dict.fromkeys(value.picked))
    return [flows or [NO_FLOW.code] for flows in told if flows is not None]
