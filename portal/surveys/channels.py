"""How answers came: online from the organisation itself, or entered for it as it told them."""

from typing import Any

import sqlalchemy as sa

from portal.models.base import db
from portal.models.people import Person
from portal.models.surveys import Response, Submission, Survey
from survey import tell

BY = {
    "paper": tell("on paper"),
    "email": tell("by e-mail"),
    "telephone": tell("by telephone"),
    "meeting": tell("at a meeting"),
}
NAMES = {
    "online": "Online",
    "paper": "On paper",
    "email": "By e-mail",
    "telephone": "By telephone",
    "meeting": "At a meeting",
}


def is_being_entered(response: Response) -> bool:
    """Tell whether a coordinator is entering a draft for its organisation."""
    return response.state == "draft" and response.channel != "online"


def was_entered(response: Response) -> bool:
    """Tell whether what was sent was entered for the organisation."""
    return response.channel != "online"


def who_entered(answers: Response | Submission) -> str:
    """Give the name of the coordinator who entered the answers; their address without one."""
    person = db.session.get(Person, answers.entered_by) if answers.entered_by else None
    return (person.name or person.email) if person else tell("a coordinator")


def last_entered(response: Response) -> Submission | None:
    """Give what was last sent for an organisation, also where it has sent others itself since."""
    return db.session.scalar(
        entered_in(response.survey_id)
        .where(Submission.response_id == response.id)
        .order_by(Submission.number.desc())
        .limit(1)
    )


def list_enterers(survey: Survey) -> dict[int, str]:
    """Give who last entered answers for an organisation, by the response."""
    found = db.session.scalars(entered_in(survey.id).order_by(Submission.number))
    return {sent.response_id: str(who_entered(sent)) for sent in found}


def entered_in(survey_id: int) -> sa.Select[Any]:
    """Select what coordinators have sent for organisations in a survey."""
    query = sa.select(Submission).join(Response, Submission.response_id == Response.id)
    return query.where(Response.survey_id == survey_id, Submission.channel != "online")
