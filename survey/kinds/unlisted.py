"""Names that are typed because they are in no list: kept as text, one a line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from survey.cleaning import clean_text, one_line
from survey.context import Choice
from survey.controls import Raw, Sheet, Slip, TextControl
from survey.words import tell

PART = "unlisted"
MOST_NAMES, LONGEST_NAME = 5, 120
# More than this is not kept: no draft is to grow without end.
LONGEST_TEXT = 5_000
HINT = tell("One name a line, up to {most}. They are passed on as you type them.", most=MOST_NAMES)


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
        told = {"most": MOST_NAMES, "named": len(names)}
        slips.append(Slip(PART, tell("Name {most} at most. You have named {named}", **told)))
    labels = {c.label.casefold(): c.label for c in listed if not c.retired}
    for name in names:
        if len(name) > LONGEST_NAME:
            words = tell(
                "Shorten ‘{name}…’ to {most} letters. It has {has} now",
                name=name[:40],
                most=LONGEST_NAME,
                has=len(name),
            )
            slips.append(Slip(PART, words))
        elif name.casefold() in labels:
            words = tell(
                "‘{name}’ is in the list: tick it there and take it out here",
                name=labels[name.casefold()],
            )
            slips.append(Slip(PART, words))
    return slips
