"""Who an organisation knows or works with: first the names, then what is asked of each."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter

from survey.context import Choice, Context
from survey.controls import Control, Raw, Sheet, Slip
from survey.errors import Fault
from survey.kinds.base import Column, FollowUp, Kind, Reading, fed, known_of, words_twice
from survey.kinds.counted import Piece
from survey.kinds.following import PAGES, follow_ups_of
from survey.kinds.partners import (
    CONTACT,
    FLOWS,
    INTENSITY,
    LADDER,
    LEAST,
    FollowUpName,
    Roster,
    RosterQuestion,
    Rung,
)
from survey.kinds.picklist import Picked, PickList
from survey.kinds.ties import tally_partners
from survey.kinds.unlisted import LONGEST_TEXT, PART, amiss_in_names, names_box, read_names
from survey.logic.domains import Domain, Type, Value
from survey.words import small, tell, tell_all

_RUNG_WORDS = {rung.code: rung.label for rung in LADDER}
_OFTEN_WORDS = {often.code: often.label for often in CONTACT}
_FLOW_WORDS = {flow.code: flow.label for flow in FLOWS}
# How close comes with the names, in the first column.
MORE_COLUMNS: tuple[FollowUpName, ...] = ("frequency", "flows")
TOO_LONG = tell("Shorten this to {most:,} letters", most=LONGEST_TEXT)


class RosterKind(Kind[RosterQuestion, Roster]):
    """Checkboxes on one page; what is asked of those ticked alone stands on further pages."""

    name = "roster"
    value = TypeAdapter(Roster)
    feeds = frozenset({"ties"})
    empty_words = tell("Choose at least one, or say that you work with none of these")

    def faults(self, question: RosterQuestion) -> Iterator[Fault]:
        yield from words_twice("follow_ups", question.follow_ups)

    def blank(self, value: Roster) -> bool:
        return _names(value).empty and not value.unlisted

    def controls(
        self, question: RosterQuestion, context: Context, sheet: Sheet
    ) -> Sequence[Control]:
        names = _list(question, context).control(sheet, question.label, question.hint)
        return [names, names_box(sheet, question.unlisted_label)] if question.unlisted else [names]

    def read(
        self, question: RosterQuestion, context: Context, raw: Raw, before: Roster | None
    ) -> Reading[Roster]:
        picked, slips = _list(question, context).read(raw)
        typed = read_names(raw) if question.unlisted else []
        if typed is None:
            return Reading(None, (*slips, Slip(PART, TOO_LONG)))
        named, told = picked or Picked(picked=[]), before.told if before else {}
        if named.empty and not typed and not any(told.values()):
            return Reading(None, slips)
        value = Roster(picked=named.picked, special=named.special, unlisted=typed, **told)
        return Reading(value, slips)

    def write(self, question: RosterQuestion, value: Roster) -> Raw:
        names = PickList(()).write(_names(value))
        return {**names, PART: ["\n".join(value.unlisted)]} if value.unlisted else names

    def check(self, question: RosterQuestion, context: Context, value: Roster) -> Sequence[Slip]:
        slips = _list(question, context).check(_names(value))
        return [*slips, *amiss_in_names(value.unlisted, context.organisations)]

    def slips(
        self, question: RosterQuestion, context: Context, value: Roster | None
    ) -> tuple[Slip, ...]:
        said = None if value is None or self.blank(value) else value
        return super().slips(question, context, said)

    def draft(self, stored: Any) -> Roster | None:
        return self._parsed(stored)

    def pruned(self, question: RosterQuestion, context: Context, value: Roster) -> Roster | None:
        return None if self.blank(value) else value.of_named()

    def lines(self, question: RosterQuestion, context: Context, value: Roster) -> list[str]:
        names = _list(question, context)
        others = [tell("Not in the list: {name}", name=name) for name in value.unlisted]
        if value.special:
            return [*names.lines(_names(value)), *others]
        return [
            *(_told(question, value, code, names.label(code)) for code in value.picked),
            *others,
        ]

    def said(self, question: RosterQuestion, context: Context, value: Roster, part: str) -> str:
        return tell_all([*_list(question, context).lines(_names(value)), *value.unlisted])

    def facts(self, question: RosterQuestion, value: Roster) -> dict[str, Any]:
        return fed(question, _strengths(value))

    def known(self, question: RosterQuestion, context: Context) -> Roster | None:
        ties = known_of(question, context)
        if ties is None:
            return None
        rungs: dict[str, Rung | None] = {code: _nearest(ties[code]) for code in ties}
        return Roster(picked=list(ties), special=None if ties else "none", ties=rungs)

    def domains(self, question: RosterQuestion) -> Mapping[str, Domain]:
        return {"": Domain(Type.CHOICES)}

    def values_of(self, question: RosterQuestion, value: Roster) -> Mapping[str, Value]:
        return {"": frozenset(value.picked)}

    def tally(
        self, question: RosterQuestion, context: Context, values: Sequence[Roster]
    ) -> list[Piece]:
        return tally_partners(question, values)

    def columns(self, question: RosterQuestion) -> list[Column]:
        asked = [
            Column(question.id, name, question.words(name))
            for name in MORE_COLUMNS
            if name in question.follow_ups
        ]
        typed = [Column(question.id, PART, question.unlisted_label)] if question.unlisted else []
        return [Column(question.id, "", question.label), *asked, *typed]

    def cells(self, question: RosterQuestion, value: Roster) -> list[Any]:
        strengths, value = _strengths(value), value.of_named()
        codes = [f"{code}:{strengths[code]:g}" for code in strengths]
        if "closeness" not in question.follow_ups:
            codes = list(value.picked)
        cells: dict[str, Any] = {"": value.special or ";".join(codes)}
        cells["frequency"] = _joined({c: often for c, often in value.often.items() if often})
        flows = {code: "+".join(told or ["none"]) for code, told in value.flows.items()
                 if told is not None}  # fmt: skip
        cells["flows"] = _joined(flows)
        cells[PART] = "; ".join(value.unlisted) or None
        return [cells[column.part] for column in self.columns(question)]

    def unasked(self, question: RosterQuestion, value: Roster) -> Collection[str]:
        return () if value.picked else MORE_COLUMNS

    def follow_ups(
        self, question: RosterQuestion, context: Context, value: Roster | None
    ) -> Sequence[FollowUp]:
        return follow_ups_of(question, value) if value else ()

    def follow_ups_done(self, question: RosterQuestion, context: Context, value: Roster) -> bool:
        fields = (PAGES[name].field for name in question.follow_ups)
        return all(set(value.picked) <= set(getattr(value, field)) for field in fields)


def _list(question: RosterQuestion, context: Context) -> PickList:
    return PickList(context.organisations, [Choice("none", question.nobody)])


def _names(value: Roster) -> Picked:
    return Picked(picked=value.picked, special=value.special)


def _strengths(value: Roster) -> dict[str, float]:
    rungs = ((code, value.ties.get(code)) for code in value.picked)
    return {code: INTENSITY[rung] if rung else LEAST for code, rung in rungs}


def _joined(told: Mapping[str, str]) -> str | None:
    return ";".join(f"{code}:{words}" for code, words in told.items()) or None


def _told(question: RosterQuestion, value: Roster, code: str, label: str) -> str:
    """What was told of one organisation, after its name."""
    words = {
        "closeness": _closeness(value, code),
        "frequency": _frequency(value, code),
        "flows": _flows(value, code),
    }
    told = [words[name] for name in question.follow_ups]
    return tell("{label}: {words}", label=label, words=tell_all(told, "; ")) if told else label


def _closeness(value: Roster, code: str) -> str:
    rung = value.ties.get(code)
    return small(_RUNG_WORDS[rung]) if rung else tell("how closely is not known yet")


def _frequency(value: Roster, code: str) -> str:
    often = value.often.get(code)
    if often is None:
        return tell("how often is not known yet")
    return tell("in touch {often}", often=small(_OFTEN_WORDS[often]))


def _flows(value: Roster, code: str) -> str:
    flows = value.flows.get(code)
    if flows is None:
        return tell("what goes between us is not known yet")
    if not flows:
        return tell("none of these goes between us")
    return tell("between us: {what}", what=tell_all(small(_FLOW_WORDS[flow]) for flow in flows))


def _nearest(strength: float) -> Rung:
    return min(INTENSITY, key=lambda rung: abs(INTENSITY[rung] - strength))
