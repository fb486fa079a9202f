"""Words: a line or a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from pydantic import Field, TypeAdapter

from survey.cleaning import clean_text, one_line
from survey.context import Context
from survey.controls import Raw, Sheet, Slip, TextControl
from survey.errors import Fault
from survey.kinds.base import Kind, Reading, fed, known_of
from survey.kinds.counted import Measures, Piece
from survey.kinds.measuring import mean, measure
from survey.kinds.picklist import shorten
from survey.kinds.written import INPUT_MODES, Format, amiss_in, tidy
from survey.logic.domains import TEXT, Domain, Value
from survey.questions import Question
from survey.words import tell

SHORT_LIMIT, LONG_LIMIT = 200, 2000
LONGEST = 50_000


class TextQuestion(Question):
    """A question that is answered in words."""

    kind: Literal["text"]
    long: bool = False
    limit: int | None = Field(default=None, ge=1, le=20_000)
    autocomplete: str = ""
    format: Format | None = None

    @property
    def most(self) -> int:
        """How many letters the answer may have."""
        return self.limit or (LONG_LIMIT if self.long else SHORT_LIMIT)


class TextKind(Kind[TextQuestion, str]):
    """A line or a paragraph; a paragraph may list networks, one a line, or sum up what one does."""

    name = "text"
    value = TypeAdapter(str)
    feeds = frozenset({"networks", "summary"})
    empty_words = tell("Write a few words here")

    def faults(self, question: TextQuestion) -> Iterator[Fault]:
        if question.format and question.long:
            yield Fault("long", f"must be false: {question.format} stands on one line")
        if question.format and question.feeds:
            yield Fault("format", f"must be left out to feed {question.feeds}")

    def blank(self, value: str) -> bool:
        return not value.strip()

    def controls(
        self, question: TextQuestion, context: Context, sheet: Sheet
    ) -> Sequence[TextControl]:
        box = sheet.text("", question.label, question.hint)
        return [
            replace(
                box,
                long=question.long,
                limit=None if question.format else question.most,
                counted=question.long or bool(question.limit and not question.format),
                inputmode=INPUT_MODES[question.format] if question.format else "",
                autocomplete=question.autocomplete or (question.format or ""),
            )
        ]

    def read(
        self, question: TextQuestion, context: Context, raw: Raw, before: str | None
    ) -> Reading[str]:
        typed = "".join(raw.get("", ())[:1])
        if len(typed) > LONGEST:
            # Shown again with the page, but not kept: no draft is to grow without end.
            return Reading(None, (too_long(question, typed),))
        text = clean_text(typed).strip() if question.long else one_line(typed)
        return Reading(tidy(question.format, text) if question.format else text or None)

    def write(self, question: TextQuestion, value: str) -> Raw:
        return {"": [value]}

    def check(self, question: TextQuestion, context: Context, value: str) -> Sequence[Slip]:
        if len(value) > question.most:
            return (too_long(question, value),)
        words = amiss_in(question.format, value) if question.format else ""
        return (Slip("", words),) if words else ()

    def lines(self, question: TextQuestion, context: Context, value: str) -> list[str]:
        return value.split("\n")

    def facts(self, question: TextQuestion, value: str) -> dict[str, Any]:
        if question.feeds == "summary":
            return fed(question, value)
        return fed(question, [w for w in map(one_line, re.split("[\n;]", value)) if w])

    def known(self, question: TextQuestion, context: Context) -> str | None:
        names = known_of(question, context)
        if isinstance(names, str):
            return names or None
        joined = ("\n" if question.long else "; ").join(map(str, names or ()))
        return joined or None

    def domains(self, question: TextQuestion) -> Mapping[str, Domain]:
        return {"": TEXT}

    def values_of(self, question: TextQuestion, value: str) -> Mapping[str, Value]:
        return {"": value}

    def tally(self, question: TextQuestion, context: Context, values: Sequence[str]) -> list[Piece]:
        if question.format:
            return []
        lengths = [len(value.split()) for value in values]
        rows = (
            measure("words", "Words", sum(lengths)),
            measure("mean", "Words each", mean(lengths)),
        )
        return [Measures("", "", len(values), rows)]

    def cells(self, question: TextQuestion, value: str) -> list[Any]:
        return [value]


def too_long(question: TextQuestion, value: str) -> Slip:
    """Say by how much an answer is too long."""
    return Slip("", shorten(question.most, len(value)))
