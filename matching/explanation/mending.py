"""The smallest change that mends each broken rule of a group.

From small to large: ask a member, take somebody out or in by name, add one, swap one for another,
and last what to look for. Nobody is offered who is kept apart from a member, and a rule about
that is not told.
"""

from collections.abc import Callable, Mapping

from matching.explanation.answers import BrokenRule, Sentence
from matching.explanation.group import Group
from matching.explanation.mending_people import mend_with_people
from matching.explanation.wording import listed
from matching.request import Brief
from matching.rules import EXCLUSION, MUST_EXCLUDE, MUST_INCLUDE, SIZE, THEMES, named_members


def broken_with_mends(group: Group) -> tuple[BrokenRule, ...]:
    """The broken rules that may be told, each with what mends it."""
    return tuple(BrokenRule(rule, _mend(group, rule)) for rule in group.broken if rule != EXCLUSION)


def _mend(group: Group, rule: str) -> Sentence:
    return _BY_NAME[rule](group) if rule in _BY_NAME else mend_with_people(group, rule)


def _size(group: Group) -> Sentence:
    size, count = group.request.size, group.size
    if count < size.min:
        figures = {"add": size.min - count, "least": size.min}
        text = f"Add {size.min - count} more: a group has at least {size.min} members."
        return Sentence("add", text, figures)
    figures = {"remove": count - size.max, "most": size.max}
    text = f"Take {count - size.max} out: a group has at most {size.max} members."
    return Sentence("remove", text, figures)


def _themes(group: Group) -> Sentence:
    named = named_members(group.problem)
    without = [
        one
        for one, position in zip(group.members, group.positions.tolist(), strict=True)
        if not one.themes and position not in named
    ]
    silent = [one.id for one in without if one.themes is None]
    empty = [one.id for one in without if one.themes is not None]
    parts = [f"ask {listed(silent, len(silent))} what they do"] if silent else []
    if empty:
        parts.append(f"take {listed(empty, len(empty))} out, who told of no theme")
    text = listed(parts)
    figures = {"ask": len(silent), "remove": len(empty)}
    facts = tuple((key, "themes") for key in empty)
    return Sentence("remove" if empty else "ask", f"{text[0].upper()}{text[1:]}.", figures, facts)


def _must_include(group: Group) -> Sentence:
    brief = group.request
    named = brief.must_include if isinstance(brief, Brief) else ()
    missing = sorted(set(named) - set(group.ids))
    text = f"Add {listed(missing, len(missing))}: the brief names them."
    return Sentence("add", text, {"add": len(missing)})


def _must_exclude(group: Group) -> Sentence:
    brief = group.request
    refused = brief.must_exclude if isinstance(brief, Brief) else ()
    inside = sorted(set(refused) & set(group.ids))
    text = f"Take {listed(inside, len(inside))} out: the brief leaves them out by name."
    return Sentence("remove", text, {"remove": len(inside)})


_BY_NAME: Mapping[str, Callable[[Group], Sentence]] = {
    SIZE: _size,
    THEMES: _themes,
    MUST_INCLUDE: _must_include,
    MUST_EXCLUDE: _must_exclude,
}
