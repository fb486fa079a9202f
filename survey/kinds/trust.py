"""How far an organisation trusts those it works with: for the engine only, shown to nobody else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from pydantic import TypeAdapter

from survey.context import Choice, Context
from survey.controls import PickControl, Raw, Sheet, Slip
from survey.errors import Fault
from survey.kinds.base import Column, FollowUp, Kind, Reading
from survey.kinds.counted import Piece
from survey.kinds.each import cut, page_name, page_title, read_one, rows_of, said_of
from survey.kinds.picklist import GONE
from survey.questions import Question, QuestionId, Words
from survey.words import small, tell, tell_all

Rating = Literal[1, 2, 3, 4, "not_sure"]
Item = Literal["reliable", "mission", "open"]
# item -> organisation -> rating; None where the page was passed over.
Ratings = dict[Item, dict[str, Rating | None]]

ITEMS: dict[Item, str] = {
    "reliable": tell("reliable"),
    "mission": tell("in support of the mission"),
    "open": tell("open to discussion"),
}
SCALE = (
    Choice("1", tell("Not at all")),
    Choice("2", tell("A little")),
    Choice("3", tell("A fair amount")),
    Choice("4", tell("A great deal")),
    Choice("not_sure", tell("Not sure")),
)
_MEANT: dict[str, Rating] = {"1": 1, "2": 2, "3": 3, "4": 4, "not_sure": "not_sure"}
_WORDS = {choice.code: small(choice.label) for choice in SCALE}
PREFIX = "trust-"
WHO_SEES = tell(
    "Nobody else sees this: not the organisations you rate, not members, not the coordinators. "
    "It stands on no page and in no file but your own."
)


class TrustQuestion(Question):
    """A question that asks for trust in those picked in the roster question ``of``."""

    kind: Literal["trust"]
    of: QuestionId
    reliable_label: Words = tell("How far can you rely on each of them to do what they say?")
    mission_label: Words = tell("How far does each of them support what this partnership is for?")
    open_label: Words = tell("How open to discussion is each of them, also where you disagree?")

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The roster: where nobody is picked there is nobody to ask about."""
        return (self.of,)

    def words(self, item: Item) -> str:
        """Return how an item is asked."""
        return {
            "reliable": self.reliable_label,
            "mission": self.mission_label,
            "open": self.open_label,
        }[item]


class TrustKind(Kind[TrustQuestion, Ratings]):
    """A page for each item, a row for each organisation; it never has to be answered.

    The organisations of its context are those that were picked.
    """

    name = "trust"
    value: TypeAdapter[Ratings] = TypeAdapter(Ratings)
    composite = True
    apart = True

    def faults(self, question: TrustQuestion) -> Iterator[Fault]:
        if question.visibility != "engine":
            yield Fault("visibility", "must be engine: nobody may see whom somebody trusts")
        if question.required:
            yield Fault("required", "must be false: nobody has to say whom they trust")

    def blank(self, value: Ratings) -> bool:
        return not any(rating for told in value.values() for rating in told.values())

    def controls(
        self, question: TrustQuestion, context: Context, sheet: Sheet
    ) -> Sequence[PickControl]:
        return []

    def read(
        self, question: TrustQuestion, context: Context, raw: Raw, before: Ratings | None
    ) -> Reading[Ratings]:
        return Reading(before)

    def write(self, question: TrustQuestion, value: Ratings) -> Raw:
        return {}

    def pruned(self, question: TrustQuestion, context: Context, value: Ratings) -> Ratings | None:
        named = {one.code for one in context.organisations}
        left: Ratings = {
            item: {code: rating for code, rating in told.items() if code in named}
            for item, told in value.items()
        }
        return None if self.blank(left) else left

    def lines(self, question: TrustQuestion, context: Context, value: Ratings) -> list[str]:
        return [
            tell(
                "{label}: {words}",
                label=one.label,
                words=tell_all((_said(value, item, one.code) for item in ITEMS), "; "),
            )
            for one in context.organisations
        ]

    def who_sees(self, question: TrustQuestion) -> str:
        return WHO_SEES

    def tally(
        self, question: TrustQuestion, context: Context, values: Sequence[Ratings]
    ) -> list[Piece]:
        # For the engine only: not even an average stands on a page.
        return []

    def columns(self, question: TrustQuestion) -> list[Column]:
        return [Column(question.id, item, question.words(item)) for item in ITEMS]

    def cells(self, question: TrustQuestion, value: Ratings) -> list[Any]:
        return [_cell(value.get(item, {})) for item in ITEMS]

    def follow_ups(
        self, question: TrustQuestion, context: Context, value: Ratings | None
    ) -> Sequence[FollowUp]:
        pages = cut([one.code for one in context.organisations])
        return [
            FollowUp(
                page_name(question.id if item == "reliable" else f"{question.id}-{item}", number),
                page_title(question.words(item), number, len(pages)),
                question.hint,
                TrustPage(item, codes),
            )
            for item in ITEMS
            for number, codes in enumerate(pages, 1)
        ]

    def follow_ups_done(self, question: TrustQuestion, context: Context, value: Ratings) -> bool:
        named = {one.code for one in context.organisations}
        return all(named <= value.get(item, {}).keys() for item in ITEMS)


class TrustPage(TrustKind):
    """One page of it: an item, and some of the organisations."""

    def __init__(self, item: Item, codes: Sequence[str]) -> None:
        """Take what is asked, and the codes of those who stand on the page."""
        self.item, self.codes = item, codes

    def controls(
        self, question: TrustQuestion, context: Context, sheet: Sheet
    ) -> Sequence[PickControl]:
        rows = rows_of(context.organisations, {*self.codes, *_stood(sheet.raw)})
        return [sheet.radios(f"{PREFIX}{one.code}", SCALE, one.label, one.hint) for one in rows]

    def read(
        self, question: TrustQuestion, context: Context, raw: Raw, before: Ratings | None
    ) -> Reading[Ratings]:
        # Others may have been picked, or fewer, since the page was made: its own rows count alone.
        rows = [one.code for one in rows_of(context.organisations, _stood(raw))]
        told, slips = read_one(PREFIX, rows, raw, _MEANT)
        if said_of(PREFIX, raw) - set(rows):
            slips = [Slip("", GONE), *slips]
        held: Ratings = {**(before or {})}
        held[self.item] = {**held.get(self.item, {}), **told}
        return Reading(None if self.blank(held) else held, tuple(slips))

    def write(self, question: TrustQuestion, value: Ratings) -> Raw:
        told = value.get(self.item, {})
        return {f"{PREFIX}{c}": [str(told[c])] for c in self.codes if told.get(c) is not None}


def _stood(raw: Raw) -> set[str]:
    """The codes of the rows of a posted page, which sends something for each of them."""
    return {part.removeprefix(PREFIX) for part in raw if part.startswith(PREFIX)}


def _said(value: Ratings, item: Item, code: str) -> str:
    rating = value.get(item, {}).get(code)
    words = _WORDS[str(rating)] if rating else tell("not known yet")
    return tell("{label}: {words}", label=ITEMS[item], words=words)


def _cell(told: Mapping[str, Rating | None]) -> str | None:
    return ";".join(f"{code}:{rating}" for code, rating in told.items() if rating) or None
