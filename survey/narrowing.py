"""What one question makes of another's answer: the lists as a question is to see them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from survey.context import Context
from survey.kinds import RosterKind, TrustQuestion
from survey.questions import Question

_ROSTER = RosterKind()


def narrowed(question: Question, context: Context, answers: Mapping[str, Any]) -> Context:
    """Return the context for a question: one about those picked elsewhere sees those alone."""
    if not isinstance(question, TrustQuestion):
        return context
    picked = picked_in(answers.get(question.of))
    named = [one for one in context.organisations if one.code in picked]
    return replace(context, organisations=named)


def picked_in(stored: Any) -> Collection[str]:
    """Return the codes that a stored answer to a roster picked."""
    roster = _ROSTER.load(stored)
    return roster.picked if roster else ()
