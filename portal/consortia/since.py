"""What changed where a grouping was brought up to date, in words and as rows of a table."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.consortia.directory import Directory
from portal.consortia.revising import get_before
from portal.models.consortia import MatchingRun
from portal.web.filters import as_count, as_words

MOST_ROWS = 100
# In the order in which they are told: a word for the table, and one and many for the sentence.
KINDS = {
    "joined": ("Joined a group", "joined a group", "joined a group"),
    "left": ("Left its group", "left its group", "left their groups"),
    "moved": ("In another group", "is in another", "are in others"),
    "new": ("New", "is new", "are new"),
    "gone": ("Gone", "has left the partnership", "have left the partnership"),
}
SEVERAL = "In other groups"
Stored = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One organisation: what became of it, and its groups then and now."""

    name: str
    organisation_id: int | None
    kind: str
    word: str
    before: tuple[int, ...]
    after: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since the run before: a sentence, and so many rows with what they leave out."""

    run: MatchingRun
    sentence: str
    changes: tuple[Change, ...]
    count: int

    @property
    def more(self) -> int:
        """How many are not listed."""
        return self.count - len(self.changes)


def show_since(run: MatchingRun, directory: Directory) -> Since | None:
    """Tell what changed since the run that this one began from, where it began from one."""
    before, stored = get_before(run), (run.picture or {}).get("since")
    if before is None or stored is None:
        return None
    changes = sorted(
        (change_of(one, directory) for one in stored["changed"]),
        key=lambda one: (list(KINDS).index(one.kind), one.name.casefold()),
    )
    sentence = in_a_sentence(stored["pairs"], Counter(one.kind for one in changes))
    return Since(before, sentence, tuple(changes[:MOST_ROWS]), len(changes))


def change_of(stored: Stored, directory: Directory) -> Change:
    """Name one that changed."""
    entry = directory.entry(stored["id"])
    return Change(
        name=entry.name,
        organisation_id=entry.organisation_id,
        kind=stored["kind"],
        word=in_a_word(stored),
        before=tuple(stored["before"]),
        after=tuple(stored["after"]),
    )


def in_a_word(stored: Stored) -> str:
    """Say for the table what became of one; whoever may be in several groups can lose some."""
    one_each = len(stored["before"]) == len(stored["after"]) == 1
    return SEVERAL if stored["kind"] == "moved" and not one_each else KINDS[stored["kind"]][0]


def in_a_sentence(pairs: Stored, counts: Mapping[str, int]) -> str:
    """Say it all in one sentence: pairs first, then organisations."""
    parts = list_parts(counts)
    if not parts:
        return f"{of_pairs(pairs)}, and everybody is where they were."
    return f"{of_pairs(pairs)}; {as_words(parts)}."


def of_pairs(pairs: Stored) -> str:
    """Say how many of those that were together still are."""
    before, kept = pairs["before"], pairs["kept"]
    if not before:
        return "Nobody was together before"
    if kept == before == 1:
        return "The one pair stays together"
    if kept == before:
        return f"All {before:,} pairs stay together"
    if not kept:
        return f"None of {before:,} pairs stays together" if before > 1 else "The one pair parts"
    return f"{kept:,} of {before:,} pairs {'stays' if kept == 1 else 'stay'} together"


def list_parts(counts: Mapping[str, int]) -> Sequence[str]:
    """Count the organisations of each kind; only the first is called an organisation."""
    parts: list[str] = []
    for kind, (_, one, many) in KINDS.items():
        if number := counts.get(kind, 0):
            count = f"{number:,}" if parts else as_count(number, "organisation")
            parts.append(f"{count} {one if number == 1 else many}")
    return parts
