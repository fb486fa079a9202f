"""Numbers: plain, money or a percentage, within bounds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from survey.context import Context
from survey.controls import Raw, Sheet, Slip, TextControl
from survey.errors import Fault
from survey.figures import (
    CURRENCIES,
    LARGEST,
    PLACES,
    Figure,
    read_figure,
    show_figure,
    tidy,
    typed_number,
    write_figure,
    written_out,
)
from survey.kinds.base import Kind, Reading, fed, known_of
from survey.kinds.counted import Piece
from survey.kinds.measuring import measures
from survey.logic.domains import NUMBER, Domain, Value
from survey.questions import NUMBER_FIELDS, Bounded, MaybeWords, Question
from survey.words import tell

NOT_A_NUMBER = tell("Type a number, such as 12")
_NOT_AN_AMOUNT = {
    "£": tell("Type an amount in pounds, such as 12,000"),
    "€": tell("Type an amount in euros, such as 12,000"),
    "$": tell("Type an amount in dollars, such as 12,000"),
}


class NumberQuestion(Question):
    """A question that is answered with a number."""

    kind: Literal["number"]
    unit: Annotated[MaybeWords, Field(max_length=40)] = ""
    min: Bounded | None = 0
    max: Bounded | None = None
    whole: bool = False

    @property
    def most(self) -> Figure | None:
        """The largest number that is taken; a percentage ends at 100 where nothing is said."""
        return 100 if self.max is None and self.unit == "%" else self.max


class NumberKind(Kind[NumberQuestion, Figure]):
    """A number; money has the unit £, € or $, a percentage the unit %."""

    name = "number"
    value = TypeAdapter(Bounded)
    feeds = frozenset(NUMBER_FIELDS)
    empty_words = NOT_A_NUMBER

    def faults(self, question: NumberQuestion) -> Iterator[Fault]:
        low, high = question.min, question.most
        if low is not None and high is not None and low > high:
            yield Fault("min", "is larger than max; swap them")
        if question.feeds and (low is None or low < 0):
            yield Fault("min", f"must be 0 or more, as {question.feeds} is never below 0")

    def controls(
        self, question: NumberQuestion, context: Context, sheet: Sheet
    ) -> Sequence[TextControl]:
        box = sheet.text("", question.label, question.hint)
        return [number_box(box, question.unit, question.whole)]

    def read(
        self, question: NumberQuestion, context: Context, raw: Raw, before: Figure | None
    ) -> Reading[Figure]:
        return read_number(raw, "", question.unit)

    def write(self, question: NumberQuestion, value: Figure) -> Raw:
        return {"": [write_figure(value)]}

    def check(self, question: NumberQuestion, context: Context, value: Figure) -> Sequence[Slip]:
        words = amiss(value, question.min, question.most, question.whole, question.unit)
        return (Slip("", words),) if words else ()

    def lines(self, question: NumberQuestion, context: Context, value: Figure) -> list[str]:
        return [show_figure(value, question.unit)]

    def facts(self, question: NumberQuestion, value: Figure) -> dict[str, Any]:
        return fed(question, value)

    def known(self, question: NumberQuestion, context: Context) -> Figure | None:
        figure = self.load(known_of(question, context))
        return None if figure is None else tidy(figure)

    def domains(self, question: NumberQuestion) -> Mapping[str, Domain]:
        return {"": NUMBER}

    def values_of(self, question: NumberQuestion, value: Figure) -> Mapping[str, Value]:
        return {"": float(value)}

    def tally(
        self, question: NumberQuestion, context: Context, values: Sequence[Figure]
    ) -> list[Piece]:
        # Percentages of several organisations come to nothing that means anything.
        return [measures(values, question.unit, summed=question.unit != "%")]

    def cells(self, question: NumberQuestion, value: Figure) -> list[Any]:
        return [value]


def number_box(box: TextControl, unit: str, whole: bool) -> TextControl:
    """Return a text box dressed for a number with its unit."""
    before, after = (unit, "") if unit in CURRENCIES else ("", unit)
    mode = "numeric" if whole else "decimal"
    return replace(box, prefix=before, suffix=after, inputmode=mode, width=10)


def read_number(raw: Raw, part: str, unit: str) -> Reading[Figure]:
    """Return the number typed in a part, with a slip where it is not one."""
    typed = "".join(raw.get(part, ())[:1]).strip()
    if not typed:
        return Reading(None)
    figure = read_figure(typed, unit)
    if figure is not None:
        return Reading(figure)
    return Reading(None, (Slip(part, _ask_again(typed, unit)),))


def _ask_again(typed: str, unit: str) -> str:
    """Say how to type a number that can be kept, by an example or by what was meant."""
    whole = written_out(typed)
    if whole:
        return tell("Type all the figures: {whole}, not {typed}", whole=whole, typed=typed)
    number = typed_number(typed, unit)
    if number is None:
        return _NOT_AN_AMOUNT.get(unit, NOT_A_NUMBER)
    outside = amiss(float(number), -LARGEST, LARGEST, whole=False, unit=unit)
    return outside or tell(
        "Type no more than {most} figures after the point, such as {nearest}",
        most=PLACES,
        nearest=show_figure(tidy(float(number)), unit),
    )


def amiss(
    value: Figure, low: Figure | None, high: Figure | None, whole: bool, unit: str = ""
) -> str:
    """Return what is to put right in a number, empty if nothing."""
    if whole and not isinstance(value, int):
        return tell("Type a whole number, such as {number}", number=round(value))
    if low is not None and value < low:
        return tell("Type {figure} or more", figure=show_figure(low, unit))
    if high is not None and value > high:
        return tell("Type {figure} or less", figure=show_figure(high, unit))
    return ""
