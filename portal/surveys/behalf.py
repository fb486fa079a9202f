"""On behalf: a coordinator enters what an organisation told on paper, by e-mail, by telephone."""

from portal.errors import Conflict, Refused
from portal.models.base import db
from portal.models.organisations import Participation
from portal.models.people import Person
from portal.models.surveys import CHANNELS, Response, Survey
from portal.surveys.channels import is_being_entered
from portal.surveys.late import may_answer_now
from portal.surveys.opening import is_open
from portal.surveys.responses import find_or_make, find_response
from portal.surveys.trail import note_response


def why_not(survey: Survey, response: Response | None) -> str:
    """Say why nobody can enter answers for an organisation now; nothing where somebody can."""
    if survey.mode == "anonymous":
        return "Nobody enters anonymous answers for somebody else: they would know whose they are."
    if not (may_answer_now(response) if response else is_open(survey)):
        return "The survey takes no answers now. Let the organisation answer late first."
    if response is None or is_being_entered(response):
        return ""
    if response.state != "draft":
        return "The answers have been sent. Only the organisation changes them."
    if response.saved_at is not None:
        return "The organisation has begun to answer itself. Ask it to carry on by its link."
    return ""


def start_entering(
    survey: Survey, participation: Participation, channel: str, person: Person
) -> Response:
    """Let a coordinator enter what an organisation told; only while it has not begun itself."""
    if channel not in CHANNELS[1:]:
        raise Refused("Choose how the organisation told you.", field="channel")
    reason = why_not(survey, find_response(survey, participation))
    if reason:
        raise Refused(reason)
    response = find_or_make(survey, participation)
    db.session.refresh(response, with_for_update={"of": Response})
    if why_not(survey, response):
        raise Conflict(f"{participation.organisation.name} began to answer just now.")
    response.channel, response.entered_by = channel, person.id
    words = "began to enter answers for an organisation"
    note_response(words, response, person.id, channel=channel)
    return response


def leave_to_organisation(response: Response, *, person_id: int | None = None) -> bool:
    """Make a draft the organisation's own again; False where nobody is entering it.

    What was saved stays in it. Whoever entered it cannot open it any more.
    """
    if not is_being_entered(response):
        return False
    channel = response.channel
    response.channel, response.entered_by = "online", None
    note_response("left answers to the organisation", response, person_id, channel=channel)
    return True
