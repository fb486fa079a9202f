"""The pages of a survey, in order, and how far somebody has got."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from survey.asking import Course, value_of
from survey.context import Context
from survey.definition import Definition, Section
from survey.errors import NoSuchPage
from survey.kinds import Kind, kind_of
from survey.narrowing import narrowed
from survey.questions import Question

Status = Literal["not started", "started", "done"]


@dataclass(frozen=True)
class Page:
    """One page: a section or what comes next in it, or the follow-up of one of its questions.

    ``follow_up`` is its name in the section. It is empty for the first page, ``part-2`` and so on
    for those that an answer on a page before decides; a follow-up bears the id of its question and
    mostly more, such as ``partners-frequency-page-2``, and has the ``kind`` that asks on it.
    ``questions`` are asked on the page; ``number`` counts the section from 1, ``of`` is how many
    sections there are. ``definition`` is the survey that it is a page of.
    """

    definition: Definition = field(repr=False, compare=False)

    section: Section
    follow_up: str
    questions: tuple[Question, ...]
    title: str
    intro: str
    number: int
    of: int
    kind: Kind[Any, Any] | None = None


@dataclass(frozen=True)
class Progress:
    """How far a section is: its status, and how many of its questions are answered."""

    section: Section
    status: Status
    answered: int
    asked: int


def pages(definition: Definition, context: Context, answers: Mapping[str, Any]) -> list[Page]:
    """Return the pages to go through, given the answers so far.

    Examples
    --------
    >>> from survey import Context, pages, registration_definition
    >>> survey = registration_definition("Larkhill Youth Partnership")
    >>> [page.section.id for page in pages(survey, Context(), {})][:3]
    ['about', 'work', 'place']
    """
    course = Course(definition, context, answers)
    return [
        page
        for number, section in enumerate(definition.sections, 1)
        if course.answerable(section)
        for page in _pages_of(definition, course, section, number)
    ]


def page_at(
    definition: Definition,
    context: Context,
    answers: Mapping[str, Any],
    section_id: str,
    follow_up: str = "",
) -> Page:
    """Return one page; no name stands for the first page of the section, whatever that is.

    Raises
    ------
    NoSuchPage
        If the survey has no such section, or these answers need no such follow-up.
    """
    here = [p for p in pages(definition, context, answers) if p.section.id == section_id]
    for page in here:
        if page.follow_up == follow_up:
            return page
    if here and not follow_up:
        return here[0]
    raise NoSuchPage(section_id, follow_up)


def unasked_beside(
    definition: Definition, context: Context, answers: Mapping[str, Any], page: Page
) -> Page:
    """Return a page of those questions of its section alone that are not asked.

    A page that was made before another answer changed may bring words for them.

    Examples
    --------
    >>> from survey import Context, page_at, read_definition, unasked_beside
    >>> survey = read_definition('''{"id": "s", "title": "A survey", "sections": [
    ...     {"id": "one", "title": "You", "questions": [
    ...         {"kind": "yes_no", "id": "paid", "label": "Any staff?", "visibility": "public"},
    ...         {"kind": "number", "id": "staff", "label": "How many?", "visibility": "public",
    ...          "show_if": "paid = yes"}]}]}''')
    >>> page = page_at(survey, Context(), {"paid": "no"}, "one")
    >>> [one.id for one in unasked_beside(survey, Context(), {"paid": "no"}, page).questions]
    ['staff']
    """
    course = Course(definition, context, answers)
    return replace(page, questions=tuple(course.unasked(page.section)), kind=None)


def page_after(
    definition: Definition, context: Context, answers: Mapping[str, Any], page: Page
) -> Page | None:
    """Return the page that comes next, given the answers just merged; None after the last."""
    there = pages(definition, context, answers)
    places = [(p.section.id, p.follow_up) for p in there]
    here = (page.section.id, page.follow_up)
    if here in places:
        following = there[places.index(here) + 1 :]
    else:
        # An answer just given took this page out: go on after what is left of its section.
        ids = [section.id for section in definition.sections]
        past = ids.index(page.section.id)
        following = [one for one in there if ids.index(one.section.id) > past]
    return following[0] if following else None


def progress(
    definition: Definition, context: Context, answers: Mapping[str, Any]
) -> list[Progress]:
    """Return how far each section is.

    A section is done when it was saved and nothing that is required is missing: leaving out
    the rest is allowed.

    Examples
    --------
    >>> from survey import Context, progress, registration_definition
    >>> survey = registration_definition("Larkhill Youth Partnership")
    >>> progress(survey, Context(), {})[0].status
    'not started'
    """
    course = Course(definition, context, answers)
    return [
        _progress_of(section, questions, course, context, answers)
        for section in definition.sections
        if (questions := course.answerable(section))
    ]


def _pages_of(
    definition: Definition, course: Course, section: Section, number: int
) -> Iterator[Page]:
    """The pages of a section that ask something, each with the follow-ups of its questions."""
    of, first = len(definition.sections), True
    asked = {question.id: question for question in course.asked(section)}
    for place, ids in enumerate(definition.plan.pages[section.id], 1):
        questions = tuple(asked[key] for key in ids if key in asked)
        together = tuple(q for q in questions if not kind_of(q).apart)
        if together:
            intro = section.intro if first else ""
            name = "" if place == 1 else f"part-{place}"
            yield Page(definition, section, name, together, section.title, intro, number, of)
            first = False
        for question in questions:
            for more in course.follow_ups(question):
                here = (more.name, (question,), more.title, more.hint)
                yield Page(definition, section, *here, number, of, more.kind)


def _progress_of(
    section: Section, questions: Sequence[Question], course: Course, context: Context,
    answers: Mapping[str, Any],
) -> Progress:  # fmt: skip
    seen = [q for q in questions if q.id in answers]
    answered = sum(value_of(q, answers) is not None for q in seen)
    if not seen:
        return Progress(section, "not started", 0, len(questions))
    whole = len(seen) == len(questions) and _settled(questions, context, answers)
    done = whole and not any(map(course.broken, questions))
    return Progress(section, "done" if done else "started", answered, len(questions))


def _settled(questions: Sequence[Question], context: Context, answers: Mapping[str, Any]) -> bool:
    for question in questions:
        kind, value = kind_of(question), value_of(question, answers)
        lists = narrowed(question, context, answers)
        if kind.slips(question, lists, value):
            return False
        if value is not None and not kind.follow_ups_done(question, lists, value):
            return False
    return True
