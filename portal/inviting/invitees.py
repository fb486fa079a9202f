"""Inviting from a file: what each row would do, worked out before anything is done."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.errors import Conflict, Refused
from portal.inviting.invitations import MakeLink, send_invitations
from portal.inviting.standings import states_by_participation
from portal.inviting.stops import address_key, list_stops
from portal.models.organisations import Participation
from portal.models.surveys import Invitation, Survey
from portal.organisations.imports import add_participations
from portal.organisations.names import name_key
from portal.organisations.plans import Known, Planned, find_clashes, find_known
from portal.organisations.sheets import Line, read_sheet
from portal.surveys.at_once import hold_survey
from portal.surveys.trail import note_survey

COLUMNS = (
    ("name", "Name of the organisation; the only column that must be there", "Hilltop Youth Club"),
    ("contact_email", "Where to write to; “email” will do too", "sam@example.org"),
    ("contact_name", "Whom to write to, if you know", "Sam Example"),
    ("external_id", "Its number in a register, if it has one", "GB-CHC-0000000"),
)
NAMES = tuple(name for name, _, _ in COLUMNS)

# What a row would do, in the order in which the preview shows it.
ACTIONS = {
    "unreadable": "Can’t read, because",
    "repeated": "Repeated in the file",
    "no_address": "No address",
    "stopped": "No letters go there",
    "add": "Will be added and invited",
    "invite": "Will be invited",
    "invited": "Invited already",
    "answered": "Need no invitation",
}
HINTS = {
    "unreadable": "Put these right in your file. An address looks like name@example.org.",
    "repeated": "Keep one row for each organisation. Only the first of them counts.",
    "no_address": "Write an address into the file, or hand over a link on the survey’s page.",
}
DOES = ("add", "invite")
NEEDS_MENDING = ("unreadable", "repeated", "no_address")
STOPS = {
    "opted_out": "asked for no more e-mails; hand over a link if they want one",
    "bounced": "e-mails come back; write another address into the file",
}
ANSWERED = {
    "sent": "has sent its answers",
    "declined": "said “not this time”",
    "talk": "asked for a talk instead",
}
ON_THE_WAY = {
    "invited": "has a link already; remind it later",
    "opened": "has opened its link already",
    "started": "has begun to answer",
}


@dataclass(frozen=True, slots=True)
class Invitee:
    """One row of the file: whom it means, where a letter would go, what it would do and why."""

    line: Line
    action: str
    planned: Planned
    email: str = ""
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class InvitePlan:
    """What a whole file would do."""

    rows: list[Invitee]
    ignored: tuple[str, ...]

    def having(self, *actions: str) -> list[Invitee]:
        """List the rows that would do one of some things."""
        return [row for row in self.rows if row.action in actions]

    @property
    def fingerprint(self) -> str:
        """Stands for what the plan would do, so that a preview can be held to its word."""
        acts = [[row.line.number, row.action, row.email] for row in self.rows]
        return hashlib.sha256(json.dumps(acts).encode()).hexdigest()


def plan_invitees(survey: Survey, content: bytes) -> InvitePlan:
    """Read a file of organisations and say what it would do; nothing is changed."""
    sheet = read_sheet(survey.partnership, content, NAMES)
    known = find_known(survey.partnership, sheet.lines)
    states, stops = states_by_participation(survey), list_stops(survey.partnership_id)
    rows = [plan_row(line, known, states, stops) for line in sheet.lines]
    return InvitePlan(rows, sheet.ignored)


def plan_row(
    line: Line, known: Known, states: Mapping[int, str], stops: Mapping[str, str]
) -> Invitee:
    """Say what one row would do."""
    numbered = known.by_number.get(line.external_id) if line.external_id else None
    named = known.by_name.get(name_key(line.name)) if line.name else None
    found = numbered or named
    planned = Planned(line, found, None if found else known.elsewhere.get(line.external_id))
    if line.twin_of:
        return Invitee(line, "repeated", planned, notes=line.faults)
    faults = [*line.faults, *find_clashes(line, numbered, named, known)]
    if faults:
        return Invitee(line, "unreadable", planned, notes=faults)
    email = line.contact.get("contact_email") or (found.contact_email if found else "")
    action, why = decide(states.get(found.id, "") if found else "", email, found, stops)
    return Invitee(line, action, planned, email, [why] if why else notes_of(line, planned, email))


def decide(
    state: str, email: str, found: Participation | None, stops: Mapping[str, str]
) -> tuple[str, str]:
    """Say what a readable row would do, and why where it would do nothing."""
    if state in ANSWERED:
        return "answered", ANSWERED[state]
    if state in ON_THE_WAY:
        return "invited", ON_THE_WAY[state]
    if not email:
        return "no_address", "none in the file and none on record"
    stop = stops.get(address_key(email), "")
    if stop:
        return "stopped", STOPS[stop]
    return ("invite" if found else "add"), ""


def notes_of(line: Line, planned: Planned, email: str) -> list[str]:
    """Say where a letter would go, and what else the row would change."""
    before = planned.participation.contact_email if planned.participation else ""
    words = [f"to {email}"]
    if before and address_key(before) != address_key(email):
        words[0] += f", which takes the place of {before}"
    if planned.participation and planned.participation.organisation.name != line.name:
        words.append(f"known as {planned.participation.organisation.name}")
    if planned.organisation is not None:
        words.append(f"joins as {planned.organisation.name}, which Patchwork knows already")
    return words


def invite_from_file(
    survey: Survey,
    content: bytes,
    make_link: MakeLink,
    *,
    expected: str,
    file_name: str = "",
    person_id: int | None = None,
) -> tuple[int, list[Invitation]]:
    """Add and invite whom a file names, all who can be; give how many were added, and the letters.

    `expected` is the fingerprint of the plan that was looked at: where something has changed since,
    nothing is done and Conflict is raised.
    """
    hold_survey(survey)
    plan = plan_invitees(survey, content)
    if plan.fingerprint != expected:
        raise Conflict("Something has changed since the preview. Look at it again, then invite.")
    if not plan.having(*DOES):
        raise Refused("Nobody in this file can be invited now.")
    adding = plan.having("add")
    add_participations(survey.partnership, [row.planned for row in adding])
    invited = [take_contact(row) for row in plan.having(*DOES)]
    sent = send_invitations(survey, invited, make_link, person_id=person_id)
    numbers = {"added": len(adding), "invited": len(sent)}
    note_survey("invited from a file", survey, person_id, file=file_name, **numbers)
    return len(adding), sent


def take_contact(row: Invitee) -> Participation:
    """Write to where the file says from now on; give the participation."""
    participation = row.planned.participation
    if participation is None:
        raise LookupError(f"Row {row.line.number} has no organisation.")
    for name, text in row.line.contact.items():
        setattr(participation, name, text)
    return participation
