"""What an organisation offers others and what it needs: two sets from one list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from pydantic import TypeAdapter

from survey.context import Choice, Context
from survey.controls import PickControl, Raw, Sheet, Slip
from survey.kinds.base import Column, Kind, Reading
from survey.kinds.counted import Piece
from survey.kinds.measuring import count_picked
from survey.kinds.picklist import Picked, PickList
from survey.logic.domains import Domain, Type, Value
from survey.questions import Question, Strict, Words
from survey.words import tell, tell_all

SIDES = ("offers", "needs")
_SHORT = {"offers": tell("We offer"), "needs": tell("We need")}


class ExchangeQuestion(Question):
    """A question that is answered with what one offers and what one needs."""

    kind: Literal["offers_and_needs"]
    offers_label: Words = tell("What could you offer to others?")
    needs_label: Words = tell("What do you need from others?")
    no_offers: Words = tell("We offer nothing just now")
    no_needs: Words = tell("We need nothing just now")


class Exchange(Strict):
    """The two sets; None where that side is not answered."""

    offers: Picked | None = None
    needs: Picked | None = None

    def side(self, side: str) -> Picked | None:
        """Return one of the two sets, None where it says nothing."""
        picked = self.offers if side == "offers" else self.needs
        return None if picked is None or picked.empty else picked


class ExchangeKind(Kind[ExchangeQuestion, Exchange]):
    """Two sets of checkboxes; each side has a "nothing just now" of its own."""

    name = "offers_and_needs"
    value = TypeAdapter(Exchange)
    feeds = frozenset({"offers_and_needs"})
    empty_words = tell("Choose at least one, or ‘nothing just now’")
    composite = True

    def blank(self, value: Exchange) -> bool:
        return all(value.side(s) is None for s in SIDES)

    def controls(
        self, question: ExchangeQuestion, context: Context, sheet: Sheet
    ) -> Sequence[PickControl]:
        labels = {"offers": question.offers_label, "needs": question.needs_label}
        return [_list(question, context, s).control(sheet, labels[s], "") for s in SIDES]

    def read(
        self, question: ExchangeQuestion, context: Context, raw: Raw, before: Exchange | None
    ) -> Reading[Exchange]:
        offers, slips = _list(question, context, "offers").read(raw)
        needs, more = _list(question, context, "needs").read(raw)
        value = Exchange(offers=offers, needs=needs)
        return Reading(None if self.blank(value) else value, slips + more)

    def write(self, question: ExchangeQuestion, value: Exchange) -> Raw:
        offers = PickList((), part="offers").write(value.offers)
        return offers | PickList((), part="needs").write(value.needs)

    def check(
        self, question: ExchangeQuestion, context: Context, value: Exchange
    ) -> Sequence[Slip]:
        told = ((s, value.side(s)) for s in SIDES)
        lists = ((_list(question, context, s), picked) for s, picked in told if picked)
        return [slip for picks, picked in lists for slip in picks.check(picked)]

    def lines(self, question: ExchangeQuestion, context: Context, value: Exchange) -> list[str]:
        told = {s: _words(_list(question, context, s), value.side(s)) for s in SIDES}
        return [tell("{label}: {words}", label=_SHORT[s], words=told[s]) for s in SIDES]

    def said(self, question: ExchangeQuestion, context: Context, value: Exchange, part: str) -> str:
        if not part:
            return super().said(question, context, value, part)
        return _words(_list(question, context, part), value.side(part))

    def facts(self, question: ExchangeQuestion, value: Exchange) -> dict[str, Any]:
        told = ((s, value.side(s)) for s in SIDES if question.feeds)
        return {s: list(picked.picked) for s, picked in told if picked is not None}

    def known(self, question: ExchangeQuestion, context: Context) -> Exchange | None:
        if not question.feeds:
            return None
        told = {s: _known(context.known.get(s)) for s in SIDES}
        return Exchange(**told) if any(told.values()) else None

    def domains(self, question: ExchangeQuestion) -> Mapping[str, Domain]:
        return dict.fromkeys(SIDES, Domain(Type.CHOICES))

    def values_of(self, question: ExchangeQuestion, value: Exchange) -> Mapping[str, Value]:
        return {
            side: frozenset(picked.picked)
            for side in SIDES
            if (picked := value.side(side)) is not None
        }

    def tally(
        self, question: ExchangeQuestion, context: Context, values: Sequence[Exchange]
    ) -> list[Piece]:
        labels = {"offers": question.offers_label, "needs": question.needs_label}
        sides = {s: [p for value in values if (p := value.side(s)) is not None] for s in SIDES}
        return [count_picked(_list(question, context, s), sides[s], labels[s]) for s in SIDES]

    def columns(self, question: ExchangeQuestion) -> list[Column]:
        labels = {"offers": question.offers_label, "needs": question.needs_label}
        return [Column(question.id, s, labels[s]) for s in SIDES]

    def cells(self, question: ExchangeQuestion, value: Exchange) -> list[Any]:
        told = (value.side(s) for s in SIDES)
        return [None if p is None else p.special or ";".join(p.picked) for p in told]


def _list(question: ExchangeQuestion, context: Context, side: str) -> PickList:
    nothing = question.no_offers if side == "offers" else question.no_needs
    return PickList(context.offers, [Choice("none", nothing)], part=side)


def _words(picks: PickList, picked: Picked | None) -> str:
    if picked is None:
        return tell("not known yet")
    return tell("nothing just now") if picked.special else tell_all(picks.lines(picked))


def _known(codes: object) -> Picked | None:
    if not isinstance(codes, list | tuple):
        return None
    return Picked(picked=list(codes), special=None if codes else "none")
