"""Late answers: after the close one organisation is let in until a day, with a reason."""

from datetime import date, datetime, timedelta

import sqlalchemy as sa

from portal.errors import Refused
from portal.models.base import db, now
from portal.models.days import day_of
from portal.models.organisations import Participation
from portal.models.surveys import Response, Survey
from portal.surveys.at_once import hold_survey
from portal.surveys.opening import check_day, end_of, is_open, last_day, standing_of
from portal.surveys.responses import find_response, make_response
from portal.surveys.trail import note_response
from portal.surveys.withholding import stays_closed


def may_answer_now(response: Response, at: datetime | None = None) -> bool:
    """Tell whether a response can be answered now: the survey is open, or it was let in late."""
    return is_open(response.survey, at) or is_let_in(response, at)


def is_let_in(response: Response, at: datetime | None = None) -> bool:
    """Tell whether a response may be answered although its survey has closed."""
    if standing_of(response.survey) != "closed" or response.late_until is None:
        return False
    return (at or now()) < response.late_until


def find_let_in(survey: Survey, participation: Participation) -> Response | None:
    """Find the response by which an organisation may answer although the survey has closed."""
    if standing_of(survey) != "closed":
        return None
    response = find_response(survey, participation)
    return response if response is not None and is_let_in(response) else None


def list_let_in(participation: Participation) -> list[Response]:
    """List the responses of an organisation that it may give although their surveys have closed."""
    query = sa.select(Response).where(
        Response.participation_id == participation.id, Response.late_until > now()
    )
    found = db.session.scalars(query.order_by(Response.id))
    return [response for response in found if is_let_in(response)]


def last_day_for(response: Response) -> date | None:
    """Give the last day on which a response can be answered, None where no day is set."""
    if is_let_in(response) and response.late_until is not None:
        return day_of(response.late_until - timedelta(microseconds=1))
    return last_day(response.survey)


def late_day(survey: Survey, participation: Participation) -> date | None:
    """Give the last day of an organisation that was let in late, None where it was not."""
    response = find_let_in(survey, participation)
    return last_day_for(response) if response else None


def came_late(response: Response, sent_at: datetime | None) -> bool:
    """Tell whether a sending came after the close; a survey that was opened again has none."""
    if response.late_until is None or sent_at is None:
        return False
    survey = response.survey
    closed = survey.closed_at or survey.closes_at
    return closed is not None and standing_of(survey) == "closed" and sent_at >= closed


def let_in_late(
    survey: Survey,
    participation: Participation,
    day: date | None,
    reason: str,
    *,
    person_id: int | None = None,
) -> Response:
    """Let one organisation answer, or change its answers, until the end of a day in London."""
    hold_survey(survey)
    check_late(survey, participation)
    if day is None:
        raise Refused("Choose today or a later day.", field="last_day")
    check_day(day, "last_day")
    if not reason.strip():
        raise Refused("Say in a few words why.", field="reason")
    response = find_response(survey, participation) or make_response(survey, participation)
    response.late_until, response.late_reason = end_of(day), reason.strip()[:500]
    words = "let an organisation answer late"
    note_response(words, response, person_id, day=str(day), reason=reason)
    return response


def check_late(survey: Survey, participation: Participation) -> None:
    """Refuse where nobody can be let in late."""
    reason = why_nobody(survey)
    if reason:
        raise Refused(reason)
    if participation.partnership_id != survey.partnership_id or participation.left_at:
        name = participation.organisation.name
        raise Refused(f"{name} does not take part in this partnership.")


def why_nobody(survey: Survey) -> str:
    """Say why a survey lets nobody in late; nothing where it could."""
    if survey.mode == "anonymous":
        return "Nobody answers an anonymous survey late: it would be plain whose answers they are."
    if standing_of(survey) != "closed":
        return "The survey has not closed. Organisations answer by their links."
    return stays_closed(survey)


def end_late(response: Response, *, person_id: int | None = None) -> bool:
    """Let an organisation in no longer; False where it was not. What it sent late stays late."""
    hold_survey(response.survey)
    if not is_let_in(response):
        return False
    response.late_until = now()
    note_response("ended late answering", response, person_id)
    return True
