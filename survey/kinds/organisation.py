"""One organisation of the partnership, or the name of one that is not in its list."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from pydantic import TypeAdapter

from survey.cleaning import one_line
from survey.context import Context
from survey.controls import PickControl, Raw, Sheet, Slip, Tick
from survey.kinds.base import Column, Kind, Reading
from survey.kinds.counted import Count, Counts, Piece
from survey.kinds.finding import find_in
from survey.kinds.measuring import count_each, other_words
from survey.kinds.picklist import GONE, LOST, shorten
from survey.logic.domains import Domain, Type, Value
from survey.questions import MaybeWords, Question, Strict
from survey.words import tell

# No organisation has a code that begins like this.
UNLISTED = "_unlisted"
NAME = "name"
LONGEST_NAME = 200
NOT_LISTED = "Another one, which is not in the list"


class OrganisationQuestion(Question):
    """A question that is answered with one organisation.

    ``unlisted`` is the label for one that is not in the list, empty where there must be one.
    """

    kind: Literal["organisation"]
    unlisted: MaybeWords = tell("Another organisation, which is not in this list")


class Named(Strict):
    """An organisation by its code, or by the name that was typed."""

    code: str = ""
    name: str = ""


class OrganisationKind(Kind[OrganisationQuestion, Named]):
    """Radio buttons with the names, and a box to find one; a typed name is kept as text."""

    name = "organisation"
    value = TypeAdapter(Named)
    empty_words = tell("Choose an organisation")

    def blank(self, value: Named) -> bool:
        return not value.code and not value.name.strip()

    def controls(
        self, question: OrganisationQuestion, context: Context, sheet: Sheet
    ) -> Sequence[PickControl]:
        found = find_in(context.organisations, sheet.values(""), sheet.find_in(""))
        control = sheet.radios("", (), question.label, question.hint)
        listed = found.put_into(control, lambda some: sheet.ticks("", some))
        return [replace(listed, specials=_unlisted(question, sheet))]

    def read(
        self, question: OrganisationQuestion, context: Context, raw: Raw, before: Named | None
    ) -> Reading[Named]:
        posted = list(dict.fromkeys(raw.get("", ())))
        typed = one_line("".join(raw.get(NAME, ())[:1])) if question.unlisted else ""
        if typed and not posted:
            posted = [UNLISTED]
        if len(posted) > 1:
            return Reading(None, (Slip("", tell("Choose one")),))
        if not posted:
            return Reading(None)
        if posted != [UNLISTED] or not question.unlisted:
            return _listed(context, posted[0], typed)
        if not typed:
            return Reading(None, (Slip(NAME, tell("Type the name of the organisation")),))
        if len(typed) > LONGEST_NAME:
            words = shorten(LONGEST_NAME, len(typed))
            return Reading(None, (Slip(NAME, words),))
        return Reading(Named(name=typed))

    def write(self, question: OrganisationQuestion, value: Named) -> Raw:
        if value.code:
            return {"": [value.code]}
        return {"": [UNLISTED], NAME: [value.name]}

    def check(
        self, question: OrganisationQuestion, context: Context, value: Named
    ) -> Sequence[Slip]:
        there = not value.code or any(one.code == value.code for one in context.organisations)
        return () if there else (Slip("", GONE),)

    def lines(self, question: OrganisationQuestion, context: Context, value: Named) -> list[str]:
        if not value.code:
            return [tell("{name} (not in the list)", name=value.name)]
        found = (one.label for one in context.organisations if one.code == value.code)
        return [next(found, LOST)]

    def said(
        self, question: OrganisationQuestion, context: Context, value: Named, part: str
    ) -> str:
        return value.name or super().said(question, context, value, part)

    def domains(self, question: OrganisationQuestion) -> Mapping[str, Domain]:
        return {"": Domain(Type.CHOICE)}

    def values_of(self, question: OrganisationQuestion, value: Named) -> Mapping[str, Value]:
        return {"": value.code} if value.code else {}

    def tally(
        self, question: OrganisationQuestion, context: Context, values: Sequence[Named]
    ) -> list[Piece]:
        typed = [value.name for value in values if not value.code]
        listed = count_each(context.organisations, [{v.code} if v.code else () for v in values])
        # A list may have thousands of names: those that somebody chose, the most chosen first.
        rows = sorted(
            (r for r in listed.rows if r.number), key=lambda r: (-r.number, r.label, r.key)
        )
        if question.unlisted or typed:
            rows.append(Count(UNLISTED, NOT_LISTED, len(typed)))
        counts = Counts("", "", len(values), len(values), tuple(rows))
        return [counts, other_words(typed, NAME)] if typed else [counts]

    def columns(self, question: OrganisationQuestion) -> list[Column]:
        main = Column(question.id, "", question.label)
        typed = Column(question.id, NAME, f"{question.label} (a name that is not in the list)")
        return [main, typed] if question.unlisted else [main]

    def cells(self, question: OrganisationQuestion, value: Named) -> list[Any]:
        cells = [value.code or None, value.name or None]
        return cells if question.unlisted else cells[:1]

    def unasked(self, question: OrganisationQuestion, value: Named) -> Collection[str]:
        return (NAME,) if value.code else ()


def _unlisted(question: OrganisationQuestion, sheet: Sheet) -> tuple[Tick, ...]:
    """The radio button for an organisation that is not listed, with the box for its name."""
    if not question.unlisted:
        return ()
    name = sheet.html_name("")
    ticked = UNLISTED in sheet.values("")
    box = replace(sheet.text(NAME, tell("Its name")), limit=LONGEST_NAME)
    return (
        Tick(f"{name}.{UNLISTED}", name, UNLISTED, question.unlisted, checked=ticked, opens=box),
    )


def _listed(context: Context, code: str, typed: str) -> Reading[Named]:
    """What choosing a listed organisation gives; a name beside it is asked about."""
    found = next((one for one in context.organisations if one.code == code), None)
    if found is None:
        return Reading(None, (Slip("", GONE),))
    if typed:
        words = tell("You chose ‘{label}’ and typed a name. Keep one of them", label=found.label)
        return Reading(None, (Slip(NAME, words),))
    return Reading(Named(code=code))
