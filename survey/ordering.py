"""What is wrong in the order of a survey: circles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from survey.errors import Fault
from survey.logic.dependencies import circle_words, circles
from survey.logic.tree import Node, names
from survey.outline import Outline
from survey.piping import slots
from survey.planning import SECTION, needs_of

Mentions = Mapping[tuple[str, str], str]


def order_faults(outline: Outline, trees: Mapping[str, Node]) -> Iterator[Fault]:
    """Yield each circle.

    Parameters
    ----------
    outline : Outline
        The survey.
    trees : mapping of str to Node
        Its conditions and calculations that can be read.
    """
    mentions = _mentions(outline, trees)
    for parts in circles(needs_of(outline.sections, trees)):
        words = circle_words(tuple(part.removeprefix(SECTION) for part in parts))
        yield Fault(_place(mentions, parts), words)


def _mentions(outline: Outline, trees: Mapping[str, Node]) -> Mentions:
    """Where each thing names another: in its condition, its formula or else its words."""
    found: dict[tuple[str, str], str] = {}
    for one in outline.formulas:
        for name in names(trees[one.key]) if one.key in trees else ():
            if not name.source:
                found.setdefault((one.key, name.name), one.place)
    for place, question in outline.questions():
        for field in ("label", "hint"):
            for name in slots(getattr(question, field)):
                if not name.source:
                    found.setdefault((question.id, name.name), f"{place}.{field}")
    return found


def _place(mentions: Mentions, parts: tuple[str, ...]) -> str:
    """Where the first part of a circle that names the next one does so."""
    pairs = zip(parts, (*parts[1:], parts[0]), strict=True)
    return next((mentions[pair] for pair in pairs if pair in mentions), "sections")
