"""The whole response, judged before it is sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from survey.asking import Course
from survey.context import Context
from survey.controls import Slip
from survey.definition import Definition
from survey.kinds import kind_of
from survey.narrowing import narrowed
from survey.questions import Question
from survey.words import tell

UNREADABLE = tell("We could not read this answer. Look at this part again")


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
    course = Course(definition, context, answers)
    return [
        Problem(section.id, question.id, slip.part, question.label, slip.message)
        for section in definition.sections
        for question in course.answerable(section)
        for slip in [*_slips(question, context, answers), *course.broken(question)]
    ]


def kept(definition: Definition, context: Context, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return all that a response is sent with: the answers of the questions that are asked.

    None stands for asked and left empty; a question that is not asked is not in it, whatever was
    answered to it before.

    Examples
    --------
    >>> from survey import Context, kept, read_definition
    >>> survey = read_definition('''{"id": "s", "title": "A survey", "sections": [
    ...     {"id": "one", "title": "You", "questions": [
    ...         {"kind": "yes_no", "id": "paid", "label": "Any staff?", "visibility": "public"},
    ...         {"kind": "number", "id": "staff", "label": "How many?", "visibility": "public",
    ...          "show_if": "paid = yes"}]}]}''')
    >>> kept(survey, Context(), {"paid": "no", "staff": 3})
    {'paid': 'no'}
    """
    return Course(definition, context, answers).kept()


def _slips(question: Question, context: Context, answers: Mapping[str, Any]) -> Iterator[Slip]:
    kind, stored = kind_of(question), answers.get(question.id)
    if kind.readable(stored):
        lists = narrowed(question, context, answers)
        yield from kind.slips(question, lists, kind.load(stored))
    else:
        yield Slip("", UNREADABLE)
