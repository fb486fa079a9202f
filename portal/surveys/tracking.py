"""Who was invited, who has begun, who has sent: one row an organisation."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from portal.errors import NotThere
from portal.models.base import db
from portal.models.organisations import Organisation, Participation
from portal.models.surveys import Invitation, Registration, Response, Survey

STATES = {
    "not_invited": "Not invited",
    "invited": "Invited",
    "opened": "Opened",
    "started": "Started",
    "sent": "Sent",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One organisation in the tracker: its live invitation and its response, where there are."""

    participation: Participation
    invitation: Invitation | None
    response: Response | None
    registered_as: str = ""

    @property
    def number(self) -> int:
        """The id of the organisation, as it stands in addresses."""
        return self.participation.organisation_id

    @property
    def name(self) -> str:
        """The organisation's name."""
        return self.participation.organisation.name

    @property
    def state(self) -> str:
        """How far the organisation has come, one of STATES."""
        if self.response is not None and self.response.state != "draft":
            return "sent"
        if self.response is not None and self.response.saved_at:
            return "started"
        if self.response is not None or (self.invitation and self.invitation.opened_at):
            return "opened"
        return "invited" if self.invitation else "not_invited"

    @property
    def since(self) -> datetime | None:
        """When the organisation came as far as it is now."""
        moments = {
            "sent": self.response and self.response.sent_at,
            "started": self.response and self.response.saved_at,
            "opened": (self.invitation and self.invitation.opened_at)
            or (self.response and self.response.created_at),
            "invited": self.invitation and self.invitation.created_at,
        }
        return moments.get(self.state) or None


def list_rows(survey: Survey) -> list[Row]:
    """List every organisation of the partnership with how far it has come, by name."""
    invitations = {i.participation_id: i for i in live_invitations(survey)}
    responses = {r.participation_id: r for r in list_responses(survey)}
    registered = list_registered(survey)
    query = (
        sa.select(Participation)
        .join(Organisation)
        .where(
            Participation.partnership_id == survey.partnership_id, Participation.left_at.is_(None)
        )
        .order_by(Organisation.name_key, Participation.id)
    )
    return [
        Row(p, invitations.get(p.id), responses.get(p.id), registered.get(p.id, ""))
        for p in db.session.scalars(query)
    ]


def get_row(survey: Survey, organisation_id: int) -> Row:
    """Give the row of one organisation."""
    row = next((row for row in list_rows(survey) if row.number == organisation_id), None)
    if row is None:
        raise NotThere()
    return row


def live_invitations(survey: Survey) -> Sequence[Invitation]:
    """List the links that still work, oldest first."""
    query = sa.select(Invitation).filter_by(survey_id=survey.id, revoked_at=None)
    return db.session.scalars(query.order_by(Invitation.id)).all()


def list_responses(survey: Survey) -> Sequence[Response]:
    """List all responses to a survey, drafts too."""
    query = sa.select(Response).filter_by(survey_id=survey.id)
    return db.session.scalars(query.order_by(Response.id)).all()


def list_registered(survey: Survey) -> dict[int, str]:
    """Give the name under which an organisation registered, where another bore it already."""
    query = (
        sa.select(Invitation.participation_id, Registration.organisation_name, Organisation.name)
        .select_from(Registration)
        .join(Invitation, Registration.invitation_id == Invitation.id)
        .join(Participation, Invitation.participation_id == Participation.id)
        .join(Organisation, Participation.organisation_id == Organisation.id)
        .where(Registration.survey_id == survey.id)
    )
    rows = db.session.execute(query)
    return {number: typed for number, typed, name in rows if name.startswith(f"{typed} (")}


def filter_rows(rows: Sequence[Row], state: str = "", find: str = "") -> list[Row]:
    """Keep the rows in a state whose names hold all the words looked for."""
    words = find.casefold().split()
    return [
        row
        for row in rows
        if (not state or row.state == state) and all(word in row.name.casefold() for word in words)
    ]


def count_rows(rows: Sequence[Row]) -> dict[str, int]:
    """Count the organisations in each state, those without any too."""
    found = Counter(row.state for row in rows)
    return {state: found[state] for state in STATES}


def count_asked(rows: Sequence[Row]) -> int:
    """Count the organisations that were asked, by invitation or by registering."""
    return sum(row.state != "not_invited" for row in rows)
