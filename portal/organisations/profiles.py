"""Profiles: what is known of an organisation, each fact with its source and date.

A fact that contradicts a known one is kept as a proposal until the organisation settles it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa

from portal.errors import NotThere
from portal.models.base import db
from portal.models.days import today
from portal.models.organisations import VISIBILITIES, Exclusion, Participation, ProfileFact, Tie
from portal.organisations.fields import FIELDS, may_read


@dataclass(frozen=True, slots=True)
class Source:
    """Where statements come from: the kind, a reference, who said it and when."""

    kind: str
    ref: str = ""
    stated_by: str = ""
    stated_on: date = field(default_factory=today)

    def columns(self) -> dict[str, Any]:
        """Give the columns that a sourced row keeps."""
        return {
            "source": self.kind,
            "source_ref": self.ref,
            "stated_by": self.stated_by,
            "stated_on": self.stated_on,
        }


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of one participation: current facts by field; a missing one is unknown."""

    participation: Participation
    facts: Mapping[str, ProfileFact]

    def value(self, name: str) -> Any:
        """Give a field's value, None where it is not known yet."""
        fact = self.facts.get(name)
        return None if fact is None else fact.value

    def seen_by(self, audience: str) -> "Profile":
        """Give the profile as an audience may read it."""
        kept = {n: f for n, f in self.facts.items() if may_read(audience, f.visibility)}
        return Profile(self.participation, kept)


def get_profile(participation: Participation) -> Profile:
    """Read one profile."""
    return list_profiles([participation])[0]


def list_profiles(participations: list[Participation]) -> list[Profile]:
    """Read many profiles with one query."""
    ids = [participation.id for participation in participations]
    known: dict[int, dict[str, ProfileFact]] = {number: {} for number in ids}
    query = sa.select(ProfileFact).where(
        ProfileFact.participation_id.in_(ids), ProfileFact.state == "current"
    )
    for fact in db.session.scalars(query):
        known[fact.participation_id][fact.field] = fact
    return [Profile(participation, known[participation.id]) for participation in participations]


def facts_without(participation: Participation, earlier: str) -> Mapping[str, ProfileFact]:
    """Give what is known, as though nothing had been told under references that begin so.

    Where that took the place of something, it is what had been known before.
    """
    facts = get_profile(participation).facts
    told = {name for name, fact in facts.items() if fact.source_ref.startswith(earlier)}
    if not told:
        return facts
    replaced = (
        sa.select(ProfileFact)
        .where(
            ProfileFact.participation_id == participation.id,
            ProfileFact.field.in_(told),
            ProfileFact.state == "superseded",
            ~ProfileFact.source_ref.startswith(earlier, autoescape=True),
        )
        .order_by(ProfileFact.id)
    )
    others = {name: fact for name, fact in facts.items() if name not in told}
    return others | {fact.field: fact for fact in db.session.scalars(replaced)}


def state_fact(
    participation: Participation,
    name: str,
    value: Any,
    source: Source,
    visibility: str | None = None,
    earlier: str = "",
) -> ProfileFact:
    """Add a fact: current where nothing else is known, a proposal where it contradicts.

    `earlier` is how the references begin of what the same organisation told before in the same
    place: its newer word takes the place of that without asking.
    """
    if earlier:
        take_back(participation, name, earlier)
    known = get_current(participation, name)
    fact = new_fact(participation, name, value, source, visibility)
    return put_beside(known, fact, same=known is not None and known.value == value)


def put_beside(known: ProfileFact | None, fact: ProfileFact, *, same: bool) -> ProfileFact:
    """Add a fact beside a known one: in its place where both say the same, else as a proposal."""
    if known is not None and same:
        replace(known)
    elif known is not None:
        withdraw_proposals(known.participation, known.field)
        fact.state = "proposed"
    return keep(fact)


def set_fact(participation: Participation, name: str, value: Any, source: Source) -> ProfileFact:
    """Add a fact that replaces what was known, because its owner says so; its readers stay."""
    known = get_current(participation, name)
    if known is not None:
        replace(known)
    withdraw_proposals(participation, name)
    readers = known.visibility if known else None
    return keep(new_fact(participation, name, value, source, readers))


def new_fact(
    participation: Participation,
    name: str,
    value: Any,
    source: Source,
    visibility: str | None = None,
) -> ProfileFact:
    """Make a current fact, read by those who may read its field unless told otherwise."""
    return ProfileFact(
        participation_id=participation.id,
        field=name,
        value=value,
        visibility=visibility or FIELDS[name].visibility,
        state="current",
        **source.columns(),
    )


def keep(fact: ProfileFact) -> ProfileFact:
    """Write a fact."""
    db.session.add(fact)
    db.session.flush()
    return fact


def get_current(participation: Participation, name: str) -> ProfileFact | None:
    """Give the current fact of a field."""
    return db.session.scalar(
        sa.select(ProfileFact).filter_by(
            participation_id=participation.id, field=name, state="current"
        )
    )


def replace(fact: ProfileFact) -> None:
    """Make a current fact history."""
    fact.state = "superseded"
    db.session.flush()


def narrow(participation: Participation, name: str, visibility: str) -> None:
    """Let no more than this audience read the current fact of a field, whoever told it."""
    known = get_current(participation, name)
    if known is not None:
        known.visibility = max(known.visibility, visibility, key=VISIBILITIES.index)
        db.session.flush()


def withdraw_proposals(participation: Participation, name: str) -> None:
    """Make older proposals for a field history: only the latest is to be settled."""
    db.session.execute(
        sa.update(ProfileFact)
        .where(
            ProfileFact.participation_id == participation.id,
            ProfileFact.field == name,
            ProfileFact.state == "proposed",
        )
        .values(state="superseded")
    )


def take_back(participation: Participation, name: str, earlier: str) -> None:
    """Make history of what was told of a field under references that begin so; others stay."""
    if name == "ties":
        name = "ties_known"
        delete_told(Tie, participation, earlier)
    if name == "exclusions":
        delete_told(Exclusion, participation, earlier)
    db.session.execute(
        sa.update(ProfileFact)
        .where(
            ProfileFact.participation_id == participation.id,
            ProfileFact.field == name,
            ProfileFact.state.in_(("current", "proposed")),
            ProfileFact.source_ref.startswith(earlier, autoescape=True),
        )
        .values(state="superseded")
    )


def delete_told(table: type[Tie | Exclusion], participation: Participation, earlier: str) -> None:
    """Delete what an organisation told of others under references that begin so."""
    told = table.source_ref.startswith(earlier, autoescape=True)
    db.session.execute(sa.delete(table).where(table.from_id == participation.id, told))


def list_differences(participation: Participation) -> list[tuple[ProfileFact, ProfileFact]]:
    """List what waits to be settled, as (known, proposed)."""
    proposed = db.session.scalars(
        sa.select(ProfileFact)
        .filter_by(participation_id=participation.id, state="proposed")
        .order_by(ProfileFact.id)
    )
    pairs = ((get_current(participation, fact.field), fact) for fact in proposed)
    return [(known, fact) for known, fact in pairs if known is not None]


def settle(participation: Participation, fact_id: int, *, accept: bool) -> ProfileFact:
    """Accept a proposed fact in place of the known one, or refuse it."""
    fact = db.session.get(ProfileFact, fact_id)
    if fact is None or fact.participation_id != participation.id or fact.state != "proposed":
        raise NotThere("This difference has been settled already.")
    known = get_current(participation, fact.field)
    if accept and known is not None:
        replace(known)
    fact.state = "current" if accept else "refused"
    db.session.flush()
    return fact


def state_exclusions(
    participation: Participation, others: Iterable[int], source: Source, earlier: str = ""
) -> None:
    """Add whom an organisation cannot work with; what it told in other places stays as well.

    `earlier` is how the references begin of what these take the place of.
    """
    if earlier:
        take_back(participation, "exclusions", earlier)
    for to_id in sorted(set(others)):
        db.session.add(Exclusion(from_id=participation.id, to_id=to_id, **source.columns()))
    db.session.flush()


def list_own_exclusions(participation: Participation) -> list[Exclusion]:
    """List whom an organisation said it cannot work with, for that organisation only."""
    return list(db.session.scalars(sa.select(Exclusion).filter_by(from_id=participation.id)))
