"""How much of each theme: a row for each, where none differs from unanswered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from pydantic import TypeAdapter

from survey.context import Choice, Context
from survey.controls import PickControl, Raw, Sheet, Slip
from survey.kinds.base import Kind, Reading, fed, known_of
from survey.kinds.counted import Piece
from survey.kinds.measuring import crossed, grid, mean, measure
from survey.kinds.picklist import GONE, LOST
from survey.logic.domains import Domain, Partly, Type, Value
from survey.questions import Question
from survey.words import tell, tell_all

Level = Literal["none", "little", "fair", "most"]
Levels = dict[str, Level | None]
WEIGHTS: dict[Level, float] = {"none": 0, "little": 0.3, "fair": 0.6, "most": 1}
LEVELS = (
    Choice("none", tell("None")),
    Choice("little", tell("A little")),
    Choice("fair", tell("A fair part")),
    Choice("most", tell("Most")),
)
MEAN_WEIGHT = "Mean weight"
NOTE = "Weights: none 0, a little 0.3, a fair part 0.6, most 1; of those who told it of that theme."
_BY_CODE: dict[str, Level] = {level: level for level in WEIGHTS}


class ThemesQuestion(Question):
    """A question that asks for a weight on each theme of the partnership."""

    kind: Literal["themes"]


class ThemesKind(Kind[ThemesQuestion, Levels]):
    """Four radio buttons a theme; every theme shown is stored, None where left unanswered."""

    name = "themes"
    value: TypeAdapter[Levels] = TypeAdapter(Levels)
    feeds = frozenset({"themes"})
    empty_words = tell("Choose how much for at least one of these")
    composite = True

    def blank(self, value: Levels) -> bool:
        return all(level is None for level in value.values())

    def controls(
        self, question: ThemesQuestion, context: Context, sheet: Sheet
    ) -> Sequence[PickControl]:
        rows = asked_rows(context.themes, sheet.raw)
        return [sheet.radios(row.code, LEVELS, row.label, row.hint) for row in rows]

    def read(
        self, question: ThemesQuestion, context: Context, raw: Raw, before: Levels | None
    ) -> Reading[Levels]:
        levels: Levels = {row.code: None for row in asked_rows(context.themes, raw)}
        slips = [Slip("", GONE)] if any(raw[p] and p not in levels for p in raw) else []
        for code in levels:
            posted = set(raw.get(code, ()))
            levels[code] = _BY_CODE.get("".join(posted)) if len(posted) == 1 else None
            if posted and levels[code] is None:
                slips.append(Slip(code, tell("Choose one")))
        return Reading(None if self.blank(levels) else levels, tuple(slips))

    def write(self, question: ThemesQuestion, value: Levels) -> Raw:
        return {code: [level] for code, level in value.items() if level is not None}

    def check(self, question: ThemesQuestion, context: Context, value: Levels) -> Sequence[Slip]:
        listed = {theme.code for theme in context.themes}
        gone = any(level is not None and code not in listed for code, level in value.items())
        return (Slip("", GONE),) if gone else ()

    def lines(self, question: ThemesQuestion, context: Context, value: Levels) -> list[str]:
        labels = {theme.code: theme.label for theme in context.themes}
        named: dict[str, list[str]] = {}
        for code, level in value.items():
            named.setdefault(level or "", []).append(labels.get(code, LOST))
        words = [(c.code, c.label) for c in reversed(LEVELS)] + [("", tell("Not known yet"))]
        return [
            tell("{label}: {words}", label=word, words=tell_all(named[code]))
            for code, word in words
            if code in named
        ]

    def facts(self, question: ThemesQuestion, value: Levels) -> dict[str, Any]:
        answered = {code: level for code, level in value.items() if level is not None}
        return fed(question, {code: WEIGHTS[level] for code, level in answered.items()})

    def known(self, question: ThemesQuestion, context: Context) -> Levels | None:
        weights = known_of(question, context)
        return {code: nearest(WEIGHTS, w) for code, w in weights.items()} if weights else None

    def domains(self, question: ThemesQuestion) -> Mapping[str, Domain]:
        return {"": Domain(Type.CHOICES)}

    def values_of(self, question: ThemesQuestion, value: Levels) -> Mapping[str, Value]:
        told = [code for code, level in value.items() if level and level != "none"]
        unsure = [code for code, level in value.items() if level is None]
        return {"": Partly(told, unsure) if unsure else frozenset(told)}

    def tally(
        self, question: ThemesQuestion, context: Context, values: Sequence[Levels]
    ) -> list[Piece]:
        columns, rows = crossed(context.themes, LEVELS, values)
        weighed = []
        for row in rows:
            weight = mean([WEIGHTS[level] for value in values if (level := value.get(row.key))])
            cells = (*row.cells, measure("mean", MEAN_WEIGHT, weight))
            weighed.append(replace(row, cells=cells))
        return [grid(len(values), [*columns, MEAN_WEIGHT], weighed, NOTE)]

    def cells(self, question: ThemesQuestion, value: Levels) -> list[Any]:
        told = [f"{code}:{WEIGHTS[level]:g}" for code, level in value.items() if level is not None]
        return [";".join(told)]


def asked_rows(themes: Iterable[Choice], raw: Raw) -> list[Choice]:
    """Return the themes to ask about: all that live, and retired ones that were answered."""
    return [theme for theme in themes if not theme.retired or raw.get(theme.code)]


def nearest(weights: Mapping[Level, float], weight: float) -> Level:
    """Return the level whose weight is nearest."""
    return min(weights, key=lambda level: abs(weights[level] - weight))
