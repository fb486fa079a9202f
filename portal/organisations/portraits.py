"""A profile ready to be read: field by field in words, with sources, as one audience may see it."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from portal.models.base import db
from portal.models.organisations import Organisation, Participation, ProfileFact
from portal.organisations.editing import CONTROLS
from portal.organisations.fields import FIELDS, may_read
from portal.organisations.profiles import (
    get_current,
    get_profile,
    list_differences,
    list_own_exclusions,
)
from portal.organisations.ties import TIES, list_ties_about
from portal.organisations.words import (
    Vocabulary,
    fact_in_words,
    get_vocabulary,
    in_words,
    source_in_words,
    tie_in_words,
)

SECTIONS = (
    ("Work", ("summary", "kind", "themes", "ages")),
    ("Place", ("areas", "base", "radius_km")),
    ("With others", ("offers", "needs", "networks")),
    ("Size and time", ("staff", "volunteers", "turnover", "spare_days")),
    ("Leading", ("can_lead", "will_lead", "max_contract", "max_groups")),
)
READERS = {
    "public": "Everybody can see this",
    "members": "Members, infrastructure bodies and coordinators see this",
    "infrastructure": "Infrastructure bodies and coordinators see this",
    "coordinators": "Coordinators see this",
    "engine": "Nobody else sees this",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One field as it is shown; value None is not known yet."""

    name: str
    label: str
    value: str | list[str] | None
    source: str
    fact: ProfileFact | None
    readers: str
    editable: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """What is known of a field and what somebody else says of it, both in words."""

    label: str
    known: str | list[str]
    known_fact: ProfileFact
    told: str | list[str]
    fact: ProfileFact


@dataclass(frozen=True, slots=True)
class TieRow:
    """A tie that this organisation stated, or that another stated of it."""

    name: str
    organisation_id: int
    own: str | None
    theirs: str | None


def draw_portrait(
    participation: Participation, audience: str, *, own: bool
) -> list[tuple[str, list[Row]]]:
    """Give a profile in sections; its own people see every field, others what they may read."""
    vocabulary = get_vocabulary(participation.partnership)
    facts = get_profile(participation).facts
    sections = []
    for title, names in SECTIONS:
        rows = [draw_row(name, facts.get(name), vocabulary, audience, own=own) for name in names]
        shown = [row for row in rows if row is not None]
        if shown:
            sections.append((title, shown))
    return sections


def draw_row(
    name: str, fact: ProfileFact | None, vocabulary: Vocabulary, audience: str, *, own: bool
) -> Row | None:
    """Give one field, or None where this audience may not know of it."""
    visibility = FIELDS[name].visibility if fact is None else fact.visibility
    if not own and not may_read(audience, visibility):
        return None
    return Row(
        name=name,
        label=FIELDS[name].words(own=own),
        value=None if fact is None else in_words(name, fact.value, vocabulary),
        source="" if fact is None else source_in_words(fact),
        fact=fact,
        readers=READERS[visibility],
        editable=own and name in CONTROLS,
    )


def draw_differences(participation: Participation) -> list[Difference]:
    """Give what waits to be settled, in words."""
    vocabulary = get_vocabulary(participation.partnership)
    return [
        Difference(
            label=FIELDS[fact.field].label,
            known=fact_in_words(known, vocabulary),
            known_fact=known,
            told=fact_in_words(fact, vocabulary),
            fact=fact,
        )
        for known, fact in list_differences(participation)
    ]


def draw_ties(participation: Participation, audience: str | None, *, own: bool) -> list[TieRow]:
    """List working ties by the other's name, as each side lets this audience read its statements.

    Its own people read all that it stated; without an audience they read nothing else.
    """
    number = participation.id
    told: dict[int, str] = {}
    theirs: dict[int, str] = {}
    for tie, visibility in list_ties_about(participation):
        readable = audience is not None and may_read(audience, visibility)
        if tie.from_id == number and (own or readable):
            told[tie.to_id] = tie_in_words(tie.intensity)
        if tie.to_id == number and readable:
            theirs[tie.from_id] = tie_in_words(tie.intensity)
    return [
        TieRow(
            other.organisation.name, other.organisation_id, told.get(other.id), theirs.get(other.id)
        )
        for other in name_others({*told, *theirs})
    ]


def readers_of_ties(participation: Participation) -> str:
    """Say who reads the ties that an organisation states."""
    fact = get_current(participation, TIES)
    return READERS[fact.visibility if fact else FIELDS[TIES].visibility]


def draw_exclusions(participation: Participation) -> list[Participation]:
    """List whom the organisation said it cannot work with; for its own people only."""
    return name_others({exclusion.to_id for exclusion in list_own_exclusions(participation)})


def name_others(ids: set[int]) -> list[Participation]:
    """Give participations by name."""
    query: sa.Select[Any] = (
        sa.select(Participation)
        .join(Organisation)
        .where(Participation.id.in_(ids))
        .order_by(Organisation.name_key)
    )
    return list(db.session.scalars(query))
