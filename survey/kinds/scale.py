"""A place on a scale, such as 1 to 5, whose ends are said in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from pydantic import Field, TypeAdapter

from survey.context import Choice, Context
from survey.controls import PickControl, Raw, Sheet, Slip
from survey.errors import Fault
from survey.kinds.base import Kind, Reading
from survey.kinds.counted import Measures, Piece
from survey.kinds.measuring import count_each, mean, measure, quantile
from survey.kinds.picklist import GONE
from survey.logic.domains import NUMBER, Domain, Value
from survey.questions import Question, Words
from survey.words import tell

LONGEST = 11


class ScaleQuestion(Question):
    """A question that is answered with a whole number between two ends."""

    kind: Literal["scale"]
    low: int = Field(default=1, ge=0, le=10)
    high: int = Field(default=5, ge=1, le=20)
    low_label: Words
    high_label: Words

    def words(self, point: int) -> str:
        """Return how a point reads: an end with its words, all between by number alone."""
        if point == self.low:
            return tell("{label}: {words}", label=str(point), words=self.low_label)
        if point == self.high:
            return tell("{label}: {words}", label=str(point), words=self.high_label)
        return str(point)


class ScaleKind(Kind[ScaleQuestion, int]):
    """Radio buttons from one end to the other, none chosen beforehand."""

    name = "scale"
    value = TypeAdapter(int)
    empty_words = tell("Choose one")

    def faults(self, question: ScaleQuestion) -> Iterator[Fault]:
        points = question.high - question.low + 1
        if points < 2:
            yield Fault("high", "must be larger than low")
        elif points > LONGEST:
            yield Fault("high", f"makes {points} points; use {LONGEST} or fewer")

    def controls(
        self, question: ScaleQuestion, context: Context, sheet: Sheet
    ) -> Sequence[PickControl]:
        points = range(question.low, question.high + 1)
        choices = [Choice(str(point), question.words(point)) for point in points]
        return [sheet.radios("", choices, question.label, question.hint)]

    def read(
        self, question: ScaleQuestion, context: Context, raw: Raw, before: int | None
    ) -> Reading[int]:
        posted = set(raw.get("", ()))
        if not posted:
            return Reading(None)
        points = {str(p): p for p in range(question.low, question.high + 1)}
        point = points.get("".join(posted)) if len(posted) == 1 else None
        if point is None:
            return Reading(None, (Slip("", GONE if len(posted) == 1 else tell("Choose one")),))
        return Reading(point)

    def write(self, question: ScaleQuestion, value: int) -> Raw:
        return {"": [str(value)]}

    def check(self, question: ScaleQuestion, context: Context, value: int) -> Sequence[Slip]:
        return () if question.low <= value <= question.high else (Slip("", GONE),)

    def lines(self, question: ScaleQuestion, context: Context, value: int) -> list[str]:
        return [question.words(value)]

    def domains(self, question: ScaleQuestion) -> Mapping[str, Domain]:
        return {"": NUMBER}

    def values_of(self, question: ScaleQuestion, value: int) -> Mapping[str, Value]:
        return {"": float(value)}

    def tally(
        self, question: ScaleQuestion, context: Context, values: Sequence[int]
    ) -> list[Piece]:
        points = range(question.low, question.high + 1)
        choices = [Choice(str(point), question.words(point)) for point in points]
        median = quantile(sorted(map(float, values)), 0.5)
        rows = (measure("mean", "Mean", mean(values)), measure("median", "Median", median))
        return [
            count_each(choices, [{str(value)} for value in values]),
            Measures("figures", "", len(values), rows),
        ]

    def cells(self, question: ScaleQuestion, value: int) -> list[Any]:
        return [value]
