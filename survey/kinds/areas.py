"""Where an organisation works: wards or districts, under the headings of their parts of town."""

from __future__ import annotations

from typing import Literal

from survey.context import Choice, Context
from survey.kinds.picking import PickKind
from survey.kinds.picklist import PickList
from survey.questions import MaybeWords, Question
from survey.words import tell


class AreasQuestion(Question):
    """A question that is answered with areas; ``everywhere`` is the label for all of them."""

    kind: Literal["areas"]
    everywhere: MaybeWords = ""


class AreasKind(PickKind[AreasQuestion]):
    """Checkboxes grouped by part of town, and perhaps one for everywhere."""

    name = "areas"
    feeds = frozenset({"areas"})
    empty_words = tell("Choose at least one area")

    def picks(self, question: AreasQuestion, context: Context) -> PickList:
        everywhere = [Choice("all", question.everywhere)] if question.everywhere else []
        return PickList(context.areas, everywhere, everything="all")
