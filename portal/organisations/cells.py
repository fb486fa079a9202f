"""Cells of an import: how each column is written, and what its text means as a profile fact."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

from email_validator import EmailNotValidError, validate_email

from portal.organisations.words import Vocabulary

MOST = 1e10
YES = {"yes", "y", "true", "1"}
NO = {"no", "n", "false", "0"}
NONE = "none"


class WrongCell(ValueError):
    """A cell that does not hold what its column asks for; the message says how to write it."""


@dataclass(frozen=True, slots=True)
class Book:
    """What cells may name: the partnership's words, and each by code and by label."""

    vocabulary: Vocabulary
    themes: Mapping[str, str]
    areas: Mapping[str, tuple[str, ...]]
    resources: Mapping[str, str]
    ages: Mapping[str, str]


def by_name(labels: Mapping[str, str]) -> dict[str, str]:
    """Let codes be found by themselves and by their labels, in whatever letters."""
    return {
        **{label.casefold(): code for code, label in labels.items()},
        **{code.casefold(): code for code in labels},
    }


def split(text: str) -> list[str]:
    """Split a list at its semicolons."""
    return [part.strip() for part in text.split(";") if part.strip()]


def read_number(text: str, most: float = MOST) -> float | int:
    """Read a number; £ signs and thousands commas are accepted."""
    plain = text.replace("£", "").replace(",", "").replace(" ", "")
    try:
        number = float(plain)
    except ValueError:
        number = float("nan")
    if not isfinite(number) or number < 0:
        raise WrongCell(f"“{text[:40]}” is no number; write one such as 12")
    if number > most:
        raise WrongCell(f"{text[:40]} is too large; write at most {most:,.0f}")
    return int(number) if number == int(number) else number


def read_yes(text: str) -> bool:
    """Read yes or no."""
    if text.casefold() in YES:
        return True
    if text.casefold() in NO:
        return False
    raise WrongCell(f"“{text[:40]}” is neither yes nor no")


def read_text(most: int) -> Callable[[str, Book], str]:
    """Make a reader of text up to a length."""

    def read(text: str, _book: Book) -> str:
        if len(text) > most:
            raise WrongCell(f"has {len(text):,} characters; write at most {most:,}")
        return text

    return read


def read_list(text: str, known: Mapping[str, str], what: str) -> list[str]:
    """Read a list of codes or labels; `none` is known to be none."""
    if text.casefold() == NONE:
        return []
    found = []
    for part in split(text):
        code = known.get(part.casefold())
        if code is None:
            raise WrongCell(f"“{part[:60]}” is no {what} of this partnership")
        found.append(code)
    return list(dict.fromkeys(found))


def read_areas(text: str, book: Book) -> list[str]:
    """Read areas by code, name or part of town; a part stands for all of its areas."""
    if text.casefold() == NONE:
        return []
    codes: dict[str, None] = {}
    for part in split(text):
        found = book.areas.get(part.casefold())
        if found is None:
            raise WrongCell(f"“{part[:60]}” is no area of this partnership")
        codes.update(dict.fromkeys(found))
    return sorted(codes)


def read_themes(text: str, book: Book) -> dict[str, float]:
    """Read themes as code or code:weight; no weight is 1."""
    if text.casefold() == NONE:
        return {}
    weights: dict[str, float] = {}
    for part in split(text):
        name, weight = (part, "") if part.casefold() in book.themes else cut_weight(part)
        code = book.themes.get(name.casefold())
        if code is None:
            raise WrongCell(f"“{part[:60]}” is no theme of this partnership")
        if code in weights:
            raise WrongCell(f"“{name[:60]}” stands there twice")
        weights[code] = read_weight(weight) if weight else 1.0
    return weights


def cut_weight(part: str) -> tuple[str, str]:
    """Cut play:0.6 at its last colon."""
    name, colon, weight = part.rpartition(":")
    return (name.strip(), weight.strip()) if colon else (part, "")


def read_weight(text: str) -> float:
    """Read a weight above 0 and up to 1."""
    try:
        weight = float(text)
    except ValueError:
        weight = float("nan")
    if not 0 < weight <= 1:
        raise WrongCell(f"the weight “{text[:20]}” is not above 0 and at most 1, such as 0.6")
    return weight


def read_networks(text: str, _book: Book) -> list[str]:
    """Read names of networks."""
    if text.casefold() == NONE:
        return []
    names = list(dict.fromkeys(split(text)))
    if len(names) > 50 or any(len(name) > 120 for name in names):
        raise WrongCell("write at most 50 networks of at most 120 characters each")
    return names


def read_email(text: str) -> str:
    """Read an e-mail address."""
    try:
        return validate_email(text, check_deliverability=False).normalized[:254]
    except EmailNotValidError:
        raise WrongCell(f"“{text[:60]}” is no e-mail address") from None


READERS: dict[str, Callable[[str, Book], Any]] = {
    "summary": read_text(2_000),
    "kind": read_text(60),
    "themes": read_themes,
    "areas": read_areas,
    "ages": lambda text, book: read_list(text, book.ages, "age band"),
    "offers": lambda text, book: read_list(text, book.resources, "resource"),
    "needs": lambda text, book: read_list(text, book.resources, "resource"),
    "networks": read_networks,
    "staff": lambda text, book: read_number(text, 1e6),
    "volunteers": lambda text, book: read_number(text, 1e6),
    "turnover": lambda text, book: read_number(text),
    "spare_days": lambda text, book: read_number(text, 10_000),
    "max_contract": lambda text, book: read_number(text),
    "radius_km": lambda text, book: read_number(text, 2_000),
    "can_lead": lambda text, book: read_yes(text),
    "will_lead": lambda text, book: read_yes(text),
}
