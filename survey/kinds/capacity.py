"""What an organisation can take on: a block of parts, each of which may stay unknown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from pydantic import Field, TypeAdapter

from survey.context import Context
from survey.controls import Control, Raw, Sheet, Slip
from survey.errors import Fault
from survey.figures import show_figure, tidy, write_figure
from survey.kinds.base import Column, Kind, Reading, words_twice
from survey.kinds.counted import Piece
from survey.kinds.measuring import count_each, measures
from survey.kinds.number import amiss, number_box, read_number
from survey.kinds.yes_no import ANSWERS, YesNo, read_yes_no, yes_no_of, yes_no_words
from survey.logic.domains import NUMBER, YES_NO, Domain, Value
from survey.questions import Bounded, Question, Strict
from survey.words import small, tell

Part = Literal[
    "spare_days", "staff", "volunteers", "turnover", "max_contract", "can_lead", "will_lead"
]


@dataclass(frozen=True)
class _Words:
    """How a part is asked; ``short`` stands before its answer when answers are checked."""

    label: str
    hint: str
    short: str
    unit: str = ""
    whole: bool = False


NUMBERS: dict[str, _Words] = {
    "spare_days": _Words(
        tell("How many days a week could you give to new work?"),
        tell("All your people together. Half days count, such as 1.5."),
        tell("Spare days"),
        tell("days a week"),
    ),
    "staff": _Words(
        tell("How many paid staff have you?"),
        tell("Count people who work half the week as 0.5."),
        tell("Paid staff"),
        tell("full-time"),
    ),
    "volunteers": _Words(
        tell("How many volunteers help in a usual month?"), "", tell("Volunteers"), whole=True
    ),
    "turnover": _Words(
        tell("What was your income last year?"),
        tell("To the nearest thousand will do."),
        tell("Income"),
        "£",
    ),
    "max_contract": _Words(
        tell("What is the largest contract or grant a year that you could hold?"),
        tell("For the whole group, if you led it."),
        tell("Largest contract a year"),
        "£",
    ),
}
READINESS: dict[str, _Words] = {
    "can_lead": _Words(
        tell("Could you be the lead of a group?"),
        tell("The lead signs the contract, holds the money and answers for the work."),
        tell("Could lead"),
    ),
    "will_lead": _Words(tell("Would you want to?"), "", tell("Would want to lead")),
}


class CapacityQuestion(Question):
    """A block that asks for what an organisation can take on and whether it would lead."""

    kind: Literal["capacity"]
    parts: tuple[Part, ...] = Field(default=get_args(Part), min_length=1)


class Capacity(Strict):
    """What is told of the parts; None is not known."""

    spare_days: Bounded | None = None
    staff: Bounded | None = None
    volunteers: Bounded | None = None
    turnover: Bounded | None = None
    max_contract: Bounded | None = None
    can_lead: YesNo | None = None
    will_lead: YesNo | None = None

    def told(self) -> dict[str, Any]:
        """Return the parts that are known, "not sure" among them."""
        return self.model_dump(exclude_none=True)


class CapacityKind(Kind[CapacityQuestion, Capacity]):
    """Text boxes and radio buttons; each part feeds the profile field of its name."""

    name = "capacity"
    value = TypeAdapter(Capacity)
    feeds = frozenset({"capacity"})
    empty_words = tell("Tell us at least one of these")
    composite = True

    def faults(self, question: CapacityQuestion) -> Iterator[Fault]:
        yield from words_twice("parts", question.parts)

    def blank(self, value: Capacity) -> bool:
        return not value.told()

    def controls(
        self, question: CapacityQuestion, context: Context, sheet: Sheet
    ) -> Sequence[Control]:
        return [_control(part, sheet) for part in question.parts]

    def read(
        self, question: CapacityQuestion, context: Context, raw: Raw, before: Capacity | None
    ) -> Reading[Capacity]:
        readings = {part: _read_part(part, raw) for part in question.parts}
        slips = tuple(slip for reading in readings.values() for slip in reading.slips)
        told = {part: r.value for part, r in readings.items() if r.value is not None}
        return Reading(Capacity(**told) if told else None, slips)

    def write(self, question: CapacityQuestion, value: Capacity) -> Raw:
        return {
            part: [write_figure(told) if part in NUMBERS else told]
            for part, told in value.told().items()
        }

    def check(
        self, question: CapacityQuestion, context: Context, value: Capacity
    ) -> Sequence[Slip]:
        told = ((part, figure) for part, figure in value.told().items() if part in NUMBERS)
        found = (
            (part, amiss(figure, 0, None, NUMBERS[part].whole, NUMBERS[part].unit))
            for part, figure in told
        )
        return [Slip(part, words) for part, words in found if words]

    def lines(self, question: CapacityQuestion, context: Context, value: Capacity) -> list[str]:
        told = value.told()
        return [
            tell("{label}: {words}", label=_words(part).short, words=_show_part(part, told))
            for part in question.parts
        ]

    def facts(self, question: CapacityQuestion, value: Capacity) -> dict[str, Any]:
        told = value.told() if question.feeds else {}
        return {
            part: answer if part in NUMBERS else answer == "yes"
            for part, answer in told.items()
            if answer != "not_sure"
        }

    def known(self, question: CapacityQuestion, context: Context) -> Capacity | None:
        if not question.feeds:
            return None
        told = {part: _known_part(part, context.known.get(part)) for part in question.parts}
        told = {part: answer for part, answer in told.items() if answer is not None}
        return self.load(told) if told else None

    def domains(self, question: CapacityQuestion) -> Mapping[str, Domain]:
        return {part: NUMBER if part in NUMBERS else YES_NO for part in question.parts}

    def values_of(self, question: CapacityQuestion, value: Capacity) -> Mapping[str, Value]:
        return {
            part: float(told) if part in NUMBERS else told == "yes"
            for part, told in value.told().items()
            if told != "not_sure"
        }

    def tally(
        self, question: CapacityQuestion, context: Context, values: Sequence[Capacity]
    ) -> list[Piece]:
        told = [value.told() for value in values]
        return [_count(part, [one[part] for one in told if part in one]) for part in question.parts]

    def columns(self, question: CapacityQuestion) -> list[Column]:
        return [Column(question.id, part, _words(part).label) for part in question.parts]

    def cells(self, question: CapacityQuestion, value: Capacity) -> list[Any]:
        told = value.told()
        return [told.get(part) for part in question.parts]


def _words(part: str) -> _Words:
    return NUMBERS.get(part) or READINESS[part]


def _count(part: str, told: Sequence[Any]) -> Piece:
    words = _words(part)
    if part in NUMBERS:
        return measures(told, words.unit, part, words.short)
    return count_each(ANSWERS, [{one} for one in told], part, words.short)


def _control(part: str, sheet: Sheet) -> Control:
    words = _words(part)
    if part in NUMBERS:
        return number_box(sheet.text(part, words.label, words.hint), words.unit, words.whole)
    return sheet.radios(part, ANSWERS, words.label, words.hint)


def _read_part(part: str, raw: Raw) -> Reading[Any]:
    return read_number(raw, part, NUMBERS[part].unit) if part in NUMBERS else read_yes_no(raw, part)


def _known_part(part: str, fact: Any) -> Any:
    if part in READINESS:
        return yes_no_of(fact)
    return tidy(fact) if isinstance(fact, int | float) else None


def _show_part(part: str, told: Mapping[str, Any]) -> str:
    if part not in told:
        return tell("not known yet")
    if part in NUMBERS:
        return show_figure(told[part], NUMBERS[part].unit)
    return small(yes_no_words(told[part]))
