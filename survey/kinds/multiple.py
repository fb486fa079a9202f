"""Any number of answers out of several."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Literal

from pydantic import Field

from survey.context import Context
from survey.controls import Slip
from survey.errors import Fault
from survey.kinds.base import Column, known_of
from survey.kinds.picking import PickKind
from survey.kinds.picklist import Picked, PickList
from survey.kinds.single import option_faults
from survey.logic.domains import Domain, Type
from survey.questions import Option, Question
from survey.words import original, tell


class MultipleQuestion(Question):
    """A question with several answers of which any number is chosen.

    ``search`` says whether there is a box to find options, None for where there are many.
    """

    kind: Literal["multiple"]
    options: tuple[Option, ...]
    fewest: int = Field(default=0, ge=0)
    most: int | None = Field(default=None, ge=1)
    search: bool | None = None

    @property
    def alone(self) -> tuple[str, ...]:
        """The keys of the options that exclude the others, such as "none of these"."""
        return tuple(o.key for o in self.options if o.exclusive)

    @property
    def other_key(self) -> str:
        """The key of the option with a text box, empty if there is none."""
        return next((o.key for o in self.options if o.other), "")

    def labels(self) -> dict[str, str]:
        """Return the words of every option, retired or not, by its key."""
        return {o.key: o.label for o in self.options}


class MultipleKind(PickKind[MultipleQuestion]):
    """Checkboxes, with "none of these" and "other" where the definition has them."""

    name = "multiple"
    feeds = frozenset({"networks", "offers", "needs", "ages"})

    def picks(self, question: MultipleQuestion, context: Context) -> PickList:
        choices = [o.as_choice() for o in question.options]
        return PickList(
            choices, exclusive=question.alone, other=question.other_key, search=question.search
        )

    def faults(self, question: MultipleQuestion) -> Iterator[Fault]:
        live = sum(not o.retired for o in question.options)
        if not live:
            yield Fault("options", "needs an option that is not retired")
        yield from option_faults(question.options)
        if question.most is not None and question.most < question.fewest:
            yield Fault("most", "is smaller than fewest; swap them")
        if live and question.fewest > live:
            yield Fault("fewest", f"asks for more than the {live} options there are")

    def check(self, question: MultipleQuestion, context: Context, value: Picked) -> Sequence[Slip]:
        slips = super().check(question, context, value)
        number = len(value.picked)
        if number < question.fewest and not set(value.picked) & set(question.alone):
            return (*slips, Slip("", tell("Choose {count} or more", count=question.fewest)))
        if question.most is not None and number > question.most:
            return (*slips, Slip("", tell("Choose {count} or fewer", count=question.most)))
        return slips

    def facts(self, question: MultipleQuestion, value: Picked) -> dict[str, Any]:
        apart = {*question.alone, question.other_key}
        told = [code for code in value.picked if code not in apart]
        said_none = bool(set(value.picked) & set(question.alone))
        if not told and not said_none:
            return {}
        if question.feeds == "networks":
            # A profile knows networks by name, as files bring them too.
            labels = question.labels()
            told = [original(labels.get(key, key)) for key in told]
        return super().facts(question, Picked(picked=told))

    def known(self, question: MultipleQuestion, context: Context) -> Picked | None:
        if known_of(question, context) == [] and question.alone:
            return Picked(picked=list(question.alone[:1]))
        if question.feeds == "networks":
            names = known_of(question, context) or []
            keys = [key for key, label in question.labels().items() if original(label) in names]
            return Picked(picked=keys) if keys else None
        return super().known(question, context)

    def domains(self, question: MultipleQuestion) -> Mapping[str, Domain]:
        return {"": Domain(Type.CHOICES, frozenset(o.key for o in question.options))}

    def columns(self, question: MultipleQuestion) -> list[Column]:
        main = Column(question.id, "", question.label)
        other = Column(question.id, "other", f"{question.label} (in their words)")
        return [main, other] if question.other_key else [main]

    def cells(self, question: MultipleQuestion, value: Picked) -> list[Any]:
        cells = [";".join(value.picked), value.other or None]
        return cells if question.other_key else cells[:1]

    def unasked(self, question: MultipleQuestion, value: Picked) -> Collection[str]:
        return () if question.other_key in value.picked else ("other",)
