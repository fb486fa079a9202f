"""The same choice for several things: a row of radio buttons each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from pydantic import Field, TypeAdapter

from survey.context import Choice, Context
from survey.controls import PickControl, Raw, Sheet, Slip
from survey.errors import Fault
from survey.kinds.base import Reading, keys_twice
from survey.kinds.counted import Piece
from survey.kinds.items import Item, ItemsKind, ItemsQuestion
from survey.kinds.measuring import crossed, grid
from survey.kinds.picklist import GONE, LOST
from survey.logic.domains import Domain, Type, Value
from survey.words import tell

Chosen = dict[str, str]


class MatrixQuestion(ItemsQuestion):
    """A question that asks for one of the same options for each item."""

    kind: Literal["matrix"]
    options: tuple[Item, ...] = Field(min_length=2)


class MatrixKind(ItemsKind[MatrixQuestion, Chosen]):
    """Radio buttons under the words of each item; required means every one of them."""

    name = "matrix"
    value = TypeAdapter(Chosen)
    empty_words = tell("Choose one in each row")

    def faults(self, question: MatrixQuestion) -> Iterator[Fault]:
        yield from super().faults(question)
        if sum(not option.retired for option in question.options) < 2:
            yield Fault("options", "needs two options or more that are not retired")
        yield from keys_twice("options", [option.key for option in question.options])

    def blank(self, value: Chosen) -> bool:
        return not value

    def controls(
        self, question: MatrixQuestion, context: Context, sheet: Sheet
    ) -> Sequence[PickControl]:
        return [
            sheet.radios(item.key, _offered(question, sheet, item), item.label, item.hint)
            for item in question.live
        ]

    def read(
        self, question: MatrixQuestion, context: Context, raw: Raw, before: Chosen | None
    ) -> Reading[Chosen]:
        keys = {option.key for option in question.options}
        chosen: Chosen = {}
        slips = []
        for item in question.live:
            posted = set(raw.get(item.key, ()))
            if len(posted) == 1 and posted <= keys:
                chosen[item.key] = "".join(posted)
            elif posted:
                slips.append(Slip(item.key, GONE if len(posted) == 1 else tell("Choose one")))
        return Reading(chosen or None, tuple(slips))

    def write(self, question: MatrixQuestion, value: Chosen) -> Raw:
        return {key: [option] for key, option in value.items()}

    def slips(
        self, question: MatrixQuestion, context: Context, value: Chosen | None
    ) -> tuple[Slip, ...]:
        if not question.required:
            return tuple(self.check(question, context, value or {}))
        words = question.if_empty or tell("Choose one")
        left = [Slip(item.key, words) for item in question.live if item.key not in (value or {})]
        return (*left, *self.check(question, context, value or {}))

    def check(self, question: MatrixQuestion, context: Context, value: Chosen) -> Sequence[Slip]:
        keys, items = {option.key for option in question.options}, question.labels()
        return [
            Slip(key if key in items else "", GONE)
            for key, option in value.items()
            if option not in keys or key not in items
        ]

    def lines(self, question: MatrixQuestion, context: Context, value: Chosen) -> list[str]:
        options = {option.key: option.label for option in question.options}
        return [
            tell("{label}: {words}", label=item.label, words=options.get(value[item.key], LOST))
            for item in question.items
            if item.key in value
        ]

    def said(self, question: MatrixQuestion, context: Context, value: Chosen, part: str) -> str:
        if not part:
            return super().said(question, context, value, part)
        options = (option.label for option in question.options if option.key == value[part])
        return next(options, LOST)

    def domains(self, question: MatrixQuestion) -> Mapping[str, Domain]:
        options = frozenset(option.key for option in question.options)
        return {item.key: Domain(Type.CHOICE, options) for item in question.items}

    def values_of(self, question: MatrixQuestion, value: Chosen) -> Mapping[str, Value]:
        return dict(value)

    def tally(
        self, question: MatrixQuestion, context: Context, values: Sequence[Chosen]
    ) -> list[Piece]:
        items = [item.as_choice() for item in question.items]
        options = [option.as_choice() for option in question.options]
        return [grid(len(values), *crossed(items, options, values))]

    def cells(self, question: MatrixQuestion, value: Chosen) -> list[Any]:
        return [value.get(item.key) for item in question.items]


def _offered(question: MatrixQuestion, sheet: Sheet, item: Item) -> list[Choice]:
    """The options that are offered for an item: one that was chosen stays though it is retired."""
    chosen = sheet.values(item.key)
    return [
        Choice(option.key, option.label, option.hint)
        for option in question.options
        if not option.retired or option.key in chosen
    ]
