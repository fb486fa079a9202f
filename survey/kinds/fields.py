"""The fields of a record: questions of simple kinds, which have no life of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any

from pydantic import Field

from survey.cleaning import one_line
from survey.context import Context
from survey.controls import Raw, Sheet, Slip
from survey.errors import Fault
from survey.kinds.base import Kind
from survey.kinds.date import DateKind, DateQuestion
from survey.kinds.number import NumberKind, NumberQuestion
from survey.kinds.single import SingleKind, SingleQuestion
from survey.kinds.text import TextKind, TextQuestion
from survey.kinds.yes_no import YesNoKind, YesNoQuestion
from survey.questions import Question
from survey.visibility import Visibility
from survey.words import Sentence, tell_all

# What is said of the whole question, and so of none of its fields.
OF_THE_WHOLE = ("visibility", "feeds", "show_if", "rules")


class TextField(TextQuestion):
    """Words in a record."""

    visibility: Visibility = "engine"


class NumberField(NumberQuestion):
    """A number in a record."""

    visibility: Visibility = "engine"


class DateField(DateQuestion):
    """A day or a month in a record."""

    visibility: Visibility = "engine"


class SingleField(SingleQuestion):
    """One of several in a record."""

    visibility: Visibility = "engine"


class YesNoField(YesNoQuestion):
    """Yes, no or not sure in a record."""

    visibility: Visibility = "engine"


AnyField = Annotated[
    TextField | NumberField | DateField | SingleField | YesNoField, Field(discriminator="kind")
]
KINDS: Mapping[str, Kind[Any, Any]] = {
    kind.name: kind for kind in (TextKind(), NumberKind(), DateKind(), SingleKind(), YesNoKind())
}


def kind_of_field(field: AnyField) -> Kind[Any, Any]:
    """Return the object that knows all about fields of this kind."""
    return KINDS[field.kind]


def field_faults(fields: Sequence[AnyField]) -> Iterator[Fault]:
    """Yield what is wrong in the fields of a group."""
    ids = [field.id for field in fields]
    for n, field in enumerate(fields):
        if field.id in ids[:n]:
            yield Fault(f"fields[{n}].id", f"‘{field.id}’ stands there twice; give it another id")
        for name in OF_THE_WHOLE:
            if name in field.model_fields_set:
                words = "must be left out: it is said of the whole question"
                yield Fault(f"fields[{n}].{name}", words)
        for fault in kind_of_field(field).faults(field):
            yield Fault(f"fields[{n}].{fault.place}", fault.message)


def read_field(field: AnyField, context: Context, parts: Raw) -> tuple[Any, bool]:
    """Return the stored value that a posted field gives, and whether it was understood."""
    kind = kind_of_field(field)
    reading = kind.read(field, context, parts, None)
    return kind.store(reading.value), not reading.slips


def write_field(field: AnyField, stored: Any) -> Raw:
    """Return what a page would post to give a stored value."""
    kind = kind_of_field(field)
    value = kind.load(stored)
    return {} if value is None else kind.write(field, value)


def slips_of(field: AnyField, context: Context, stored: Any, typed: Raw | None) -> Iterator[Slip]:
    """Yield what is to put right in a field, each at a control that there is."""
    kind = kind_of_field(field)
    if typed:
        reading = kind.read(field, context, typed, None)
        slips = reading.slips or kind.slips(field, context, reading.value)
    else:
        slips = kind.slips(field, context, kind.load(stored))
    first = _first_part(field, kind, context) if kind.composite else ""
    yield from (Slip(slip.part or first, slip.message) for slip in slips)


def say(field: AnyField, context: Context, stored: Any, typed: Raw | None) -> str:
    """Return what a field says as people read it, empty where it says nothing."""
    if typed:
        return one_line(" ".join(text for texts in typed.values() for text in texts))
    kind = kind_of_field(field)
    value = kind.load(stored)
    lines = [] if value is None else kind.lines(field, context, value)
    return tell_all([one if isinstance(one, Sentence) else one_line(one) for one in lines], " ")


def cell_of(field: AnyField, stored: Any) -> str:
    """Return what a field says for an export, in codes, empty where it says nothing."""
    kind = kind_of_field(field)
    value = kind.load(stored)
    cells = [] if value is None else kind.cells(field, value)
    return one_line(" ".join(str(cell) for cell in cells if cell is not None))


def _first_part(field: Question, kind: Kind[Any, Any], context: Context) -> str:
    """The part of the first control, where what concerns the whole field is said."""
    controls = kind.controls(field, context, Sheet("f", {}))
    return controls[0].name.removeprefix("f").removeprefix("-") if controls else ""
