"""Who an organisation knows or works with: first the names, then how closely."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from pydantic import TypeAdapter

from survey.context import Choice, Context
from survey.controls import PickControl, Raw, Sheet, Slip
from survey.kinds.base import Kind, Reading, fed, known_of
from survey.kinds.picklist import GONE, Picked, PickList
from survey.logic.domains import Domain, Type, Value
from survey.questions import MaybeWords, Question, Strict, Words

Rung = Literal["none", "know", "share", "joint", "formal"]
INTENSITY: dict[Rung, float] = {"none": 0, "know": 0.25, "share": 0.5, "joint": 0.75, "formal": 1}
LADDER = (
    Choice("none", "Not in touch now"),
    Choice("know", "We know of them"),
    Choice("share", "We share information"),
    Choice("joint", "We do things together"),
    Choice("formal", "We have a formal agreement"),
)
_RUNGS: dict[str, Rung] = {rung: rung for rung in INTENSITY}
_WORDS = {rung.code: rung.label for rung in LADDER}
# A tick says at least "we know of them", even when nothing more is told.
LEAST = INTENSITY["know"]


class RosterQuestion(Question):
    """A question that is answered with organisations and the closeness to each."""

    kind: Literal["roster"]
    nobody: Words = "We work with none of these"
    follow_up_label: Words = "How closely do you work with each of them?"
    follow_up_hint: MaybeWords = ""


class Roster(Strict):
    """Who was named, and the rung for each; no rung yet where that page was not asked."""

    picked: list[str]
    special: str | None = None
    ties: dict[str, Rung | None] = {}


class RosterKind(Kind[RosterQuestion, Roster]):
    """Checkboxes on one page; only those ticked get radio buttons, on a second page."""

    name = "roster"
    value = TypeAdapter(Roster)
    feeds = frozenset({"ties"})
    empty_words = "Choose at least one, or say that you work with none of these"

    def blank(self, value: Roster) -> bool:
        return _names(value).empty

    def controls(
        self, question: RosterQuestion, context: Context, sheet: Sheet
    ) -> Sequence[PickControl]:
        return [_list(question, context).control(sheet, question.label, question.hint)]

    def read(
        self, question: RosterQuestion, context: Context, raw: Raw, before: Roster | None
    ) -> Reading[Roster]:
        picked, slips = _list(question, context).read(raw)
        if picked is None:
            return Reading(None, slips)
        ties = {c: r for c, r in (before.ties if before else {}).items() if c in picked.picked}
        return Reading(Roster(picked=picked.picked, special=picked.special, ties=ties), slips)

    def write(self, question: RosterQuestion, value: Roster) -> Raw:
        return PickList(()).write(_names(value))

    def check(self, question: RosterQuestion, context: Context, value: Roster) -> Sequence[Slip]:
        return _list(question, context).check(_names(value))

    def lines(self, question: RosterQuestion, context: Context, value: Roster) -> list[str]:
        names = _list(question, context)
        if value.special:
            return names.lines(_names(value))
        return [f"{names.label(c)}: {_closeness(value, c)}" for c in value.picked]

    def facts(self, question: RosterQuestion, value: Roster) -> dict[str, Any]:
        rungs = ((code, value.ties.get(code)) for code in value.picked)
        return fed(question, {code: INTENSITY[r] if r else LEAST for code, r in rungs})

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

    def cells(self, question: RosterQuestion, value: Roster) -> list[Any]:
        told = self.facts(question.model_copy(update={"feeds": "ties"}), value)["ties"]
        return [value.special or ";".join(f"{code}:{told[code]:g}" for code in told)]

    def follow_up(
        self, question: RosterQuestion, value: Roster
    ) -> Kind[RosterQuestion, Roster] | None:
        return _CLOSENESS if value.picked else None

    def follow_up_done(self, question: RosterQuestion, value: Roster) -> bool:
        return set(value.picked) <= set(value.ties)


class ClosenessKind(RosterKind):
    """The second page of a roster: a row of radio buttons for each that was named."""

    composite = True

    def controls(
        self, question: RosterQuestion, context: Context, sheet: Sheet
    ) -> Sequence[PickControl]:
        rows = _rows(context.organisations, sheet.raw)
        return [sheet.radios(f"tie-{c.code}", LADDER, c.label, c.hint) for c in rows]

    def read(
        self, question: RosterQuestion, context: Context, raw: Raw, before: Roster | None
    ) -> Reading[Roster]:
        named = _names_in(raw) | set(before.picked if before else ())
        rows = [c.code for c in context.organisations if c.code in named]
        slips = [Slip("", GONE)] if _names_in(raw) - set(rows) else []
        ties: dict[str, Rung | None] = {}
        for code in rows:
            posted = set(raw.get(f"tie-{code}", ()))
            ties[code] = _RUNGS.get("".join(posted)) if len(posted) == 1 else None
            if posted and ties[code] is None:
                slips.append(Slip(f"tie-{code}", "Choose one"))
        return Reading(Roster(picked=rows, ties=ties) if rows else before, tuple(slips))

    def write(self, question: RosterQuestion, value: Roster) -> Raw:
        rungs = ((code, value.ties.get(code)) for code in value.picked)
        return {f"tie-{code}": [rung] if rung else [] for code, rung in rungs}


_CLOSENESS = ClosenessKind()


def _list(question: RosterQuestion, context: Context) -> PickList:
    return PickList(context.organisations, [Choice("none", question.nobody)])


def _names(value: Roster) -> Picked:
    return Picked(picked=value.picked, special=value.special)


def _names_in(raw: Raw) -> set[str]:
    return {part.removeprefix("tie-") for part in raw if part.startswith("tie-") and raw[part]}


def _rows(organisations: Iterable[Choice], raw: Raw) -> list[Choice]:
    return [c for c in organisations if f"tie-{c.code}" in raw]


def _closeness(value: Roster, code: str) -> str:
    rung = value.ties.get(code)
    return _WORDS[rung].lower() if rung else "how closely is not known yet"


def _nearest(strength: float) -> Rung:
    return min(INTENSITY, key=lambda rung: abs(INTENSITY[rung] - strength))
