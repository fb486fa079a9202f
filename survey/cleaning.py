"""Text as people send it, made safe to store and to show again."""

from __future__ import annotations

import unicodedata

_KEPT_CONTROLS = "\n\t"


def clean_text(text: str) -> str:
    """Return text with plain line ends and without control characters or broken halves."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (c for c in lines if c in _KEPT_CONTROLS or unicodedata.category(c) not in ("Cc", "Cs"))
    return "".join(kept)


def one_line(text: str) -> str:
    """Return text on a single line, with single spaces and no space at the ends."""
    return " ".join(clean_text(text).split())
