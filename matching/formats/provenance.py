"""Where a file comes from: six facts that every graph file carries, and what else is told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from matching.formats.values import as_text, clean_text, flat

# The order in which they are shown, and the words for people.
FACTS: Mapping[str, str] = {
    "partnership": "Partnership",
    "run": "Matching run",
    "date": "Date",
    "data_version": "Data version",
    "visibility": "Made for",
    "answered": "Organisations that answered",
}
NOT_STATED = "not stated"

Scalar = bool | int | float | str


def stated(provenance: Mapping[str, object]) -> dict[str, Scalar]:
    """Return the provenance as plain values, the six facts first, none silently missing.

    Examples
    --------
    >>> list(stated({"answered": 64, "filter": "ties of 0.5 and more"}).items())[4:]
    [('visibility', 'not stated'), ('answered', 64), ('filter', 'ties of 0.5 and more')]
    """
    plain: dict[str, Scalar] = dict.fromkeys(FACTS, NOT_STATED)
    for name, value in flat(provenance).items():
        plain[name] = as_text(value) if isinstance(value, tuple) else value
    return plain


def sentences(provenance: Mapping[str, Scalar]) -> list[str]:
    """Return one line for each fact, in words.

    Examples
    --------
    >>> sentences({"run": "12", "answered": 64, "only_some": "first 500 ties"})
    ['Matching run: 12', 'Organisations that answered: 64', 'Only some: first 500 ties']
    """
    return [
        f"{FACTS.get(name, _words(name))}: {as_text(value)}" for name, value in provenance.items()
    ]


def day(provenance: Mapping[str, Scalar]) -> str | None:
    """Return the day of the provenance as an ISO date, or None where it states none.

    Examples
    --------
    >>> day({"date": "2026-11-04T10:15:00"}), day({"date": "last week"})
    ('2026-11-04', None)
    """
    try:
        return date.fromisoformat(str(provenance.get("date", ""))[:10]).isoformat()
    except ValueError:
        return None


def _words(name: str) -> str:
    """Return an attribute's name as the start of a sentence."""
    words = clean_text(name.replace("_", " "))
    return words[:1].upper() + words[1:]
