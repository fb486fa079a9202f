"""What the kinds have in common that are a single list of checkboxes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter

from survey.context import Context
from survey.controls import PickControl, Raw, Sheet, Slip
from survey.kinds.base import Kind, Q, Reading, fed, known_of
from survey.kinds.counted import Piece
from survey.kinds.measuring import count_picked, other_words
from survey.kinds.picklist import Picked, PickList
from survey.logic.domains import Domain, Type, Value
from survey.words import tell


class PickKind(Kind[Q, Picked]):
    """One list of checkboxes; a subclass says which list, and what its answers tell."""

    value = TypeAdapter(Picked)
    empty_words = tell("Choose at least one")

    def picks(self, question: Q, context: Context) -> PickList:
        """Return the list that is chosen from."""
        raise NotImplementedError

    def blank(self, value: Picked) -> bool:
        return value.empty

    def controls(self, question: Q, context: Context, sheet: Sheet) -> Sequence[PickControl]:
        return [self.picks(question, context).control(sheet, question.label, question.hint)]

    def read(
        self, question: Q, context: Context, raw: Raw, before: Picked | None
    ) -> Reading[Picked]:
        return Reading(*self.picks(question, context).read(raw))

    def write(self, question: Q, value: Picked) -> Raw:
        return PickList(()).write(value)

    def check(self, question: Q, context: Context, value: Picked) -> Sequence[Slip]:
        return self.picks(question, context).check(value)

    def lines(self, question: Q, context: Context, value: Picked) -> list[str]:
        return self.picks(question, context).lines(value)

    def facts(self, question: Q, value: Picked) -> dict[str, Any]:
        return fed(question, list(value.picked))

    def known(self, question: Q, context: Context) -> Picked | None:
        return self.picks(question, context).known(known_of(question, context))

    def domains(self, question: Q) -> Mapping[str, Domain]:
        return {"": Domain(Type.CHOICES)}

    def values_of(self, question: Q, value: Picked) -> Mapping[str, Value]:
        return {"": frozenset(value.picked)}

    def tally(self, question: Q, context: Context, values: Sequence[Picked]) -> list[Piece]:
        picks = self.picks(question, context)
        pieces: list[Piece] = [count_picked(picks, values)]
        if picks.other:
            pieces.append(other_words(value.other for value in values))
        return pieces

    def cells(self, question: Q, value: Picked) -> list[Any]:
        return [value.special or ";".join(value.picked)]
