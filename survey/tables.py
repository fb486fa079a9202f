"""Answers as a table for a spreadsheet, a row a response."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from survey.asking import value_of
from survey.definition import Definition
from survey.kinds import Column, kind_of
from survey.questions import Question
from survey.visibility import Visibility, may_see

NOT_ASKED, NOT_ANSWERED = "(not asked)", "(not answered)"
# A spreadsheet takes a cell that begins like this for a formula and runs it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def columns(definition: Definition, audience: Visibility = "coordinators") -> list[Column]:
    """Return the columns that an audience may have, those of retired questions among them.

    Answers for the engine only are never in a table.

    Examples
    --------
    >>> from survey import columns, registration_definition
    >>> [column.key for column in columns(registration_definition("Larkhill"))][:2]
    ['summary', 'kind_of_organisation']
    """
    return [c for q in _seen(definition, audience) for c in kind_of(q).columns(q)]


def rows(
    definition: Definition,
    responses: Iterable[Mapping[str, Any]],
    audience: Visibility = "coordinators",
) -> list[list[Any]]:
    """Return a list of cells for each response, in the order of ``columns``.

    Text that a spreadsheet would run as a formula gets an apostrophe before it.

    Examples
    --------
    >>> from survey import registration_definition, rows
    >>> survey = registration_definition("Larkhill")
    >>> rows(survey, [{"summary": "=1+1", "kind_of_organisation": None}])[0][:2]
    ["'=1+1", '(not answered)']
    """
    questions = _seen(definition, audience)
    return [[cell for q in questions for cell in _cells(q, answers)] for answers in responses]


def _seen(definition: Definition, audience: Visibility) -> list[Question]:
    return [q for q in definition.questions() if may_see(audience, q.visibility)]


def _cells(question: Question, answers: Mapping[str, Any]) -> list[Any]:
    kind = kind_of(question)
    value = value_of(question, answers)
    if value is None:
        words = NOT_ASKED if question.id not in answers else NOT_ANSWERED
        return [words] * len(kind.columns(question))
    unasked = kind.unasked(question, value)
    parts = [column.part for column in kind.columns(question)]
    cells = zip(parts, kind.cells(question, value), strict=True)
    return [NOT_ASKED if c is None and part in unasked else _safe(c) for part, c in cells]


def _safe(cell: Any) -> Any:
    if cell is None:
        return NOT_ANSWERED
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
