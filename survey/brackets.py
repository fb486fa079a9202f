"""Names in curly brackets where no answer is put: people would read them as they stand."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from survey.errors import Fault
from survey.languages import spoken_fields
from survey.outline import Outline, Unread
from survey.piping import slots
from survey.questions import Strict

# The words of a question that answers are put into.
FILLED = ("label", "hint")


def bracket_faults(outline: Outline) -> Iterator[Fault]:
    """Yield each name in brackets in words that are shown as they are written."""
    for place, words in _shown_as_written(outline):
        for name in slots(words):
            message = (
                f"‘{{{name}}}’ would be shown with its brackets: "
                "an answer stands in the label or hint of a question"
            )
            yield Fault(place, message)


def _shown_as_written(outline: Outline) -> Iterator[tuple[str, str]]:
    """All words but those that answers are put into, each with its place."""
    yield from outline.words
    for place, question in outline.questions():
        if not isinstance(question, Unread):
            filled = {f"{place}.{field}" for field in FILLED}
            yield from (found for found in _spoken_in(question, place) if found[0] not in filled)


def _spoken_in(model: BaseModel, place: str) -> Iterator[tuple[str, str]]:
    for name, value in spoken_fields(model):
        at = f"{place}.{name}"
        if isinstance(value, str):
            yield at, value
        elif isinstance(value, Strict):
            yield from _spoken_in(value, at)
        else:
            for number, item in enumerate(value):
                yield from _spoken_in(item, f"{at}[{number}]")
