"""Finding an entry in a long list by words, without JavaScript: what is shown, what is left out."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from survey.context import Choice
from survey.words import tell

CHOSEN = tell("You chose")

# From so many entries on, a list gets a box to find one in it.
FINDABLE_FROM = 16


@dataclass(frozen=True)
class Found:
    """A list as it is shown: groups of entries under their headings, and how many are left out."""

    groups: list[tuple[str, list[Choice]]]
    hidden: int
    findable: bool


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
    return Found(grouped(shown, chosen if find else ()), len(entries) - len(shown), wanted)


def matches(choice: Choice, find: str) -> bool:
    """Tell whether all words of a search stand in a choice's label, hint or group."""
    text = f"{choice.label} {choice.hint} {choice.group}".casefold()
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
