"""What decides what in a survey: its conditions as trees, the order to decide in, its pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from survey.logic.dependencies import in_order
from survey.logic.parsing import parse
from survey.logic.tree import Node, names
from survey.piping import slots

SECTION = "section "


class Held(Protocol):
    """A rule as far as planning looks at it."""

    @property
    def must(self) -> str:
        """What must hold."""
        ...


class Asked(Protocol):
    """A question as far as planning looks at it."""

    @property
    def id(self) -> str:
        """Its id."""
        ...

    @property
    def label(self) -> str:
        """Its words, which may hold answers given before."""
        ...

    @property
    def hint(self) -> str:
        """The words under it, likewise."""
        ...

    @property
    def show_if(self) -> str:
        """The condition under which it is asked, empty for always."""
        ...

    @property
    def rules(self) -> Sequence[Held]:
        """What must hold besides."""
        ...

    @property
    def rests_on(self) -> Sequence[str]:
        """The questions that decide whether it is asked, besides conditions."""
        ...

    @property
    def retired(self) -> bool:
        """Whether it is no longer asked of anybody."""
        ...


class Part(Protocol):
    """A section as far as planning looks at it."""

    @property
    def id(self) -> str:
        """Its id."""
        ...

    @property
    def show_if(self) -> str:
        """The condition under which it is asked, empty for always."""
        ...

    @property
    def questions(self) -> Sequence[Asked]:
        """Its questions in order."""
        ...


class Worked(Protocol):
    """A calculation as far as planning looks at it."""

    @property
    def id(self) -> str:
        """Its id."""
        ...

    @property
    def formula(self) -> str:
        """What it works out."""
        ...


@dataclass(frozen=True)
class Plan:
    """How a survey is decided.

    ``trees`` has a tree for each condition and calculation, by the id of its question or
    calculation, or by ``section_key``; ``rules`` has those of each question, in order. ``order``
    lists all conditions, calculations and questions so that whatever one rests on stands before it.
    ``pages`` gives the ids of the questions of each page of a section: a question whose condition
    looks at one before it begins a page of its own, so that it is decided by an answer that was
    saved.
    """

    trees: Mapping[str, Node]
    rules: Mapping[str, tuple[Node, ...]]
    order: tuple[str, ...]
    pages: Mapping[str, tuple[tuple[str, ...], ...]]


def section_key(section_id: str) -> str:
    """Return the name of a section's condition, which no question can have."""
    return SECTION + section_id


def plan_of(sections: Sequence[Part], calculations: Sequence[Worked]) -> Plan:
    """Read the conditions of a survey and order them.

    Raises
    ------
    BadFormula
        A condition or formula cannot be read.
    ValueError
        Conditions rest on each other in a circle.
    """
    trees = {key: parse(text) for key, text in formulas_of(sections, calculations)}
    needs = needs_of(sections, trees)
    rules = {
        question.id: tuple(parse(rule.must) for rule in question.rules)
        for section in sections
        for question in section.questions
    }
    pages = {section.id: tuple(_pages(section, needs)) for section in sections}
    return Plan(trees, rules, tuple(in_order(needs)), pages)


def formulas_of(
    sections: Sequence[Part], calculations: Sequence[Worked]
) -> Iterator[tuple[str, str]]:
    """Yield the key and the text of each condition and calculation that there is."""
    for section in sections:
        if section.show_if:
            yield section_key(section.id), section.show_if
        yield from ((q.id, q.show_if) for q in section.questions if q.show_if)
    yield from ((one.id, one.formula) for one in calculations)


def needs_of(sections: Sequence[Part], trees: Mapping[str, Node]) -> dict[str, set[str]]:
    """Return what must be decided before each question, section and calculation."""
    needs: dict[str, set[str]] = {
        key: {name.name for name in names(tree) if not name.source} for key, tree in trees.items()
    }
    for section in sections:
        needs.setdefault(section_key(section.id), set())
        for question in section.questions:
            mine = needs.setdefault(question.id, set())
            mine.add(section_key(section.id))
            words = f"{question.label} {question.hint}"
            mine |= {name.name for name in slots(words) if not name.source}
            mine |= {*question.rests_on}
    return needs


def _pages(section: Part, needs: Mapping[str, set[str]]) -> Iterator[tuple[str, ...]]:
    """Cut a section before each question that rests on one of the page so far."""
    page: list[str] = []
    for question in section.questions:
        if question.retired:
            continue
        if page and _rests_on(question.id, set(page), needs):
            yield tuple(page)
            page = []
        page.append(question.id)
    if page:
        yield tuple(page)


def _rests_on(key: str, wanted: set[str], needs: Mapping[str, set[str]]) -> bool:
    """Whether something rests on one of these, directly or through others."""
    seen: set[str] = set()
    waiting = [key]
    while waiting:
        for need in needs.get(waiting.pop(), ()):
            if need in wanted:
                return True
            if need not in seen:
                seen.add(need)
                waiting.append(need)
    return False
