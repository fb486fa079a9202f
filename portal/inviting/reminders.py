"""Reminders: a few, some days apart, and only to those who may still want one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from portal.errors import Refused
from portal.inviting.invitations import MakeLink, add_links, post
from portal.inviting.letters import reminder_letter
from portal.inviting.standings import standing, standing_of_each
from portal.inviting.stops import address_key, list_stops
from portal.models.base import Moment, db, now
from portal.models.organisations import Organisation, Participation
from portal.models.surveys import Invitation, Response, Survey
from portal.surveys.at_once import hold_survey
from portal.surveys.opening import is_open
from portal.surveys.trail import note_survey

MOST_REMINDERS = 3
APART = timedelta(days=3)
# Nobody wants to be reminded of what they are doing.
AT_WORK = timedelta(hours=1)
# A second press of the button is told what the first one did.
JUST_NOW = timedelta(minutes=10)

# Why somebody gets no reminder now, in the order in which it is looked for.
REASONS = {
    "sent": "Have sent their answers",
    "declined": "Said “not this time”",
    "talk": "Asked for a talk instead",
    "entering": "A coordinator is entering what they told",
    "not_invited": "Not invited yet",
    "by_hand": "Got their link by hand: ask them the same way",
    "no_address": "No address on record any more",
    "opted_out": "Asked for no more e-mails",
    "bounced": "E-mails to their address come back",
    "capped": f"Had {MOST_REMINDERS} reminders, which is the most",
    "recent": f"Had a letter less than {APART.days} days ago",
    "at_work": "Answering just now: opened or saved something in the last hour",
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """One organisation: which reminder it would get, or why it gets none now."""

    participation: Participation
    number: int
    begun: bool
    last_letter: datetime | None
    why_not: str = ""

    @property
    def is_last(self) -> bool:
        """Whether this reminder would be the last one."""
        return self.number >= MOST_REMINDERS


@dataclass(frozen=True, slots=True)
class Plan:
    """Who would get a reminder now, who would not and why."""

    due: list[Candidate]
    others: dict[str, list[Candidate]]


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters that an organisation has had about a survey."""

    reminders: int = 0
    last: datetime | None = None


def plan_reminders(survey: Survey) -> Plan:
    """Say who would get a reminder now, and why the others would not; nothing is sent."""
    candidates = list_candidates(survey)
    others: dict[str, list[Candidate]] = {why: [] for why in REASONS}
    for one in candidates:
        if one.why_not:
            others[one.why_not].append(one)
    due = [one for one in candidates if not one.why_not]
    return Plan(due, {why: found for why, found in others.items() if found})


def list_candidates(survey: Survey) -> list[Candidate]:
    """List every organisation with its next reminder, by name, with three queries."""
    query = standing_of_each(
        survey,
        Participation,
        standing.label("state"),
        Invitation.email.label("email"),
        Invitation.opened_at.label("opened_at"),
        Response.saved_at.label("saved_at"),
        Response.channel.label("channel"),
    ).order_by(Organisation.name_key, Participation.id)
    letters, stops = count_letters(survey), list_stops(survey.partnership_id)
    return [
        candidate(row, letters.get(row.Participation.id, Letters()), stops)
        for row in db.session.execute(query)
    ]


def count_letters(survey: Survey) -> dict[int, Letters]:
    """Give how many reminders each organisation had, and when its last letter was sent."""
    last = sa.type_coerce(sa.func.max(Invitation.sent_at), Moment)
    query = (
        sa.select(Invitation.participation_id, sa.func.max(Invitation.reminder), last)
        .where(Invitation.survey_id == survey.id)
        .group_by(Invitation.participation_id)
    )
    return {row[0]: Letters(row[1], row[2]) for row in db.session.execute(query)}


def candidate(row: Any, letters: Letters, stops: Mapping[str, str]) -> Candidate:
    """Say which reminder one organisation would get, or why it gets none now."""
    return Candidate(
        participation=row.Participation,
        number=letters.reminders + 1,
        begun=row.saved_at is not None,
        last_letter=letters.last,
        why_not=by_standing(row) or by_address(row, stops) or by_time(row, letters),
    )


def by_standing(row: Any) -> str:
    """Say why an organisation that stands so gets none."""
    if row.state in {"sent", "declined", "talk"}:
        return str(row.state)
    if row.channel not in {None, "online"}:
        return "entering"
    return "not_invited" if row.email is None else ""


def by_address(row: Any, stops: Mapping[str, str]) -> str:
    """Say why nothing may be sent to its address."""
    address = row.Participation.contact_email
    if row.email == "":
        return "by_hand"
    return stops.get(address_key(address), "") if address else "no_address"


def by_time(row: Any, letters: Letters) -> str:
    """Say why it is too late or too early for one."""
    if letters.reminders >= MOST_REMINDERS:
        return "capped"
    if letters.last and letters.last > now() - APART:
        return "recent"
    moments = [moment for moment in (row.opened_at, row.saved_at) if moment]
    return "at_work" if moments and max(moments) > now() - AT_WORK else ""


def send_reminders(
    survey: Survey, make_link: MakeLink, *, person_id: int | None = None
) -> list[Invitation]:
    """E-mail a reminder with a new link to everybody who is due one, once however often asked.

    Links in earlier letters to the same address go on working; those to another address end.
    """
    hold_survey(survey)
    if not is_open(survey):
        raise Refused("The survey is not open, so there is nothing to remind anybody of.")
    due = plan_reminders(survey).due
    wanted = [(one.participation, one.participation.contact_email) for one in due]
    revoke_elsewhere(survey, wanted)
    made = add_links(survey, wanted)
    letters = []
    for one, (invitation, token) in zip(due, made, strict=True):
        invitation.reminder = one.number
        words = reminder_letter(invitation, make_link(token), begun=one.begun, last=one.is_last)
        letters.append((invitation, *words))
    post(letters)
    if made:
        slugs = [one.participation.slug for one in due]
        note_survey("reminded of a survey", survey, person_id, organisations=slugs)
    return [invitation for invitation, _token in made]


def revoke_elsewhere(survey: Survey, wanted: Sequence[tuple[Participation, str]]) -> None:
    """End the links of organisations that went to another address than is written to now."""
    addresses = {participation.id: address_key(email) for participation, email in wanted}
    query = sa.select(Invitation.id, Invitation.participation_id, Invitation.email).filter_by(
        survey_id=survey.id, revoked_at=None
    )
    stale = [
        row.id
        for row in db.session.execute(query)
        if addresses.get(row.participation_id, row.email) != row.email
    ]
    for start in range(0, len(stale), 1_000):
        some = Invitation.id.in_(stale[start : start + 1_000])
        db.session.execute(sa.update(Invitation).where(some).values(revoked_at=now()))


def count_just_sent(survey: Survey) -> int:
    """Count the reminders that were sent a moment ago, for a second press of the button."""
    query = sa.select(sa.func.count(Invitation.id)).where(
        Invitation.survey_id == survey.id,
        Invitation.reminder > 0,
        Invitation.sent_at > now() - JUST_NOW,
    )
    return db.session.scalar(query) or 0
