"""Names for nodes and edges that every graph tool reads alike."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Hashable, Iterable

from matching.formats.values import clean_text

_NOT_A_SLUG = re.compile(r"[^A-Za-z0-9]+")
# Words that spreadsheet and table readers turn into a number, a truth value or a gap.
_TAKEN_FOR_VALUES = frozenset(
    ("f", "false", "inf", "infinity", "n", "na", "nan", "nil", "no", "none", "null", "off")
    + ("on", "t", "true", "undefined", "y", "yes")
)


def slug(identifier: object) -> str:
    """Return a plain name for one identifier: ASCII letters, digits and single hyphens.

    It begins with a letter and never reads as a number, a truth value or a blank, so that no
    tool mixes text with numbers.

    Examples
    --------
    >>> slug("org_1.a")
    'org-1-a'
    >>> slug(17), slug("nan"), slug("Café Été")
    ('n-17', 'n-nan', 'Cafe-Ete')
    """
    text = clean_text(str(identifier))
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    name = _NOT_A_SLUG.sub("-", plain).strip("-")
    if not name:
        # Nothing is left of a name in another script: its digest keeps it apart and stable.
        return "n-" + hashlib.sha256(text.encode("utf-8")).hexdigest()[:10]
    if name[0].isdigit() or name.casefold() in _TAKEN_FOR_VALUES:
        return "n-" + name
    return name


def slugs(identifiers: Iterable[Hashable]) -> dict[Hashable, str]:
    """Return one slug for each identifier, no two alike even where case is ignored.

    Identifiers that are slugs already keep their name; the others follow in a fixed order and
    take a number where the name is gone, so the order of the input does not matter.

    Examples
    --------
    >>> slugs(["org_1.a", "org-1-a"]) == {"org-1-a": "org-1-a", "org_1.a": "org-1-a-2"}
    True
    >>> slugs([1, "1"])
    {1: 'n-1', '1': 'n-1-2'}
    """
    taken: set[str] = set()
    names: dict[Hashable, str] = {}
    ordered = sorted(
        ((slug(each), each) for each in identifiers),
        key=lambda pair: (pair[1] != pair[0], type(pair[1]).__name__, str(pair[1])),
    )
    for name, identifier in ordered:
        free, number = name, 2
        while free.casefold() in taken:
            free, number = f"{name}-{number}", number + 1
        taken.add(free.casefold())
        names[identifier] = free
    return names


def unique(name: str, taken: set[str], separator: str = "_") -> str:
    """Return the name, numbered where it is already taken (case ignored), and take it."""
    free, number = name, 2
    while free.casefold() in taken:
        free, number = f"{name}{separator}{number}", number + 1
    taken.add(free.casefold())
    return free
