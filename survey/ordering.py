"""What is wrong in the order of a survey: circles, and what looks ahead."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from survey.brackets import FILLED
from survey.errors import Fault
from survey.logic.dependencies import circle_words, circles
from survey.logic.tree import Node, names
from survey.outline import Outline
from survey.piping import slots
from survey.planning import SECTION, needs_of, section_key

Mentions = Mapping[tuple[str, str], str]


def order_faults(outline: Outline, trees: Mapping[str, Node]) -> Iterator[Fault]:
    """Yield each circle, and each name of an answer that is only asked for after it.

    Parameters
    ----------
    outline : Outline
        The survey.
    trees : mapping of str to Node
        Its conditions and calculations that can be read.
    """
    needs, mentions = needs_of(outline.sections, trees), _mentions(outline, trees)
    in_circles: set[str] = set()
    for parts in circles(needs):
        in_circles.update(parts)
        words = circle_words(tuple(part.removeprefix(SECTION) for part in parts))
        yield Fault(_place(mentions, parts), words)
    yield from _ahead(outline, needs, mentions, in_circles)


def _mentions(outline: Outline, trees: Mapping[str, Node]) -> Mentions:
    """Where each thing names another: in its condition, its formula or else its words."""
    found: dict[tuple[str, str], str] = {}
    for one in outline.formulas:
        for name in names(trees[one.key]) if one.key in trees else ():
            if not name.source:
                found.setdefault((one.key, name.name), one.place)
    for place, question in outline.questions():
        for field in FILLED:
            for name in slots(getattr(question, field)):
                if not name.source:
                    found.setdefault((question.id, name.name), f"{place}.{field}")
    return found


def _place(mentions: Mentions, parts: tuple[str, ...]) -> str:
    """Where the first part of a circle that names the next one does so."""
    pairs = zip(parts, (*parts[1:], parts[0]), strict=True)
    return next((mentions[pair] for pair in pairs if pair in mentions), "sections")


def _ahead(
    outline: Outline,
    needs: Mapping[str, Collection[str]],
    mentions: Mentions,
    in_circles: Collection[str],
) -> Iterator[Fault]:
    """Conditions and words that rest on an answer which nobody has given by then."""
    at = _positions(outline)
    for (key, name), place in mentions.items():
        if key not in at or key in in_circles:
            continue
        late = [one for one in _asked_for(name, at, needs) if at[one] > at[key]]
        if late:
            words = f"rests on ‘{late[0]}’, which is asked only after this; move it up"
            yield Fault(place, words)


def _positions(outline: Outline) -> dict[str, int]:
    """Where each section and question stands, from the front; calculations stand nowhere."""
    found: dict[str, int] = {}
    for section in outline.sections:
        found.setdefault(section_key(section.id), len(found))
        for question in section.questions:
            found.setdefault(question.id, len(found))
    return found


def _asked_for(
    name: str, at: Mapping[str, int], needs: Mapping[str, Collection[str]]
) -> Iterator[str]:
    """The questions that a name stands for: itself, or those that a calculation looks at."""
    seen, waiting = {name}, [name]
    while waiting:
        one = waiting.pop()
        if one in at:
            yield one
            continue
        for need in sorted({*needs.get(one, ())} - seen):
            seen.add(need)
            waiting.append(need)
