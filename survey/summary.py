"""Answers as people read them back: check your answers, and the copy to keep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from survey.asking import Course, value_of
from survey.context import Context
from survey.definition import Definition, Section
from survey.kinds import kind_of
from survey.narrowing import narrowed
from survey.questions import Question
from survey.sharing import seen_by
from survey.visibility import Visibility
from survey.words import tell

NOT_KNOWN = tell("Not known yet")


@dataclass(frozen=True)
class Shown:
    """One row of a summary: the question, its answer as lines of text, and who sees it.

    ``files`` has id and name of each file among the answer, in the order of the lines; no id where
    nobody can have it.
    """

    section: Section
    question: Question
    label: str
    lines: tuple[str, ...]
    answered: bool
    who_sees: str
    files: tuple[tuple[str, str], ...] = ()


def shown(definition: Definition, context: Context, answers: Mapping[str, Any]) -> list[Shown]:
    """Return a row for each question that the audience of the context may see.

    Lines are plain text; a template escapes them.

    Examples
    --------
    >>> from survey import Context, registration_definition, shown
    >>> survey = registration_definition("Larkhill Youth Partnership")
    >>> told = {"summary": "A youth club in a church hall", "agree": {"public": True}}
    >>> row = shown(survey, Context(), told)[0]
    >>> row.lines, row.who_sees
    (('A youth club in a church hall',), 'Anyone can see this.')
    """
    course = Course(definition, context, answers)
    return [
        _row(section, question, context, answers, seen_by(definition, answers, question))
        for section in definition.sections
        for question in course.answerable(section)
    ]


def _row(
    section: Section,
    question: Question,
    context: Context,
    answers: Mapping[str, Any],
    seen: Visibility,
) -> Shown:
    kind, value = kind_of(question), value_of(question, answers)
    lists = narrowed(question, context, answers)
    lines = [NOT_KNOWN] if value is None else kind.lines(question, lists, value)
    who = kind.who_sees(question.model_copy(update={"visibility": seen}))
    files = () if value is None else tuple(kind.files(question, context, value))
    return Shown(section, question, question.label, tuple(lines), value is not None, who, files)
