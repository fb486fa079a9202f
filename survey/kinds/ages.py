"""Which ages: bands, all of them, not sure, or nobody directly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from survey.context import Choice, Context
from survey.kinds.picking import PickKind
from survey.kinds.picklist import Picked, PickList
from survey.logic.domains import Value
from survey.questions import MaybeWords, Question
from survey.words import tell

ALL, NOT_SURE = Choice("all", tell("All ages")), Choice("not_sure", tell("Not sure"))


class AgesQuestion(Question):
    """A question that is answered with age bands; ``nobody`` is the label for none of them."""

    kind: Literal["ages"]
    nobody: MaybeWords = ""


class AgesKind(PickKind[AgesQuestion]):
    """Checkboxes; not sure is kept, and feeds nothing."""

    name = "ages"
    feeds = frozenset({"ages"})
    empty_words = tell("Choose at least one, or ‘Not sure’")

    def picks(self, question: AgesQuestion, context: Context) -> PickList:
        nobody = [Choice("none", question.nobody)] if question.nobody else []
        return PickList(context.ages, [ALL, *nobody, NOT_SURE], everything="all")

    def facts(self, question: AgesQuestion, value: Picked) -> dict[str, Any]:
        return {} if value.special == NOT_SURE.code else super().facts(question, value)

    def values_of(self, question: AgesQuestion, value: Picked) -> Mapping[str, Value]:
        return {} if value.special == NOT_SURE.code else super().values_of(question, value)
