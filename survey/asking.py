"""Which questions are asked: the one place that decides it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from survey.context import Context
from survey.definition import Section
from survey.kinds import kind_of
from survey.questions import Question
from survey.visibility import may_see


def asked(section: Section, context: Context, answers: Mapping[str, Any]) -> list[Question]:
    """Return the questions of a section that are put to this audience, given the answers."""
    return [
        q for q in section.questions if not q.retired and may_see(context.audience, q.visibility)
    ]


def value_of(question: Question, answers: Mapping[str, Any]) -> Any:
    """Return the kind's own value of a stored answer, None for none or one not of this kind."""
    return kind_of(question).load(answers.get(question.id))
