"""Words that hold an answer given before, such as ``You said {staff}``: names, never formulas."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from survey.logic.parsing import SOURCES
from survey.logic.tree import Name
from survey.words import tell_all

_SLOT = re.compile(r"\{([a-z0-9_]+(?:\.[A-Za-z0-9_-]+){0,2})\}")


def slots(words: str) -> Iterator[Name]:
    """Yield the name in each pair of curly brackets that holds a name and nothing else.

    Examples
    --------
    >>> [str(name) for name in slots("You said {staff}, not {{7*7}} or {x y}.")]
    ['staff']
    """
    for found in _SLOT.finditer(words):
        yield _name(found)


def fill(words: str, said: Callable[[Name], str]) -> str:
    """Return the words with what is said of each name in its place; nothing is read twice.

    Examples
    --------
    >>> fill("You said {staff}.", lambda name: "{staff} people")
    'You said {staff} people.'
    """
    parts, at = [], 0
    for found in _SLOT.finditer(words):
        parts += [words[at : found.start()], said(_name(found))]
        at = found.end()
    return tell_all([*parts, words[at:]], "")


def _name(found: re.Match[str]) -> Name:
    path = found[1].split(".")
    source = path.pop(0) if path[0] in SOURCES and len(path) > 1 else ""
    return Name(source, path[0], path[1] if len(path) > 1 else "", found.start(1))
