"""Who is left out because nothing is known yet: what to ask each, and whom to write to."""

from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from portal.consortia.leftovers import told_reason
from portal.consortia.words import FACTS, NOT_KNOWN_YET
from portal.inviting.tracking import Row, count_rows, list_rows
from portal.models.base import db
from portal.models.consortia import MatchingRun
from portal.models.organisations import Participation
from portal.organisations.profiles import Profile, list_profiles
from portal.surveys.service import list_open
from portal.web.filters import as_day, as_words

ROWS_A_PAGE = 50
# What a group rests on most, in the order in which it is worth asking; themes come before all.
ASKED_NEXT = {
    "areas": "areas",
    "base": "place",
    "ages": "ages",
    "needs": "needs",
    "offers": "offers",
    "spare_days": "spare_days",
    "can_lead": "can_lead",
    "will_lead": "will_lead",
}
MOST_NEXT = 3
HOW_FAR = {
    "not_invited": "Not invited yet",
    "invited": "Invited {}, no answer",
    "opened": "Opened its link {}, no answer",
    "started": "Began {}, not sent",
    "talk": "Asked for a talk {}",
    "declined": "Said “not this time” {}",
    "unreached": "E-mails cannot reach it",
    "sent": "Sent its answers {}",
}
IN_SHORT = {
    "talk": "asked for a talk",
    "started": "began and did not send",
    "opened": "opened the link",
    "invited": "invited, no answer",
    "not_invited": "not invited yet",
    "unreached": "could not be reached",
    "declined": "said “not this time”",
    "sent": "sent answers",
}


@dataclass(frozen=True, slots=True)
class Unheard:
    """One organisation whose themes were not known; `told` where they are by now."""

    organisation_id: int
    name: str
    told: bool
    ask_next: str
    how_far: str
    contact_name: str
    contact_email: str


@dataclass(frozen=True, slots=True)
class UnheardPage:
    """One page of them, and how many they are; `gone` have left the partnership since."""

    rows: list[Unheard]
    number: int
    pages: int
    total: int
    told: int
    gone: int
    survey: str | None
    states: list[tuple[int, str]]


def show_unheard(run: MatchingRun, number: int = 1, *, coordinates: bool = False) -> UnheardPage:
    """List those left out as not known yet, by name; contacts and surveys for coordinators only."""
    slugs = [one["id"] for one in left_out(run) if told_reason(one) == NOT_KNOWN_YET]
    found = list_by_slug(run, slugs)
    profiles = list_profiles(found)
    pages = max(1, -(-len(found) // ROWS_A_PAGE))
    number = min(number, pages)
    some = profiles[(number - 1) * ROWS_A_PAGE : number * ROWS_A_PAGE]
    survey = next(iter(list_open(run.partnership)), None) if coordinates else None
    rows = {row.participation.id: row for row in list_rows(survey)} if survey else {}
    return UnheardPage(
        rows=[unheard(one, rows.get(one.participation.id), coordinates) for one in some],
        number=number,
        pages=pages,
        total=len(found),
        told=sum(one.value("themes") is not None for one in profiles),
        gone=len(slugs) - len(found),
        survey=survey.slug if survey else None,
        states=count_states([rows[one.id] for one in found if one.id in rows]),
    )


def count_states(rows: list[Row]) -> list[tuple[int, str]]:
    """Count how far they have come in the survey that is open now."""
    counted = count_rows(rows)
    return [(counted[state], words) for state, words in IN_SHORT.items() if counted[state]]


def count_unheard(run: MatchingRun) -> int:
    """Count those left out as not known yet."""
    return sum(told_reason(one) == NOT_KNOWN_YET for one in left_out(run))


def left_out(run: MatchingRun) -> list[dict[str, str]]:
    """Give the left out of a run as they were stored."""
    return list((run.outcome or {}).get("left_out") or ())


def list_by_slug(run: MatchingRun, slugs: list[str]) -> list[Participation]:
    """Find those that still take part, by name."""
    query = sa.select(Participation).where(
        Participation.partnership_id == run.partnership_id,
        Participation.slug.in_(slugs),
        Participation.left_at.is_(None),
    )
    return sorted(db.session.scalars(query), key=lambda one: one.organisation.name.casefold())


def unheard(profile: Profile, row: Row | None, coordinates: bool) -> Unheard:
    """Say what to ask one organisation, how far it has come, and whom to write to."""
    known = profile.participation
    return Unheard(
        organisation_id=known.organisation_id,
        name=known.organisation.name,
        told=profile.value("themes") is not None,
        ask_next=ask_next(profile),
        how_far=how_far(row) if row else "",
        contact_name=known.contact_name if coordinates else "",
        contact_email=known.contact_email if coordinates else "",
    )


def ask_next(profile: Profile) -> str:
    """Name a few more things that are not known of it."""
    silent = [FACTS[fact] for fact in facts_unknown(profile)]
    if len(silent) == len(ASKED_NEXT):
        return "everything else"
    rest = len(silent) - MOST_NEXT
    return as_words([*silent[:MOST_NEXT], f"{rest} more"] if rest > 1 else silent)


def facts_unknown(profile: Profile) -> Iterator[str]:
    """Give what is not known of it, by the engine's names."""
    return (fact for field, fact in ASKED_NEXT.items() if profile.value(field) is None)


def how_far(row: Row) -> str:
    """Say how far it has come in the survey that is open now."""
    return HOW_FAR[row.state].format(as_day(row.since))
