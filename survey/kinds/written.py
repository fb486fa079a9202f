"""Words of a fixed form: an e-mail address, the address of a website, a telephone number."""

from __future__ import annotations

import re
from typing import Literal

from survey.words import tell

Format = Literal["email", "url", "tel"]
INPUT_MODES: dict[Format, str] = {"email": "email", "url": "url", "tel": "tel"}
_EXAMPLES: dict[Format, str] = {
    "email": tell("Type an e-mail address, such as info@larkhill.example"),
    "url": tell("Type the address of a website, such as https://larkhill.example"),
    "tel": tell("Type a telephone number, such as 0161 496 0000 or +44 161 496 0000"),
}
# No repetition inside a repetition, so that no text takes long to judge.
_SHAPES: dict[Format, re.Pattern[str]] = {
    "email": re.compile(
        r"[^\s@<>()\[\],;:\"]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}"
    ),
    "url": re.compile(
        r"https?://[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}(?:[:/?#][^\s<>\"]*)?"
    ),
    "tel": re.compile(r"\+?[0-9]{7,15}"),
}
_APART = re.compile(r"[\s().-]")


def tidy(form: Format, text: str) -> str | None:
    """Return what was typed as it is kept; None for nothing.

    Examples
    --------
    >>> tidy("url", "larkhill.example/play"), tidy("tel", " 0161 496 0000 ")
    ('https://larkhill.example/play', '0161 496 0000')
    """
    kept = text.strip()
    return _address(kept) if form == "url" and kept else kept or None


def _address(typed: str) -> str:
    """An address with its scheme in small letters, which phones begin with a capital."""
    scheme, parted, rest = typed.partition("://")
    if parted:
        return f"{scheme.lower()}{parted}{rest}"
    return typed if typed.lower().startswith("javascript:") else f"https://{typed}"


def amiss_in(form: Format, value: str) -> str:
    """Return what is to put right, empty for nothing.

    Examples
    --------
    >>> amiss_in("url", "javascript:alert(1)")
    'Type the address of a website, such as https://larkhill.example'
    >>> amiss_in("tel", "+44 (0)161 496 0000")
    ''
    """
    looked_at = _APART.sub("", value) if form == "tel" else value
    return "" if _SHAPES[form].fullmatch(looked_at) else _EXAMPLES[form]
