"""Who may see an answer once it is known what was agreed to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from survey.asking import value_of
from survey.definition import Definition
from survey.kinds.consent import ConsentQuestion
from survey.questions import Question
from survey.visibility import ORDER, Visibility


def seen_by(definition: Definition, answers: Mapping[str, Any], question: Question) -> Visibility:
    """Return who sees the answer to a question: those it is meant for, or fewer without consent.

    Where a survey asks whether an audience may see what is meant for it (``shares`` of a consent)
    and that was not agreed to, the answer is seen by the next narrower audience that it is shared
    with; the coordinators, who run the survey, always are.

    Examples
    --------
    >>> from survey import read_definition
    >>> survey = read_definition('''{"id": "s", "title": "A survey", "sections": [
    ...     {"id": "one", "title": "You", "questions": [
    ...         {"kind": "text", "id": "name", "label": "Name", "visibility": "public"},
    ...         {"kind": "consent", "id": "ok", "label": "OK?", "visibility": "coordinators",
    ...          "items": [{"key": "all", "label": "Show it to all", "shares": "public"}]}]}]}''')
    >>> seen_by(survey, {"ok": {"all": True}}, survey.question("name"))
    'public'
    >>> seen_by(survey, {}, survey.question("name"))
    'members'
    """
    refused = _refused(definition, answers)
    meant = ORDER[ORDER.index(question.visibility) :]
    return next(level for level in meant if level not in refused)


def _refused(definition: Definition, answers: Mapping[str, Any]) -> set[Visibility]:
    """The audiences that were asked for and not agreed to."""
    refused: set[Visibility] = set()
    for question in definition.questions():
        if isinstance(question, ConsentQuestion) and not question.retired:
            agreed = value_of(question, answers) or {}
            refused |= {
                item.shares
                for item in question.items
                if item.shares is not None and not agreed.get(item.key)
            }
    return refused - {"coordinators", "engine"}
