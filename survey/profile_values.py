"""What is known of an organisation as conditions see it: types of the profile's fields."""

from __future__ import annotations

from typing import Any

from survey.logic.domains import MISSING, NUMBER, TEXT, YES_NO, Domain, Type, Value
from survey.questions import NUMBER_FIELDS, READINESS_FIELDS

CHOICES = Domain(Type.CHOICES)
# Whom one cannot work with decides nothing: what is asked next could tell it.
PROFILE_DOMAINS: dict[str, Domain] = {
    **dict.fromkeys(NUMBER_FIELDS, NUMBER),
    **dict.fromkeys(READINESS_FIELDS, YES_NO),
    **dict.fromkeys(("themes", "areas", "ages", "offers", "needs", "networks", "ties"), CHOICES),
    **dict.fromkeys(("summary", "kind"), TEXT),
}


def value_of_fact(fact: Any) -> Value:
    """Return a profile fact as a value; a theme or tie of weight 0 is not among its several."""
    if isinstance(fact, bool | str):
        return fact
    if isinstance(fact, int | float):
        return float(fact)
    if isinstance(fact, dict):
        return frozenset(code for code, weight in fact.items() if weight)
    if isinstance(fact, list | tuple | set | frozenset):
        return frozenset(str(code) for code in fact)
    return MISSING
