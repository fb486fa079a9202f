"""Letters as they leave: one that asks for answers goes only where it is still wanted.

Nothing wakes up when a survey closes by itself, and a letter may wait for hours while the mail
server is away. So each is looked at when its turn comes, whatever happened since it was written.
"""

from portal.inviting.invitations import is_live
from portal.mail.service import asked_first
from portal.models.base import db
from portal.models.jobs import OutgoingEmail
from portal.models.surveys import Invitation, Response
from portal.surveys.responses import find_response


@asked_first
def still_asks(email: OutgoingEmail) -> bool:
    """Tell whether an invitation or a reminder still has something to ask; others always leave."""
    kind, _, number = email.key.partition(":")
    if kind != "invitation":
        return True
    invitation = db.session.get(Invitation, int(number))
    return invitation is not None and is_live(invitation) and not has_replied(invitation)


def has_replied(invitation: Invitation) -> bool:
    """Tell whether an organisation has sent answers, or replied otherwise, since it was written to.

    Whoever registers opens the link before its letter leaves, and has no other: it is no question.
    """
    response = find_response(invitation.survey, invitation.participation)
    if response is None or invitation.opened_at is not None:
        return False
    return response.state != "draft" or said_otherwise_since(response, invitation)


def said_otherwise_since(response: Response, invitation: Invitation) -> bool:
    """Tell whether "not this time" or "we would rather talk" came after a letter was written."""
    written = invitation.sent_at or invitation.created_at
    moments = (response.declined_at, response.talk_asked_at)
    return any(moment > written for moment in moments if moment)
