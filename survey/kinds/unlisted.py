"""Names that are typed because they are in no list: kept as text, one a line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from survey.cleaning import clean_text, one_line
from survey.context import Choice
from survey.controls import Raw, Sheet, Slip, TextControl

PART = "unlisted"
MOST_NAMES, LONGEST_NAME = 5, 120
# More than this is not kept: no draft is to grow without end.
LONGEST_TEXT = 5_000
HINT = f"One name a line, up to {MOST_NAMES}. They are passed on as you type them."


def names_box(sheet: Sheet, label: str) -> TextControl:
    """Return the box that the names are typed in."""
    return replace(sheet.text(PART, label, HINT), long=True, rows=3)


def read_names(raw: Raw) -> list[str] | None:
    """Return the names typed, each once; None where the text is too long to keep."""
    typed = "".join(raw.get(PART, ())[:1])
    if len(typed) > LONGEST_TEXT:
        return None
    found: dict[str, str] = {}
    for line in clean_text(typed).split("\n"):
        # A semicolon parts names in tables.
        name = one_line(line.replace(";", ","))
        if name:
            found.setdefault(name.casefold(), name)
    return list(found.values())


def amiss_in_names(names: Sequence[str], listed: Iterable[Choice]) -> list[Slip]:
    """Return what is to put right in names that were typed."""
    slips = []
    if len(names) > MOST_NAMES:
        slips.append(Slip(PART, f"Name {MOST_NAMES} at most. You have named {len(names)}"))
    labels = {c.label.casefold(): c.label for c in listed if not c.retired}
    for name in names:
        if len(name) > LONGEST_NAME:
            words = f"Shorten ‘{name[:40]}…’ to {LONGEST_NAME} letters. It has {len(name)} now"
            slips.append(Slip(PART, words))
        elif name.casefold() in labels:
            words = (
                f"‘{labels[name.casefold()]}’ is in the list: tick it there and take it out here"
            )
            slips.append(Slip(PART, words))
    return slips
