"""Several small records, such as the people of a team: one more is a press of a button away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from survey.context import Context
from survey.controls import Control, Entry, Raw, RecordView, Sheet, Slip
from survey.errors import Fault
from survey.kinds.base import Column, Kind, Reading
from survey.kinds.counted import Piece
from survey.kinds.fields import AnyField, cell_of, field_faults, kind_of_field, say, slips_of
from survey.kinds.measuring import measures
from survey.kinds.records import (
    ADD,
    REMOVE,
    Record,
    Records,
    left_in,
    parts_of,
    read_records,
    shown_ids,
    written,
)
from survey.kinds.told import tally_field
from survey.logic.domains import Domain, Type, Value
from survey.questions import SPOKEN, Question
from survey.words import small, tell, tell_all

MOST_RECORDS, MOST_FIELDS = 20, 12


class GroupQuestion(Question):
    """A question that is answered with several records of the same few fields."""

    kind: Literal["group"]
    fields: tuple[AnyField, ...] = Field(min_length=1, max_length=MOST_FIELDS)
    item_label: Annotated[str, Field(min_length=1, max_length=60), SPOKEN] = tell("Entry")
    least: Annotated[int, Field(ge=0, le=MOST_RECORDS)] = 0
    most: Annotated[int, Field(ge=1, le=MOST_RECORDS)] = 10

    @property
    def live(self) -> list[AnyField]:
        """The fields that are still asked for."""
        return [one for one in self.fields if not one.retired]


class GroupKind(Kind[GroupQuestion, Records]):
    """The fields of each record, a button to add one and one to remove each.

    A record keeps its id for as long as it is there. What cannot be understood is kept as it was
    typed, so that a press of a button loses nothing; it is to be put right before sending.
    """

    name = "group"
    value = TypeAdapter(Records)
    empty_words = tell("Fill in at least one of these")
    composite = True
    names_places = True

    def faults(self, question: GroupQuestion) -> Iterator[Fault]:
        if question.least > question.most:
            yield Fault("least", "is larger than most; swap them")
        if not question.live:
            yield Fault("fields", "needs a field that is not retired")
        yield from field_faults(question.fields)

    def blank(self, value: Records) -> bool:
        return not value.filled

    def controls(self, question: GroupQuestion, context: Context, sheet: Sheet) -> list[Control]:
        records = self.records(question, context, sheet)
        return [c for record in records for entry in record.entries for c in entry.controls]

    def records(
        self, question: GroupQuestion, context: Context, sheet: Sheet
    ) -> Sequence[RecordView]:
        ids = shown_ids(question.least, sheet.raw)
        return [
            RecordView(
                one,
                sheet.html_name(one),
                _name(question, number),
                tuple(_entry(field, context, sheet, one) for field in question.live),
            )
            for number, one in enumerate(ids, 1)
        ]

    def read(
        self, question: GroupQuestion, context: Context, raw: Raw, before: Records | None
    ) -> Reading[Records]:
        return Reading(read_records(question.fields, question.most, context, raw, before))

    def write(self, question: GroupQuestion, value: Records) -> Raw:
        return written(question.live, value)

    def shown_again(
        self, question: GroupQuestion, before: Raw, posted: Raw, value: Records | None
    ) -> Raw:
        ids = [one.id for one in value.records] if value else left_in(posted, question.most)
        typed = {part: texts for part, texts in posted.items() if part.split("-")[0] in ids}
        return {**(self.write(question, value) if value else {}), **typed}

    def lands_on(self, question: GroupQuestion, raw: Raw, value: Records | None) -> str | None:
        if raw.get(ADD):
            if value is None:
                return "r1"
            empty = (one.id for one in value.records if not one.says_something)
            return next(empty, value.records[-1].id)
        return "" if raw.get(REMOVE) else None

    def check(self, question: GroupQuestion, context: Context, value: Records) -> Sequence[Slip]:
        slips = list(_too_few_or_many(question, len(value.filled)))
        for place, record in enumerate(value.records, 1):
            if record.says_something:
                for field in question.live:
                    slips += _slips(question, context, field, record, place)
        return slips

    def lines(self, question: GroupQuestion, context: Context, value: Records) -> list[str]:
        return [
            tell(
                "{name}. {words}",
                name=_name(question, place),
                words=_told(question, context, record),
            )
            for place, record in enumerate(value.filled, 1)
        ]

    def domains(self, question: GroupQuestion) -> Mapping[str, Domain]:
        return {"": Domain(Type.CHOICES)}

    def values_of(self, question: GroupQuestion, value: Records) -> Mapping[str, Value]:
        return {"": frozenset(record.id for record in value.filled)}

    def tally(
        self, question: GroupQuestion, context: Context, values: Sequence[Records]
    ) -> list[Piece]:
        sizes = [len(value.filled) for value in values]
        fields = (
            piece for field in question.fields for piece in tally_field(field, context, values)
        )
        return [measures(sizes, label="How many each"), *fields]

    def columns(self, question: GroupQuestion) -> list[Column]:
        fields = [Column(question.id, f.id, f"{question.label} {f.label}") for f in question.fields]
        return [Column(question.id, "", f"{question.label} (how many)"), *fields]

    def cells(self, question: GroupQuestion, value: Records) -> list[Any]:
        return [len(value.filled), *(_cell(field, value) for field in question.fields)]


def _entry(field: AnyField, context: Context, sheet: Sheet, record: str) -> Entry:
    """The controls of one field of one record, on a sheet of their own."""
    kind, part = kind_of_field(field), f"{record}-{field.id}"
    slips = tuple(
        Slip(slip.part[len(part) + 1 :], slip.message)
        for slip in sheet.slips
        if slip.part == part or slip.part.startswith(f"{part}-")
    )
    own = Sheet(sheet.html_name(part), parts_of(sheet.raw, part), slips)
    controls = tuple(kind.controls(field, context, own))
    return Entry(own.name, field.label, field.hint, kind.composite, controls)


def _too_few_or_many(question: GroupQuestion, number: int) -> Iterator[Slip]:
    if number < question.least:
        words = tell(
            "{least} or more are wanted, and {number} are there: add {what}",
            least=question.least,
            number=number,
            what=question.item_label,
        )
        yield Slip("", words)
    if number > question.most:
        yield Slip("", tell("Keep {most} at most: remove the others", most=question.most))


def _slips(
    question: GroupQuestion, context: Context, field: AnyField, record: Record, place: int
) -> Iterator[Slip]:
    """What is to put right in a field, with the record and the field in its words."""
    at, typed = f"{record.id}-{field.id}", record.typed.get(field.id)
    for slip in slips_of(field, context, record.given.get(field.id), typed):
        words = tell(
            "{name}, {field}: {words}",
            name=_name(question, place),
            field=field.label,
            words=small(slip.message),
        )
        yield Slip(f"{at}-{slip.part}" if slip.part else at, words)


def _name(question: GroupQuestion, place: int) -> str:
    return tell_all((question.item_label, str(place)), " ")


def _told(question: GroupQuestion, context: Context, record: Record) -> str:
    said = (
        (field.label, say(field, context, record.given.get(field.id), record.typed.get(field.id)))
        for field in question.fields
    )
    told = (tell("{label}: {words}", label=label, words=words) for label, words in said if words)
    return tell_all(told, "; ")


def _cell(field: AnyField, value: Records) -> str | None:
    """What a field says in each record, a line a record, so that columns never grow in number."""
    said = ((record.id, cell_of(field, record.given.get(field.id))) for record in value.filled)
    return "\n".join(f"{one}: {words}" for one, words in said if words) or None
