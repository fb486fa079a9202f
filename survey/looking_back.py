"""Which answers to an earlier survey a survey looks at."""

from __future__ import annotations

from collections.abc import Iterator

from survey.definition import Definition
from survey.logic.tree import Name, names
from survey.piping import slots


def looked_back_at(definition: Definition) -> list[str]:
    """Return the ids of the questions whose earlier answers a survey looks at, each once.

    Conditions, calculations, rules and words are searched, those of retired questions too.

    Parameters
    ----------
    definition : Definition
        The survey.

    Returns
    -------
    list of str
        The ids that stand after ``before.``, in the order in which they are found.

    Examples
    --------
    >>> from survey import looked_back_at, registration_definition
    >>> looked_back_at(registration_definition("Hillside"))
    []
    """
    return list(dict.fromkeys(n.name for n in _names(definition) if n.source == "before"))


def _names(definition: Definition) -> Iterator[Name]:
    for tree in definition.plan.trees.values():
        yield from names(tree)
    for question in definition.questions():
        for rule in definition.plan.rules[question.id]:
            yield from names(rule)
        yield from slots(question.label)
        yield from slots(question.hint)
