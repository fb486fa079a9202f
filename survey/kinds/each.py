"""Asking the same of each of several organisations, on pages that stay short."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypeVar

from survey.context import Choice
from survey.controls import Raw, Slip
from survey.words import tell

# So many names stand on a page at most.
A_PAGE = 10
T = TypeVar("T")


def cut(codes: Sequence[str]) -> list[tuple[str, ...]]:
    """Return codes page by page, in order.

    Examples
    --------
    >>> [len(page) for page in cut([f"club-{n}" for n in range(23)])]
    [10, 10, 3]
    """
    return [tuple(codes[at : at + A_PAGE]) for at in range(0, len(codes), A_PAGE)]


def page_name(name: str, number: int) -> str:
    """Return how a page is called in addresses; the first has the bare name.

    A number alone would make `part-2`, a page of a section, of a question with the id `part`.

    Examples
    --------
    >>> page_name("partners", 1), page_name("partners-frequency", 2)
    ('partners', 'partners-frequency-page-2')
    """
    return name if number == 1 else f"{name}-page-{number}"


def page_title(title: str, number: int, of: int) -> str:
    """Return the title of a page, with its number where there are several."""
    return (
        title if of == 1 else tell("{title} ({number} of {of})", title=title, number=number, of=of)
    )


def said_of(prefix: str, raw: Raw) -> set[str]:
    """Return the codes of those of whom a posted page says anything."""
    return {part.removeprefix(prefix) for part in raw if part.startswith(prefix) and raw[part]}


def rows_of(choices: Iterable[Choice], codes: Collection[str]) -> list[Choice]:
    """Return the choices of these codes, in the order of the list."""
    return [choice for choice in choices if choice.code in codes]


def read_one(
    prefix: str, codes: Iterable[str], raw: Raw, meant: Mapping[str, T]
) -> tuple[dict[str, T | None], list[Slip]]:
    """Return which radio button each has, None for none, and where that cannot be told."""
    found: dict[str, T | None] = {}
    slips = []
    for code in codes:
        posted = set(raw.get(f"{prefix}{code}", ()))
        found[code] = meant.get("".join(posted)) if len(posted) == 1 else None
        if posted and found[code] is None:
            slips.append(Slip(f"{prefix}{code}", tell("Choose one")))
    return found, slips
