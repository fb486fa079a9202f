"""A postcode, and the place it stands for where a look-up knows it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from survey.cleaning import one_line
from survey.context import Choice, Context
from survey.controls import Raw, Sheet, Slip, TextControl
from survey.kinds.base import Column, Kind, Reading, fed, known_of
from survey.kinds.counted import Piece
from survey.kinds.measuring import count_each
from survey.logic.domains import TEXT, Domain, Value
from survey.questions import Question, Strict
from survey.words import tell

_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})")
FOUND = (
    Choice("known", "The place is known"),
    Choice("unknown", "The place is not known yet"),
)
FULL = tell("Type a full postcode, such as M40 5BE")


class PostcodeQuestion(Question):
    """A question that is answered with a postcode."""

    kind: Literal["postcode"]


class Base(Strict):
    """A postcode with its place in degrees, both None where no look-up knows it."""

    postcode: str
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    lon: Annotated[float, Field(ge=-180, le=180)] | None = None


class PostcodeKind(Kind[PostcodeQuestion, Base]):
    """One text box; a postcode that no look-up knows is kept without a place."""

    name = "postcode"
    value = TypeAdapter(Base)
    feeds = frozenset({"base"})
    empty_words = tell("Type a postcode, such as M40 5BE")

    def controls(
        self, question: PostcodeQuestion, context: Context, sheet: Sheet
    ) -> Sequence[TextControl]:
        box = sheet.text("", question.label, question.hint)
        return [replace(box, width=10, autocomplete="postal-code")]

    def read(
        self, question: PostcodeQuestion, context: Context, raw: Raw, before: Base | None
    ) -> Reading[Base]:
        typed = one_line("".join(raw.get("", ())[:1]))
        if not typed:
            return Reading(None)
        postcode = tidy_postcode(typed)
        if postcode is None:
            return Reading(None, (Slip("", FULL),))
        return Reading(_placed(postcode, context, before))

    def write(self, question: PostcodeQuestion, value: Base) -> Raw:
        return {"": [value.postcode]}

    def check(self, question: PostcodeQuestion, context: Context, value: Base) -> Sequence[Slip]:
        if tidy_postcode(value.postcode) == value.postcode:
            return ()
        return (Slip("", FULL),)

    def lines(self, question: PostcodeQuestion, context: Context, value: Base) -> list[str]:
        placed = value.lat is not None and value.lon is not None
        if placed:
            return [value.postcode]
        return [
            tell(
                "{postcode} (not on our map, so how far you are from others is not known yet)",
                postcode=value.postcode,
            )
        ]

    def facts(self, question: PostcodeQuestion, value: Base) -> dict[str, Any]:
        return fed(question, value.model_dump())

    def known(self, question: PostcodeQuestion, context: Context) -> Base | None:
        return self.load(known_of(question, context))

    def domains(self, question: PostcodeQuestion) -> Mapping[str, Domain]:
        return {"": TEXT}

    def values_of(self, question: PostcodeQuestion, value: Base) -> Mapping[str, Value]:
        return {"": value.postcode}

    def tally(
        self, question: PostcodeQuestion, context: Context, values: Sequence[Base]
    ) -> list[Piece]:
        # A postcode may stand for a single house: only whether its place is known is counted.
        found = [{"unknown" if value.lat is None else "known"} for value in values]
        return [count_each(FOUND, found)]

    def columns(self, question: PostcodeQuestion) -> list[Column]:
        parts = (("", ""), ("lat", " (latitude)"), ("lon", " (longitude)"))
        return [Column(question.id, part, question.label + words) for part, words in parts]

    def cells(self, question: PostcodeQuestion, value: Base) -> list[Any]:
        return [value.postcode, value.lat, value.lon]


def tidy_postcode(typed: str) -> str | None:
    """Return a postcode in capitals with one space, None where it is not one."""
    found = _POSTCODE.fullmatch(typed.replace(" ", "").upper())
    return f"{found[1]} {found[2]}" if found else None


def _placed(postcode: str, context: Context, before: Base | None) -> Base:
    if context.find_postcode is None:
        return before if before and before.postcode == postcode else Base(postcode=postcode)
    lat, lon = context.find_postcode(postcode) or (None, None)
    return Base(postcode=postcode, lat=lat, lon=lon)
