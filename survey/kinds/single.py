"""One answer out of several."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from pydantic import TypeAdapter

from survey.cleaning import one_line
from survey.context import Context
from survey.controls import PickControl, Raw, Sheet, Slip, opened
from survey.errors import Fault
from survey.kinds.base import Column, Kind, Reading, fed, keys_twice, known_of
from survey.kinds.counted import Piece
from survey.kinds.finding import find_in
from survey.kinds.measuring import count_each, other_words
from survey.kinds.picklist import GONE, LOST, OTHER_LIMIT, shorten
from survey.logic.domains import Domain, Type, Value
from survey.questions import NUMBER_FIELDS, Option, Question, Strict
from survey.words import original, tell


class SingleQuestion(Question):
    """A question with several answers of which one is chosen.

    ``search`` says whether there is a box to find options, None for where there are many.
    """

    kind: Literal["single"]
    options: tuple[Option, ...]
    search: bool | None = None

    def option(self, key: str) -> Option | None:
        """Return the option of a key, retired or not."""
        return next((o for o in self.options if o.key == key), None)

    @property
    def other_key(self) -> str:
        """The key of the option with a text box, empty if there is none."""
        return next((o.key for o in self.options if o.other), "")


class Chosen(Strict):
    """The option that was chosen, with words of their own where it has a text box."""

    choice: str
    other: str = ""


class SingleKind(Kind[SingleQuestion, Chosen]):
    """Radio buttons, none chosen beforehand; an option may stand for a number.

    One that feeds the kind of organisation tells it in words.
    """

    name = "single"
    value = TypeAdapter(Chosen)
    feeds = frozenset({*NUMBER_FIELDS, "kind"})
    empty_words = tell("Choose one")

    def faults(self, question: SingleQuestion) -> Iterator[Fault]:
        if sum(not o.retired for o in question.options) < 2:
            yield Fault("options", "needs two options or more that are not retired")
        yield from option_faults(question.options)
        for n, option in enumerate(question.options):
            if option.exclusive:
                yield Fault(f"options[{n}].exclusive", "has no meaning here: only one is chosen")
            if question.feeds and option.value is not None and option.value < 0:
                yield Fault(f"options[{n}].value", f"must be 0 or more to feed {question.feeds}")
        if question.feeds in NUMBER_FIELDS and all(o.value is None for o in question.options):
            yield Fault("options", f"need a value each to feed {question.feeds}, such as 5")

    def controls(
        self, question: SingleQuestion, context: Context, sheet: Sheet
    ) -> Sequence[PickControl]:
        choices, always = [o.as_choice() for o in question.options], {question.other_key}
        found = find_in(choices, sheet.values(""), sheet.find_in(""), always, question.search)
        box = replace(sheet.text("other", tell("In your words")), limit=OTHER_LIMIT)
        control = sheet.radios("", (), question.label, question.hint)
        return [
            found.put_into(
                control, lambda some: opened(sheet.ticks("", some), question.other_key, box)
            )
        ]

    def read(
        self, question: SingleQuestion, context: Context, raw: Raw, before: Chosen | None
    ) -> Reading[Chosen]:
        posted = list(dict.fromkeys(raw.get("", ())))
        other = one_line("".join(raw.get("other", ())[:1])) if question.other_key else ""
        if other and not posted:
            posted = [question.other_key]
        if not posted:
            return Reading(None)
        if len(posted) > 1:
            return Reading(None, (Slip("", tell("Choose one")),))
        value = Chosen(choice=posted[0], other=other)
        return Reading(value, tuple(self.check(question, context, value)))

    def write(self, question: SingleQuestion, value: Chosen) -> Raw:
        return {"": [value.choice], "other": [value.other]}

    def check(self, question: SingleQuestion, context: Context, value: Chosen) -> Sequence[Slip]:
        option = question.option(value.choice)
        if option is None:
            return (Slip("", GONE),)
        if value.other and not option.other:
            words = tell(
                "You chose ‘{label}’ and wrote something of your own. Keep one of them",
                label=option.label,
            )
            return (Slip("other", words),)
        if len(value.other) > OTHER_LIMIT:
            return (Slip("other", shorten(OTHER_LIMIT, len(value.other))),)
        return ()

    def lines(self, question: SingleQuestion, context: Context, value: Chosen) -> list[str]:
        option = question.option(value.choice)
        label = option.label if option else LOST
        return [tell("{label}: {words}", label=label, words=value.other) if value.other else label]

    def facts(self, question: SingleQuestion, value: Chosen) -> dict[str, Any]:
        option = question.option(value.choice)
        if question.feeds == "kind":
            words = value.other or (original(option.label) if option else "")
            return fed(question, words) if words else {}
        return fed(question, option.value) if option and option.value is not None else {}

    def known(self, question: SingleQuestion, context: Context) -> Chosen | None:
        figure = known_of(question, context)
        if figure is None:
            return None
        if question.feeds == "kind":
            return kind_known(question, str(figure))
        same = (o.key for o in question.options if not o.retired and o.value == figure)
        key = next(same, None)
        return Chosen(choice=key) if key else None

    def domains(self, question: SingleQuestion) -> Mapping[str, Domain]:
        return {"": Domain(Type.CHOICE, frozenset(o.key for o in question.options))}

    def values_of(self, question: SingleQuestion, value: Chosen) -> Mapping[str, Value]:
        return {"": value.choice}

    def tally(
        self, question: SingleQuestion, context: Context, values: Sequence[Chosen]
    ) -> list[Piece]:
        options = [option.as_choice() for option in question.options]
        pieces: list[Piece] = [count_each(options, [{value.choice} for value in values])]
        if question.other_key:
            pieces.append(other_words(value.other for value in values))
        return pieces

    def columns(self, question: SingleQuestion) -> list[Column]:
        main = Column(question.id, "", question.label)
        other = Column(question.id, "other", f"{question.label} (in their words)")
        return [main, other] if question.other_key else [main]

    def cells(self, question: SingleQuestion, value: Chosen) -> list[Any]:
        cells = [value.choice, value.other or None]
        return cells if question.other_key else cells[:1]

    def unasked(self, question: SingleQuestion, value: Chosen) -> Collection[str]:
        return () if value.choice == question.other_key else ("other",)


def option_faults(options: Sequence[Option]) -> Iterator[Fault]:
    """Yield what is wrong in a list of options: keys twice, two text boxes."""
    yield from keys_twice("options", [option.key for option in options])
    others = [n for n, o in enumerate(options) if o.other]
    for n in others[1:]:
        yield Fault(f"options[{n}].other", "is set on two options; only one can have a text box")


def kind_known(question: SingleQuestion, words: str) -> Chosen | None:
    """Return the option whose words are known, else the one with a text box and the words."""
    for option in question.options:
        if not option.retired and original(option.label) == words:
            return Chosen(choice=option.key)
    return Chosen(choice=question.other_key, other=words) if question.other_key else None
