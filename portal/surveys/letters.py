"""The e-mails that a survey sends: plain words, one link, whom to ask."""

from portal.models.surveys import Invitation, Registration, Response, Survey
from portal.surveys.opening import last_day

INVITATION = """Hello,

{partnership} asks {organisation} to answer its survey "{title}".

Open this page, look at what is asked and who sees what, and start when you like:

{link}

You need no account. Stop whenever you want: the same link opens your answers again, on any
phone or computer{until}. It is for {organisation} only, so please do not pass it on outside.

{ask}
"""

CONFIRMATION = """Hello {name},

Somebody, we hope you, registered interest for "{organisation}" with {partnership}.

Open this page and press "Confirm" to go on to the survey "{title}":

{link}

The link works for seven days. If it was not you, do nothing: no organisation is made.

{ask}
"""

WELCOME = """Hello {name},

Thank you for confirming. This is the personal link of {organisation} to "{title}":

{link}

Stop whenever you want: the link opens your answers again, on any phone or computer{until}.

{ask}
"""

RECEIPT = """Hello,

{partnership} has the answers of {organisation} to "{title}". They were sent on {day}.

A copy to keep is on the page that you saw after sending. What happens next: the coordinators
read what came in, and suggestions of who could work together are made from what you told.

{ask}
"""


def until(survey: Survey) -> str:
    """Say until when a link works, or nothing where no day is set."""
    day = last_day(survey)
    return f", until the end of {day.day} {day:%B %Y}" if day else ""


def ask(survey: Survey) -> str:
    """Say whom to ask."""
    contact = survey.partnership.contact
    who = f"write to {contact}" if contact else f"ask the coordinators of {survey.partnership.name}"
    return f"If anything is unclear, {who}."


def invitation_letter(invitation: Invitation, link: str) -> tuple[str, str]:
    """Give the subject and the words of an invitation."""
    survey = invitation.survey
    body = INVITATION.format(
        partnership=survey.partnership.name,
        organisation=invitation.participation.organisation.name,
        title=survey.title,
        link=link,
        until=until(survey),
        ask=ask(survey),
    )
    return f"{survey.title}: your link", body


def confirmation_letter(registration: Registration, link: str) -> tuple[str, str]:
    """Give the subject and the words of the e-mail that asks to confirm a registration."""
    survey = registration.survey
    body = CONFIRMATION.format(
        name=registration.contact_name,
        organisation=registration.organisation_name,
        partnership=survey.partnership.name,
        title=survey.title,
        link=link,
        ask=ask(survey),
    )
    return f"{survey.partnership.name}: please confirm", body


def welcome_letter(registration: Registration, link: str) -> tuple[str, str]:
    """Give the subject and the words of the e-mail with the link of a new organisation."""
    survey = registration.survey
    body = WELCOME.format(
        name=registration.contact_name,
        organisation=registration.organisation_name,
        title=survey.title,
        link=link,
        until=until(survey),
        ask=ask(survey),
    )
    return f"{survey.title}: your link", body


def receipt_letter(response: Response, day: str) -> tuple[str, str]:
    """Give the subject and the words that say that answers have arrived."""
    survey = response.survey
    body = RECEIPT.format(
        partnership=survey.partnership.name,
        organisation=response.participation.organisation.name,
        title=survey.title,
        day=day,
        ask=ask(survey),
    )
    return f"{survey.title}: we have your answers", body
