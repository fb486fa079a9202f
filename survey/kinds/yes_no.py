"""Yes, no, or not sure, which is an answer of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from pydantic import TypeAdapter

from survey.context import Choice, Context
from survey.controls import PickControl, Raw, Sheet, Slip
from survey.kinds.base import Kind, Reading, fed, known_of
from survey.kinds.counted import Piece
from survey.kinds.measuring import count_each
from survey.kinds.picklist import GONE
from survey.logic.domains import YES_NO, Domain, Value
from survey.questions import READINESS_FIELDS, Question
from survey.words import tell

YesNo = Literal["yes", "no", "not_sure"]
ANSWERS = (
    Choice("yes", tell("Yes")),
    Choice("no", tell("No")),
    Choice("not_sure", tell("Not sure")),
)
_LABELS = {choice.code: choice.label for choice in ANSWERS}


class YesNoQuestion(Question):
    """A question that is answered with yes, no or not sure."""

    kind: Literal["yes_no"]


class YesNoKind(Kind[YesNoQuestion, YesNo]):
    """Three radio buttons; not sure is kept, and feeds nothing."""

    name = "yes_no"
    value: TypeAdapter[YesNo] = TypeAdapter(YesNo)
    feeds = frozenset(READINESS_FIELDS)
    empty_words = tell("Choose yes, no or not sure")

    def controls(
        self, question: YesNoQuestion, context: Context, sheet: Sheet
    ) -> Sequence[PickControl]:
        return [sheet.radios("", ANSWERS, question.label, question.hint)]

    def read(
        self, question: YesNoQuestion, context: Context, raw: Raw, before: YesNo | None
    ) -> Reading[YesNo]:
        return read_yes_no(raw, "")

    def write(self, question: YesNoQuestion, value: YesNo) -> Raw:
        return {"": [value]}

    def lines(self, question: YesNoQuestion, context: Context, value: YesNo) -> list[str]:
        return [_LABELS[value]]

    def facts(self, question: YesNoQuestion, value: YesNo) -> dict[str, Any]:
        return {} if value == "not_sure" else fed(question, value == "yes")

    def known(self, question: YesNoQuestion, context: Context) -> YesNo | None:
        return yes_no_of(known_of(question, context))

    def domains(self, question: YesNoQuestion) -> Mapping[str, Domain]:
        return {"": YES_NO}

    def values_of(self, question: YesNoQuestion, value: YesNo) -> Mapping[str, Value]:
        return {} if value == "not_sure" else {"": value == "yes"}

    def tally(
        self, question: YesNoQuestion, context: Context, values: Sequence[YesNo]
    ) -> list[Piece]:
        return [count_each(ANSWERS, [{value} for value in values])]

    def cells(self, question: YesNoQuestion, value: YesNo) -> list[Any]:
        return [value]


def read_yes_no(raw: Raw, part: str) -> Reading[YesNo]:
    """Return the answer ticked in a part."""
    posted = set(raw.get(part, ()))
    if not posted:
        return Reading(None)
    for answer in ("yes", "no", "not_sure"):
        if posted == {answer}:
            return Reading(answer)
    return Reading(None, (Slip(part, GONE if len(posted) == 1 else tell("Choose one")),))


def yes_no_of(known: object) -> YesNo | None:
    """Return the answer that says a known fact."""
    if isinstance(known, bool):
        return "yes" if known else "no"
    return None


def yes_no_words(value: YesNo) -> str:
    """Return the answer as people read it."""
    return _LABELS[value]
