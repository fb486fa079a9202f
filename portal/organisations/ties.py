"""Ties: whom an organisation says it works with. They stand and are read with one fact, `TIES`."""

import sqlalchemy as sa

from portal.models.base import db
from portal.models.organisations import Participation, ProfileFact, Tie

# That its ties are known is a fact like others: with its state, its readers and its history.
TIES = "ties_known"
# The ties that count are those that were told together with the current fact.
CURRENT = sa.and_(
    ProfileFact.participation_id == Tie.from_id,
    ProfileFact.source_ref == Tie.source_ref,
    ProfileFact.field == TIES,
    ProfileFact.state == "current",
)


def list_ties(participation_ids: list[int]) -> list[Tie]:
    """List the stated ties among participations."""
    query = (
        sa.select(Tie)
        .join(ProfileFact, CURRENT)
        .where(Tie.from_id.in_(participation_ids), Tie.to_id.in_(participation_ids))
        .order_by(Tie.from_id, Tie.to_id)
    )
    return list(db.session.scalars(query))


def list_ties_about(participation: Participation) -> list[tuple[Tie, str]]:
    """List the ties that an organisation or another states of it, each with who may read it."""
    query = (
        sa.select(Tie, ProfileFact.visibility)
        .join(ProfileFact, CURRENT)
        .where(sa.or_(Tie.from_id == participation.id, Tie.to_id == participation.id))
        .order_by(Tie.id)
    )
    return [(row.Tie, row.visibility) for row in db.session.execute(query)]
