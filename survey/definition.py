"""A survey as a document: sections, each of which is a page, and their questions."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Literal

from survey.kinds import AnyQuestion
from survey.planning import Plan, plan_of
from survey.questions import Formula, Language, MaybeWords, QuestionId, Strict, Words


class Calculation(Strict):
    """A value that is worked out of answers, for conditions; it has the name of its id."""

    id: QuestionId
    formula: Formula


class Section(Strict):
    """A part of a survey: a page, or several where an answer decides what comes next."""

    id: QuestionId
    title: Words
    intro: MaybeWords = ""
    show_if: Formula = ""
    questions: tuple[AnyQuestion, ...]


class Definition(Strict):
    """A whole survey; immutable, and every id in it is stable for ever.

    Parameters
    ----------
    format : int
        Version of this document's shape, 1.
    id, title : str
        Name for machines and for people.
    intro : str
        What people read before they begin.
    notice : str
        What happens with the answers, in plain words.
    sections : tuple of Section
        The parts, in order.
    calculations : tuple of Calculation
        Values for conditions, worked out of answers.
    language : str
        The language that it is written in, an ISO 639 code.
    translations : dict of str to dict
        For each other language, words by the places that ``texts`` lists.

    Raises
    ------
    pydantic.ValidationError
        If the shape is wrong; ``read_definition`` says the same in plain words, all at once.

    Examples
    --------
    >>> from survey import read_definition
    >>> survey = read_definition('''{"id": "s", "title": "A survey", "sections": [
    ...     {"id": "one", "title": "You", "questions": [
    ...         {"kind": "text", "id": "name", "label": "Your name", "visibility": "public"}]}]}''')
    >>> survey.question("name").label
    'Your name'
    """

    format: Literal[1] = 1
    id: QuestionId
    title: Words
    intro: MaybeWords = ""
    notice: MaybeWords = ""
    sections: tuple[Section, ...]
    calculations: tuple[Calculation, ...] = ()
    language: Language = "en"
    translations: dict[Language, dict[str, MaybeWords]] = {}

    @cached_property
    def plan(self) -> Plan:
        """What decides what, worked out once."""
        return plan_of(self.sections, self.calculations)

    @cached_property
    def calculated(self) -> frozenset[str]:
        """The ids of the calculations."""
        return frozenset(one.id for one in self.calculations)

    def questions(self) -> Iterator[AnyQuestion]:
        """Yield all questions in order, retired ones among them."""
        for section in self.sections:
            yield from section.questions

    def question(self, question_id: str) -> AnyQuestion | None:
        """Return the question of an id, None where there is none."""
        return next((q for q in self.questions() if q.id == question_id), None)
