"""A definition read piece by piece, so that a fault in one piece hides none in another."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from survey.kinds import AnyQuestion
from survey.planning import section_key
from survey.questions import Formula, Question, Rule

_QUESTION: TypeAdapter[Question] = TypeAdapter(AnyQuestion)
_FORMULA: TypeAdapter[str] = TypeAdapter(Formula)
Raw = dict[str, Any]


@dataclass(frozen=True)
class Unread:
    """A question that cannot be read: its name and words alone, so far as it has them."""

    id: str
    label: str
    hint: str
    show_if: str = ""
    rules: tuple[Rule, ...] = ()
    rests_on: tuple[str, ...] = ()
    retired: bool = False


@dataclass(frozen=True)
class OutlineSection:
    """A section with its questions, each at the number it has in the document."""

    id: str
    questions: tuple[Question | Unread, ...]
    show_if: str = ""

    @property
    def legible(self) -> tuple[Question, ...]:
        """The questions that can be read."""
        return tuple(one for one in self.questions if not isinstance(one, Unread))


@dataclass(frozen=True)
class FormulaAt:
    """A condition, rule or calculation where it stands; ``key`` is what hangs on it."""

    place: str
    key: str
    text: str
    calculates: bool = False


@dataclass(frozen=True)
class Outline:
    """All pieces of a definition; what has no id has its place instead."""

    sections: tuple[OutlineSection, ...]
    calculations: tuple[str, ...]
    formulas: tuple[FormulaAt, ...]
    # The words of the survey and its sections, each with its place; its title, which whoever
    # copies it types on a page, is none of them.
    words: tuple[tuple[str, str], ...]

    def questions(self) -> Iterator[tuple[str, Question | Unread]]:
        """Yield each question with its place."""
        for n, section in enumerate(self.sections):
            for m, question in enumerate(section.questions):
                yield f"sections[{n}].questions[{m}]", question

    @property
    def unread(self) -> frozenset[str]:
        """The ids of which it is not known what they stand for."""
        worked_out = {one.key for one in self.formulas if one.calculates}
        questions = {one.id for _, one in self.questions() if isinstance(one, Unread)}
        return frozenset(questions | {*self.calculations} - worked_out)


def outline_of(document: Raw) -> Outline:
    """Return what can be read of a definition, whatever is wrong in the rest of it."""
    sections = tuple(
        OutlineSection(
            _id(section, f"sections[{n}]"),
            tuple(
                _question(question, f"sections[{n}].questions[{m}]")
                for m, question in entries(section, "questions")
            ),
        )
        for n, section in entries(document, "sections")
    )
    calculations = (_id(one, f"calculations[{n}]") for n, one in entries(document, "calculations"))
    return Outline(
        sections, tuple(calculations), tuple(_formulas(document)), tuple(_outer_words(document))
    )


def entries(parent: Raw, key: str) -> Iterator[tuple[int, Raw]]:
    """Yield the entries of a list with their numbers; one that is no object is empty."""
    listed = parent.get(key)
    for n, child in enumerate(listed if isinstance(listed, list) else ()):
        yield n, child if isinstance(child, dict) else {}


def _outer_words(document: Raw) -> Iterator[tuple[str, str]]:
    for field in ("intro", "notice"):
        yield field, _words(document, field)
    for n, section in entries(document, "sections"):
        for field in ("title", "intro"):
            yield f"sections[{n}].{field}", _words(section, field)


def _question(raw: Raw, place: str) -> Question | Unread:
    try:
        return _QUESTION.validate_json(json.dumps(raw))
    except ValidationError:
        return Unread(_id(raw, place), _words(raw, "label"), _words(raw, "hint"))


def _formulas(document: Raw) -> Iterator[FormulaAt]:
    """Every formula that is text, calculations first: a condition can look at what they give."""
    for n, one in entries(document, "calculations"):
        place = f"calculations[{n}]"
        yield from _formula(one, "formula", place, _id(one, place), calculates=True)
    for n, section in entries(document, "sections"):
        place = f"sections[{n}]"
        yield from _condition(section, place, section_key(_id(section, place)))
        for m, question in entries(section, "questions"):
            place = f"sections[{n}].questions[{m}]"
            yield from _condition(question, place, _id(question, place))
            for r, rule in entries(question, "rules"):
                at = f"{place}.rules[{r}]"
                yield from _formula(rule, "must", at, at)


def _condition(raw: Raw, place: str, key: str) -> Iterator[FormulaAt]:
    if raw.get("show_if"):
        yield from _formula(raw, "show_if", place, key)


def _formula(
    raw: Raw, field: str, place: str, key: str, *, calculates: bool = False
) -> Iterator[FormulaAt]:
    try:
        text = _FORMULA.validate_python(raw.get(field))
    except ValidationError:
        return
    yield FormulaAt(f"{place}.{field}", key, text, calculates)


def _id(raw: Raw, place: str) -> str:
    return _words(raw, "id") or place


def _words(raw: Raw, field: str) -> str:
    found = raw.get(field)
    return found if isinstance(found, str) else ""
