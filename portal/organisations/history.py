"""The history of a fact, and taking back what one said."""

import sqlalchemy as sa

from portal.errors import Conflict
from portal.models.base import db
from portal.models.organisations import Participation, ProfileFact
from portal.organisations.fields import may_read
from portal.organisations.profiles import Source, get_current, replace, set_fact, withdraw_proposals


def list_history(participation: Participation, name: str) -> list[ProfileFact]:
    """List everything that was ever said of a field, the latest first."""
    query = (
        sa.select(ProfileFact)
        .filter_by(participation_id=participation.id, field=name)
        .order_by(ProfileFact.id.desc())
    )
    return list(db.session.scalars(query))


def list_readable_history(
    participation: Participation, name: str, audience: str
) -> list[ProfileFact]:
    """List what an audience may read of what was said of a field, the latest first.

    Who may not read what is known now reads nothing older: it was agreed to once, and no longer.
    """
    known = get_current(participation, name)
    if known is None or not may_read(audience, known.visibility):
        return []
    return [
        fact for fact in list_history(participation, name) if may_read(audience, fact.visibility)
    ]


def change_fact(
    participation: Participation, name: str, value: object, source: Source, seen: int | None
) -> None:
    """Put a new value in place of the one that the page showed (`seen`, a fact's id).

    Raises Conflict where somebody else has changed it since; None as value makes it not known.
    """
    known = get_current(participation, name)
    if known is not None and known.value == value:
        return
    if (known.id if known else None) != seen:
        raise Conflict(
            "Somebody else changed this while you were writing.",
            yours=value,
            theirs=None if known is None else known.value,
        )
    if value is not None:
        set_fact(participation, name, value, source)
    elif known is not None:
        replace(known)
        withdraw_proposals(participation, name)
