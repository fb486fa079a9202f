"""Values as people read them, where no question has better words for them."""

from __future__ import annotations

from survey.logic.domains import Value
from survey.words import tell


def in_words(value: Value) -> str:
    """Return a value as people read it.

    Examples
    --------
    >>> in_words(3.0), in_words(True), in_words(frozenset({"b", "a"}))
    ('3', 'yes', 'a, b')
    """
    if isinstance(value, bool):
        return tell("yes") if value else tell("no")
    if isinstance(value, float):
        return f"{value:,.2f}".rstrip("0").rstrip(".")
    return ", ".join(sorted(map(str, value))) if isinstance(value, frozenset) else str(value)
