"""A note among the questions: words that open, with facts and a source; it asks nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from survey.context import Context
from survey.controls import Control, Raw, Sheet
from survey.errors import Fault
from survey.kinds.base import Column, Kind, Reading, keys_twice
from survey.kinds.counted import Piece
from survey.kinds.written import amiss_in
from survey.questions import Key, MaybeWords, Question, Strict, Words
from survey.visibility import Visibility


class NoteFact(Strict):
    """One fact of a note: what it is of, and what it says; its key stays for ever."""

    key: Key
    term: Words
    words: Words


class NoteQuestion(Question):
    """Words beside the questions: paragraphs, facts, and where they come from."""

    kind: Literal["note"]
    visibility: Visibility = "public"
    text: MaybeWords = ""
    facts: tuple[NoteFact, ...] = Field(default=(), max_length=50)
    source: Annotated[str, Field(max_length=500)] = ""
    source_label: MaybeWords = ""
    open: bool = False

    @property
    def paragraphs(self) -> list[str]:
        """The paragraphs of the text, which blank lines part."""
        parts = (part.strip() for part in self.text.split("\n\n"))
        return [part for part in parts if part]


class NoteKind(Kind[NoteQuestion, None]):
    """It has no answer: it is in no count, no export and no copy, and can have a condition."""

    name = "note"
    value = TypeAdapter(None)
    asks = False

    def faults(self, question: NoteQuestion) -> Iterator[Fault]:
        if not question.paragraphs and not question.facts:
            yield Fault("text", "is empty; write what the note says, or list its facts")
        yield from keys_twice("facts", [fact.key for fact in question.facts])
        if question.source and amiss_in("url", question.source):
            yield Fault("source", "must be the address of a page that begins with https://")
        if question.source_label and not question.source:
            yield Fault("source_label", "has no source to name; add it, or take this out")
        for name in ("required", "rules", "if_empty"):
            if getattr(question, name):
                yield Fault(name, "must be left out: a note asks nothing")

    def controls(self, question: NoteQuestion, context: Context, sheet: Sheet) -> Sequence[Control]:
        return ()

    def read(
        self, question: NoteQuestion, context: Context, raw: Raw, before: None
    ) -> Reading[None]:
        return Reading(None)

    def write(self, question: NoteQuestion, value: None) -> Raw:
        return {}

    def lines(self, question: NoteQuestion, context: Context, value: None) -> list[str]:
        return []

    def tally(
        self, question: NoteQuestion, context: Context, values: Sequence[None]
    ) -> list[Piece]:
        return []

    def columns(self, question: NoteQuestion) -> list[Column]:
        return []

    def cells(self, question: NoteQuestion, value: None) -> list[Any]:
        return []
