"""Two definitions, part by part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from survey.comparing.changes import Change, Verdict, in_another_order, said, short
from survey.comparing.lists import NEW, compare_settings
from survey.comparing.questions import (
    VANISH,
    asks,
    compare_questions,
    condition,
    gone_question,
    meaning,
    name_of,
    new_question,
)
from survey.comparing.settings import GONE, KEPT
from survey.definition import Definition, Section
from survey.logic.tree import names
from survey.planning import section_key
from survey.questions import Question

WHOLE = "The survey"
UNUSED = "No answers are kept of it."


def compare(before: Definition, after: Definition) -> list[Change]:
    """Return what changes from one definition to the next, and whether each change is safe.

    Sections, questions, options and lines are told apart by their ids and keys alone. A change is
    safe where every answer given already stays readable, keeps its columns and its meaning, and is
    seen by nobody who was not promised; what nobody has thought about is not.

    Parameters
    ----------
    before, after : Definition
        The earlier and the later one.

    Returns
    -------
    list of Change
        In the order of the later document, what is no longer there at the end; empty where both
        are the same.

    Examples
    --------
    >>> from survey import compare, read_definition
    >>> text = '''{"id": "s", "title": "A survey", "sections": [
    ...     {"id": "one", "title": "You", "questions": [
    ...         {"kind": "number", "id": "staff", "label": "Staff?", "visibility": "members"}]}]}'''
    >>> before = read_definition(text)
    >>> after = read_definition(text.replace("Staff?", "Paid staff?").replace(
    ...     '"members"', '"public"'))
    >>> for change in compare(before, after):
    ...     print(change.safe, change.place, change.words)
    True sections[0].questions[0].label The words: “Staff?” becomes “Paid staff?”
    False sections[0].questions[0].visibility Who sees the answers: members becomes public.
    """
    both = _Both(before, after)
    return [
        *compare_settings(before, after, "", WHOLE, {"sections", "calculations"}),
        *_sections(both),
        *_calculations(before, after),
        *_gone(both),
    ]


class _Both:
    """Both definitions with the home of each question and what rests on it."""

    def __init__(self, before: Definition, after: Definition) -> None:
        self.before, self.after = before, after
        self.old_sections = {section.id: section for section in before.sections}
        self.new_sections = {section.id: section for section in after.sections}
        self.old = _homes(before)
        self.new = _homes(after)
        self._looked_at = {key: _looked_at(after, key) for key in after.plan.trees}
        for question in after.questions():
            self._looked_at.setdefault(question.id, set()).update(question.rests_on)

    def resting(self, question_id: str) -> list[str]:
        """Name what was asked before and is asked still, and looks at a question."""
        keys = [key for key, found in self._looked_at.items() if question_id in found]
        parts = {section_key(key): section for key, section in self.new_sections.items()}
        return [
            *(
                name_of(self.new[key][1])
                for key in keys
                if key in self.old and key in self.new and not self.new[key][1].retired
            ),
            *(
                f"Part {short(parts[key].title)}"
                for key in keys
                if key in parts and parts[key].id in self.old_sections
            ),
        ]


def _sections(both: _Both) -> Iterator[Change]:
    for n, section in enumerate(both.after.sections):
        place, subject = f"sections[{n}]", f"Part {short(section.title)} ({section.id})"
        old = both.old_sections.get(section.id)
        if old is None:
            yield Verdict("It is new.", True, NEW).at(place, subject)
        else:
            yield from compare_settings(old, section, place, subject, {"questions", "show_if"})
            yield from condition(old.show_if, section.show_if, place, subject)
            if in_another_order(_ids(old), _ids(section)):
                moved = Verdict("Its questions stand in another order.", True, KEPT)
                yield moved.at(f"{place}.questions", subject)
        yield from _questions(both, section, place)
    if in_another_order(both.old_sections, list(both.new_sections)):
        yield Verdict("Its parts stand in another order.", True, KEPT).at("sections", WHOLE)


def _questions(both: _Both, section: Section, place: str) -> Iterator[Change]:
    for m, question in enumerate(section.questions):
        at = f"{place}.questions[{m}]"
        home, old = both.old.get(question.id, (None, None))
        if old is None or home is None:
            yield new_question(question).at(at, name_of(question))
            continue
        if home.id != section.id:
            yield _moved(home, section).at(at, name_of(question))
        yield from compare_questions(old, question, at, both.resting(question.id))


def _moved(home: Section, section: Section) -> Verdict:
    words = f"It moves from {short(home.title)} to {short(section.title)}."
    if meaning(home.show_if) == meaning(section.show_if):
        return Verdict(words, True, KEPT)
    asked = f"{words} That part is asked only if {said(section.show_if or 'always')}."
    return Verdict(asked, False, VANISH)


def _calculations(before: Definition, after: Definition) -> Iterator[Change]:
    old = {one.id: one.formula for one in before.calculations}
    new = {one.id: one.formula for one in after.calculations}
    for n, (key, formula) in enumerate(new.items()):
        place, subject = f"calculations[{n}]", f"Calculation ‘{key}’"
        if key not in old:
            yield Verdict("It is new.", True, UNUSED).at(place, subject)
        elif meaning(old[key]) != meaning(formula):
            words = f"{said(old[key])} becomes {said(formula)}."
            yield Verdict(words, False, VANISH).at(f"{place}.formula", subject)
    for n, key in enumerate(old):
        if key not in new:
            gone = Verdict("It is taken out.", True, UNUSED)
            yield gone.at(f"calculations[{n}]", f"Calculation ‘{key}’")


def _gone(both: _Both) -> Iterator[Change]:
    for n, section in enumerate(both.before.sections):
        for m, question in enumerate(section.questions):
            if question.id not in both.new:
                place = f"sections[{n}].questions[{m}]"
                yield gone_question(question).at(place, name_of(question))
        if section.id not in both.new_sections:
            lost = any(q.id not in both.new and asks(q) for q in section.questions)
            gone = Verdict("It is taken out.", not lost, GONE if lost else KEPT)
            yield gone.at(f"sections[{n}]", f"Part {short(section.title)} ({section.id})")


def _looked_at(definition: Definition, key: str) -> set[str]:
    """What a condition looks at: questions and calculations, also through calculations."""
    found: set[str] = set()
    waiting = [key]
    while waiting:
        tree = definition.plan.trees.get(waiting.pop())
        if tree is None:
            continue
        fresh = {name.name for name in names(tree) if not name.source} - found
        found |= fresh
        waiting += fresh & definition.calculated
    return found


def _homes(definition: Definition) -> Mapping[str, tuple[Section, Question]]:
    return {q.id: (section, q) for section in definition.sections for q in section.questions}


def _ids(section: Section) -> list[str]:
    return [question.id for question in section.questions]
