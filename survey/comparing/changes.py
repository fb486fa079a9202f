"""A change in words, and the verdict on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

SHOWN = 160


@dataclass(frozen=True)
class Change:
    """One thing that is otherwise in a later definition.

    Parameters
    ----------
    place : str
        Path in the later document, such as ``sections[1].questions[0].label``; for what is no
        longer there, the path at which it stood in the earlier one.
    subject : str
        What it is about, as people know it: "Question “How many staff?” (staff)".
    words : str
        What becomes otherwise, in one sentence.
    safe : bool
        Whether answers given already stay readable, in place and within their promise.
    reason : str
        Why it is safe or not, in one sentence.
    """

    place: str
    subject: str
    words: str
    safe: bool
    reason: str


@dataclass(frozen=True)
class Verdict:
    """What is said of a change, before it is known where it stands."""

    words: str
    safe: bool
    reason: str

    def at(self, place: str, subject: str) -> Change:
        """Return the change at its place."""
        return Change(place, subject, self.words, self.safe, self.reason)


def short(text: str) -> str:
    """Return a text in quotation marks, cut where it is long."""
    line = " ".join(text.split())
    return f"“{line if len(line) <= SHOWN else line[: SHOWN - 1] + '…'}”"


def said(value: Any) -> str:
    """Return a setting as people read it."""
    if value is None or value == "":
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return short(value) if isinstance(value, str) else str(value)


def in_another_order(before: Iterable[str], after: Sequence[str]) -> bool:
    """Tell whether those that are in both lists stand in another order."""
    kept = set(before := list(before)) & set(after)
    return [key for key in before if key in kept] != [key for key in after if key in kept]
