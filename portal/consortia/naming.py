"""Organisations that a brief names: who can be chosen, and what of those that have left."""

from typing import Any

from portal.consortia.inputs import list_present
from portal.errors import Refused
from portal.models.partnerships import Partnership

# So many names in one fold are still read quickly.
IN_A_FOLD = 24
GONE = (
    "An organisation that this brief names as a member is not in the partnership any more. "
    "Change the brief, then look again."
)


def list_choices(partnership: Partnership) -> list[tuple[str, str]]:
    """List the organisations that a brief may name, slug and name, in the order of names."""
    found = [(one.slug, one.organisation.name) for one in list_present(partnership)]
    return sorted(found, key=lambda one: (one[1].casefold(), one[0]))


def in_folds(choices: list[tuple[str, str]]) -> list[dict[str, Any]]:
    """Put choices into folds of the alphabet, as the picker of areas takes them."""
    folds: list[list[tuple[str, str]]] = []
    for choice in choices:
        alike = folds and initial(folds[-1][-1]) == initial(choice)
        if not folds or (len(folds[-1]) >= IN_A_FOLD and not alike):
            folds.append([])
        folds[-1].append(choice)
    return [
        {"name": span(fold), "areas": [{"code": slug, "name": name} for slug, name in fold]}
        for fold in folds
    ]


def span(fold: list[tuple[str, str]]) -> str:
    """Name a fold by its first and its last letter."""
    first, last = initial(fold[0]), initial(fold[-1])
    return first if first == last else f"{first} to {last}"


def initial(choice: tuple[str, str]) -> str:
    """Give the letter under which an organisation stands."""
    return choice[1][:1].upper()


def keep_present(request: dict[str, Any], frozen: dict[str, Any]) -> dict[str, Any]:
    """Drop whoever has left from those to leave out; refuse where a named member has left."""
    present = {row["id"] for row in frozen["tables"]["organisations"]}
    if set(request.get("must_include", ())) - present:
        raise Refused(GONE)
    if "must_exclude" not in request:
        return request
    return request | {"must_exclude": [key for key in request["must_exclude"] if key in present]}
