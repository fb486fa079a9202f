"""Putting things in order: the place of each is typed, so that nothing has to be dragged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from pydantic import Field, TypeAdapter

from survey.context import Context
from survey.controls import Raw, Sheet, Slip, TextControl
from survey.errors import Fault
from survey.figures import read_figure
from survey.kinds.base import Reading
from survey.kinds.counted import GridRow, Piece
from survey.kinds.items import ItemsKind, ItemsQuestion
from survey.kinds.measuring import grid, listed, mean, measure
from survey.kinds.picklist import GONE, LOST
from survey.logic.domains import NUMBER, Domain, Value
from survey.words import tell

Order = list[str]

COLUMNS = {"mean": "Mean place", "first": "Put first", "placed": "Given a place"}
NOTE = (
    "1 is the first place. The mean is of those who gave it a place: it says nothing of those who"
    " gave it none, so read it beside how many did."
)


class RankingQuestion(ItemsQuestion):
    """A question that asks for an order, of all items or of the first few."""

    kind: Literal["ranking"]
    top: int | None = Field(default=None, ge=1)


class RankingKind(ItemsKind[RankingQuestion, Order]):
    """A small text box for each item, 1 for the first; those left empty have no place."""

    name = "ranking"
    value = TypeAdapter(Order)
    empty_words = tell("Type 1 for the one that matters most")

    def faults(self, question: RankingQuestion) -> Iterator[Fault]:
        yield from super().faults(question)
        if question.top is not None and question.top > len(question.live):
            yield Fault("top", f"asks for more than the {len(question.live)} items there are")

    def blank(self, value: Order) -> bool:
        return not value

    def controls(
        self, question: RankingQuestion, context: Context, sheet: Sheet
    ) -> Sequence[TextControl]:
        boxes = (sheet.text(item.key, item.label, item.hint) for item in question.live)
        return [replace(box, inputmode="numeric", width=3) for box in boxes]

    def read(
        self, question: RankingQuestion, context: Context, raw: Raw, before: Order | None
    ) -> Reading[Order]:
        places: dict[str, int] = {}
        slips = []
        for item in question.live:
            typed = "".join(raw.get(item.key, ())[:1]).strip()
            place = read_figure(typed, "") if typed else None
            if isinstance(place, int) and place > 0:
                places[item.key] = place
            elif typed:
                slips.append(Slip(item.key, tell("Type a whole number, 1 for the first")))
        slips += _shared(question, places)
        order = sorted(places, key=lambda key: places[key])
        return Reading(None if slips else order or None, tuple(slips))

    def write(self, question: RankingQuestion, value: Order) -> Raw:
        return {key: [str(place)] for place, key in enumerate(value, 1)}

    def check(self, question: RankingQuestion, context: Context, value: Order) -> Sequence[Slip]:
        if set(value) - question.labels().keys() or len(set(value)) < len(value):
            return [Slip("", GONE)]
        most = question.top or len(question.items)
        if len(value) > most:
            words = tell(
                "Give a place to {most} of these at most. You have given {given}",
                most=most,
                given=len(value),
            )
            return [Slip("", words)]
        if question.required and len(value) < (question.top or len(question.live)):
            wanted = tell("Give a place to all of these")
            if question.top:
                wanted = tell("Give a place to the first {top}", top=question.top)
            return [Slip("", question.if_empty or wanted)]
        return []

    def lines(self, question: RankingQuestion, context: Context, value: Order) -> list[str]:
        labels = question.labels()
        return [
            tell("{place}. {label}", place=place, label=labels.get(key, LOST))
            for place, key in enumerate(value, 1)
        ]

    def domains(self, question: RankingQuestion) -> Mapping[str, Domain]:
        return {item.key: NUMBER for item in question.items}

    def values_of(self, question: RankingQuestion, value: Order) -> Mapping[str, Value]:
        return {key: float(place) for place, key in enumerate(value, 1)}

    def tally(
        self, question: RankingQuestion, context: Context, values: Sequence[Order]
    ) -> list[Piece]:
        places: dict[str, list[int]] = {}
        for value in values:
            for place, key in enumerate(dict.fromkeys(value), 1):
                places.setdefault(key, []).append(place)
        items = listed([item.as_choice() for item in question.items], places.keys())
        rows = [_standing(key, label, places.get(key, [])) for key, label in items]
        return [grid(len(values), COLUMNS.values(), rows, NOTE)]

    def cells(self, question: RankingQuestion, value: Order) -> list[Any]:
        places = {key: place for place, key in enumerate(value, 1)}
        return [places.get(item.key) for item in question.items]


def _standing(key: str, label: str, places: Sequence[int]) -> GridRow:
    figures = {"mean": mean(places), "first": places.count(1), "placed": len(places)}
    cells = tuple(measure(name, COLUMNS[name], figure) for name, figure in figures.items())
    return GridRow(key, label, len(places), cells)


def _shared(question: RankingQuestion, places: Mapping[str, int]) -> list[Slip]:
    """Say at each item that it shares its place with another."""
    labels, count = question.labels(), Counter(places.values())
    shared = [key for key, place in places.items() if count[place] > 1]
    found = []
    for key in shared:
        other = next(one for one in shared if one != key and places[one] == places[key])
        words = tell(
            "‘{label}’ has place {place} too. Give each a place of its own",
            label=labels[other],
            place=places[key],
        )
        found.append(Slip(key, words))
    return found
