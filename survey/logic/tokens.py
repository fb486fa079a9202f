"""The words and signs of a condition, each with the place where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass

from survey.errors import BadFormula

MOST_LETTERS, MOST_PIECES = 2_000, 300
_TOKEN = re.compile(
    r"""(?P<space>\s+)
      | (?P<number>\d+(?:\.\d+)?)
      | (?P<text>'[^'\n]*'|"[^"\n]*"|‘[^’\n]*’|“[^”\n]*”)
      | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
      | (?P<sign><=|>=|!=|<>|[=<>+\-*/(),.\[\]])
    """,
    re.VERBOSE,
)
_CURLY = {"≤": "<=", "≥": ">=", "≠": "!="}


@dataclass(frozen=True, slots=True)
class Token:
    """One piece: what it is (number, text, name, sign, end), its letters, and where it stands."""

    kind: str
    text: str
    at: int


def tokens(formula: str) -> list[Token]:
    """Return the pieces of a formula, the last of which is its end.

    Raises
    ------
    BadFormula
        It is too long, or holds a letter that means nothing here.
    """
    if len(formula) > MOST_LETTERS:
        raise BadFormula(formula, MOST_LETTERS, f"is longer than {MOST_LETTERS:,} letters")
    found, at = [], 0
    while at < len(formula):
        sign = _CURLY.get(formula[at])
        match = None if sign else _TOKEN.match(formula, at)
        if sign:
            found.append(Token("sign", sign, at))
            at += 1
        elif match is None:
            raise BadFormula(formula, at, _strange(formula, at))
        else:
            if match.lastgroup != "space":
                found.append(Token(str(match.lastgroup), match.group(), at))
            at = match.end()
    if len(found) > MOST_PIECES:
        words = f"has more than {MOST_PIECES} words and signs; split it into calculations"
        raise BadFormula(formula, found[MOST_PIECES].at, words)
    return [*found, Token("end", "", len(formula))]


def _strange(formula: str, at: int) -> str:
    letter = formula[at]
    if letter in "'\"‘“’”":
        return "a quotation mark is never closed"
    if letter in "&|!":
        return "write “and”, “or”, “not” in words"
    if letter in "{}$":
        return "write the id of a question without brackets or signs"
    return f"‘{letter}’ means nothing here"
