"""What a field says in all the records of all answers together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from survey.context import Context
from survey.kinds.counted import Piece
from survey.kinds.fields import AnyField, kind_of_field
from survey.kinds.records import Records


def tally_field(field: AnyField, context: Context, values: Sequence[Records]) -> Iterator[Piece]:
    """Yield what a field comes to over all records; one that is retired only where it was told.

    Each rests on as many answers as have a record that tells it, however many records that is.
    """
    kind = kind_of_field(field)
    told = [
        [
            one
            for record in value.filled
            if (one := kind.load(record.given.get(field.id))) is not None
        ]
        for value in values
    ]
    if field.retired and not any(told):
        return
    answers = sum(map(bool, told))
    for piece in kind.tally(field, context, [one for some in told for one in some]):
        part = f"{field.id}.{piece.part}" if piece.part else field.id
        label = f"{field.label}: {piece.label}" if piece.label else field.label
        yield replace(piece, part=part, label=label, answered=min(answers, piece.answered))
