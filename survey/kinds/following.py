"""The pages after the names of a roster: a row for each of those that were named."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, ClassVar, TypeVar

from pydantic import TypeAdapter

from survey.context import Choice, Context
from survey.controls import Control, Raw, Sheet, Slip
from survey.kinds.base import FollowUp, Kind, Reading
from survey.kinds.each import cut, page_name, page_title, read_one, rows_of, said_of
from survey.kinds.partners import (
    CONTACT,
    FLOW_CODES,
    FLOWS,
    LADDER,
    NO_FLOW,
    Flow,
    FollowUpName,
    Roster,
    RosterQuestion,
)
from survey.kinds.picklist import GONE, PickList

T = TypeVar("T")


class PartnersPage(Kind[RosterQuestion, Roster]):
    """A page of rows, one for each of some organisations; a subclass says what is asked."""

    name = "roster"
    value = TypeAdapter(Roster)
    composite = True
    prefix: ClassVar[str]
    field: ClassVar[str]

    def __init__(self, codes: Collection[str]) -> None:
        """Take the codes of those who stand on the page."""
        self.codes = codes

    def controls(
        self, question: RosterQuestion, context: Context, sheet: Sheet
    ) -> Sequence[Control]:
        asked = {part.removeprefix(self.prefix) for part in sheet.raw}
        return [self.row(sheet, one) for one in rows_of(context.organisations, asked)]

    def read(
        self, question: RosterQuestion, context: Context, raw: Raw, before: Roster | None
    ) -> Reading[Roster]:
        said = said_of(self.prefix, raw)
        rows = [one.code for one in rows_of(context.organisations, {*self.codes, *said})]
        told, slips = self.told(rows, raw)
        if said - set(rows):
            slips = [Slip("", GONE), *slips]
        if before is None and not rows:
            return Reading(None, tuple(slips))
        return Reading(_with(before or Roster(picked=[]), self.field, told, context), tuple(slips))

    def write(self, question: RosterQuestion, value: Roster) -> Raw:
        answers = getattr(value, self.field)
        return {f"{self.prefix}{code}": self.ticked(answers.get(code)) for code in self.codes}

    def row(self, sheet: Sheet, one: Choice) -> Control:
        """Return the control of one organisation."""
        raise NotImplementedError

    def told(self, codes: Sequence[str], raw: Raw) -> tuple[dict[str, Any], list[Slip]]:
        """Return what a posted page says of each, and what is to put right."""
        raise NotImplementedError

    def ticked(self, answer: Any) -> list[str]:
        """Return what a page would post to give this answer of one organisation."""
        return [answer] if answer else []


class OneOfEachPage(PartnersPage):
    """One choice for each out of a few; a subclass says which."""

    choices: ClassVar[Sequence[Choice]]

    def row(self, sheet: Sheet, one: Choice) -> Control:
        return sheet.radios(f"{self.prefix}{one.code}", self.choices, one.label, one.hint)

    def told(self, codes: Sequence[str], raw: Raw) -> tuple[dict[str, Any], list[Slip]]:
        return read_one(self.prefix, codes, raw, {one.code: one.code for one in self.choices})


class ClosenessPage(OneOfEachPage):
    """How closely one works with each: the rungs of a ladder."""

    prefix, field, choices = "tie-", "ties", LADDER


class FrequencyPage(OneOfEachPage):
    """How often one is in touch with each."""

    prefix, field, choices = "often-", "often", CONTACT


class FlowsPage(PartnersPage):
    """What goes between oneself and each: any of several, or none of these."""

    prefix, field = "flow-", "flows"

    def row(self, sheet: Sheet, one: Choice) -> Control:
        return self.picks(one.code).control(sheet, one.label, one.hint)

    def told(self, codes: Sequence[str], raw: Raw) -> tuple[dict[str, Any], list[Slip]]:
        found: dict[str, list[Flow] | None] = {}
        slips: list[Slip] = []
        for code in codes:
            picked, amiss = self.picks(code).read(raw)
            slips += amiss
            found[code] = None if picked is None else flows_of(picked.picked)
        return found, slips

    def ticked(self, answer: Any) -> list[str]:
        return [NO_FLOW.code] if answer == [] else list(answer or ())

    def picks(self, code: str) -> PickList:
        """Return the list to choose from for one organisation."""
        return PickList((*FLOWS, NO_FLOW), part=f"{self.prefix}{code}", exclusive=(NO_FLOW.code,))


PAGES: dict[FollowUpName, type[PartnersPage]] = {
    "closeness": ClosenessPage,
    "frequency": FrequencyPage,
    "flows": FlowsPage,
}


def follow_ups_of(question: RosterQuestion, value: Roster) -> list[FollowUp]:
    """Return the pages that a roster still asks for, those of the first follow-up first."""
    pages = cut(value.picked)
    return [
        FollowUp(
            # The page of closeness was there before the others and keeps its address.
            page_name(question.id if name == "closeness" else f"{question.id}-{name}", number),
            page_title(question.words(name), number, len(pages)),
            question.follow_up_hint if name == question.follow_ups[0] else "",
            PAGES[name](codes),
        )
        for name in question.follow_ups
        for number, codes in enumerate(pages, 1)
    ]


def flows_of(codes: Collection[str]) -> list[Flow]:
    """Return the flows of these codes, in their own order."""
    return [flow for code, flow in FLOW_CODES.items() if code in codes]


def _with(before: Roster, field: str, told: dict[str, T], context: Context) -> Roster:
    """The roster with what was told on a page; those of whom something was said are named."""
    named = {*before.picked, *(code for code, answer in told.items() if answer is not None)}
    order = [one.code for one in rows_of(context.organisations, named)]
    kept = [code for code in before.picked if code not in order]
    picked = [*order, *kept]
    changes = {
        "picked": picked,
        "special": None if picked else before.special,
        field: {**getattr(before, field), **told},
    }
    return before.model_copy(update=changes)
