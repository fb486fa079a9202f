"""What a question kind must know: its controls, reading, storing, checking, showing, facts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from survey.context import Context
from survey.controls import Control, Raw, RecordView, Sheet, Slip
from survey.errors import Fault
from survey.kinds.counted import Piece
from survey.logic.domains import Domain, Value
from survey.questions import Question
from survey.saying import in_words
from survey.visibility import WORDS
from survey.words import tell, tell_all

Q = TypeVar("Q", bound=Question)
V = TypeVar("V")


@dataclass(frozen=True)
class Reading(Generic[V]):
    """What a posted page says: the value, None for not answered, and what is to put right."""

    value: V | None
    slips: tuple[Slip, ...] = ()


@dataclass(frozen=True)
class Column:
    """One column of an export; ``part`` is empty where the question has only one."""

    question_id: str
    part: str
    label: str

    @property
    def key(self) -> str:
        """The heading for machines, stable for as long as the question lives."""
        return f"{self.question_id}.{self.part}" if self.part else self.question_id


@dataclass(frozen=True)
class FollowUp:
    """One further page of a question: its name in the address, its words, and who asks on it.

    Names are stable: the same page has the same address for as long as there is anything to ask
    on it.
    """

    name: str
    title: str
    hint: str
    kind: Kind[Any, Any]


class Kind(Generic[Q, V]):
    """One kind of question; a subclass says only what is its own."""

    name: ClassVar[str]
    value: TypeAdapter[Any]
    feeds: ClassVar[frozenset[str]] = frozenset()
    empty_words: ClassVar[str] = tell("Choose an answer")
    # True: asked on pages of its own alone, and not among the other questions of its section.
    apart: ClassVar[bool] = False
    # False: words beside the questions, which have no answer and count nowhere.
    asks: ClassVar[bool] = True
    # True: several controls, so the label of the question stands over all of them.
    composite: ClassVar[bool] = False
    # True: what is to put right says in its own words where that is.
    names_places: ClassVar[bool] = False

    def faults(self, question: Q) -> Iterator[Fault]:
        """Yield what is wrong in a definition beyond its shape; places relative to it."""
        yield from ()

    def controls(self, question: Q, context: Context, sheet: Sheet) -> Sequence[Control]:
        """Return what a page shows."""
        raise NotImplementedError

    def records(self, question: Q, context: Context, sheet: Sheet) -> Sequence[RecordView]:
        """Return the controls record by record, where there are records."""
        return ()

    def lands_on(self, question: Q, raw: Raw, value: V | None) -> str | None:
        """Return the part to go on at where a button of the question's own was pressed."""
        return None

    def read(self, question: Q, context: Context, raw: Raw, before: V | None) -> Reading[V]:
        """Return the value that a posted page gives."""
        raise NotImplementedError

    def write(self, question: Q, value: V) -> Raw:
        """Return what a page would post to give this value."""
        raise NotImplementedError

    def shown_again(self, question: Q, before: Raw, posted: Raw, value: V | None) -> Raw:
        """Return what a page shows that was posted; rows that were there before stay there."""
        return {**dict.fromkeys(before, ()), **posted}

    def check(self, question: Q, context: Context, value: V) -> Sequence[Slip]:
        """Return what is to put right in a value that has the right shape."""
        return ()

    def lines(self, question: Q, context: Context, value: V) -> list[str]:
        """Return the value as lines that a person reads."""
        raise NotImplementedError

    def said(self, question: Q, context: Context, value: V, part: str) -> str:
        """Return the value, or a part of it that is known, as words to put into others."""
        if part:
            return in_words(self.values_of(question, value)[part])
        return tell_all(self.lines(question, context, value))

    def files(self, question: Q, context: Context, value: V) -> Sequence[tuple[str, str]]:
        """Return id and name of each file that the value tells of; no id where it was refused."""
        return ()

    def facts(self, question: Q, value: V) -> dict[str, Any]:
        """Return the profile fields that the value tells of, unknown ones left out."""
        return {}

    def known(self, question: Q, context: Context) -> V | None:
        """Return the value that would say what is known already."""
        return None

    def domains(self, question: Q) -> Mapping[str, Domain]:
        """Return what conditions can look at, by part; empty for nothing."""
        return {}

    def values_of(self, question: Q, value: V) -> Mapping[str, Value]:
        """Return what conditions see of a value, by part; a part that is not known is left out."""
        return {}

    def columns(self, question: Q) -> list[Column]:
        """Return the export's columns."""
        return [Column(question.id, "", question.label)]

    def cells(self, question: Q, value: V) -> list[Any]:
        """Return one cell for each column, None where that part is not answered."""
        raise NotImplementedError

    def unasked(self, question: Q, value: V) -> Collection[str]:
        """Return the parts of the export's columns that an answer like this left unasked."""
        return ()

    def tally(self, question: Q, context: Context, values: Sequence[V]) -> Sequence[Piece]:
        """Return what several answers come to, whatever order they are in; never whose is whose."""
        raise NotImplementedError

    def follow_ups(self, question: Q, context: Context, value: V | None) -> Sequence[FollowUp]:
        """Return the further pages that this value asks for."""
        return ()

    def follow_ups_done(self, question: Q, context: Context, value: V) -> bool:
        """Tell whether all further pages were answered or passed over."""
        return True

    def pruned(self, question: Q, context: Context, value: V) -> V | None:
        """Return the value without what is no longer asked for."""
        return value

    def who_sees(self, question: Q) -> str:
        """Return the sentence that tells who sees the answer."""
        return WORDS[question.visibility]

    def blank(self, value: V) -> bool:
        """Tell whether a value of the right shape says nothing at all."""
        return False

    def load(self, stored: Any) -> V | None:
        """Return a stored JSON value as this kind's own, None where it says nothing."""
        value = self._parsed(stored)
        return None if value is None or self.blank(value) else value

    def draft(self, stored: Any) -> V | None:
        """Return what a page goes on from: the value, with what waits to be asked for again."""
        return self.load(stored)

    def readable(self, stored: Any) -> bool:
        """Tell whether a stored JSON value has this kind's shape, or is none."""
        return stored is None or self._parsed(stored) is not None

    def _parsed(self, stored: Any) -> V | None:
        try:
            parsed: V = self.value.validate_python(stored)
        except ValidationError:
            return None
        return parsed

    def store(self, value: V | None) -> Any:
        """Return the value as JSON, None for not answered."""
        if value is None:
            return None
        return self.value.dump_python(value, mode="json", exclude_defaults=True)

    def slips(self, question: Q, context: Context, value: V | None) -> tuple[Slip, ...]:
        """Return all that is to put right, an answer missing where one is needed among it."""
        if value is not None:
            return tuple(self.check(question, context, value))
        if question.required:
            return (Slip("", question.if_empty or self.empty_words),)
        return ()


def keys_twice(field: str, keys: Sequence[str]) -> Iterator[Fault]:
    """Yield a fault for each key that stands twice in a list of a question."""
    for n, key in enumerate(keys):
        if key in keys[:n]:
            yield Fault(f"{field}[{n}].key", f"‘{key}’ stands there twice; give it another key")


def words_twice(field: str, words: Sequence[str]) -> Iterator[Fault]:
    """Yield a fault for each word of a fixed set that stands twice in a list of a question."""
    for n, word in enumerate(words):
        if word in words[:n]:
            yield Fault(f"{field}[{n}]", f"‘{word}’ stands there twice")


def fed(question: Question, value: Any) -> dict[str, Any]:
    """Return the one profile fact of a question that feeds a single field."""
    return {question.feeds: value} if question.feeds else {}


def known_of(question: Question, context: Context) -> Any:
    """Return what is known of the field that a question feeds, None for not known."""
    return context.known.get(question.feeds) if question.feeds else None
