"""A day, a month or a year: typed in three boxes, two or one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from survey.context import Context
from survey.controls import Raw, Sheet, Slip, TextControl
from survey.errors import Fault
from survey.kinds.base import Kind, Reading
from survey.kinds.counted import Measure, Measures, Piece
from survey.logic.days import Day, day_of
from survey.logic.domains import DATE, Domain, Value
from survey.questions import Question
from survey.words import rendered, tell, tell_all

PARTS = {"day": tell("Day"), "month": tell("Month"), "year": tell("Year")}
_SHAPE = r"^\d{4}(-\d{2}(-\d{2})?)?$"
Precision = Literal["day", "month", "year"]
# Which boxes there are, in the order of the page.
_BOXES: dict[Precision, tuple[str, ...]] = {
    "day": ("day", "month", "year"),
    "month": ("month", "year"),
    "year": ("year",),
}
_LENGTHS: dict[Precision, int] = {"day": 10, "month": 7, "year": 4}
_EMPTY: dict[Precision, str] = {
    "day": tell("Type a date, such as 28 11 2026"),
    "month": tell("Type a month and a year, such as 11 2026"),
    "year": tell("Type a year, such as 2026"),
}
Written = Annotated[str, Field(pattern=_SHAPE)]
MONTHS = (
    tell("January"), tell("February"), tell("March"), tell("April"), tell("May"), tell("June"),
    tell("July"), tell("August"), tell("September"), tell("October"), tell("November"),
    tell("December"),
)  # fmt: skip
_LEFT_OUT = {
    "day": tell("Type the day too"),
    "month": tell("Type the month too"),
    "year": tell("Type the year too"),
}
_NONE_SUCH: dict[Precision, str] = {
    "day": tell("There is no such day. Look at it again"),
    "month": tell("There is no such month. Look at it again"),
    "year": tell("There is no such year. Look at it again"),
}


class DateQuestion(Question):
    """A question that is answered with a day or, by its ``precision``, a month or a year."""

    kind: Literal["date"]
    precision: Precision = "day"
    earliest: Written | None = None
    latest: Written | None = None

    @property
    def boxes(self) -> tuple[str, ...]:
        """The parts that are typed, in order."""
        return _BOXES[self.precision]


class DateKind(Kind[DateQuestion, str]):
    """Kept as 2026-11-28, 2026-11 or 2026; a month may be typed as a number or as a word."""

    name = "date"
    value = TypeAdapter(Written)
    composite = True

    def faults(self, question: DateQuestion) -> Iterator[Fault]:
        for name in ("earliest", "latest"):
            bound = getattr(question, name)
            if bound is not None and day_of(bound) is None:
                yield Fault(name, "is not a date; write it as 2026-11-28, 2026-11 or 2026")
        low, high = question.earliest or "", question.latest or ""
        # What is less exact than the other is compared as far as both go.
        if high and low[: len(high)] > high[: len(low)]:
            yield Fault("earliest", "is later than latest; swap them")

    def blank(self, value: str) -> bool:
        return day_of(value) is None

    def controls(
        self, question: DateQuestion, context: Context, sheet: Sheet
    ) -> Sequence[TextControl]:
        return [
            replace(sheet.text(part, PARTS[part]), inputmode="numeric", width=width)
            for part, width in (("day", 2), ("month", 5), ("year", 4))
            if part in question.boxes
        ]

    def read(
        self, question: DateQuestion, context: Context, raw: Raw, before: str | None
    ) -> Reading[str]:
        wanted = question.boxes
        typed = {part: "".join(raw.get(part, ())[:1]).strip() for part in wanted}
        if not any(typed.values()):
            return Reading(None)
        left = tuple(Slip(part, _LEFT_OUT[part]) for part in wanted if not typed[part])
        if left:
            return Reading(None, left)
        numbers = {part: _number(part, text, context) for part, text in typed.items()}
        for part, number in numbers.items():
            if number is None:
                return Reading(None, (Slip(part, _example(part)),))
        written = "-".join(
            f"{numbers[part]:0{4 if part == 'year' else 2}d}" for part in reversed(wanted)
        )
        if day_of(written) is None:
            return Reading(None, (Slip(wanted[0], _NONE_SUCH[question.precision]),))
        return Reading(written)

    def write(self, question: DateQuestion, value: str) -> Raw:
        parts = zip(("year", "month", "day"), value.split("-"), strict=False)
        return {part: [str(int(number))] for part, number in parts}

    def check(self, question: DateQuestion, context: Context, value: str) -> Sequence[Slip]:
        first = question.boxes[0]
        if len(value) != _LENGTHS[question.precision]:
            return (Slip(first, _EMPTY[question.precision]),)
        low, high = question.earliest, question.latest
        # What is less exact than the other is compared as far as both go.
        if low and value[: len(low)] < low[: len(value)]:
            return (Slip(first, tell("Type {date} or later", date=say_date(low))),)
        if high and value[: len(high)] > high[: len(value)]:
            return (Slip(first, tell("Type {date} or earlier", date=say_date(high))),)
        return ()

    def slips(
        self, question: DateQuestion, context: Context, value: str | None
    ) -> tuple[Slip, ...]:
        if value is None and question.required:
            return (Slip("", question.if_empty or _EMPTY[question.precision]),)
        return super().slips(question, context, value)

    def lines(self, question: DateQuestion, context: Context, value: str) -> list[str]:
        return [say_date(value)]

    def domains(self, question: DateQuestion) -> Mapping[str, Domain]:
        return {"": DATE}

    def values_of(self, question: DateQuestion, value: str) -> Mapping[str, Value]:
        return {"": Day(value)}

    def tally(self, question: DateQuestion, context: Context, values: Sequence[str]) -> list[Piece]:
        days = sorted(values)
        named = (
            ("first", "First", 0),
            ("median", "Median", (len(days) - 1) // 2),
            ("last", "Last", -1),
        )
        rows = tuple(
            Measure(key, label, days[at], say_date(days[at]))
            if days
            else Measure(key, label, None, "")
            for key, label, at in named
        )
        return [Measures("", "", len(days), rows)]

    def cells(self, question: DateQuestion, value: str) -> list[Any]:
        return [value]


def say_date(written: str) -> str:
    """Return a date as people read it.

    Examples
    --------
    >>> say_date("2026-11-28"), say_date("2026-11"), say_date("2026")
    ('28 November 2026', 'November 2026', '2026')
    """
    year, *more = (int(number) for number in written.split("-"))
    words = [str(day) for day in more[1:]] + [MONTHS[month - 1] for month in more[:1]]
    return tell_all([*words, str(year)], " ")


def _number(part: str, typed: str, context: Context) -> int | None:
    """The number of a day, month or year; a month may be a word or its first letters."""
    if part == "month" and len(typed) >= 3:
        # The language of the page comes first: the same letters may begin another month.
        for names in ([rendered(name, context.catalogue) for name in MONTHS], MONTHS):
            begins = [name.casefold().startswith(typed.casefold()) for name in names]
            if sum(begins) == 1:
                return begins.index(True) + 1
    shape = "[1-9][0-9]{3}" if part == "year" else "[0-9]{1,2}"
    return int(typed) if re.fullmatch(shape, typed) else None


def _example(part: str) -> str:
    return {
        "day": tell("Type a day, such as 28"),
        "month": tell("Type a month, such as 11 or November"),
        "year": tell("Type a year with four figures, such as 2026"),
    }[part]
