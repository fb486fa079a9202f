"""Finding an entry in a long list by words, without JavaScript: what is shown, what is left out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace

from survey.context import Choice
from survey.controls import Group, PickControl, Tick
from survey.words import tell

Ticks = tuple[Tick, ...]
CHOSEN = tell("You chose")

# From so many entries on, a list gets a box to find one in it.
FINDABLE_FROM = 16


@dataclass(frozen=True)
class Found:
    """A list as it is shown: groups of entries under their headings, and how many are left out."""

    groups: list[tuple[str, list[Choice]]]
    hidden: int
    findable: bool
    find: str

    def put_into(self, control: PickControl, ticks: Callable[[list[Choice]], Ticks]) -> PickControl:
        """Return a control with this list, its entries made ticks, and the words to find some."""
        groups = tuple(Group(heading, ticks(some)) for heading, some in self.groups)
        return replace(
            control,
            groups=groups,
            findable=self.findable,
            find=self.find,
            hidden_count=self.hidden,
        )


def find_in(
    choices: Iterable[Choice],
    chosen: Collection[str],
    find: str,
    always: Collection[str] = (),
    search: bool | None = None,
) -> Found:
    """Return what a list shows: what was chosen stays, first of all while words are looked for.

    ``always`` are entries that every search leaves, such as "something else"; ``search`` says
    whether there is a box to find entries, None for where the list is long.

    Examples
    --------
    >>> clubs = [Choice("ash", "Ash Lane"), Choice("birch", "Birch Fields"), Choice("elm", "Elm")]
    >>> found = find_in(clubs, {"elm"}, "fields")
    >>> [(heading, [c.label for c in members]) for heading, members in found.groups], found.hidden
    ([('You chose', ['Elm']), ('', ['Birch Fields'])], 1)
    """
    entries = [c for c in choices if not c.retired or c.code in chosen]
    stay = {*chosen, *always}
    shown = [c for c in entries if c.code in stay or matches(c, find)]
    wanted = len(entries) >= FINDABLE_FROM if search is None else search
    groups = grouped(shown, chosen if find else ())
    return Found(groups, len(entries) - len(shown), wanted, find)


def matches(choice: Choice, find: str) -> bool:
    """Tell whether all words of a search stand in a choice's label, hint or group, or beside it."""
    text = f"{choice.label} {choice.hint} {choice.group} {choice.also}".casefold()
    return all(word in text for word in find.casefold().split())


def grouped(
    choices: Iterable[Choice], first: Collection[str] = ()
) -> list[tuple[str, list[Choice]]]:
    """Return headings with their choices in the order given, "You chose" first of all."""
    groups: dict[str, list[Choice]] = {}
    if first:
        groups[CHOSEN] = []
    for choice in choices:
        heading = CHOSEN if choice.code in first else choice.group
        groups.setdefault(heading, []).append(choice)
    return [(heading, members) for heading, members in groups.items() if members]
