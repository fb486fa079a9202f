"""What the kinds have in common that ask the same of several things: their list, their columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

from pydantic import Field

from survey.context import Choice
from survey.errors import Fault
from survey.kinds.base import Column, Kind, V, keys_twice
from survey.questions import Key, MaybeWords, Question, Strict, Words


class Item(Strict):
    """One of the things that are asked about; its key stays for ever."""

    key: Key
    label: Words
    hint: MaybeWords = ""
    retired: bool = False

    def as_choice(self) -> Choice:
        """Return the item in the shape of an entry of a partnership's list."""
        return Choice(self.key, self.label, self.hint, retired=self.retired)


class ItemsQuestion(Question):
    """A question that asks the same of several things."""

    items: tuple[Item, ...] = Field(min_length=2)

    @property
    def live(self) -> list[Item]:
        """Those that are still asked about."""
        return [item for item in self.items if not item.retired]

    def labels(self) -> Mapping[str, str]:
        """Return the words of every item, retired or not, by its key."""
        return {item.key: item.label for item in self.items}


I = TypeVar("I", bound=ItemsQuestion)  # noqa: E741 - one letter, as the other type variables have


class ItemsKind(Kind[I, V], Generic[I, V]):
    """A control for each item; a subclass says which."""

    composite = True

    def faults(self, question: I) -> Iterator[Fault]:
        if len(question.live) < 2:
            yield Fault("items", "needs two items or more that are not retired")
        yield from keys_twice("items", [item.key for item in question.items])

    def columns(self, question: I) -> list[Column]:
        return [
            Column(question.id, item.key, f"{question.label} {item.label}")
            for item in question.items
        ]
