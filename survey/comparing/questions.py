"""One question, before and after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from survey.comparing.changes import Change, Verdict, said, short
from survey.comparing.lists import (
    FIXED_LISTS,
    NEW,
    STAYS,
    compare_entries,
    compare_fixed,
    compare_settings,
    order_of,
    subject_of,
)
from survey.comparing.settings import GONE, LOOSER, MEANING, NEEDED, TIGHTER, wording
from survey.kinds import kind_of
from survey.logic.parsing import parse
from survey.logic.writing import write
from survey.questions import Question
from survey.visibility import ORDER, Visibility

LISTS = ("options", "items")
# Judged by themselves, each with more to look at than one setting.
APART = {"id", "kind", "visibility", "show_if", "rules", "fields", "facts", *LISTS, *FIXED_LISTS}
# Such a question asks for every line where an answer is needed; others for something at least.
EVERY_LINE = {"matrix"}
VANISH = "Answers given already would be as if they were not there, or were never asked for."
WIDER = "Those who have answered were promised that fewer people see it."
NARROWER = "Fewer people see it than was promised."
ENGINE = "What is for the engine only is in no file, so its column would end here. Retire it."
RESTS = "{} rests on it and would no longer be asked. Retire that too, or keep this."
NO_ANSWER = "It asks nothing, so there is nothing to lose."
RETIRED = STAYS.replace("offered", "asked").replace("that have it", "to it")


def name_of(question: Question) -> str:
    """Return what a question is called in a list of changes."""
    return f"Question {short(question.label)} ({question.id})"


def asks(question: Question) -> bool:
    """Tell whether a question has answers at all; a note has none."""
    return kind_of(question).asks


def meaning(formula: str) -> str:
    """Return a condition in one way of writing, so that only what it says counts."""
    return write(parse(formula)) if formula else ""


def new_question(question: Question) -> Verdict:
    """Judge a question that was not there before."""
    must = any(getattr(item, "must", False) for item in getattr(question, "items", ()))
    if (question.required or must) and not question.retired:
        return Verdict("It is new and must be answered.", False, NEEDED)
    return Verdict("It is new.", True, NEW)


def gone_question(question: Question) -> Verdict:
    """Judge a question that is no longer there."""
    has_answers = asks(question)
    return Verdict("It is taken out.", not has_answers, GONE if has_answers else NO_ANSWER)


def compare_questions(
    before: Question, after: Question, place: str, resting: Sequence[str] = ()
) -> Iterator[Change]:
    """Yield what changes in a question; ``resting``: what is asked only because of its answer."""
    subject = name_of(after)
    if not asks(before):
        yield from _beside_questions(before, after, place, subject)
        return
    was, now = kind_of(before), kind_of(after)
    if was.name != now.name:
        words = f"It becomes another kind of question: {was.name} becomes {now.name}."
        yield Verdict(words, False, MEANING).at(f"{place}.kind", subject)
        return
    for change in compare_settings(before, after, place, subject, APART):
        yield _with_what_rests(change, after, resting)
    yield from _visibility(before.visibility, after.visibility, place, subject)
    yield from condition(before.show_if, after.show_if, place, subject)
    yield from _rules(before, after, place, subject)
    yield from _inside(_lists(before, after, place), subject)


def condition(before: str, after: str, place: str, subject: str) -> Iterator[Change]:
    """Yield the change of a condition, unless it is only written in another way."""
    if meaning(before) != meaning(after):
        words = f"When it is asked: {said(before or 'always')} becomes {said(after or 'always')}."
        yield Verdict(words, False, VANISH).at(f"{place}.show_if", subject)


def _beside_questions(
    before: Question, after: Question, place: str, subject: str
) -> Iterator[Change]:
    """What changes where there was a note."""
    if asks(after):
        yield new_question(after).at(place, subject)
    elif before != after:
        yield Verdict("It says something else.", True, NO_ANSWER).at(place, subject)


def _with_what_rests(change: Change, after: Question, resting: Sequence[str]) -> Change:
    """Judge again whether a question can be retired or asked again, given all around it."""
    if not change.place.endswith(".retired"):
        return change
    if after.retired and resting:
        return replace(change, safe=False, reason=RESTS.format(resting[0]))
    if not after.retired and not new_question(after).safe:
        return replace(change, words="It is back, and must be answered.", safe=False, reason=NEEDED)
    return replace(change, reason=RETIRED) if after.retired else change


def _visibility(
    before: Visibility, after: Visibility, place: str, subject: str
) -> Iterator[Change]:
    if before == after:
        return
    words = f"Who sees the answers: {before} becomes {after}."
    if ORDER.index(after) < ORDER.index(before):
        verdict = Verdict(words, False, WIDER)
    else:
        verdict = Verdict(words, after != "engine", ENGINE if after == "engine" else NARROWER)
    yield verdict.at(f"{place}.visibility", subject)


def _rules(before: Question, after: Question, place: str, subject: str) -> Iterator[Change]:
    old = {meaning(rule.must): rule.message for rule in before.rules}
    new = {meaning(rule.must): rule.message for rule in after.rules}
    for n, (must, message) in enumerate(new.items()):
        at = f"{place}.rules[{n}]"
        if must not in old:
            words = f"A new rule: {short(must)}."
            yield Verdict(words, False, TIGHTER).at(f"{at}.must", subject)
        elif old[must] != message:
            verdict = wording("What is said where a rule is broken", old[must], message)
            yield verdict.at(f"{at}.message", subject)
    for n, must in enumerate(old):
        if must not in new:
            words = f"A rule is taken out: {short(must)}."
            yield Verdict(words, True, LOOSER).at(f"{place}.rules[{n}]", subject)


def _lists(before: Question, after: Question, place: str) -> Iterator[Change]:
    for field in LISTS:
        old, new = getattr(before, field, ()), getattr(after, field, ())
        every = field == "items" and after.required and kind_of(after).name in EVERY_LINE
        yield from compare_entries(field, old, new, place, every)
    for field in FIXED_LISTS:
        yield from compare_fixed(
            field, getattr(before, field, ()), getattr(after, field, ()), place
        )
    yield from _fields(getattr(before, "fields", ()), getattr(after, "fields", ()), place)


def _fields(before: Sequence[Question], after: Sequence[Question], place: str) -> Iterator[Change]:
    """What changes in the fields of a record, which are small questions."""
    old = {field.id: field for field in before}
    new = {field.id: field for field in after}
    for n, field in enumerate(after):
        at, subject = f"{place}.fields[{n}]", subject_of("fields", field.label)
        if field.id in old:
            changes = compare_questions(old[field.id], field, at)
            yield from (replace(change, subject=subject) for change in changes)
        else:
            yield new_question(field).at(at, subject)
    for n, field in enumerate(before):
        if field.id not in new:
            subject = subject_of("fields", field.label)
            yield gone_question(field).at(f"{place}.fields[{n}]", subject)
    yield from order_of("fields", list(old), list(new), place)


def _inside(changes: Iterator[Change], subject: str) -> Iterator[Change]:
    """Put the words of an entry before what changes in it, and the question over all."""
    for change in changes:
        words = f"{change.words[:1].lower()}{change.words[1:]}"
        yield replace(change, subject=subject, words=f"{change.subject}: {words}")
