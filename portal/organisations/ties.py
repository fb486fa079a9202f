"""Ties: whom an organisation says it works with. They stand and are read with one fact, `TIES`."""

from collections.abc import Mapping

import sqlalchemy as sa

from portal.models.base import db
from portal.models.organisations import Organisation, Participation, ProfileFact, Tie
from portal.organisations.profiles import Source, get_current, new_fact, put_beside, take_back

# That its ties are known is a fact like others: with its state, its readers and its history.
TIES = "ties_known"
# The ties that count are those that were told together with the current fact.
CURRENT = sa.and_(
    ProfileFact.participation_id == Tie.from_id,
    ProfileFact.source_ref == Tie.source_ref,
    ProfileFact.field == TIES,
    ProfileFact.state == "current",
)


def state_ties(
    participation: Participation,
    intensities: Mapping[int, float],
    source: Source,
    visibility: str | None = None,
    earlier: str = "",
) -> ProfileFact:
    """Add an organisation's ties as one fact: a proposal where it contradicts what is known.

    `intensities` maps participation ids to 0..1. Even none at all makes its ties known. `earlier`
    is how the references begin of what these take the place of.
    """
    if earlier:
        take_back(participation, "ties", earlier)
    known = get_current(participation, TIES)
    same = known is not None and ties_of(known) == dict(intensities)
    fact = new_fact(participation, TIES, True, source, visibility)
    for to_id, intensity in sorted(intensities.items()):
        db.session.add(
            Tie(from_id=participation.id, to_id=to_id, intensity=intensity, **source.columns())
        )
    return put_beside(known, fact, same=same)


def ties_of(fact: ProfileFact) -> dict[int, float]:
    """Give the ties that were told together with a fact, by participation ids."""
    query = sa.select(Tie.to_id, Tie.intensity).where(told_with(fact))
    return {row.to_id: row.intensity for row in db.session.execute(query)}


def named_ties(fact: ProfileFact) -> list[tuple[str, float]]:
    """Give the ties that were told together with a fact, by name."""
    query = (
        sa.select(Organisation.name, Tie.intensity)
        .join(Participation, Participation.organisation_id == Organisation.id)
        .join(Tie, Tie.to_id == Participation.id)
        .where(told_with(fact))
        .order_by(Organisation.name_key, Tie.id)
    )
    return [(row.name, row.intensity) for row in db.session.execute(query)]


def told_with(fact: ProfileFact) -> sa.ColumnElement[bool]:
    """Say which ties were told together with a fact."""
    return sa.and_(Tie.from_id == fact.participation_id, Tie.source_ref == fact.source_ref)


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
