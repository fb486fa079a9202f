"""What is wrong with the conditions and formulas of a survey, each fault at its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from survey.definition import Definition
from survey.errors import BadFormula, Fault
from survey.kinds import kind_of
from survey.logic.dependencies import circle, circle_words
from survey.logic.domains import Domain, Type
from survey.logic.parsing import parse
from survey.logic.tree import Name, Node
from survey.logic.typing import check_condition, domain_of
from survey.piping import slots
from survey.planning import SECTION, needs_of, section_key
from survey.profile_values import PROFILE_DOMAINS


def condition_faults(definition: Definition) -> Iterator[Fault]:
    """Yield every formula that cannot be read or makes no sense, and a circle of conditions."""
    trees: dict[str, Node] = {}
    known = _Known(definition)
    for place, key, text, gives in _formulas(definition):
        try:
            tree = parse(text)
            if gives:
                known.calculations[key] = domain_of(text, tree, known)
            else:
                check_condition(text, tree, known)
        except BadFormula as error:
            yield Fault(place, str(error))
        else:
            trees.setdefault(key, tree)
    yield from _slot_faults(definition, known)
    found = circle(needs_of(definition.sections, trees))
    if found:
        yield Fault(
            _place(definition, found),
            circle_words(tuple(key.removeprefix(SECTION) for key in found)),
        )


def _slot_faults(definition: Definition, known: _Known) -> Iterator[Fault]:
    """Names in the words of a question that stand for nothing."""
    for n, section in enumerate(definition.sections):
        for m, question in enumerate(section.questions):
            for field in ("label", "hint"):
                for name in slots(getattr(question, field)):
                    if known(name) is None:
                        words = f"there is no answer ‘{name}’ to put into these words"
                        yield Fault(f"sections[{n}].questions[{m}].{field}", words)


class _Known:
    """The domain of each name; calculations are known once they were looked at."""

    def __init__(self, definition: Definition) -> None:
        self.questions: dict[str, Mapping[str, Domain]] = {
            # What is for the engine only decides nothing: what is asked next could tell it.
            q.id: {} if q.visibility == "engine" else kind_of(q).domains(q)
            for q in definition.questions()
        }
        self.calculations: dict[str, Domain] = {}

    def __call__(self, name: Name) -> Domain | None:
        if name.source == "profile":
            return None if name.part else PROFILE_DOMAINS.get(name.name)
        if not name.source and name.name in self.calculations:
            return self.calculations[name.name]
        parts = self.questions.get(name.name, {})
        if parts and "" not in parts and not name.part:
            return Domain(Type.PARTS, frozenset(parts))
        return parts.get(name.part)


def _formulas(definition: Definition) -> Iterator[tuple[str, str, str, bool]]:
    """Yield place, key, text, and whether it is a calculation; those come first."""
    for n, one in enumerate(definition.calculations):
        yield f"calculations[{n}].formula", one.id, one.formula, True
    for n, section in enumerate(definition.sections):
        if section.show_if:
            yield f"sections[{n}].show_if", section_key(section.id), section.show_if, False
        for m, question in enumerate(section.questions):
            place = f"sections[{n}].questions[{m}]"
            if question.show_if:
                yield f"{place}.show_if", question.id, question.show_if, False
            for r, rule in enumerate(question.rules):
                yield f"{place}.rules[{r}].must", f"{place}.rules[{r}]", rule.must, False


def _place(definition: Definition, parts: tuple[str, ...]) -> str:
    """Where the first part of a circle stands that has a formula of its own."""
    places = {key: place for place, key, *_ in reversed([*_formulas(definition)])}
    return next((places[part] for part in parts if part in places), "sections")
