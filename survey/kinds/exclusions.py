"""Who an organisation cannot work with: known to the engine and to the one who says it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from survey.context import Choice, Context
from survey.errors import Fault
from survey.kinds.counted import Piece
from survey.kinds.picking import PickKind
from survey.kinds.picklist import Picked, PickList
from survey.questions import Question, Words
from survey.words import tell

WHO_SEES = tell(
    "Nobody else sees this: not the organisations you name, not members, not the coordinators. "
    "It is only used so that no suggestion puts you together. Somebody might still guess it, "
    "if two organisations are never suggested together."
)


class ExclusionsQuestion(Question):
    """A question that is answered with organisations one cannot work with."""

    kind: Literal["exclusions"]
    nobody: Words = tell("There is nobody that we cannot work with")


class ExclusionsKind(PickKind[ExclusionsQuestion]):
    """Checkboxes with the names of organisations, and one for nobody."""

    name = "exclusions"
    feeds = frozenset({"exclusions"})

    def picks(self, question: ExclusionsQuestion, context: Context) -> PickList:
        return PickList(context.organisations, [Choice("none", question.nobody)])

    def faults(self, question: ExclusionsQuestion) -> Iterator[Fault]:
        if question.visibility != "engine":
            yield Fault("visibility", "must be engine: nobody may see whom one cannot work with")
        if question.required:
            yield Fault("required", "must be false: nobody has to say whom they cannot work with")

    def tally(
        self, question: ExclusionsQuestion, context: Context, values: Sequence[Picked]
    ) -> list[Piece]:
        # How often somebody is named would tell what nobody else may know.
        return []

    def who_sees(self, question: ExclusionsQuestion) -> str:
        return WHO_SEES
