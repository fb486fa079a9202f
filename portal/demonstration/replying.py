"""What else the demonstration's organisations do: say no, want to talk, want no letters, change."""

from collections.abc import Sequence
from datetime import timedelta

from portal.accounts.service import find_or_add_person
from portal.demonstration.people import PEOPLE
from portal.inviting.invitations import make_invitation
from portal.inviting.replies import ask_for_talk, decline, hold_talk
from portal.inviting.stops import BOUNCED, OPTED_OUT, stop_mail
from portal.models.base import now
from portal.models.organisations import Participation
from portal.models.people import Person
from portal.models.surveys import Invitation, Response, Survey
from portal.surveys.amending import begin_amending
from portal.surveys.responses import fingerprint, save_page, start_response

DECLINED = (
    "We close at Easter, so please ask somebody else to carry the torch.",
    "Our only worker is on leave until spring. Ask us again then.",
    "",
)
TALKS = (
    ("We fill in forms badly and talk well. Mornings are best.", "0161 496 0102"),
    ("Could somebody come by? We are in the hall on Tuesdays.", ""),
)
LAST_LETTER = timedelta(days=9)


def reply_otherwise(survey: Survey, invited: Sequence[Participation]) -> None:
    """Let those who were invited and have not begun do something else than answer."""
    waiting = iter(invited)
    for words, one in zip(DECLINED, waiting, strict=False):
        decline(start_response(survey, one), words)
    talks = [
        ask(start_response(survey, one), *said) for said, one in zip(TALKS, waiting, strict=False)
    ]
    for held in talks[1:]:
        hold_talk(held, person_id=coordinator().id)
    for why, one in zip((OPTED_OUT, BOUNCED), waiting, strict=False):
        stop_mail(survey.partnership_id, one.contact_email, why)
    for one in list(waiting)[:1]:
        remind(survey, one)


def coordinator() -> Person:
    """Give the demonstration's coordinator."""
    one = PEOPLE["coordinator"]
    return find_or_add_person(one.email, one.name)


def ask(response: Response, words: str, telephone: str) -> Response:
    """Ask for a talk, and give the response again."""
    ask_for_talk(response, words, telephone)
    return response


def remind(survey: Survey, participation: Participation) -> Invitation:
    """Send the first reminder, a while after the invitation."""
    invitation, _ = make_invitation(survey, participation, participation.contact_email)
    invitation.reminder, invitation.sent_at = 1, now()
    return invitation


def change_answers(response: Response) -> None:
    """Begin to change what was sent, and stop in the middle."""
    begin_amending(response)
    words = {"summary": f"{response.answers['summary']} New: a drop-in on Fridays."}
    save_page(response, words, fingerprint(response.answers, words))
