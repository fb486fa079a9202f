"""Changing what was sent, until the close: the last sending counts until the next one."""

from portal.errors import Conflict, Refused
from portal.models.surveys import Response
from portal.surveys.submissions import latest_submission
from portal.surveys.trail import note_response


def may_amend(response: Response) -> bool:
    """Tell whether what was sent can be changed; nobody can tell whose anonymous answers are."""
    return response.survey.mode != "anonymous"


def begin_amending(response: Response) -> bool:
    """Let sent answers be changed; False where somebody began before.

    The revision goes on, so that a page for checking that was opened before sends nothing.
    """
    if not may_amend(response):
        raise Refused("These answers were sent without a name, so nobody can tell which are yours.")
    if response.state == "amending":
        return False
    if response.state != "sent":
        raise Conflict("These answers have not been sent yet. Change them as you like.")
    response.state = "amending"
    response.revision += 1
    note_response("began to change sent answers", response)
    return True


def keep_sent(response: Response) -> bool:
    """Drop the changes and go back to what was sent last; False where nothing is being changed."""
    sent = latest_submission(response)
    if response.state != "amending" or sent is None:
        return False
    response.answers, response.version = sent.answers, sent.version
    response.state = "sent"
    response.revision += 1
    note_response("kept what was sent", response)
    return True
