"""What a page shows for a question: text boxes and sets of ticks, ready for a template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from survey.context import Choice, StoredFile
from survey.words import tell_all

Raw = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Slip:
    """One thing to put right in an answer; ``part`` names the control, empty for the main one."""

    part: str
    message: str


@dataclass(frozen=True)
class TextControl:
    """A text box: everything that its HTML needs."""

    name: str
    id: str
    label: str
    hint: str
    value: str
    errors: tuple[str, ...]
    long: bool = False
    limit: int | None = None
    prefix: str = ""
    suffix: str = ""
    inputmode: str = ""
    autocomplete: str = ""
    width: int | None = None
    rows: int = 5
    counted: bool = False
    shape: Literal["text"] = "text"

    @property
    def anchor(self) -> str:
        """The id that an error summary links to."""
        return self.id

    @property
    def answered(self) -> bool:
        """Whether anything stands in the box."""
        return bool(self.value.strip())

    @property
    def said(self) -> str:
        """What stands in the box."""
        return self.value


@dataclass(frozen=True)
class Tick:
    """One radio button or checkbox."""

    id: str
    name: str
    value: str
    label: str
    hint: str = ""
    checked: bool = False
    exclusive: bool = False
    opens: TextControl | None = None
    also: str = ""
    place: tuple[float, float] | None = None


@dataclass(frozen=True)
class Group:
    """Ticks under one heading; the heading is empty where there is only one group."""

    label: str
    ticks: tuple[Tick, ...]

    @property
    def chosen(self) -> int:
        """How many of the group are ticked."""
        return sum(tick.checked for tick in self.ticks)


@dataclass(frozen=True)
class PickControl:
    """A set of radio buttons or checkboxes, in groups, with what stands apart below them."""

    shape: Literal["radios", "checkboxes"]
    name: str
    id: str
    label: str
    hint: str
    groups: tuple[Group, ...]
    specials: tuple[Tick, ...]
    errors: tuple[str, ...]
    findable: bool = False
    find: str = ""
    hidden_count: int = 0

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """All ticks of the control, those that stand apart last."""
        return tuple(tick for group in self.groups for tick in group.ticks) + self.specials

    @property
    def anchor(self) -> str:
        """The id that an error summary links to: the first tick, as a fieldset has no focus."""
        return self.ticks[0].id if self.ticks else self.id

    @property
    def answered(self) -> bool:
        """Whether anything is ticked."""
        return any(tick.checked for tick in self.ticks)

    @property
    def said(self) -> str:
        """The words of all that is ticked, and what stands in the boxes that it opens."""
        ticked = [tick.label for tick in self.ticks if tick.checked]
        boxes = [tick.opens.value for tick in self.ticks if tick.opens and tick.opens.answered]
        return tell_all([*ticked, *boxes])


@dataclass(frozen=True)
class FileControl:
    """A box to choose files, with those that are kept already."""

    name: str
    id: str
    label: str
    hint: str
    errors: tuple[str, ...]
    kept: tuple[StoredFile, ...]
    endings: tuple[str, ...]
    most: int
    most_mb: int
    shape: Literal["files"] = "files"

    @property
    def anchor(self) -> str:
        """The id that an error summary links to: a button to remove where no more may come."""
        return (
            self.id if self.has_room or self.most == 1 else f"{self.name}-remove-{self.kept[0].id}"
        )

    @property
    def has_room(self) -> bool:
        """Whether one more file may come."""
        return len(self.kept) < self.most

    @property
    def answered(self) -> bool:
        """Whether there is a file."""
        return bool(self.kept)

    @property
    def said(self) -> str:
        """The names of the files."""
        return tell_all(file.name for file in self.kept)


Control = TextControl | PickControl | FileControl


@dataclass(frozen=True)
class Entry:
    """One field of a record on a page: its words and its controls."""

    name: str
    label: str
    hint: str
    composite: bool
    controls: tuple[Control, ...]


@dataclass(frozen=True)
class RecordView:
    """One record on a page: its own id and that of its heading, its title, and its fields."""

    key: str
    id: str
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Sheet:
    """The paper a kind writes its controls on: it knows names, what was typed, and the slips."""

    name: str
    raw: Raw
    slips: tuple[Slip, ...] = ()
    find: Mapping[str, str] = field(default_factory=dict)

    def html_name(self, part: str) -> str:
        """Return the name, and id, of a part's control."""
        return f"{self.name}-{part}" if part else self.name

    def values(self, part: str) -> tuple[str, ...]:
        """Return what was typed or ticked in a part."""
        return tuple(self.raw.get(part, ()))

    def find_in(self, part: str) -> str:
        """Return the words that are looked for in the list of a part."""
        return self.find.get(self.html_name(part), "")

    def errors(self, *parts: str) -> tuple[str, ...]:
        """Return what is to be put right in the parts."""
        return tuple(slip.message for slip in self.slips if slip.part in parts)

    def text(self, part: str = "", label: str = "", hint: str = "") -> TextControl:
        """Return the text box of a part; a kind replaces what it wants otherwise."""
        name = self.html_name(part)
        value = "".join(self.values(part)[:1])
        return TextControl(name, name, label, hint, value, self.errors(part))

    def radios(
        self, part: str, choices: Iterable[Choice], label: str = "", hint: str = ""
    ) -> PickControl:
        """Return a set of radio buttons, of which none need be chosen."""
        name, errors = self.html_name(part), self.errors(part)
        groups = (Group("", self.ticks(part, choices)),)
        return PickControl("radios", name, name, label, hint, groups, (), errors)

    def ticks(self, part: str, choices: Iterable[Choice]) -> tuple[Tick, ...]:
        """Return a tick for each choice."""
        name, chosen = self.html_name(part), set(self.values(part))
        return tuple(
            Tick(
                f"{name}.{c.code}",
                name,
                c.code,
                c.label,
                c.hint,
                c.code in chosen,
                also=c.also,
                place=c.place,
            )
            for c in choices
        )


def opened(ticks: Iterable[Tick], code: str, box: TextControl) -> tuple[Tick, ...]:
    """Return the ticks, with a text box under the one of that code."""
    return tuple(replace(tick, opens=box) if tick.value == code else tick for tick in ticks)
