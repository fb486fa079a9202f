"""What has been answered so far, question by question, and what was never asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

State = Literal["not asked", "not answered", "answered"]


class Answers(Mapping[str, Any]):
    """The answers of one response: question id to JSON value, None for asked and left empty.

    Immutable; a question that was never asked is not in it.

    Parameters
    ----------
    values : mapping of str to object, optional
        As ``as_json`` gave them.

    Examples
    --------
    >>> from survey import Answers
    >>> answers = Answers({"name": "Larkhill Play"}).merged({"staff": None})
    >>> [answers.state(q) for q in ("name", "staff", "wards")]
    ['answered', 'not answered', 'not asked']
    """

    def __init__(self, values: Mapping[str, Any] | None = None) -> None:
        self._values = dict(values or {})

    def __getitem__(self, question_id: str) -> Any:
        return self._values[question_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"Answers({self._values!r})"

    def merged(self, page: Mapping[str, Any]) -> Answers:
        """Return the answers with those of a page in place of the former ones."""
        return Answers({**self._values, **page})

    def state(self, question_id: str) -> State:
        """Return whether a question was not asked, not answered, or answered."""
        if question_id not in self._values:
            return "not asked"
        return "not answered" if self._values[question_id] is None else "answered"

    def as_json(self) -> dict[str, Any]:
        """Return a dict that JSON can hold."""
        return dict(self._values)
