"""Text that a spreadsheet must not take for a formula."""

from __future__ import annotations

import unicodedata

_STARTS_A_FORMULA = frozenset("=+-@\t\r\x85")
_APOSTROPHE = "'"


def neutral(text: str) -> str:
    r"""Return the text with an apostrophe before it where a spreadsheet could run it.

    White space and marks without width before the sign do not hide it, nor does a full-width
    form of it. Numbers are not texts: do not pass them.

    Examples
    --------
    >>> neutral("=1+1"), neutral(" \t\uff1dHYPERLINK()"), neutral("Play = fun")
    ("'=1+1", "' \t\uff1dHYPERLINK()", 'Play = fun')
    """
    seen = next((each for each in text if not _is_blank(each)), "")
    starts = {text[:1], unicodedata.normalize("NFKC", seen)[:1]}
    return _APOSTROPHE + text if starts & _STARTS_A_FORMULA else text


def _is_blank(character: str) -> bool:
    """Tell whether a character shows nothing."""
    return character.isspace() or unicodedata.category(character) in ("Cc", "Cf", "Cs")
