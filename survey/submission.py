"""The whole response, judged before it is sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from survey.asking import asked
from survey.context import Context
from survey.controls import Slip
from survey.definition import Definition
from survey.kinds import kind_of
from survey.questions import Question

UNREADABLE = "We could not read this answer. Look at this part again"


@dataclass(frozen=True)
class Problem:
    """One thing to put right before a response can be sent, and where."""

    section_id: str
    question_id: str
    part: str
    label: str
    message: str

    @property
    def anchor(self) -> str:
        """The id to link to on the section's page."""
        name = f"q_{self.question_id}"
        return f"{name}-{self.part}" if self.part else name


def validate(definition: Definition, context: Context, answers: Mapping[str, Any]) -> list[Problem]:
    """Return all that is to put right: what is required, out of range, or gone from its list.

    Answers to questions that are not asked are ignored.

    Examples
    --------
    >>> from survey import Context, registration_definition, validate
    >>> survey = registration_definition("Larkhill Youth Partnership")
    >>> problem = validate(survey, Context(), {})[-1]
    >>> problem.question_id, problem.message
    ('agree', 'Tick this to carry on')
    """
    return [
        Problem(section.id, question.id, slip.part, question.label, slip.message)
        for section in definition.sections
        for question in asked(section, context, answers)
        for slip in _slips(question, context, answers)
    ]


def _slips(question: Question, context: Context, answers: Mapping[str, Any]) -> Iterator[Slip]:
    kind, stored = kind_of(question), answers.get(question.id)
    if kind.readable(stored):
        yield from kind.slips(question, context, kind.load(stored))
    else:
        yield Slip("", UNREADABLE)
