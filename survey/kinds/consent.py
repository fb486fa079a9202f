"""What people agree to: a declaration that must be ticked, consents that may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from pydantic import Field, TypeAdapter

from survey.context import Choice, Context
from survey.controls import PickControl, Raw, Sheet, Slip
from survey.errors import Fault
from survey.kinds.base import Column, Kind, Reading, keys_twice
from survey.kinds.counted import Piece
from survey.kinds.measuring import count_each
from survey.logic.domains import YES_NO, Domain, Value
from survey.questions import Key, MaybeWords, Question, Strict, Words
from survey.words import tell

Shared = Literal["public", "members", "infrastructure"]
TICKED = "yes"
MUST = tell("Tick this to carry on")


class ConsentItem(Strict):
    """One thing to agree to.

    ``must``: no answers without it. ``shares``: an audience that sees what is meant for it only
    where this is ticked (``survey.sharing``).
    """

    key: Key
    label: Words
    hint: MaybeWords = ""
    must: bool = False
    shares: Shared | None = None


class ConsentQuestion(Question):
    """A question that is answered by ticking what one agrees to."""

    kind: Literal["consent"]
    items: tuple[ConsentItem, ...] = Field(min_length=1)


Agreed = dict[str, bool]


class ConsentKind(Kind[ConsentQuestion, Agreed]):
    """A checkbox each, never ticked beforehand; here alone, silence is a no."""

    name = "consent"
    value = TypeAdapter(Agreed)
    empty_words = MUST
    composite = True

    def faults(self, question: ConsentQuestion) -> Iterator[Fault]:
        yield from keys_twice("items", [item.key for item in question.items])

    def controls(
        self, question: ConsentQuestion, context: Context, sheet: Sheet
    ) -> Sequence[PickControl]:
        return [_box(item, sheet) for item in question.items]

    def read(
        self, question: ConsentQuestion, context: Context, raw: Raw, before: Agreed | None
    ) -> Reading[Agreed]:
        return Reading({item.key: TICKED in raw.get(item.key, ()) for item in question.items})

    def write(self, question: ConsentQuestion, value: Agreed) -> Raw:
        return {key: [TICKED] for key, agreed in value.items() if agreed}

    def slips(
        self, question: ConsentQuestion, context: Context, value: Agreed | None
    ) -> tuple[Slip, ...]:
        agreed = value or {}
        missing = (i for i in question.items if i.must and not agreed.get(i.key))
        return tuple(Slip(item.key, question.if_empty or MUST) for item in missing)

    def lines(self, question: ConsentQuestion, context: Context, value: Agreed) -> list[str]:
        return [
            tell("Agreed: {label}", label=item.label)
            if value.get(item.key)
            else tell("Not agreed: {label}", label=item.label)
            for item in question.items
        ]

    def domains(self, question: ConsentQuestion) -> Mapping[str, Domain]:
        return {item.key: YES_NO for item in question.items}

    def values_of(self, question: ConsentQuestion, value: Agreed) -> Mapping[str, Value]:
        return dict(value)

    def tally(
        self, question: ConsentQuestion, context: Context, values: Sequence[Agreed]
    ) -> list[Piece]:
        items = [Choice(item.key, item.label, item.hint) for item in question.items]
        return [count_each(items, [[key for key, yes in v.items() if yes] for v in values])]

    def columns(self, question: ConsentQuestion) -> list[Column]:
        return [Column(question.id, item.key, item.label) for item in question.items]

    def cells(self, question: ConsentQuestion, value: Agreed) -> list[Any]:
        return ["yes" if value.get(item.key) else "no" for item in question.items]


def _box(item: ConsentItem, sheet: Sheet) -> PickControl:
    control = sheet.radios(item.key, [Choice(TICKED, item.label, item.hint)])
    return replace(control, shape="checkboxes")
