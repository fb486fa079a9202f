"""What is wrong with the conditions and formulas of a survey, each fault at its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from survey.brackets import FILLED
from survey.errors import BadFormula, Fault
from survey.kinds import kind_of
from survey.logic.domains import Domain, Type
from survey.logic.parsing import parse
from survey.logic.tree import Name, Node, names
from survey.logic.typing import check_condition, check_names, domain_of
from survey.ordering import order_faults
from survey.outline import FormulaAt, Outline, Unread
from survey.piping import slots
from survey.profile_values import PROFILE_DOMAINS


def condition_faults(outline: Outline) -> Iterator[Fault]:
    """Yield every formula that cannot be read or makes no sense, and circles of conditions."""
    trees: dict[str, Node] = {}
    known = _Known(outline)
    for one in outline.formulas:
        try:
            tree = parse(one.text)
            _check(one, tree, known)
        except BadFormula as error:
            yield Fault(one.place, str(error))
        else:
            trees.setdefault(one.key, tree)
        if one.calculates and one.key not in known.calculations:
            known.unsure.add(one.key)
    yield from _slot_faults(outline, known)
    yield from order_faults(outline, trees)


def _check(one: FormulaAt, tree: Node, known: _Known) -> None:
    """Check that a formula makes sense, as far as it is known what its names stand for."""
    sure = [name for name in names(tree) if not known.is_unsure(name)]
    if len(sure) < len([*names(tree)]):
        check_names(one.text, sure, known)
    elif one.calculates:
        known.calculations[one.key] = domain_of(one.text, tree, known)
    else:
        check_condition(one.text, tree, known)


def _slot_faults(outline: Outline, known: _Known) -> Iterator[Fault]:
    """Names in the words of a question that stand for nothing."""
    for place, question in outline.questions():
        for field in FILLED:
            for name in slots(getattr(question, field)):
                if known(name) is None and not known.is_unsure(name):
                    words = f"there is no answer ‘{name}’ to put into these words"
                    yield Fault(f"{place}.{field}", words)


class _Known:
    """The domain of each name; calculations are known once they were looked at."""

    def __init__(self, outline: Outline) -> None:
        self.questions: dict[str, Mapping[str, Domain]] = {
            # What is for the engine only decides nothing: what is asked next could tell it.
            q.id: {} if q.visibility == "engine" else kind_of(q).domains(q)
            for _, q in outline.questions()
            if not isinstance(q, Unread)
        }
        self.calculations: dict[str, Domain] = {}
        self.unsure = {*outline.unread}

    def __call__(self, name: Name) -> Domain | None:
        if name.source == "profile":
            return None if name.part else PROFILE_DOMAINS.get(name.name)
        if not name.source and name.name in self.calculations:
            return self.calculations[name.name]
        parts = self.questions.get(name.name, {})
        if parts and "" not in parts and not name.part:
            return Domain(Type.PARTS, frozenset(parts))
        return parts.get(name.part)

    def is_unsure(self, name: Name) -> bool:
        """Tell whether what a name stands for is there and cannot be read."""
        return name.source != "profile" and name.name in self.unsure
