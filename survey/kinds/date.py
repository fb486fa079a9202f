"""A day, or a month: typed in three boxes, or two."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from survey.context import Context
from survey.controls import Raw, Sheet, Slip, TextControl
from survey.errors import Fault
from survey.kinds.base import Kind, Reading
from survey.logic.domains import TEXT, Domain, Value
from survey.questions import Question

PARTS = {"day": "Day", "month": "Month", "year": "Year"}
_SHAPE = r"^\d{4}-\d{2}(-\d{2})?$"
Written = Annotated[str, Field(pattern=_SHAPE)]
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December")  # fmt: skip


class DateQuestion(Question):
    """A question that is answered with a day or, where ``month_only``, a month."""

    kind: Literal["date"]
    month_only: bool = False
    earliest: Written | None = None
    latest: Written | None = None


class DateKind(Kind[DateQuestion, str]):
    """Kept as 2026-11-28 or 2026-11; a month may be typed as a number or as a word."""

    name = "date"
    value = TypeAdapter(Written)
    empty_words = "Type a date, such as 28 11 2026"
    composite = True

    def faults(self, question: DateQuestion) -> Iterator[Fault]:
        for name in ("earliest", "latest"):
            bound = getattr(question, name)
            if bound is not None and _day(bound) is None:
                yield Fault(name, "is not a date; write it as 2026-11-28 or 2026-11")
        if question.earliest and question.latest and question.earliest > question.latest:
            yield Fault("earliest", "is later than latest; swap them")

    def controls(
        self, question: DateQuestion, context: Context, sheet: Sheet
    ) -> Sequence[TextControl]:
        return [
            replace(sheet.text(part, PARTS[part]), inputmode="numeric", width=width)
            for part, width in (("day", 2), ("month", 5), ("year", 4))
            if not (question.month_only and part == "day")
        ]

    def read(
        self, question: DateQuestion, context: Context, raw: Raw, before: str | None
    ) -> Reading[str]:
        wanted = [part for part in PARTS if not (question.month_only and part == "day")]
        typed = {part: "".join(raw.get(part, ())[:1]).strip() for part in wanted}
        if not any(typed.values()):
            return Reading(None)
        for part in wanted:
            if not typed[part]:
                return Reading(None, (Slip(part, f"Type the {part} too"),))
        numbers = {part: _number(part, text) for part, text in typed.items()}
        for part, number in numbers.items():
            if number is None:
                return Reading(None, (Slip(part, _example(part)),))
        written = "-".join(
            f"{numbers[part]:0{4 if part == 'year' else 2}d}" for part in reversed(wanted)
        )
        if _day(written) is None:
            return Reading(None, (Slip(wanted[0], "There is no such day. Look at it again"),))
        return Reading(written)

    def write(self, question: DateQuestion, value: str) -> Raw:
        year, month, *day = value.split("-")
        parts = {"month": [str(int(month))], "year": [str(int(year))]}
        return {"day": [str(int(day[0]))], **parts} if day else parts

    def check(self, question: DateQuestion, context: Context, value: str) -> Sequence[Slip]:
        first = "month" if question.month_only else "day"
        if _day(value) is None or question.month_only == (value.count("-") == 2):
            return (Slip(first, self.empty_words),)
        length = len(value)
        if question.earliest and value < question.earliest[:length]:
            return (Slip(first, f"Type {say_date(question.earliest)} or later"),)
        if question.latest and value > question.latest[:length]:
            return (Slip(first, f"Type {say_date(question.latest)} or earlier"),)
        return ()

    def lines(self, question: DateQuestion, context: Context, value: str) -> list[str]:
        return [say_date(value)]

    def domains(self, question: DateQuestion) -> Mapping[str, Domain]:
        return {"": TEXT}

    def values_of(self, question: DateQuestion, value: str) -> Mapping[str, Value]:
        return {"": value}

    def cells(self, question: DateQuestion, value: str) -> list[Any]:
        return [value]


def say_date(written: str) -> str:
    """Return a date as people read it.

    Examples
    --------
    >>> say_date("2026-11-28"), say_date("2026-11")
    ('28 November 2026', 'November 2026')
    """
    year, month, *day = written.split("-")
    words = f"{MONTHS[int(month) - 1]} {int(year)}"
    return f"{int(day[0])} {words}" if day else words


def _number(part: str, typed: str) -> int | None:
    """The number of a day, month or year; a month may be a word or its first letters."""
    if part == "month" and len(typed) >= 3:
        spelt = [n for n, name in enumerate(MONTHS, 1) if name.lower().startswith(typed.lower())]
        if len(spelt) == 1:
            return spelt[0]
    digits = 4 if part == "year" else 2
    return int(typed) if re.fullmatch(rf"[0-9]{{1,{digits}}}", typed) else None


def _example(part: str) -> str:
    return {"day": "Type a day, such as 28", "month": "Type a month, such as 11 or November",
            "year": "Type a year with four figures, such as 2026"}[part]  # fmt: skip


def _day(written: str) -> datetime.date | None:
    """The day that a written date stands for, the first of its month; None where there is none."""
    try:
        day = datetime.date.fromisoformat(written if written.count("-") == 2 else f"{written}-01")
    except ValueError:
        return None
    return day if 1900 <= day.year <= 2200 else None
