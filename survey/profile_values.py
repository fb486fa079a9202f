"""What is known of an organisation as conditions see it: types of the profile's fields."""

from __future__ import annotations

from typing import Any

from survey.context import Context
from survey.kinds.picklist import PickList
from survey.logic.domains import MISSING, NUMBER, TEXT, YES_NO, Domain, Type, Value
from survey.questions import NUMBER_FIELDS, READINESS_FIELDS
from survey.saying import in_words
from survey.words import tell_all

CHOICES = Domain(Type.CHOICES)
# Whom one cannot work with decides nothing: what is asked next could tell it.
PROFILE_DOMAINS: dict[str, Domain] = {
    **dict.fromkeys(NUMBER_FIELDS, NUMBER),
    **dict.fromkeys(READINESS_FIELDS, YES_NO),
    **dict.fromkeys(("themes", "areas", "ages", "offers", "needs", "networks", "ties"), CHOICES),
    **dict.fromkeys(("summary", "kind"), TEXT),
}
# Networks are known by name, and so without a list.
_LISTS = {
    "themes": "themes",
    "areas": "areas",
    "ages": "ages",
    "offers": "offers",
    "needs": "offers",
    "ties": "organisations",
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


def words_of_fact(field: str, fact: Any, context: Context) -> str:
    """Return a profile fact as people read it: what has a list in the words of the list."""
    value, name = value_of_fact(fact), _LISTS.get(field)
    if name is None or not isinstance(value, frozenset):
        return in_words(value)
    listed = PickList(getattr(context, name))
    known = [one.code for one in listed.choices if one.code in value]
    lost = sorted(str(code) for code in value if code not in known)
    return tell_all(listed.label(code) for code in (*known, *lost))
