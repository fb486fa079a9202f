"""The e-mails that a survey sends: plain words, one link, whom to ask."""

from portal.mail.service import with_stop_line
from portal.models.base import now
from portal.models.surveys import Invitation, Registration, Response, Survey
from portal.surveys.opening import LONDON, last_day
from portal.web.filters import as_count

INVITATION = """Hello,

{partnership} asks {organisation} to answer its survey "{title}".

Open this page, look at what is asked and who sees what, and start when you like:

{link}

You need no account. Stop whenever you want: the same link opens your answers again, on any
phone or computer{until}. It is for {organisation} only, so please do not pass it on outside.

{ask}
"""

REMINDER = """Hello,

{partnership} has no answers of {organisation} to "{title}" yet. {begun}

{still_open}

{link}

This link replaces the one that we sent before. It is for {organisation} only, so please do not
pass it on outside. Behind it you can also say that you would rather not answer, or would rather
talk.

{which} {ask}
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


def still_open(survey: Survey) -> str:
    """Say how long a survey still takes answers."""
    day = last_day(survey)
    if day is None:
        return "It is still open:"
    days = (day - now().astimezone(LONDON).date()).days
    when = f"until the end of {day.day} {day:%B %Y}"
    if days <= 0:
        return f"It is open {when}: today is the last day."
    return f"It is open {when}, for {as_count(days, 'more day')}:"


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
    return f"{survey.title}: your link", with_stop_line(body, stop_address(link))


def stop_address(link: str) -> str:
    """Give the address at which the holder of a personal link stops such letters."""
    return f"{link}/stop"


def reminder_letter(
    invitation: Invitation, link: str, *, begun: bool, last: bool
) -> tuple[str, str]:
    """Give the subject and the words of a reminder; the last one says that it is the last."""
    survey = invitation.survey
    body = REMINDER.format(
        partnership=survey.partnership.name,
        organisation=invitation.participation.organisation.name,
        title=survey.title,
        link=link,
        begun="What you have begun is saved." if begun else "It would help to hear from you.",
        still_open=still_open(survey),
        which="This is our last reminder." if last else "If you have no time now, leave it be.",
        ask=ask(survey),
    )
    subject = f"{survey.title}: {'last reminder' if last else 'a reminder'}"
    return subject, with_stop_line(body, stop_address(link))


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
    return f"{survey.title}: your link", with_stop_line(body, stop_address(link))


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
