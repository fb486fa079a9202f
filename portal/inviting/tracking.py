"""Who was invited, who has begun, who has sent: one row an organisation."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, defer, lazyload

from portal.errors import NotThere
from portal.inviting.reminders import Letters, count_letters
from portal.inviting.standings import STATES, narrowed, standing, standing_of_each
from portal.inviting.stops import address_key, list_stops
from portal.models.base import db
from portal.models.jobs import OutgoingEmail
from portal.models.organisations import Organisation, Participation
from portal.models.surveys import Invitation, MailStop, Registration, Response, Survey

__all__ = [
    "STATES",
    "Row",
    "count_asked",
    "count_rows",
    "filter_rows",
    "get_row",
    "list_page",
    "list_rows",
]

# What a list does not show is not read: answers may be long.
LIGHT = (
    contains_eager(Participation.organisation),
    lazyload(Participation.partnership),
    lazyload(Invitation.survey),
    lazyload(Invitation.participation),
    defer(Response.answers),
    lazyload(Response.survey),
    lazyload(Response.version),
    lazyload(Response.participation),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One organisation in the tracker: its live invitation and its response, where there are.

    `state` is one of STATES; `lost` tells that the letter with its link never arrived, `reminders`
    how many it has had by any link, `stop` why its present address gets no letters.
    """

    participation: Participation
    invitation: Invitation | None
    response: Response | None
    state: str
    stopped_at: datetime | None = None
    lost: bool = False
    reminders: int = 0
    stop: str = ""
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
    def can_be_written_to(self) -> bool:
        """Whether letters may go to its present address."""
        return bool(self.participation.contact_email) and not self.stop

    @property
    def since(self) -> datetime | None:
        """When the organisation came as far as it is now."""
        invitation, response = self.invitation, self.response
        moments = {
            "sent": response and response.sent_at,
            "declined": response and response.declined_at,
            "talk": response and response.talk_asked_at,
            "started": response and response.saved_at,
            "opened": (invitation and invitation.opened_at) or (response and response.opened_at),
            "unreached": self.stopped_at or (invitation and invitation.created_at),
            "invited": invitation and invitation.created_at,
        }
        return moments.get(self.state) or None


def list_rows(survey: Survey) -> list[Row]:
    """List every organisation of the partnership with how far it has come, by name."""
    return read_rows(survey, select_rows(survey))


def list_page(
    survey: Survey,
    number: int,
    size: int,
    *,
    state: str = "",
    find: str = "",
    among: Collection[int] | None = None,
) -> tuple[list[Row], int]:
    """Give one page of the organisations that fit, by name, and how many fit in all."""
    counted = narrowed(standing_of_each(survey, sa.func.count()), state, find, among)
    query = narrowed(select_rows(survey), state, find, among)
    rows = read_rows(survey, query.limit(size).offset((number - 1) * size))
    return rows, db.session.scalar(counted) or 0


def get_row(survey: Survey, organisation_id: int) -> Row:
    """Give the row of one organisation."""
    query = select_rows(survey).where(Participation.organisation_id == organisation_id)
    rows = read_rows(survey, query)
    if not rows:
        raise NotThere()
    return rows[0]


def select_rows(survey: Survey) -> sa.Select[Any]:
    """Select what a row shows, by name."""
    query = standing_of_each(
        survey,
        Participation,
        Invitation,
        Response,
        standing,
        MailStop.created_at,
        OutgoingEmail.id.is_not(None),
    )
    return query.options(*LIGHT).order_by(Organisation.name_key, Participation.id)


def read_rows(survey: Survey, query: sa.Select[Any]) -> list[Row]:
    """Give the rows of a query."""
    stops, registered = list_stops(survey.partnership_id), list_registered(survey)
    letters = count_letters(survey)
    return [
        Row(
            participation=one,
            invitation=invitation,
            response=response,
            state=state,
            stopped_at=stopped_at,
            lost=lost,
            reminders=letters.get(one.id, Letters()).reminders,
            stop=stops.get(address_key(one.contact_email), ""),
            registered_as=registered.get(one.id, ""),
        )
        for one, invitation, response, state, stopped_at, lost in db.session.execute(query)
    ]


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
    return sum(row.invitation is not None or row.response is not None for row in rows)
