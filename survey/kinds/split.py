"""Splitting a total: numbers for several things that must come to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import fsum
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from survey.context import Context
from survey.controls import Raw, Sheet, Slip, TextControl
from survey.figures import Figure, show_figure, write_figure
from survey.kinds.base import Reading
from survey.kinds.counted import GridRow, Piece
from survey.kinds.items import ItemsKind, ItemsQuestion
from survey.kinds.measuring import grid, listed, mean, measure
from survey.kinds.number import amiss, number_box, read_number
from survey.kinds.picklist import GONE
from survey.logic.domains import NUMBER, Domain, Value
from survey.questions import Bounded, MaybeWords
from survey.words import tell

Shares = dict[str, Bounded]
CLOSE = 1e-6

NOTE = "Whatever was left empty counts as nothing."


class SplitQuestion(ItemsQuestion):
    """A question that asks how much of a total falls to each item."""

    kind: Literal["split"]
    total: Annotated[Bounded, Field(gt=0)] = 100
    unit: Annotated[MaybeWords, Field(max_length=40)] = "%"
    whole: bool = False


class SplitKind(ItemsKind[SplitQuestion, Shares]):
    """A text box for each item; one that is left empty counts nothing."""

    name = "split"
    value = TypeAdapter(Shares)
    empty_words = tell("Type a number for at least one of these")

    def blank(self, value: Shares) -> bool:
        return not value

    def controls(
        self, question: SplitQuestion, context: Context, sheet: Sheet
    ) -> Sequence[TextControl]:
        return [
            number_box(sheet.text(item.key, item.label, item.hint), question.unit, question.whole)
            for item in question.live
        ]

    def read(
        self, question: SplitQuestion, context: Context, raw: Raw, before: Shares | None
    ) -> Reading[Shares]:
        readings = {i.key: read_number(raw, i.key, question.unit) for i in question.live}
        slips = tuple(slip for reading in readings.values() for slip in reading.slips)
        shares = {key: one.value for key, one in readings.items() if one.value is not None}
        return Reading(shares or None, slips)

    def write(self, question: SplitQuestion, value: Shares) -> Raw:
        return {key: [write_figure(share)] for key, share in value.items()}

    def check(self, question: SplitQuestion, context: Context, value: Shares) -> Sequence[Slip]:
        labels = question.labels()
        slips = [Slip("", GONE)] if value.keys() - labels.keys() else []
        for key, share in value.items():
            words = amiss(share, 0, None, question.whole, question.unit)
            if words and key in labels:
                slips.append(Slip(key, words))
        return slips or _off(question, value)

    def lines(self, question: SplitQuestion, context: Context, value: Shares) -> list[str]:
        return [
            tell(
                "{label}: {words}",
                label=item.label,
                words=show_figure(value[item.key], question.unit),
            )
            for item in question.items
            if item.key in value
        ]

    def domains(self, question: SplitQuestion) -> Mapping[str, Domain]:
        return {item.key: NUMBER for item in question.items}

    def values_of(self, question: SplitQuestion, value: Shares) -> Mapping[str, Value]:
        return {item.key: float(value.get(item.key, 0)) for item in question.items}

    def tally(
        self, question: SplitQuestion, context: Context, values: Sequence[Shares]
    ) -> list[Piece]:
        items = listed(
            [item.as_choice() for item in question.items], {key for v in values for key in v}
        )
        rows = [_share(question, key, label, values) for key, label in items]
        return [grid(len(values), _columns(question).values(), rows, NOTE)]

    def cells(self, question: SplitQuestion, value: Shares) -> list[Any]:
        return [value.get(item.key, 0) for item in question.items]


def _share(question: SplitQuestion, key: str, label: str, values: Sequence[Shares]) -> GridRow:
    shares = [value.get(key, 0) for value in values]
    figures = {"mean": mean(shares), "sum": fsum(shares) if shares else None}
    cells = (measure(n, word, figures[n], question.unit) for n, word in _columns(question).items())
    return GridRow(key, label, len(shares), tuple(cells))


def _columns(question: SplitQuestion) -> dict[str, str]:
    """What is told of each item; percentages of several organisations have no sum."""
    summed = {} if question.unit == "%" else {"sum": "All together"}
    return {"mean": "Mean share", **summed}


def _off(question: SplitQuestion, value: Shares) -> list[Slip]:
    """Say by how much the numbers miss the total."""
    come_to: Figure = sum(value.values())
    short = question.total - come_to
    if abs(short) <= CLOSE:
        return []
    unit = question.unit
    total, sum_, off = (show_figure(_tidy(n), unit) for n in (question.total, come_to, abs(short)))
    told = {"sum": sum_, "total": total, "off": off}
    if short > 0:
        words = tell("These come to {sum} and must come to {total}: {off} missing", **told)
    else:
        words = tell("These come to {sum} and must come to {total}: {off} too many", **told)
    return [Slip("", words)]


def _tidy(number: Figure) -> Figure:
    """A number without the dust of adding fractions."""
    rounded = round(number, 6)
    return int(rounded) if rounded == int(rounded) else rounded
