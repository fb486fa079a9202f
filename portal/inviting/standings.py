"""How far each organisation has come with a survey, worked out by the database in one query."""

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from portal.mail.service import WITHDRAWN
from portal.models.base import db
from portal.models.jobs import OutgoingEmail
from portal.models.organisations import Organisation, Participation
from portal.models.surveys import Invitation, MailStop, Response, Survey
from portal.organisations.names import name_key

# In the order in which pages list them.
STATES = {
    "not_invited": "Not invited",
    "unreached": "Could not be reached",
    "invited": "Invited",
    "opened": "Opened",
    "started": "Started",
    "talk": "Asked for a talk",
    "declined": "Not this time",
    "sent": "Sent",
}
# One word for all states but the last: whoever has not answered, for whatever reason.
MISSING = "missing"

# A response that a coordinator made, to enter answers or to let somebody in late, opens nothing.
was_opened = sa.or_(Response.opened_at.is_not(None), Invitation.opened_at.is_not(None))
# What never arrived: given up after many tries. One that was withdrawn was not wanted any more.
letter = sa.and_(
    OutgoingEmail.key == sa.literal("invitation:").concat(sa.cast(Invitation.id, sa.String)),
    OutgoingEmail.state == "failed",
    OutgoingEmail.failure != WITHDRAWN,
)
# What came last stands first: whoever sent has answered, whatever they said before.
standing = sa.case(
    (Response.state != "draft", "sent"),
    (Response.declined_at.is_not(None), "declined"),
    (Response.talk_asked_at.is_not(None), "talk"),
    (Response.saved_at.is_not(None), "started"),
    (was_opened, "opened"),
    (sa.or_(MailStop.id.is_not(None), OutgoingEmail.id.is_not(None)), "unreached"),
    (Invitation.id.is_not(None), "invited"),
    else_="not_invited",
)
was_asked = sa.or_(Invitation.id.is_not(None), Response.id.is_not(None))
# Where the last letter went, else where the first would go; a link handed over went nowhere.
written_to = sa.case(
    (Invitation.id.is_(None), sa.func.lower(Participation.contact_email)),
    else_=Invitation.email,
)


def standing_of_each(survey: Survey, *columns: Any) -> sa.Select[Any]:
    """Select something of each organisation that takes part, beside its link and its response.

    An organisation may have several links that work, as it asks for them: the latest counts. The
    letter that it came in is there where it never arrived.
    """
    links = latest_links(survey)
    return (
        sa.select(*columns)
        .select_from(Participation)
        .join(Organisation, Participation.organisation_id == Organisation.id)
        .outerjoin(links, links.c.participation_id == Participation.id)
        .outerjoin(Invitation, Invitation.id == links.c.number)
        .outerjoin(OutgoingEmail, letter)
        .outerjoin(
            Response,
            sa.and_(Response.survey_id == survey.id, Response.participation_id == Participation.id),
        )
        .outerjoin(
            MailStop,
            sa.and_(
                MailStop.partnership_id == survey.partnership_id,
                MailStop.email == written_to,
            ),
        )
        .where(
            Participation.partnership_id == survey.partnership_id, Participation.left_at.is_(None)
        )
    )


def latest_links(survey: Survey) -> sa.Subquery:
    """Give the latest link of each organisation that works."""
    query = (
        sa.select(Invitation.participation_id, sa.func.max(Invitation.id).label("number"))
        .where(Invitation.survey_id == survey.id, Invitation.revoked_at.is_(None))
        .group_by(Invitation.participation_id)
    )
    return query.subquery("links")


def narrowed(
    query: sa.Select[Any], state: str = "", find: str = "", among: Collection[int] | None = None
) -> sa.Select[Any]:
    """Keep those in a state, whose names hold all words, and who are among some participations."""
    if state == MISSING:
        query = query.where(standing != "sent")
    elif state:
        query = query.where(standing == state)
    for word in name_key(find).split():
        query = query.where(Organisation.name_key.contains(word, autoescape=True))
    if among is not None:
        # Written into the statement: databases limit how many values can be bound.
        numbers: Any = sa.bindparam("among", list(among), expanding=True, literal_execute=True)
        query = query.where(Participation.id.in_(numbers))
    return query


def count_states(survey: Survey) -> dict[str, int]:
    """Count the organisations in each state, those without any too."""
    # A label of its own: grouping by "state" would mean the column of that name.
    query = standing_of_each(survey, standing.label("standing"), sa.func.count())
    query = query.group_by("standing")
    found = {row[0]: row[1] for row in db.session.execute(query)}
    return {state: found.get(state, 0) for state in STATES}


def count_those_asked(survey: Survey) -> int:
    """Count the organisations that were asked, by invitation or by registering."""
    query = standing_of_each(survey, sa.func.count()).where(was_asked)
    return db.session.scalar(query) or 0


def states_by_participation(survey: Survey) -> dict[int, str]:
    """Give the state of each organisation by the id of its participation."""
    query = standing_of_each(survey, Participation.id, standing)
    return {row[0]: row[1] for row in db.session.execute(query)}
